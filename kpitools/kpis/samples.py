"""Measures day by day and thing by thing, over the period and up to twelve before it: what judging a change needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kpitools.kpis.measures import Measure
from kpitools.kpis.patterns import PATTERN, Pattern
from kpitools.kpis.scopes import UNNAMED
from kpitools.kpis.spans import SPANNING, has_spans
from kpitools.kpis.supply import WHOLE_SITE
from kpitools.kpis.values import Period
from kpitools.statistics import Days, Moments
from kpitools.tables import TABLES, Kind

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

HISTORY = 12  # periods before the period

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def has_things(table: str) -> bool:
    """Whether a table's rows are single things with a time of their own (posts, orders), not figures of a day."""
    when = TABLES[table].when
    return when is not None and TABLES[table][when].kind is Kind.TIME


@dataclass(frozen=True)
class DaySums:
    """The sums of a measure's two sides on each known day of a period: ordinal days, in order."""

    day: Integers
    of: Floats
    by: Floats

    def on(self, days: Integers) -> DaySums:
        """The sums of some days, 0 where nothing is known."""
        place = np.searchsorted(self.day, days)
        held = np.append(self.day, -1)[place] == days
        of, by = (np.where(held, np.append(side, 0.0)[place], 0.0) for side in (self.of, self.by))
        return DaySums(days, of, by)

    def __add__(self, other: DaySums) -> DaySums:
        """Both together, on the days that either knows."""
        days = np.union1d(self.day, other.day)
        one, another = self.on(days), other.on(days)
        return DaySums(days, one.of + another.of, one.by + another.by)

    def as_days(self, exposure: DaySums | None = None) -> Days:
        """The figures as the statistics read them: per day, or per the sums of an exposure on common days."""
        if exposure is None:
            return Days(self.day.astype(float), self.of, np.ones(len(self.day)))
        days = np.intersect1d(self.day, exposure.day)
        return Days(days.astype(float), self.on(days).of, exposure.on(days).of)

    def as_ratio(self) -> Days:
        """The two sums of one measure: a figure and its denominator by day."""
        return Days(self.day.astype(float), self.of, self.by)


def both(several: Sequence[DaySums]) -> DaySums:
    """Sums added up on the days that each of several knows."""
    days = reduce(np.intersect1d, [one.day for one in several])
    kept = [one.on(days) for one in several]
    return reduce(DaySums.__add__, kept)


@dataclass(frozen=True)
class Rows:
    """A table by period, network, day and pattern of known figures: how many rows, and the sums of their columns.

    `squares` are the sums of products of two columns, by their names.
    """

    patterns: Sequence[Pattern]
    period: Integers
    network: NDArray[np.object_]
    day: Integers
    pattern: Integers
    count: Floats
    sums: dict[str, Floats]
    squares: dict[tuple[str, str], Floats]

    def of(self, measure: Measure) -> NDArray[np.bool_]:
        """Which of them know a measure."""
        knows = np.array([pattern.knows(measure) for pattern in self.patterns], bool)
        return knows[self.pattern] if len(knows) else np.zeros(0, bool)

    def sum(self, column: str) -> Floats:
        """The sums of a column; of no column: how many rows there are."""
        return self.sums[column] if column else self.count

    def products(self, one: str, other: str) -> Floats:
        """The sums of the products of two columns; no column stands for 1."""
        if not one or not other:
            return self.sum(one or other)
        return self.squares[min(one, other), max(one, other)]


