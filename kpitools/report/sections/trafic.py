"""Trafic du site: visitors and pages."""

from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.language import mark
from kpitools.report import changes, wording
from kpitools.report.context import Context
from kpitools.report.drawing import daily, monthly
from kpitools.report.figures import figure, number
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.table import statement

KPIS = ("unique_visitors", "pageviews")


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, visitors by month and by day, one table."""
    return standard(
        _lead(context), _charts(context), [statement(context, context.language.text("Trafic du site"), KPIS)]
    )


def _lead(context: Context) -> list[Markup]:
    plural = context.language.plural
    visitors, pages = (number(context, context.evaluation.value(kpi)) for kpi in KPIS)
    told = []
    if visitors is not None:
        told.append(_told(context, "unique_visitors", plural("{n} visiteur unique", "{n} visiteurs uniques", visitors)))
    if pages is not None:
        told.append(_told(context, "pageviews", plural("{n} page vue", "{n} pages vues", pages)))
    return told


def _told(context: Context, kpi: str, amount: str) -> Markup:
    """ "1 212 visiteurs uniques en octobre, 10 % de moins qu'en septembre."."""
    value = context.evaluation.value(kpi)
    return sentence(
        context,
        "{amount} {period}{change}.",
        amount=figure(context, value, amount),
        period=wording.during(context.language, context.period),
        change=changes.compared(context, value),
    )


def _charts(context: Context) -> list[Chart]:
    by_month = (monthly(context, kpi) for kpi in KPIS)
    by_day = (daily(context, kpi) for kpi in KPIS)
    firsts = (next((chart for chart in charts if chart is not None), None) for charts in (by_month, by_day))
    return [chart for chart in firsts if chart is not None]


SECTION = Kind("trafic", mark("Trafic du site"), lambda context: KPIS, body, nothing_known(*KPIS))
