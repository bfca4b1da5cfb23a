"""What the merged tables say, looked up by formulas and functions: each table is read once for all periods."""

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any

from kpitools.catalogue import Catalogue
from kpitools.kpis import columns, patterns, rates
from kpitools.kpis.day_sums import DaySums, Recipe, day_sums
from kpitools.kpis.grid import CALENDAR, NO_ROWS, Cell, Grid, Place, measure
from kpitools.kpis.lens import Lens, bucket_of, sum_of
from kpitools.kpis.levels import Levels
from kpitools.kpis.measures import Measure, wanted
from kpitools.kpis.patterns import Pattern
from kpitools.kpis.patterns import patterns as read_patterns
from kpitools.kpis.result import Result
from kpitools.kpis.scopes import EVERY, NAMED_OR_WHOLE, NETWORK_UNKNOWN, SOCIAL_ONLY, UNNAMED, Scope, networks_in
from kpitools.kpis.supply import Supplied, networks, supply, together
from kpitools.kpis.values import Number, Period
from kpitools.store import Store

ALL = "all"
MONTHS = 13


class Figures:
    """The cells of measures, the levels and the supply of one client, for a period and those it is compared with."""

    def __init__(self, store: Store, catalogue: Catalogue, period: Period) -> None:
        self.store = store
        self.catalogue = catalogue
        self.period = period
        columns.add(store)
        rates.add(store)
        patterns.add(store)
        self.levels = Levels(store)
        self._supply = supply(store)
        self.networks = networks(self._supply)
        self._measures = wanted(catalogue.kpis.values())
        self._facts: dict[Hashable, Any] = {}
        self._day_sums: dict[tuple[Recipe, str], DaySums] = {}
        self._grids: dict[tuple[str, str], Grid] = {}

    def cells(self, one: Measure, lens: Lens, network: str) -> dict[str, Cell]:
        """The cells of a measure by account; for network "", of every network together."""
        found = self.grid(one.table, lens.by).cells(one, lens.period, bucket_of(lens))
        asked = "" if network == UNNAMED else network
        return {
            account if network else f"{place}/{account}": cell
            for (place, account), cell in found.items()
            if place == asked or not network
        }

    def routes(self, one: Measure, lens: Lens) -> dict[str, Cell]:
        """The cells of a measure of conversion paths by their routes."""
        found = self.grid(one.table, lens.by).cells(one, lens.period, bucket_of(lens))
        return {place: cell for (place, _), cell in found.items()}

    def split(self, one: Measure, column: str, lens: Lens) -> dict[str, Number]:
        """A measure of the period by the values of an added column of its table."""
        [grid] = self.once(
            (one, column, lens.period),
            lambda: measure(self.store, one.table, (one,), (lens.period,), self.patterns(one.table), (column,)),
        )
        period = lens.period
        sums = {str(name): sum_of(grid.cells(one, period, name).values()) for name in grid.buckets(period)}
        return {name: total for name, total in sums.items() if total is not None}

    def rival_cells(self, one: Measure, lens: Lens) -> Mapping[Place, Cell]:
        """The cells of a measure over the rows of the parameters' competitors."""
        brands, periods = self.store.parameters.competitors, self.periods(lens.by)
        [grid] = self.once(
            ("rivals", one, lens.by),
            lambda: measure(self.store, one.table, (one,), periods, self.patterns(one.table), (lens.by,), brands),
        )
        found: Mapping[Place, Cell] = grid.cells(one, lens.period, bucket_of(lens))
        return found

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """A fact that a function looks up, made the first time it is asked for."""
        if key not in self._facts:
            self._facts[key] = make()
        return self._facts[key]

    def day_sums(self, recipe: Recipe, by: str = "") -> DaySums:
        """What a definition of the engagement rate is made of, by period (and bucket), account and day."""
        if (recipe, by) not in self._day_sums:
            self._day_sums[recipe, by] = day_sums(self.store, recipe, self.periods(by), by)
        return self._day_sums[recipe, by]

    def supplied(self, table: str, network: str) -> Supplied | None:
        """What the network gives to the table over all periods; for network "", what any gives."""
        if network:
            return self._supply.get((table, "" if network == UNNAMED else network))
        return self._whole_supply.get(table)

    @cached_property
    def _whole_supply(self) -> Mapping[str, Supplied | None]:
        held = {table for table, _ in self._supply}
        return {
            table: together([found for (name, _), found in self._supply.items() if name == table]) for table in held
        }

    def places(self, scope: Scope, *tables: str) -> Scope:
        """The networks of a scope, and the rows of no network where those of the tables count in it."""
        unnamed = UNNAMED in scope and any(self._counts_unnamed(table) for table in tables)
        return networks_in(scope) | (frozenset({UNNAMED}) if unnamed else frozenset())

    def _counts_unnamed(self, table: str) -> bool:
        if (table, "") not in self._supply:
            return False
        return table not in SOCIAL_ONLY or (table in NAMED_OR_WHOLE and not self.names_networks(table))

    def names_networks(self, table: str) -> bool:
        """Whether any row of the table names a network."""
        return any(name == table and network for name, network in self._supply)

    def said_whole(self, tables: Collection[str], places: Scope, result: Result) -> Result:
        """The result, said to be of all networks and none where a table never names one."""
        never_named = UNNAMED in places and not NAMED_OR_WHOLE.isdisjoint(tables)
        return result.on_basis(NETWORK_UNKNOWN) if never_named and result.value is not None else result

    def networks_of(self, scope: str) -> Scope:
        """The networks of the interface's scopes."""
        return frozenset({*self.networks, EVERY, UNNAMED}) if scope == ALL else frozenset({scope})

    def periods(self, by: str = "") -> tuple[Period, ...]:
        """The periods that are looked at: breakdowns are of the period alone, by format also of the one before."""
        if by == "type":  # causes of a change are looked for among the formats of both
            return (self.period, self.period.previous)
        return (self.period,) if by else self._periods

    def measures(self, table: str) -> Sequence[Measure]:
        """The measures of a table that the catalogue's formulas use."""
        return self._measures[table]

    @cached_property
    def _periods(self) -> tuple[Period, ...]:
        looked_at = (self.period, self.period.previous, self.period.year_ago, *self.months)
        before = (self.period.previous.previous, self.period.year_ago.previous)  # changes are compared with changes
        return tuple(dict.fromkeys((*looked_at, *before)))

    def patterns(self, table: str) -> Sequence[Pattern]:
        """The patterns of a table's rows."""
        patterns: Sequence[Pattern] = self.once(("patterns", table), lambda: read_patterns(self.store, table))
        return patterns

    def grid(self, table: str, by: str) -> Grid:
        """All measures of a table by period and bucket of a dimension; a table without rows is not asked."""
        whole = self._whole_supply.get(table)
        if not whole or not whole.rows:
            return NO_ROWS
        if (table, by) not in self._grids:
            asked = CALENDAR if by in CALENDAR else (by,)
            made = measure(self.store, table, self._measures[table], self.periods(by), self.patterns(table), asked)
            self._grids.update({(table, name): grid for name, grid in zip(asked, made, strict=True)})
        return self._grids[table, by]

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The 13 months of a series, oldest first; the last holds the period's end."""
        last = Period.month(self.period.end)
        return tuple(last.months_ago(months) for months in reversed(range(MONTHS)))

    def before_data(self, period: Period) -> bool:
        """Whether a period lies before all of the client's data: rows after it don't make it a period of zeros."""
        return self._first_day is None or self._first_day > period.end

    @cached_property
    def _first_day(self) -> dt.date | None:
        return min((one.first for one in self._supply.values() if one.first), default=None)
