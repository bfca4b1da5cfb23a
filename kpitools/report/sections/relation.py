"""Relation client: how many ask, how many are answered, and how soon."""

from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.charts.months import LOW
from kpitools.language import mark
from kpitools.report.context import Context
from kpitools.report.drawing import monthly, ranked
from kpitools.report.figures import figure, number
from kpitools.report.section import Kind, first_known, nothing_known, sentence, standard, stated
from kpitools.report.table import statement

KPIS = (
    "questions", "replies", "response_rate", "response_time_median", "response_time", "inbound_requests", "problems",
    "problems_resolved", "resolution_rate", "reviews", "average_rating",
)  # fmt: skip
WEEKDAYS = range(1, 8)


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, the median delay by month, when questions come, one table."""
    aside = [chart for chart in (_questions(context), _kinds(context)) if chart is not None]
    charts = [chart for chart in (_delay(context),) if chart is not None] or aside
    table = statement(context, context.language.text("Relation client"), KPIS, paper=6)
    return standard(_lead(context), charts, [table], aside=[chart for chart in aside if chart not in charts])


def _lead(context: Context) -> list[Markup]:
    language, value = context.language, context.evaluation.value
    questions, rate, delay = (value(kpi) for kpi in ("questions", "response_rate", "response_time_median"))
    told = []
    if (amount := number(context, questions)) is not None:
        told.append(stated(context, "questions", language.plural("{n} question", "{n} questions", amount)))
    if rate.value is not None and delay.value is not None:
        text = mark("{rate} ont reçu une réponse ; la moitié des réponses sont venues en {delay} ou moins.")
        told.append(sentence(context, text, rate=figure(context, rate), delay=figure(context, delay)))
    return told or first_known(context, KPIS)


def _delay(context: Context) -> Chart | None:
    return monthly(context, "response_time_median", mark("Médiane de chaque mois, {span}"), plot=LOW)


def _questions(context: Context) -> Chart | None:
    language = context.language
    found = {one.bucket: one.value for one in context.evaluation.by("questions", "weekday")}
    counts = [(language.weekday(day), found.get(day, 0)) for day in WEEKDAYS] if found else []
    rows = [(name, None if isinstance(count, list) else count) for name, count in counts]
    return ranked(context, language.text("Questions par jour de la semaine"), rows, "n")


def _kinds(context: Context) -> Chart | None:
    """What came in, by its kind."""
    names = {"questions": mark("Questions"), "problems": mark("Problèmes signalés"), "reviews": mark("Avis")}
    rows = [
        (context.language.text(name), number(context, context.evaluation.value(kpi))) for kpi, name in names.items()
    ]
    return ranked(context, context.language.text("Ce qui est arrivé"), rows, "n")


SECTION = Kind("relation", mark("Relation client"), lambda context: KPIS, body, nothing_known(*KPIS))
