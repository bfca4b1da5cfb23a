"""Measures day by day and thing by thing, over the period and up to twelve before it: what judging a change needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kpitools.kpis.measures import Measure
from kpitools.kpis.scopes import UNNAMED
from kpitools.kpis.spans import SPANNING, has_spans
from kpitools.kpis.supply import WHOLE_SITE
from kpitools.kpis.values import Period
from kpitools.statistics import Days, Moments
from kpitools.tables import TABLES, Kind

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

HISTORY = 12  # periods before the period
_WIDTH = 6  # a measure's count, two sums, two sums of squares and one of products

Known = Mapping[tuple[int, str], Mapping[int, Moments]]  # by number of the period and network, then by ordinal day


def has_things(table: str) -> bool:
    """Whether a table's rows are single things with a time of their own (posts, orders), not figures of a day."""
    when = TABLES[table].when
    return when is not None and TABLES[table][when].kind is Kind.TIME


class Samples:
    """The client's measures by network, period and day; each table is read once, when first asked for."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._tables: dict[str, dict[Measure, Known]] = {}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The period and those before it, oldest first."""
        found = [self._evaluation.period]
        for _ in range(HISTORY):
            found.append(found[-1].previous)
        return tuple(reversed(found))

    def moments(self, measure: Measure, networks: Iterable[str]) -> list[Moments]:
        """In each period, the moments of all things of the networks."""
        known = self._known(measure)
        every = {network or None if network != UNNAMED else "" for network in networks}
        return [
            sum_of(
                moments
                for (number, network), days in known.items()
                if number == index and (network in every or None in every)
                for moments in days.values()
            )
            for index in range(len(self.periods))
        ]

    def by_day(self, measure: Measure, network: str) -> list[Mapping[int, Moments]] | None:
        """In each period, the sums of each known day; None where rows span several days."""
        if measure.table in SPANNING and has_spans(self._evaluation.store, measure.table):
            return None
        known, asked = self._known(measure), "" if network == UNNAMED else network
        found: list[Mapping[int, Moments]] = []
        for index, period in enumerate(self.periods):
            own: dict[int, Moments] = defaultdict(Moments.none)
            for (number, place), days in known.items():
                if number == index and (place == asked or not network):
                    for day, moments in days.items():
                        own[day] += moments
            found.append({day: own[day] for day in self._known_days(measure, network, index, period, own)})
        return found

    def _known_days(
        self, measure: Measure, network: str, index: int, period: Period, own: Mapping[int, Moments]
    ) -> Iterable[int]:
        """The days of a period that a measure knows: of events and of the whole site, those without a row are 0."""
        table = measure.table
        if table in WHOLE_SITE:
            rows = self._known(Measure(table))
            return sorted({day for (number, _), days in rows.items() if number == index for day in days})
        supplied = self._evaluation.supplied(table, network)
        if not TABLES[table].event or supplied is None or supplied.first is None or supplied.last is None:
            return sorted(own)
        ends = [supplied.last, *(end for _, end in supplied.ranges)]
        starts = [supplied.first, *(start for start, _ in supplied.ranges)]
        first, last = max(period.start, min(starts)), min(period.end, max(ends))
        return range(first.toordinal(), last.toordinal() + 1)

    def _known(self, measure: Measure) -> Known:
        if measure.table not in self._tables:
            self._tables[measure.table] = self._read(measure.table)
        return self._tables[measure.table].get(measure, {})

    def _read(self, table: str) -> dict[Measure, Known]:
        schema, store = TABLES[table], self._evaluation.store
        measures = self._evaluation.measures(table)
        network = "coalesce(t.network, '')" if "network" in schema else "''"
        selected = [f"{network} AS network", "t._day AS day"]
        for number, one in enumerate(measures):
            of, by = (f"t.{name}::DOUBLE" if name else "1::DOUBLE" for name in (one.of, one.by))
            squares = [f"{of} * {of}", f"{of} * {by}", f"{by} * {by}"] if has_things(table) else ["0", "0", "0"]
            selected += [
                f"{sums} FILTER (WHERE {one.condition}) AS s_{number}_{place}"
                for place, sums in enumerate(("count(*)", *(f"sum({term})" for term in (of, by, *squares))))
            ]
        values = ", ".join(f"({i}, DATE '{one.start}', DATE '{one.end}')" for i, one in enumerate(self.periods))
        rows = store.connection.execute(
            f"SELECT p.number, {', '.join(selected)} FROM {table} AS t "
            f"JOIN (VALUES {values}) AS p(number, first, last) ON t._day BETWEEN p.first AND p.last "
            + ("WHERE coalesce(t.brand, '') = '' " if "brand" in schema else "")
            + "GROUP BY ALL"
        ).fetchall()
        found: dict[Measure, dict[tuple[int, str], dict[int, Moments]]] = {one: defaultdict(dict) for one in measures}
        for number, network, day, *sums in rows:
            for index, one in enumerate(measures):
                n, *moments = sums[_WIDTH * index : _WIDTH * (index + 1)]
                if n:
                    found[one][number, network or ""][day.toordinal()] = Moments(n, *moments)
        return {one: dict(known) for one, known in found.items()}


def sum_of(several: Iterable[Moments]) -> Moments:
    """Moments added up."""
    total = Moments.none()
    for one in several:
        total += one
    return total


def as_days(sides: Mapping[int, Moments], exposure: Mapping[int, Moments] | None = None) -> Days:
    """Sums of days as the statistics read them: per day, per `by`, or per the sums of an exposure on common days."""
    days = [day for day in sides if exposure is None or day in exposure]
    of = [sides[day].of for day in days]
    return Days.of_by(days, of, [1.0 if exposure is None else exposure[day].of for day in days])


def as_ratio(sides: Mapping[int, Moments]) -> Days:
    """The two sums of one measure: a figure and its denominator by day."""
    return Days.of_by(list(sides), [one.of for one in sides.values()], [one.by for one in sides.values()])