class Samples:
    """The client's measures by network, period and day; each table is read once, when first asked for."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._tables: dict[str, Rows] = {}
        self._days: dict[tuple[Measure, str], list[DaySums] | None] = {}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The period and those before it, oldest first."""
        found = [self._evaluation.period]
        for _ in range(HISTORY):
            found.append(found[-1].previous)
        return tuple(reversed(found))

    def moments(self, measure: Measure, networks: Iterable[str]) -> list[Moments]:
        """In each period, the moments of all things of the networks."""
        rows = self._rows(measure.table)
        kept, asked = rows.of(measure), set(networks)
        if "" not in asked:
            kept &= np.isin(rows.network, ["" if network == UNNAMED else network for network in asked])
        sides = [(measure.of, measure.of), (measure.of, measure.by), (measure.by, measure.by)]
        terms = (rows.count, rows.sum(measure.of), rows.sum(measure.by), *(rows.products(*pair) for pair in sides))
        added = [np.bincount(rows.period[kept], term[kept], len(self.periods)).tolist() for term in terms]
        return [Moments(int(n), *sums) for n, *sums in zip(*added, strict=True)]

    def by_day(self, measure: Measure, network: str) -> list[DaySums] | None:
        """In each period, the sums of each known day; None where rows span several days."""
        if (measure, network) not in self._days:
            self._days[measure, network] = self._by_day(measure, network)
        return self._days[measure, network]

    def _by_day(self, measure: Measure, network: str) -> list[DaySums] | None:
        if measure.table in SPANNING and has_spans(self._evaluation.store, measure.table):
            return None
        rows = self._rows(measure.table)
        kept = rows.of(measure)
        if network:
            kept &= rows.network == ("" if network == UNNAMED else network)
        found: list[DaySums] = []
        for index, period in enumerate(self.periods):
            here = kept & (rows.period == index)
            days, place = np.unique(rows.day[here], return_inverse=True)
            sides = (rows.sum(name)[here] for name in (measure.of, measure.by))
            own = DaySums(days, *(np.bincount(place, side, len(days)).astype(float) for side in sides))
            found.append(own.on(self._known_days(measure, network, index, period, own)))
        return found

    def _known_days(self, measure: Measure, network: str, index: int, period: Period, own: DaySums) -> Integers:
        """The days of a period that a measure knows: of events and of the whole site, those without a row are 0."""
        table = measure.table
        if table in WHOLE_SITE:
            rows = self._rows(table)
            return np.unique(rows.day[rows.period == index])
        supplied = self._evaluation.supplied(table, network)
        if not TABLES[table].event or supplied is None or supplied.first is None or supplied.last is None:
            return own.day
        ends = [supplied.last, *(end for _, end in supplied.ranges)]
        starts = [supplied.first, *(start for start, _ in supplied.ranges)]
        first, last = max(period.start, min(starts)), min(period.end, max(ends))
        return np.arange(first.toordinal(), last.toordinal() + 1)

    def _rows(self, table: str) -> Rows:
        if table not in self._tables:
            self._tables[table] = self._read(table)
        return self._tables[table]

    def _read(self, table: str) -> Rows:
        schema, store = TABLES[table], self._evaluation.store
        measures = self._evaluation.measures(table)
        columns = sorted({name for one in measures for name in (one.of, one.by) if name})
        pairs = sorted({pair for one in measures for pair in _products(one)}) if has_things(table) else []
        sums = [f"coalesce(sum(t.{name}::DOUBLE), 0)" for name in columns]
        squares = [f"coalesce(sum(t.{one}::DOUBLE * t.{other}), 0)" for one, other in pairs]
        values = ", ".join(f"({i}, DATE '{one.start}', DATE '{one.end}')" for i, one in enumerate(self.periods))
        known = self._evaluation.patterns(table)
        network = "coalesce(t.network, '')" if "network" in schema else "''"
        keys = ("p.number", network, "datediff('day', DATE '0001-01-01', t._day) + 1", f"t.{PATTERN}", "count(*)")
        rows = store.connection.execute(
            f"SELECT {', '.join(f'{term} AS c{at}' for at, term in enumerate((*keys, *sums, *squares)))} "
            f"FROM {table} AS t JOIN (VALUES {values}) AS p(number, first, last) ON t._day BETWEEN p.first AND p.last "
            + ("WHERE coalesce(t.brand, '') = '' " if "brand" in schema else "")
            + "GROUP BY ALL"
        ).fetchnumpy()
        period, place, day, pattern, count, *figures = rows.values()
        numbers = [np.asarray(one, np.float64) for one in figures]
        return Rows(
            known,
            np.asarray(period, np.int64),
            np.asarray(place, object),
            np.asarray(day, np.int64),
            np.asarray(pattern, np.int64),
            np.asarray(count, np.float64),
            dict(zip(columns, numbers, strict=False)),
            dict(zip(pairs, numbers[len(columns) :], strict=True)),
        )


def _products(measure: Measure) -> Iterable[tuple[str, str]]:
    """The pairs of columns whose products a measure's moments add up."""
    sides = [name for name in (measure.of, measure.by) if name]
    return {(min(one, other), max(one, other)) for one in sides for other in sides}
