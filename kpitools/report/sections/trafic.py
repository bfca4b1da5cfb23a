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
    return standard(_lead(context), _charts(context), [statement(context, context.language.text("Trafic du site"), KPIS)])


def _lead(context: Context) -> list[Markup]:
    language = context.language
    told = []
    for kpi, one, many in (
        ("unique_visitors", mark("{n} visiteur unique"), mark("{n} visiteurs uniques")),
        ("pageviews", mark("{n} page vue"), mark("{n} pages vues")),
    ):
        value = context.evaluation.value(kpi)
        amount = number(context, value)
        if amount is not None:
            told.append(
                sentence(
                    context, "{amount} {period}{change}.", amount=figure(context, value, language.plural(one, many, amount)),
                    period=wording.during(language, context.period), change=changes.compared(context, value),
                )
            )  # fmt: skip
    return told


def _charts(context: Context) -> list[Chart]:
    language, evaluation, house = context.language, context.evaluation, context.house
    drawn = []
    kpi = next((kpi for kpi in KPIS if drawable(evaluation.series(kpi))), None)
    if kpi is not None:
        name = wording.kpi_name(context, kpi)
        words = Words(
            language.text("{name} par mois", name=name), language.text("Total de chaque mois, {span}", span=month_span(context)),
            source(context, kpi),
        )  # fmt: skip
        drawn.append(months(house, [Series(name, evaluation.series(kpi))], "n", words, events=context.events))
    daily = next((kpi for kpi in KPIS if context.days(kpi)), None)
    if daily is not None:
        words = Words(
            language.text("{name} par jour", name=wording.kpi_name(context, daily)),
            language.text("Nombre, {period}", period=wording.during(language, context.period)), source(context, daily),
        )  # fmt: skip
        drawn.append(days(house, context.days(daily), "n", words, events=context.events))
    return drawn


SECTION = Kind("trafic", mark("Trafic du site"), lambda context: KPIS, body, nothing_known(*KPIS))
