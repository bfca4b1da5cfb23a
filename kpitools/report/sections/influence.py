"""Influence: how much the brand is spoken of, in what tone, and what people say when asked."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.charts.months import LOW
from kpitools.language import mark
from kpitools.report import rivals
from kpitools.report.context import Context
from kpitools.report.drawing import monthly, ranked
from kpitools.report.figures import figure, number
from kpitools.report.section import Kind, first_known, nothing_known, sentence, standard, stated
from kpitools.report.table import statement

TONES = ("sentiment_positive", "sentiment_neutral", "sentiment_negative")
KPIS = (
    "mentions", "share_of_voice", *TONES, "net_sentiment", "brand_advocates", "satisfaction", "nps", "brand_recall",
    "potential_reach",
)  # fmt: skip


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, the course of mentions, their tone, one table."""
    course, tones = _course(context), _tones(context)
    aside = _drawn([tones]) if course else []
    table = statement(context, context.language.text("Influence"), KPIS, paper=6)
    beside = rivals.table(context)
    tables = [one for one in (table if table.rows else None, beside) if one is not None]
    return standard(_lead(context), _drawn([course or tones]), tables, aside=aside)


def _absent(context: Context) -> str:
    """Competitors are worth a page, whether the brand is spoken of or not."""
    return "" if context.evaluation.rivals else nothing_known(*KPIS)(context)


def _drawn(charts: Sequence[Chart | None]) -> list[Chart]:
    return [chart for chart in charts if chart is not None]


def _lead(context: Context) -> list[Markup]:
    value, plural = context.evaluation.value, context.language.plural
    mentions, voice, positive, negative = (
        value(kpi) for kpi in ("mentions", "share_of_voice", "sentiment_positive", "sentiment_negative")
    )
    told = []
    if (amount := number(context, mentions)) is not None:
        text = plural("{n} mention de la marque", "{n} mentions de la marque", amount)
        told.append(stated(context, "mentions", text))
    if voice.value is not None:
        text = mark("Face aux concurrents suivis, la part de voix est de {share}.")
        told.append(sentence(context, text, share=figure(context, voice)))
    if positive.value is not None and negative.value is not None:
        text = mark("Parmi celles dont le ton est connu, {positive} sont positives et {negative} négatives.")
        told.append(sentence(context, text, positive=figure(context, positive), negative=figure(context, negative)))
    return told or first_known(context, KPIS)


def _course(context: Context) -> Chart | None:
    return monthly(context, "share_of_voice", mark("En %, {span}"), plot=LOW) or monthly(context, "mentions", plot=LOW)


def _tones(context: Context) -> Chart | None:
    names = (mark("Positives"), mark("Neutres"), mark("Négatives"))
    rows = [
        (context.language.text(name), number(context, context.evaluation.value(kpi)))
        for kpi, name in zip(TONES, names, strict=True)
    ]
    title = context.language.text("Ton des mentions")
    return ranked(context, title, rows, "%", mark("Part des mentions dont le ton est connu, {period}"))


SECTION = Kind("influence", mark("Influence"), lambda context: KPIS, body, _absent)
