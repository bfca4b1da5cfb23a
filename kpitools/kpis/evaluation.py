"""The evaluation of a client's KPIs: one pass over the tables, then formulas on small numbers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from kpitools.catalogue import Catalogue, Kpi
from kpitools.kpis import completeness, coverage, money, reasons
from kpitools.kpis.causes import Why, why
from kpitools.kpis.change import compared
from kpitools.kpis.custom import evaluated, with_custom
from kpitools.kpis.definitions import RATE, alternatives
from kpitools.kpis.dimensions import tables_with, told_by_rows
from kpitools.kpis.figures import ALL, Figures
from kpitools.kpis.forecasts import forecast
from kpitools.kpis.formula import is_untold, of_columns
from kpitools.kpis.functions import FUNCTIONS
from kpitools.kpis.grid import Bucket
from kpitools.kpis.lens import Lens
from kpitools.kpis.moments import Moments, moments
from kpitools.kpis.quotient import quotient
from kpitools.kpis.result import Result
from kpitools.kpis.rivals import Standing, standings
from kpitools.kpis.samples import Samples
from kpitools.kpis.scopes import Scope
from kpitools.kpis.signal import signal
from kpitools.kpis.targets import Target, targets
from kpitools.kpis.values import Bucket as ValueBucket
from kpitools.kpis.values import Number, Period, Point, Proof, Rows, Source, Value
from kpitools.language import Language, language
from kpitools.problems import Problem
from kpitools.statistics import Forecast
from kpitools.store import Store


class Evaluation(Figures):
    """Values, changes, targets and proofs of every KPI for one period, on all networks and on each.

    `today` decides whether the period is over; it is the client's day, never read from a clock in here.
    """

    def __init__(self, store: Store, catalogue: Catalogue, period: Period, today: dt.date) -> None:
        super().__init__(store, with_custom(catalogue, store.parameters), period)
        self.today = today
        self._results: dict[tuple[Lens | None, Scope], dict[str, Result]] = defaultdict(dict)
        self._never: dict[tuple[str, Scope], bool] = {}
        self._values: dict[tuple[str, str], Value] = {}

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
        """The KPI in 13 months up to the period's last, oldest first; none of a KPI that is a table."""
        if self.kpi(kpi_id).is_table:
            return ()
        points, places = [], self.networks_of(scope)
        for period, lens in self._months:
            result = self.result(kpi_id, lens, places)
            value = None if isinstance(result.value, list) or self.before_data(period) else result.value
            known = tuple(network for network in self.networks if network in result.networks)
            points.append(Point(period, value, tuple(sorted(result.basis)) or None, known, result.missing_days))
        return tuple(points)

    @cached_property
    def _months(self) -> tuple[tuple[Period, Lens], ...]:
        return tuple((period, Lens(period)) for period in self.months)

    def knows(self, kpi_id: str) -> bool:
        """Whether the catalogue, or the client, has the KPI."""
        return kpi_id in self.catalogue.kpis

    def past(self, kpi_id: str, scope: str, period: Period) -> Result:
        """A KPI in one of the months of the series, or in the month before a year ago."""
        return self.result(kpi_id, Lens(period), self.networks_of(scope))

    def restated(self, kpi_id: str, scope: str, period: Period) -> tuple[Number | Rows | None, dict[str, str]]:
        """What a KPI of an earlier period is by today's files, and the SHA-256 of those behind it, by name."""
        result = self.past(kpi_id, scope, period)
        return result.value, {one.file: one.sha256 for one in self._sources(result)}

    def forecast(self, kpi_id: str, scope: str, span: Period) -> Forecast | None:
        """Where a total will end, for a span that is not over; None where nothing allows to say."""
        return forecast(self, kpi_id, scope, span)

    def why(self, kpi_id: str, scope: str = ALL) -> Why | None:
        """Why a rate moved since the period before; None where there is nothing to tell."""
        return why(self, kpi_id, scope)

    @cached_property
    def moments(self) -> Moments | None:
        """When and in which form posts do better than the others; None where there are too few of them."""
        return moments(self)

    @cached_property
    def rivals(self) -> tuple[Standing, ...]:
        """The client beside the parameters' competitors; none where nothing is known of them."""
        return standings(self)

    def breaks_down(self, kpi_id: str, dimension: str) -> bool:
        """Whether every part of the KPI's formula carries the dimension."""
        kpi = self.kpi(kpi_id)
        if dimension == "network":
            return kpi.scope != ALL
        return bool(self._tables_with(kpi, dimension))

    def by(self, kpi_id: str, dimension: str, scope: str = ALL) -> tuple[ValueBucket, ...]:
        """The KPI in each bucket of a dimension that has a row; none where a part of the formula lacks it."""
        if not self.breaks_down(kpi_id, dimension):
            return ()
        places = self.networks_of(scope)
        if told_by_rows(self.catalogue, self.kpi(kpi_id)) and not self.result(kpi_id, Lens(self.period), places).used:
            return ()  # what no row of the period tells, none of a bucket does
        if dimension == "network":
            asked = [network for network in self.networks if network in places]
            own = [(network, self.result(kpi_id, Lens(self.period), frozenset({network}))) for network in asked]
            return tuple(ValueBucket(network, result.value) for network, result in own if result.used)
        tables = self._tables_with(self.kpi(kpi_id), dimension)
        lenses = self.once(("buckets", dimension, *tables, places), lambda: self._lenses(tables, dimension, places))
        results = [(bucket, self.result(kpi_id, lens, places)) for bucket, lens in lenses]
        return tuple(ValueBucket(bucket, result.value) for bucket, result in results if result.used)

    def _lenses(self, tables: Iterable[str], dimension: str, places: Scope) -> list[tuple[Bucket, Lens]]:
        """The buckets of a dimension in which any of the places has a row, in order, the unknown last."""
        held = (self.grid(table, dimension).buckets(self.period) for table in tables)
        found = {
            bucket
            for one in held
            for bucket, where in one.items()
            if any(place in places or not place or "|" in place for place, _ in where)
        }
        ordered = sorted(found, key=lambda one: (one is None, one))
        return [(bucket, self._lens(dimension, bucket)) for bucket in ordered]

    def _lens(self, dimension: str, bucket: Bucket) -> Lens:
        """A bucket of the period: one lens for all KPIs."""
        lens: Lens = self.once(("lens", dimension, bucket), lambda: Lens(self.period, dimension, bucket))
        return lens

    def _tables_with(self, kpi: Kpi, dimension: str) -> list[str]:
        tables: list[str] = self.once(
            ("tables with", kpi.id, dimension), lambda: tables_with(self.catalogue, kpi, dimension)
        )
        return tables

    @property
    def language(self) -> Language:
        """The client's language: formulas in proofs are written in it."""
        return language(self.store.parameters.client.language)

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """What to know before trusting the period: files that disagree, rows that stop early, spans left out, gaps,
        money that two sources tell of."""
        told = coverage.warnings(self.store, self._supply, self.period, self.language)
        return (*self.gaps(self.language), *told, *money.told_twice(self))

    def gaps(self, words: Language) -> tuple[Problem, ...]:
        """What the period lacks beside the one before it, in the reader's words, the grave ones first."""
        return completeness.gaps(self, words)

    @cached_property
    def covered_days(self) -> dict[tuple[str, str], frozenset[dt.date]]:
        """The days of the period on which a network (or "", none) has rows in a table, by table and network."""
        grids = {table: self.grid(table, "day") for table, _ in self._supply}
        return coverage.covered_days(grids, self._supply, self.period)

    # Results: a KPI on some networks, through a lens

    def result(self, kpi_id: str, lens: Lens, scope: Scope) -> Result:
        """The KPI for a period (or a bucket of it) over a set of networks."""
        results = self._results[None if self._untold(kpi_id, scope) else lens, scope]
        if kpi_id not in results:
            results[kpi_id] = self._computed(self.kpi(kpi_id), lens, scope)
        return results[kpi_id]

    def _untold(self, kpi_id: str, scope: Scope) -> bool:
        """Whether the exports tell a formula of no period, so that one answer stands for all."""
        if (kpi_id, scope) not in self._never:
            self._never[kpi_id, scope] = self._is_untold(self.kpi(kpi_id), scope)
        return self._never[kpi_id, scope]

    def _is_untold(self, kpi: Kpi, scope: Scope) -> bool:
        if kpi.arithmetic or kpi.function:
            return False
        if kpi.divide and not kpi.divide.over_columns:
            return self._untold(kpi.divide.of, scope)
        return is_untold(self, kpi, scope)

    def _computed(self, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
        if kpi.arithmetic:
            return evaluated(self, kpi, lens, scope)
        if kpi.function:
            return FUNCTIONS[kpi.function.name](self, kpi, lens, scope)
        if kpi.divide and not kpi.divide.over_columns:
            return quotient(self, kpi.divide.of, kpi.divide.by, kpi.divide.times, lens, scope)
        return of_columns(self, kpi, lens, scope)

    @cached_property
    def samples(self) -> Samples:
        """Measures by day and by thing, for judging changes."""
        return Samples(self)

    # Values

    @cached_property
    def _targets(self) -> dict[tuple[str, str], Target]:
        return targets(self.store.parameters)

    def _valued(self, kpi: Kpi, scope: str) -> Value:
        if scope != ALL and kpi.scope == ALL:
            return Value(kpi.id, scope, kpi.unit.value, reason=reasons.whole_only())
        places = self.networks_of(scope)
        now, last, ago = self.result(kpi.id, Lens(self.period), places), self.period.previous, self.period.year_ago
        # The lines of a table are not compared: what they were before need not be looked up.
        before, year_ago = (
            Result() if kpi.is_table else self.result(kpi.id, Lens(period), places) for period in (last, ago)
        )
        change = compared(self, kpi, places, self.period, last)
        over_a_year = compared(self, kpi, places, self.period, ago)
        early = now.early or (change.percent is not None and before.early)
        value = Value(
            kpi=kpi.id,
            scope=scope,
            unit=kpi.unit.value,
            value=now.value,
            previous=before.value,
            change=change.percent,
            change_points=change.points,
            year_ago=None if self.before_data(ago) else year_ago.value,
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
            details=now.details,
            proof=Proof(kpi.formula_text(self.language), now.of, now.by, now.used, self._sources(now)),
        )
        target = self._targets.get((kpi.id, scope))
        return target.judged(value, kpi, self.period, self.today) if target else value

    def _sources(self, result: Result) -> tuple[Source, ...]:
        files = self.store.files
        return tuple(
            Source(files[number].name, files[number].sha256, rows) for number, rows in sorted(result.files.items())
        )
