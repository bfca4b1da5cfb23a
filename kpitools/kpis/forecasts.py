"""Where a total will end at the account's own pace, for targets whose time is not over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kpitools.kpis.samples import both
from kpitools.kpis.signal import additive, counts
from kpitools.kpis.values import Period
from kpitools.statistics import LEAST_WEEKS, Days, Forecast, end_value

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def span_of(per: str, period: Period) -> Period:
    """The month, quarter or year that a period's end lies in; a week's target is the period's own."""
    if per not in _MONTHS or (per == "month" and not period.is_month):
        return period
    months = _MONTHS[per]
    first = period.end.replace(day=1, month=(period.end.month - 1) // months * months + 1)
    return Period(first, Period.month(first).months_ago(1 - months).end)


def forecast(evaluation: Evaluation, kpi_id: str, scope: str, span: Period) -> Forecast | None:
    """The expected total of a span at its end, with its interval.

    None where the KPI is no total of days, where its days are not known from the span's start on, or where fewer than
    8 weeks of days are.
    """
    kpi = evaluation.kpi(kpi_id)
    places = evaluation.networks_of(scope)
    parts = additive(evaluation, kpi, places) if kpi.additive else None
    if not parts:
        return None
    every = [evaluation.samples.by_day(measure, place) for measure, place in parts]
    if any(one is None for one in every):
        return None
    known: dict[int, float] = {}
    for several in zip(*(one for one in every if one is not None), strict=True):
        added = both(several)
        known.update(zip(added.day.tolist(), added.of.tolist(), strict=True))
    until = min(evaluation.today - dt.timedelta(1), evaluation.period.end).toordinal()
    days = sorted(day for day in known if day <= until)
    if len(days) < LEAST_WEEKS * 7 or min(days) > span.start.toordinal():
        return None
    figures = Days.counts(days, [known[day] for day in days])
    whole = range(span.start.toordinal(), span.end.toordinal() + 1)
    return end_value(figures, whole, counts=all(counts(measure) for measure, _ in parts))
