"""Rows that hold lists: of each item a row of its own, as a visit may have several purchases."""

import re

import pyarrow as pa

from kpitools.readers.matching.cells import TEXT, Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.values.swapped import Refuse
from kpitools.readers.values.unreadable import unreadable
from kpitools.tables import Kind

# A number, or a text in quotes that a tab-separated file may write with a stroke before them.
_ITEM = r"""\\?'((?:[^'\\]|\\[^'])*)\\?'|([^\s,'\[\]]+)"""
_LIST = re.compile(rf"\[\s*(?:(?:{_ITEM})\s*(?:,\s*(?:{_ITEM})\s*)*)?\]")


def one_each(cells: Cells, match: Match, file: str, refuse: Refuse) -> Cells:
    """The cells with a row for each item of their lists, none where a row has no item; what is no list beside them is
    the same for all. Lists that can't be read, or are of different lengths, are given to `refuse`."""
    here = [name for name in match.section.each if name in cells.columns]
    lists = {name: [items(text) for text in cells.first(name).to_pylist()] for name in here}
    counts = [len(found or ()) for found in lists[here[0]]]
    for name, made in lists.items():
        bad = [found is None or len(found) not in (0, count) for found, count in zip(made, counts, strict=True)]
        if any(bad):
            mask, texts = pa.chunked_array([pa.array(bad, pa.bool_())]), cells.first(name)
            problems = unreadable(file, texts, mask, cells.rows, Kind.NUMBER, match, name)
            refuse(problems, sum(bad))
    places = pa.array([row for row, count in enumerate(counts) for _ in range(count)], pa.int64())
    columns = {name: [texts.take(places) for texts in columns] for name, columns in cells.columns.items()}
    for name, made in lists.items():
        told = [_at(found, at) for found, count in zip(made, counts, strict=True) for at in range(count)]
        columns[name] = [pa.chunked_array([pa.array(told, TEXT)], TEXT)]
    return Cells(columns, cells.rows.take(places))


def items(text: str | None) -> list[str] | None:
    """The items of a list in brackets, none of a blank; None where a text is no such list."""
    if text is None or not text.strip():
        return []
    if not _LIST.fullmatch(text.strip()):
        return None
    return [quoted or bare for quoted, bare in re.findall(_ITEM, text)]


def _at(found: list[str] | None, at: int) -> str | None:
    return (found[at] or None) if found and at < len(found) else None
