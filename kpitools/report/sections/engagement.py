"""Engagement: how many reacted, how, and in what share."""

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart, Words
from kpitools.charts.months import Series, months
from kpitools.language import mark
from kpitools.report import causes, changes, definitions, wording
from kpitools.report.context import Context
from kpitools.report.drawing import monthly, ranked
from kpitools.report.figures import figure, number
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.series import begun, networks_with
from kpitools.report.sources import by_month, source
from kpitools.report.table import Table, Wanted, by_network, others, statement

KINDS = ("likes", "comments", "shares", "saves")
KPIS = (
    "engagement_rate", "engagements", *KINDS, "link_clicks", "err", "er", "er_impressions", "talk_rate", "ctr",
    "amplification_rate",
)  # fmt: skip
ALONE = (*KPIS, "er_post", "love_rate")  # a single network has room for more
MORE = (
    "interactions", "interactions_per_post", "forwards", "clicks", "er_day", "er_view", "engaged_users", "er_unique",
    "er_reached", "er_paid", "negative_reaction_share", "contributors", "active_contributors",
)  # fmt: skip


def kpis(context: Context) -> tuple[str, ...]:
    """Those shown: more of them for a single network."""
    return (*(KPIS if len(context.networks) > 1 else ALONE), *MORE)


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, the rate by month, what the reactions are, tables of volumes, rates and definitions."""
    beside = definitions.compared(context)
    tables = [*_tables(context), *causes.tables(context), *([beside] if beside else [])]
    if lines := definitions.benchmark_lines(context):
        tables[-1] = replace(tables[-1], note=" ".join(part for part in (tables[-1].note, *lines) if part))
    return standard(_lead(context), _charts(context), [*tables, *others(context, MORE)])


def _lead(context: Context) -> list[Markup]:
    value = context.evaluation.value
    rate, volume = value("engagement_rate"), value("engagements")
    told = []
    if rate.value is not None:
        told.append(
            sentence(
                context,
                "{name} : {value} {period}{change}.",
                name=wording.kpi_name(context, "engagement_rate"),
                value=figure(context, rate),
                period=wording.during(context.language, context.period),
                change=changes.compared(context, rate),
            )
        )
    amount = number(context, volume)
    if amount is not None:
        counted = context.language.plural("{n} réaction", "{n} réactions", amount)
        told.append(
            sentence(
                context,
                "{volume} en tout{change} : J'aime, commentaires et partages.",
                volume=figure(context, volume, counted),
                change=changes.compared(context, volume),
            )
        )
    return told


def _charts(context: Context) -> list[Chart]:
    return [chart for chart in (_rate(context), _kinds(context), _volumes(context)) if chart is not None]


def _rate(context: Context) -> Chart | None:
    """By network where two to four know the same rate, so that like is compared with like; else the headline."""
    language, measure = context.language, mark("En %, {span}")
    for kpi in ("err", "er_impressions", "er"):
        found = networks_with(context, kpi)
        if 1 < len(found) <= 4:
            shown = begun(list(found.values()))
            lines = [
                Series(wording.network(language, network), points, network)
                for network, points in zip(found, shown, strict=True)
            ]
            words = Words(
                language.text("{name} par mois", name=wording.kpi_name(context, kpi)),
                by_month(context, measure, shown[0], list(found.values())),
                source(context, kpi),
            )
            return months(context.house, lines, "%", words, events=context.marks(kpi, "all", shown[0]))
    return monthly(context, "engagement_rate", measure)


def _kinds(context: Context) -> Chart | None:
    rows = [(wording.kpi_name(context, kpi), number(context, context.evaluation.value(kpi))) for kpi in KINDS]
    return ranked(context, context.language.text("Réactions par nature"), rows, "n")


def _volumes(context: Context) -> Chart | None:
    language, value = context.language, context.evaluation.value
    rows = [
        (wording.network(language, network), number(context, value("engagements", network)))
        for network in context.networks
    ]
    return ranked(context, language.text("Réactions par réseau"), rows, "n")


def _tables(context: Context) -> list[Table]:
    language = context.language
    if len(context.networks) < 2:
        return [statement(context, language.text("Engagement"), ALONE)]
    return [
        by_network(
            context,
            language.text("Engagement par réseau"),
            [
                Wanted("engagements", head=language.text("Réactions")),
                Wanted("engagements", "change"),
                Wanted("likes"),
                Wanted("comments", head=language.text("Comm.")),
                Wanted("shares"),
                Wanted("link_clicks", head=language.text("Clics")),
            ],
        ),
        by_network(
            context,
            language.text("Taux par réseau"),
            [
                Wanted("err", head=language.text("Sur la portée")),
                Wanted("err", "change"),
                Wanted("er", head=language.text("Par abonné")),
                Wanted("er_impressions", head=language.text("Par impression")),
                Wanted("talk_rate", head=language.text("Commentaires")),
                Wanted("ctr", head=language.text("Clics")),
                Wanted("amplification_rate", head=language.text("Partages par publication")),
            ],
        ),
    ]


SECTION = Kind("engagement", mark("Engagement"), kpis, body, nothing_known(*ALONE))
