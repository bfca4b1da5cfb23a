"""Visibilité: how many were reached, organic and paid apart."""

from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart, Words
from kpitools.charts.months import Series, months
from kpitools.language import mark
from kpitools.report import changes, wording
from kpitools.report.context import Context
from kpitools.report.drawing import daily, monthly, side_by_side
from kpitools.report.figures import figure
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.series import begun, line, networks_with
from kpitools.report.sources import by_month, source
from kpitools.report.table import Table, Wanted, by_network, others, statement

MAIN = ("reach", "views", "impressions", "profile_visits")  # the first known one leads
KPIS = ("reach", "reach_organic", "reach_paid", "views", "profile_visits")
ALONE = (*KPIS, "impressions", "video_views")  # a single network has room for more
MORE = (
    "reach_viral", "organic_reach_share", "post_reach_avg", "reach_rate", "frequency", "direct_visit_share",
    "average_watch_time",
)  # fmt: skip


def kpis(context: Context) -> tuple[str, ...]:
    """Those shown: more of them for a single network."""
    return (*(KPIS if len(context.networks) > 1 else ALONE), *MORE)


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, reach by month, reach by network, one table."""
    return standard(_lead(context), _charts(context), [_table(context), *others(context, MORE)])


def _lead(context: Context) -> list[Markup]:
    value = context.evaluation.value
    told = []
    main = next((value(kpi) for kpi in MAIN if context.known(kpi)), None)
    if main is not None:
        told.append(
            sentence(
                context,
                "{name} : {value} {period}{change}.",
                name=wording.kpi_name(context, main.kpi),
                value=figure(context, main),
                period=wording.during(context.language, context.period),
                change=changes.compared(context, main),
            )
        )
    organic, paid = value("reach_organic"), value("reach_paid")
    if _split_networks(context) and organic.value is not None and paid.value is not None:
        told.append(
            sentence(
                context,
                "Sur {networks}, portée organique de {organic} et portée payante de {paid} : une même personne peut "
                "compter dans les deux.",
                networks=wording.networks(context.language, _split_networks(context)),
                organic=figure(context, organic),
                paid=figure(context, paid),
            )
        )
    return told


def _split_networks(context: Context) -> list[str]:
    """The networks that state organic and paid reach apart."""
    return [one for one in context.networks if context.known("reach_organic", one) and context.known("reach_paid", one)]


def _charts(context: Context) -> list[Chart]:
    return [chart for chart in (_course(context), _by_network(context), _split(context)) if chart is not None]


def _course(context: Context) -> Chart | None:
    """The first of the main figures that has a course to show: by month, else by day unless networks stand apart."""
    for kpi in MAIN:
        by_month = monthly(context, kpi)
        if by_month is not None:
            return by_month
        if len(networks_with(context, kpi)) < 2 and (by_day := daily(context, kpi)) is not None:
            return by_day
    return None


def _by_network(context: Context) -> Chart | None:
    same = mark("Total de chaque mois, {span} ; même échelle pour tous")
    charts = (side_by_side(context, kpi, same) for kpi in MAIN[:3])
    return next((chart for chart in charts if chart is not None), None)


def _split(context: Context) -> Chart | None:
    """Organic and paid, on the networks that state them; nothing where nothing was ever paid."""
    language, networks = context.language, _split_networks(context)
    organic, paid = line(context, "reach_organic"), line(context, "reach_paid")
    if not (networks and organic.drawable and any(point.value for point in paid.points)):
        return None
    shown = begun([paid, organic])
    lines = [
        Series(name, points)
        for name, points in zip((language.text("payante"), language.text("organique")), shown, strict=True)
    ]
    words = Words(
        language.text(
            "Portée organique et portée payante sur {networks}", networks=wording.networks(language, networks)
        ),
        by_month(context, mark("Portée par mois, {span}"), shown[0], [paid, organic]),
        source(context, "reach_organic"),
    )
    return months(context.house, lines, "n", words, events=context.marks("reach_organic", "all", shown[0]))


def _table(context: Context) -> Table:
    if len(context.networks) < 2:
        return statement(context, context.language.text("Visibilité"), ALONE)
    return by_network(
        context,
        context.language.text("Visibilité par réseau"),
        [
            Wanted("reach"),
            Wanted("reach", "change"),
            Wanted("reach", "year"),
            Wanted("views", head=context.language.text("Vues")),
            Wanted("profile_visits", head=context.language.text("Visites du profil")),
            Wanted("reach", "basis", head=context.language.text("Base de la portée")),
        ],
    )


SECTION = Kind("visibilite", mark("Visibilité"), kpis, body, nothing_known(*ALONE))
