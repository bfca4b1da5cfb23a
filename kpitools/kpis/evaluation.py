"""The evaluation of a client's KPIs: one pass over the tables, then formulas on small numbers."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from kpitools.catalogue import Catalogue, Kpi
from kpitools.kpis import coverage, rates, reasons
from kpitools.kpis.change import compared
from kpitools.kpis.custom import evaluated, with_custom
from kpitools.kpis.day_sums import DaySums, Recipe, day_sums
from kpitools.kpis.definitions import RATE, alternatives
from kpitools.kpis.dimensions import tables_with
from kpitools.kpis.functions import FUNCTIONS
from kpitools.kpis.grid import Bucket, Cell, Place, measure
from kpitools.kpis.leaves import counted, ratio, summed
from kpitools.kpis.lens import Lens, Whole
from kpitools.kpis.levels import Levels
from kpitools.kpis.measures import Measure, wanted
from kpitools.kpis.result import Result, combined, divided
from kpitools.kpis.samples import Samples
from kpitools.kpis.signal import signal
from kpitools.kpis.supply import Supplied, networks, supply, together
from kpitools.kpis.targets import Target, targets
from kpitools.kpis.values import Bucket as ValueBucket
from kpitools.kpis.values import Period, Point, Proof, Source, Value
from kpitools.language import Language, language
from kpitools.problems import Problem
from kpitools.store import Store

ALL = "all"
MONTHS = 13


class Evaluation:
    """Values, changes, targets and proofs of every KPI for one period, on all networks and on each.

    `today` decides whether the period is over; it is the client's day, never read from a clock in here.
    """

    def __init__(self, store: Store, catalogue: Catalogue, period: Period, today: dt.date) -> None:
        self.store = store
        self.catalogue = with_custom(catalogue, store.parameters)
        self.period = period
        self.today = today
        rates.add(store)
        self.levels = Levels(store)
        self._supply = supply(store)
        self.networks = networks(self._supply)
        self._measures = wanted(self.catalogue.kpis.values())
        self._results: dict[tuple[str, Lens, frozenset[str]], Result] = {}
        self._values: dict[tuple[str, str], Value] = {}
        self._day_sums: dict[tuple[Recipe, str], DaySums] = {}
        self._grids: dict[tuple[str, str], dict[tuple[Period, Bucket], dict[Measure, dict[Place, Cell]]]] = {}

    # What the report and the commands ask

    def kpi(self, kpi_id: str) -> Kpi:
        """The catalogue's entry; raises UnknownKpi."""
        return self.catalogue[kpi_id]

    def scopes(self, kpi_id: str) -> tuple[str, ...]:
        """`all`, then the networks where the KPI exists for each."""
        return (ALL,) if self.kpi(kpi_id).scope == ALL else (ALL, *self.networks)

    def value(self, kpi_id: str, scope: str = ALL) -> Value:
        """The KPI's value on a scope, with change, target and proof; raises UnknownKpi."""
        if (kpi_id, scope) not in self._values:
            self._values[kpi_id, scope] = self._valued(self.kpi(kpi_id), scope)
        return self._values[kpi_id, scope]

    def series(self, kpi_id: str, scope: str = ALL) -> tuple[Point, ...]:
        """The KPI in 13 months up to the period's last, oldest first; a table KPI has no series."""
        points = []
        for period in self.months:
            result = self.result(kpi_id, Lens(period), self._networks(scope))
            value = None if isinstance(result.value, list) or self.before_data(period) else result.value
            known = tuple(network for network in self.networks if network in result.networks)
            points.append(Point(period, value, tuple(sorted(result.basis)) or None, known, result.missing_days))
        return tuple(points)

    def breaks_down(self, kpi_id: str, dimension: str) -> bool:
        """Whether every part of the KPI's formula carries the dimension."""
        kpi = self.kpi(kpi_id)
        if dimension == "network":
            return kpi.scope != ALL
        return bool(tables_with(self.catalogue, kpi, dimension))

    def by(self, kpi_id: str, dimension: str, scope: str = ALL) -> tuple[ValueBucket, ...]:
        """The KPI in each bucket of a dimension that has a row; none where a part of the formula lacks it."""
        if not self.breaks_down(kpi_id, dimension):
            return ()
        places = self._networks(scope)
        if dimension == "network":
            asked = [network for network in self.networks if network in places]
            own = [(network, self.result(kpi_id, Lens(self.period), frozenset({network}))) for network in asked]
            return tuple(ValueBucket(network, result.value) for network, result in own if result.used)
        buckets: set[Bucket] = set()
        for table in tables_with(self.catalogue, self.kpi(kpi_id), dimension):
            for (period, bucket), found in self._grid(table, dimension).items():
                cells = found.get(Measure(table), {})
                if period == self.period and any(place in places or not place for place, _ in cells):
                    buckets.add(bucket)
        ordered = sorted(buckets, key=lambda one: (one is None, one))
        results = [(bucket, self.result(kpi_id, Lens(self.period, dimension, bucket), places)) for bucket in ordered]
        return tuple(ValueBucket(bucket, result.value) for bucket, result in results if result.used)

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The 13 months of a series, oldest first; the last holds the period's end."""
        last = Period.month(self.period.end)
        return tuple(last.months_ago(months) for months in reversed(range(MONTHS)))

    def before_data(self, period: Period) -> bool:
        """Whether a period lies before all of the client's data: rows after it don't make it a period of zeros."""
        return all(one.first is None or one.first > period.end for one in self._supply.values())

    @property
    def language(self) -> Language:
        """The client's language: formulas in proofs are written in it."""
        return language(self.store.parameters.client.language)

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """What to know before trusting the period: files that disagree, rows that stop early, spans left out."""
        return coverage.warnings(self.store, self._supply, self.period, self.language)

    @cached_property
    def covered_days(self) -> dict[tuple[str, str], frozenset[dt.date]]:
        """The days of the period on which a network (or "", none) has rows in a table, by table and network."""
        grids = {table: self._grid(table, "day") for table, _ in self._supply}
        return coverage.covered_days(grids, self._supply, self.period)

    # Results: a KPI on some networks, through a lens

    def result(self, kpi_id: str, lens: Lens, scope: frozenset[str]) -> Result:
        """The KPI for a period (or a bucket of it) over a set of networks."""
        key = (kpi_id, lens, scope)
        if key not in self._results:
            self._results[key] = self._computed(self.kpi(kpi_id), lens, scope)
        return self._results[key]

    def _computed(self, kpi: Kpi, lens: Lens, scope: frozenset[str]) -> Result:
        if kpi.arithmetic:
            return evaluated(self, kpi, lens, scope)
        if kpi.function:
            return FUNCTIONS[kpi.function.name](self, kpi, lens, scope)
        if kpi.divide and not kpi.divide.over_columns:
            return self._divided(kpi, lens, scope)
        places = frozenset({""}) if kpi.scope == ALL else scope
        if kpi.divide:
            parts = {place: ratio(self, kpi.divide.of, kpi.divide.by, lens, place) for place in places}
        elif kpi.sum:
            parts = {place: summed(self, kpi.sum.columns, kpi.sum.received, lens, place) for place in places}
        else:
            parts = {place: counted(self, kpi.count, lens, place) for place in places}
        times = kpi.divide.times if kpi.divide else 1
        no_value = reasons.zero_denominator() if kpi.divide else reasons.nothing_known()
        return combined(parts, ratio=bool(kpi.divide), times=times, people=kpi.people, no_value=no_value)

    def _divided(self, kpi: Kpi, lens: Lens, scope: frozenset[str]) -> Result:
        """One KPI by another, both cut to the networks that know both (rule 4)."""
        assert kpi.divide
        operands = [name for name in (kpi.divide.of, kpi.divide.by) if name != "days"]
        shared = [name for name in operands if self.kpi(name).scope != ALL]
        kept = frozenset(
            network
            for network in scope
            if all(self.result(name, lens, frozenset({network})).value is not None for name in shared)
        )
        sides = {name: self.result(name, lens, kept if name in shared else scope) for name in operands}
        unknown = next((name for name in operands if sides[name].value is None), None)
        if unknown or (shared and not kept):
            blocked = {name: self.result(name, lens, scope) for name in operands}
            why = next((result.reason for result in blocked.values() if result.value is None and result.reason), None)
            return Result().without_value(why or reasons.nothing_known())
        of = sides[kpi.divide.of].value
        by = lens.period.days if kpi.divide.by == "days" else sides[kpi.divide.by].value
        assert not isinstance(of, list) and not isinstance(by, list)
        files = sum((result.files for result in sides.values()), next(iter(sides.values())).files.__class__())
        value = divided(of, by, kpi.divide.times)
        return Result(
            value=value,
            of=of,
            by=by,
            used=sum(result.used for result in sides.values()),
            coverage=sides[kpi.divide.of].coverage if kpi.divide.by == "days" else None,
            basis=frozenset(name for result in sides.values() for name in result.basis),
            method=" / ".join(result.method for result in sides.values()),
            networks=kept if shared else scope,
            early=sides[kpi.divide.of].early,
            missing_days=max(result.missing_days for result in sides.values()),
            files=files,
            reason=None if value is not None else reasons.zero_denominator(),
        )

    # Facts that leaves and functions look up

    def cells(self, one: Measure, lens: Lens, network: str) -> dict[str, Cell]:
        """The cells of a measure by account; for network "", of every network together."""
        bucket = None if isinstance(lens.bucket, Whole) else lens.bucket
        found = self._grid(one.table, lens.by).get((lens.period, bucket), {})
        cells: dict[str, Cell] = {}
        for (place, account), cell in found.get(one, {}).items():
            if place == network or not network:
                key = account if network else f"{place}/{account}"
                cells[key] = cell
        return cells

    def day_sums(self, recipe: Recipe, by: str = "") -> DaySums:
        """What a definition of the engagement rate is made of, by period (and bucket), account and day."""
        if (recipe, by) not in self._day_sums:
            periods: Sequence[Period] = (self.period,) if by else self._periods
            self._day_sums[recipe, by] = day_sums(self.store, recipe, periods, by)
        return self._day_sums[recipe, by]

    def supplied(self, table: str, network: str) -> Supplied | None:
        """What the network gives to the table over all periods; for network "", what any gives."""
        if network:
            return self._supply.get((table, network))
        return together([found for (name, _), found in self._supply.items() if name == table])

    def _networks(self, scope: str) -> frozenset[str]:
        return frozenset(self.networks) if scope == ALL else frozenset({scope})

    def measures(self, table: str) -> Sequence[Measure]:
        """The measures of a table that the catalogue's formulas use."""
        return self._measures[table]

    @cached_property
    def samples(self) -> Samples:
        """Measures by day and by thing, for judging changes."""
        return Samples(self)

    @cached_property
    def _periods(self) -> tuple[Period, ...]:
        return tuple(dict.fromkeys((self.period, self.period.previous, self.period.year_ago, *self.months)))

    def _grid(self, table: str, by: str) -> dict[tuple[Period, Bucket], dict[Measure, dict[Place, Cell]]]:
        if (table, by) not in self._grids:
            periods: Sequence[Period] = (self.period,) if by else self._periods
            self._grids[table, by] = measure(self.store, table, self._measures[table], periods, by)
        return self._grids[table, by]

    # Values

    @cached_property
    def _targets(self) -> dict[tuple[str, str], Target]:
        return targets(self.store.parameters)

    def _valued(self, kpi: Kpi, scope: str) -> Value:
        if scope != ALL and kpi.scope == ALL:
            return Value(kpi.id, scope, kpi.unit.value, reason=reasons.whole_only())
        places = self._networks(scope)
        now, before, year_ago = (
            self.result(kpi.id, Lens(period), places)
            for period in (self.period, self.period.previous, self.period.year_ago)
        )
        change = compared(self, kpi, places, self.period.previous)
        over_a_year = compared(self, kpi, places, self.period.year_ago)
        early = now.early or (change.percent is not None and before.early)
        value = Value(
            kpi=kpi.id,
            scope=scope,
            unit=kpi.unit.value,
            value=now.value,
            previous=None if isinstance(now.value, list) else before.value,
            change=change.percent,
            change_points=change.points,
            year_ago=None if isinstance(now.value, list) or self.before_data(self.period.year_ago) else year_ago.value,
            year_ago_change=over_a_year.percent,
            year_ago_change_points=over_a_year.points,
            signal=signal(self, kpi, change, early=early),
            early=early,
            missing_days=now.missing_days,
            previous_missing_days=before.missing_days,
            basis=tuple(sorted(now.basis)) or None,
            definition=self.store.parameters.definitions if kpi.id == RATE else None,
            alternatives=alternatives(self, places) if kpi.id == RATE else (),
            coverage=now.coverage,
            reason=now.reason if now.value is None else None,
            not_compared=change.reason,
            compared=change.networks,
            proof=Proof(kpi.formula_text(self.language), now.of, now.by, now.used, self._sources(now)),
        )
        target = self._targets.get((kpi.id, scope))
        return target.judged(value, kpi, self.period, self.today) if target else value

    def _sources(self, result: Result) -> tuple[Source, ...]:
        files = self.store.files
        return tuple(
            Source(files[number].name, files[number].sha256, rows) for number, rows in sorted(result.files.items())
        )
