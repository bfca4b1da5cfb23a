"""Targets: what the parameters aim at, brought to the period, and whether it is reached."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from kpitools.catalogue import Better, Kpi
from kpitools.kpis.values import Number, Period, Value
from kpitools.params import Parameters


@dataclass(frozen=True)
class Target:
    """What one objective aims at for a KPI on a scope.

    `number` is per `per` (month, week, quarter or year); or `change` percent is aimed at against `against` (`previous`
    or `year_ago`).
    """

    number: Number | None
    change: Number | None
    against: str
    per: str
    direction: str | None

    def judged(self, value: Value, kpi: Kpi, period: Period, today: dt.date) -> Value:
        """The value with its target and status: reached or missed; on_track or behind while the period lasts."""
        target = self._at(value, kpi, period)
        if target is None:
            return value
        down = (self.direction or kpi.better) == Better.DOWN
        return replace(value, target=target, target_status=_status(value, target, down, kpi, period, today))

    def _at(self, value: Value, kpi: Kpi, period: Period) -> Number | None:
        if self.change is not None:
            base = value.year_ago if self.against == "year_ago" else value.previous
            if base is None or isinstance(base, list):
                return None
            return float(base) * (1 + float(self.change) / 100)
        if self.number is None or not kpi.additive or (self.per == "month" and period.is_month):
            return self.number
        days = (period.start + dt.timedelta(day) for day in range(period.days))
        return float(sum((Decimal(str(self.number)) / _days_of(self.per, day) for day in days), Decimal(0)))


def _days_of(per: str, day: dt.date) -> int:
    """The days of the week, month, quarter or year that a day lies in."""
    year = 366 if calendar.isleap(day.year) else 365
    quarter = (day.month - 1) // 3 * 3 + 1
    months = {"month": [day.month], "quarter": [quarter, quarter + 1, quarter + 2]}.get(per, [])
    return {"week": 7, "year": year}.get(per) or sum(calendar.monthrange(day.year, month)[1] for month in months)


def _status(value: Value, target: Number, down: bool, kpi: Kpi, period: Period, today: dt.date) -> str | None:
    now = value.value
    if now is None or isinstance(now, list):
        return None
    if today > period.end:
        return "reached" if (now <= target if down else now >= target) else "missed"
    elapsed = max((today - period.start).days, 0)
    pace = float(now) / elapsed * period.days if kpi.additive and elapsed else float(now)
    if kpi.additive and not down and now >= target:
        return "reached"
    return "on_track" if (pace <= target if down else pace >= target) else "behind"


def targets(parameters: Parameters) -> dict[tuple[str, str], Target]:
    """The targets of all objectives by KPI and scope; the first objective that names one decides."""
    found: dict[tuple[str, str], Target] = {}
    for objective in parameters.objectives:
        for kpi in objective.kpis:
            aim = kpi.target
            if aim is None:
                continue
            number, change, against = (
                (aim, None, "") if isinstance(aim, int | float) else (None, aim.change, aim.against)
            )
            found.setdefault((kpi.id, kpi.scope), Target(number, change, against, kpi.per, kpi.direction))
    return found
