"""What rules ask: did it move, is it far from its past, is there enough of it. Silence is None."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from kpitools.catalogue import Kpi
from kpitools.catalogue.finding import finding_kinds
from kpitools.catalogue.redefinition import redefined
from kpitools.findings.data import Data
from kpitools.kpis.causes import Why
from kpitools.kpis.result import Result
from kpitools.kpis.values import Number, Period, Point, Value
from kpitools.params import Parameters
from kpitools.statistics import robust_z

TOLERATED = 0.1  # the share of a period's days that a sum may lack and still be compared
UP, DOWN, FLAT = "up", "down", "flat"


class Evaluation(Protocol):
    """The KPIs of one client for one period."""

    @property
    def period(self) -> Period: ...
    @property
    def today(self) -> dt.date: ...
    @property
    def networks(self) -> tuple[str, ...]: ...
    def knows(self, kpi_id: str) -> bool: ...
    def kpi(self, kpi_id: str) -> Kpi: ...
    def value(self, kpi_id: str, scope: str = "all") -> Value: ...
    def series(self, kpi_id: str, scope: str = "all") -> tuple[Point, ...]: ...
    def past(self, kpi_id: str, scope: str, period: Period) -> Result: ...
    def why(self, kpi_id: str, scope: str = "all") -> Why | None: ...


@dataclass(frozen=True)
class Facts:
    """The evaluation, the posts and mentions behind it, the parameters, and one finding's thresholds on one scope."""

    evaluation: Evaluation
    data: Data
    parameters: Parameters
    scope: str = "all"
    limits: Mapping[str, float] = field(default_factory=dict)

    def about(self, identifier: str, scope: str = "") -> Facts:
        """The same facts with the thresholds of a finding, on a scope."""
        kind = finding_kinds()[identifier]
        return replace(self, scope=scope or self.scope, limits={**kind.thresholds, **self.changed(identifier)})

    def changed(self, identifier: str) -> Mapping[str, float]:
        """The thresholds of a finding that the client's parameters set."""
        given = self.parameters.report.findings.get(identifier)
        return {name: float(limit) for name, limit in given.items()} if given else {}

    @property
    def period(self) -> Period:
        """The period that is reported on."""
        return self.evaluation.period

    def value(self, kpi_id: str, scope: str = "") -> Value | None:
        """A known number that may be built on: not early; None otherwise."""
        if not self.evaluation.knows(kpi_id):
            return None
        value = self.evaluation.value(kpi_id, scope or self.scope)
        return None if value.value is None or isinstance(value.value, list) or value.early else value

    def number(self, kpi_id: str, scope: str = "") -> float | None:
        """Its number."""
        value = self.value(kpi_id, scope)
        return None if value is None or isinstance(value.value, list) or value.value is None else float(value.value)

    def moved(self, kpi_id: str, scope: str = "") -> str | None:
        """`up` or `down` beyond noise where the signal is known, else by more than the threshold; else `flat`.

        None where nothing is compared, or where there are too few events or days to build on.
        """
        value = self.value(kpi_id, scope)
        if value is None or value.change is None or isinstance(value.previous, list) or value.previous is None:
            return None
        if self._few(value) or self._gaps(value):
            return None
        if value.signal in ("up", "down"):
            return value.signal
        if value.signal == "noise":
            return FLAT
        change = self._at_pace(value)
        return FLAT if abs(change) <= self.limits["change"] else UP if change > 0 else DOWN

    def sure(self, kpi_id: str, scope: str = "") -> Value:
        """The value of a KPI that is known, as a rule has found out before."""
        value = self.value(kpi_id, scope)
        assert value is not None
        return value

    def _few(self, value: Value) -> bool:
        """Fewer events than can be built on, in both periods; rates over posts need posts."""
        unit = self.evaluation.kpi(value.kpi).unit
        if unit == "n":
            largest = max(abs(float(one)) for one in (value.value, value.previous) if isinstance(one, Number))
            return largest < self.limits["events"]
        posts = self.number("posts", value.scope)
        is_of_posts = "published" in (value.basis or ()) or "sum_of_posts" in (value.basis or ())
        return is_of_posts and posts is not None and posts < self.limits["posts"]

    def _gaps(self, value: Value) -> bool:
        return (
            value.missing_days > TOLERATED * self.period.days
            or value.previous_missing_days > TOLERATED * self.period.previous.days
        )

    def _at_pace(self, value: Value) -> float:
        """The change in %, per day where periods differ in length."""
        assert value.change is not None
        if not self.evaluation.kpi(value.kpi).additive:
            return value.change
        return ((1 + value.change / 100) * self.period.previous.days / self.period.days - 1) * 100

    def from_its_past(self, kpi_id: str, scope: str = "") -> float | None:
        """How many robust standard deviations a value lies from at least 6 earlier months measured alike."""
        value = self.value(kpi_id, scope)
        if value is None or not self.period.is_month or self._few(value):
            return None
        *earlier, last = self.evaluation.series(kpi_id, scope or self.scope)
        if last.value is None or last.missing_days > TOLERATED * self.period.days:
            return None
        alike = [
            self._per_day(kpi_id, point)
            for point in earlier
            if point.value is not None
            and (point.basis, point.networks) == (last.basis, last.networks)
            and point.missing_days <= TOLERATED * point.period.days
            and not redefined(kpi_id, frozenset(last.networks), point.period.start, last.period.end)
        ]
        return robust_z(self._per_day(kpi_id, last), alike)

    def _per_day(self, kpi_id: str, point: Point) -> float:
        assert point.value is not None
        return float(point.value) / (point.period.days if self.evaluation.kpi(kpi_id).additive else 1)

    def past(self, kpi_id: str, period: Period) -> float | None:
        """A KPI of the scope in an earlier month, where it is known."""
        if not self.evaluation.knows(kpi_id):
            return None
        value = self.evaluation.past(kpi_id, self.scope, period).value
        return None if value is None or isinstance(value, list) else float(value)

    def far_up(self, kpi_id: str, scope: str = "") -> bool:
        """Far above its past."""
        z = self.from_its_past(kpi_id, scope)
        return z is not None and z > self.limits["z"]

    def like_last_year(self, kpi_id: str, scope: str = "") -> bool:
        """Whether the same month a year ago moved the same way against the month before it, by more than a little."""
        value, place = self.value(kpi_id, scope), scope or self.scope
        if value is None or value.change is None or value.year_ago is None or isinstance(value.year_ago, list):
            return False
        before = self.evaluation.past(kpi_id, place, self.period.year_ago.previous).value
        if not before or isinstance(before, list) or before <= 0:
            return False
        then = (float(value.year_ago) / float(before) - 1) * 100
        return then * value.change > 0 and abs(then) > self.limits["change"] and abs(then) > abs(value.change) / 2

    def days(self) -> list[dt.date]:
        """The days of the period."""
        return [self.period.start + dt.timedelta(index) for index in range(self.period.days)]

    def in_contest(self, day: dt.date) -> bool:
        """Whether a day lies in a contest of the parameters."""
        return any(contest.start <= day <= contest.end for contest in self.parameters.contests)
