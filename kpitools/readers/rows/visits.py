"""Conversion paths made of visits that say whose they are: what brought a person, up to each goal that was reached.

Whose a visit is tells visits apart here, and stands in no row that is made.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.readers.export import ROW
from kpitools.readers.matching.cells import Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.rows import lists
from kpitools.readers.values.cast import Context, typed
from kpitools.readers.values.reading import Reading
from kpitools.readers.values.unreadable import unreadable
from kpitools.tables import STEP, Column, Kind

# How far back a visit is a touch point: the longest window that analytics tools offer. More visits than this in it are
# no person's, and each path would repeat them all.
LOOKBACK = dt.timedelta(days=90)
LONGEST = 100
_NUMBER = re.compile(r"\d{1,11}(?:\.\d{1,6})?")

_Key = tuple[dt.date | None, str, str]  # day (unknown where its cell is blank or refused), path, goal


@dataclass(frozen=True, order=True)
class _Visit:
    """A visit, in the order of a path: when, what brought it, the goals reached with their values; its day and row."""

    at: dt.datetime
    touch: str
    goals: tuple[str, ...]
    values: tuple[str, ...]
    day: dt.date | None = field(compare=False)
    row: int


def paths(rows: pa.Table, cells: Cells, match: Match, context: Context, reading: Reading) -> pa.Table:
    """The conversion paths of visits, of which `rows` hold the day and, where it is no network, what brought them.

    Texts that can't be read are added to `reading`.
    """
    by_person, alone = _visits(rows, cells, match, context, reading)
    converted = list(_converted([*by_person.values(), *([visit] for visit in alone)]))
    made = _counted(converted)
    text = mark(
        "Parcours construits des visites de {people} visiteur(s) : {conversions} conversion(s), avec ce qui a amené "
        "chacune dans les {days} jours d'avant ({touches} visites au plus). Ce qui précède le fichier n'y est pas."
    )
    reading.note(
        "paths_built",
        text,
        people=len(by_person),
        conversions=sum(len(visit.goals) for visit, _ in converted),
        days=LOOKBACK.days,
        touches=LONGEST,
    )
    return pa.Table.from_pylist(made, schema=rows.schema)


def _visits(
    rows: pa.Table, cells: Cells, match: Match, context: Context, reading: Reading
) -> tuple[dict[str, list[_Visit]], list[_Visit]]:
    """The visits of each person, and those that don't say whose they are or when."""
    named = match.section.visits
    assert named

    def refuse(name: str, texts: pa.ChunkedArray, bad: pa.ChunkedArray, kind: Kind) -> None:
        reading.refuse(unreadable(reading.file, texts, bad, cells.rows, kind, match, name), pc.sum(bad).as_py())

    def read(name: str, kind: Kind) -> list[object]:
        if name not in cells.columns:
            return [None] * len(rows)
        column, texts = match.section.columns[name], cells.first(name)
        values, bad = typed(texts, Column(name, kind), column, context)
        if bad is not None:
            refuse(name, texts, bad, kind)
        return list(values.to_pylist())

    def listed(name: str, beside: Sequence[tuple[str, ...]] = ()) -> list[tuple[str, ...]]:
        if name not in cells.columns:
            return [()] * len(rows)
        texts = cells.first(name)
        found = [_listed(text) for text in texts.to_pylist()]
        bad = [
            one is None or (at < len(beside) and len(one) not in (0, len(beside[at]))) for at, one in enumerate(found)
        ]
        if any(bad):
            refuse(name, texts, pa.chunked_array([pa.array(bad, pa.bool_())]), Kind.NUMBER)
        return [one or () for one in found]

    goals = listed(named.goals)
    by_person: dict[str, list[_Visit]] = defaultdict(list)
    alone: list[_Visit] = []
    for person, at, network, source, reached, values, day, row in zip(
        read(named.person, Kind.TEXT),
        read(named.at, Kind.TIME),
        read(named.network, Kind.NETWORK),
        rows["path"].to_pylist(),
        goals,
        listed(named.values, goals),
        rows["date"].to_pylist(),
        rows[ROW].to_pylist(),
        strict=True,
    ):
        touch = network if network and network != "other" else (source or "(not set)").replace(STEP.strip(), " ")
        visit = _Visit(at or dt.datetime.min, touch, reached, values, day, row)
        (by_person[person] if person and at else alone).append(visit)
    return by_person, alone


def _listed(text: str | None) -> tuple[str, ...] | None:
    """The numbers of a list in brackets, none where the cell is blank; None where it is no such list."""
    found = lists.items(text)
    return None if found is None or not all(map(_NUMBER.fullmatch, found)) else tuple(found)


def _converted(journeys: Iterable[list[_Visit]]) -> Iterator[tuple[_Visit, str]]:
    """Each visit that reached a goal, and the path that led to it."""
    for visits in journeys:
        visits.sort()
        for last, visit in enumerate(visits):
            if visit.goals:
                before = visits[max(0, last + 1 - LONGEST) : last + 1]
                yield visit, STEP.join(one.touch for one in before if visit.at - one.at <= LOOKBACK)


def _counted(converted: Iterable[tuple[_Visit, str]]) -> list[dict[str, object]]:
    """The conversions of each day, path and goal, and their value where one is stated: none is 0."""
    counts: dict[_Key, int] = defaultdict(int)
    values: dict[_Key, Decimal] = defaultdict(Decimal)
    first: dict[_Key, int] = {}
    for visit, path in converted:
        for at, goal in enumerate(visit.goals):
            key = (visit.day, path, goal)
            counts[key] += 1
            values[key] += Decimal(visit.values[at]) if visit.values else 0
            first[key] = min(first.get(key, visit.row), visit.row)
    return [
        {"date": day, "path": path, "goal": goal, "conversions": count, "value": values[key] or None, ROW: first[key]}
        for key, count in sorted(counts.items(), key=lambda one: (one[0][0] or dt.date.min, *one[0][1:]))
        for day, path, goal in [key]
    ]
