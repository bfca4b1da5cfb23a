"""Trafic du site: visitors and pages."""

from typing import Any

from markupsafe import Markup

from kpitools.charts import Chart, Series, Words, days, months
from kpitools.language import mark
from kpitools.report import changes, wording
from kpitools.report.context import Context
from kpitools.report.figures import figure, number
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.series import drawable
from kpitools.report.sources import month_span, source
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
    language, evaluation, house = context.language, context.evaluation, context.house
    drawn = []
    kpi = next((kpi for kpi in KPIS if drawable(evaluation.series(kpi))), None)
    if kpi is not None:
        name = wording.kpi_name(context, kpi)
        words = Words(
            language.text("{name} par mois", name=name),
            language.text("Total de chaque mois, {span}", span=month_span(context)),
            source(context, kpi),
        )
        drawn.append(months(house, [Series(name, evaluation.series(kpi))], "n", words, events=context.events))
    daily = next((kpi for kpi in KPIS if context.days(kpi)), None)
    if daily is not None:
        words = Words(
            language.text("{name} par jour", name=wording.kpi_name(context, daily)),
            language.text("Nombre, {period}", period=wording.during(language, context.period)),
            source(context, daily),
        )
        drawn.append(days(house, context.days(daily), "n", words, events=context.events))
    return drawn


SECTION = Kind("trafic", mark("Trafic du site"), lambda context: KPIS, body, nothing_known(*KPIS))
