"""Months made comparable: figures per day where two months differ in length, their working days and holidays."""

from collections.abc import Sequence

from kpitools.kpis.values import Number, Period, Rows, Value
from kpitools.kpis.workdays import Workdays, workdays
from kpitools.report.context import Context
from kpitools.report.figures import bare
from kpitools.report.table import Row

SMALL = 20


def rows(context: Context, values: Sequence[Value]) -> list[Row]:
    """Of the period and of the one before it, what is added up day by day, per day; none where both are as long."""
    now, before = context.period, context.period.previous
    adds_up = [context.evaluation.kpi(value.kpi).additive for value in values]
    both = [value.previous is not None and value.value is not None for value in values]
    if now.days == before.days or not any(adds and known for adds, known in zip(adds_up, both, strict=True)):
        return []
    return [
        _row(context, now, [value.value for value in values], values, adds_up),
        _row(context, before, [value.previous for value in values], values, adds_up),
    ]


def _row(
    context: Context, period: Period, amounts: Sequence[Number | Rows | None], values: Sequence[Value],
    adds_up: Sequence[bool],
) -> Row:  # fmt: skip
    language = context.language
    name = language.text("{period}, par jour", period=language.period(period.start, period.end))
    cells = tuple(
        _per_day(context, value.kpi, amount, period) if adds and not isinstance(amount, list) else ""
        for amount, value, adds in zip(amounts, values, adds_up, strict=True)
    )
    return Row(name, cells, "before")


def _per_day(context: Context, kpi: str, amount: Number | None, period: Period) -> str:
    """Small figures a day need a decimal to differ."""
    daily = None if amount is None else float(amount) / period.days
    return bare(context, kpi, daily, 1 if daily is not None and daily < SMALL else 0)


def note(context: Context) -> str:
    """The working days of the period beside those of the one before, with their holidays; empty where alike."""
    language, zone = context.language, context.parameters.client.timezone
    now, before = (workdays(period, zone, language) for period in (context.period, context.period.previous))
    if now is None or before is None or (now.count == before.count and not now.holidays):
        return ""
    counted = language.plural("{n} jour ouvré", "{n} jours ouvrés", now.count)
    past = context.period.previous
    told = language.text(
        "{days}, contre {before} ({period}).",
        days=counted,
        before=language.number(before.count),
        period=language.period(past.start, past.end),
    )
    return f"{told} {_holidays(context, now)}".strip()


def _holidays(context: Context, found: Workdays) -> str:
    language = context.language
    if not found.holidays:
        return ""
    named = [f"{name} ({language.date(day, year=False)})" for day, name in found.holidays]
    return language.plural(
        "Jour férié en semaine : {names}.",
        "Jours fériés en semaine : {names}.",
        len(named),
        names=language.names(named),
    )
