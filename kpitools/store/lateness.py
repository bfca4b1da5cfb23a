"""Which of two files is the later: by time of export where both state it, else by the last day their rows reach."""

import datetime as dt
from collections.abc import Sequence
from functools import cmp_to_key

from kpitools.store.record import FileRecord


def order(records: Sequence[FileRecord], table: str) -> list[tuple[int, int, int]]:
    """(index, rank, tie) of each file for one table, earliest first; files that only their path orders share a tie."""

    def compare(a: int, b: int) -> int:
        return _compare(records[a], records[b], table) or (_path(records[a]) > _path(records[b])) * 2 - 1

    indices = sorted(range(len(records)), key=cmp_to_key(compare))
    made, tie = [], 0
    for rank, index in enumerate(indices):
        if rank and _compare(records[indices[rank - 1]], records[index], table):
            tie = rank
        made.append((index, rank, tie))
    return made


def _path(record: FileRecord) -> tuple[str, str]:
    return record.path.as_posix(), record.name


def _compare(a: FileRecord, b: FileRecord, table: str) -> int:
    if a.exported and b.exported:
        first, second = _instant(a.exported), _instant(b.exported)
        if first != second:
            return (first > second) * 2 - 1
    last_a, last_b = a.tables[table].last or dt.date.min, b.tables[table].last or dt.date.min
    return (last_a > last_b) - (last_a < last_b)


def _instant(exported: dt.date | dt.datetime) -> dt.datetime:
    """A day of export without an hour counts as its last moment."""
    if not isinstance(exported, dt.datetime):
        exported = dt.datetime.combine(exported, dt.time.max)
    return exported if exported.tzinfo else exported.replace(tzinfo=dt.UTC)
