"""Visibilité: how many were reached, organic and paid apart."""

from typing import Any

from markupsafe import Markup

from kpitools.charts import Chart, Panel, Series, Words, months, multiples
from kpitools.language import mark
from kpitools.report import changes, wording
from kpitools.report.context import Context
from kpitools.report.figures import figure
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.series import drawable, networks_with
from kpitools.report.sources import month_span, source
from kpitools.report.table import Table, Wanted, by_network, statement

KPIS = ("reach", "reach_organic", "reach_paid", "views", "profile_visits")
ALONE = (*KPIS, "impressions", "video_views")  # a single network has room for more


def kpis(context: Context) -> tuple[str, ...]:
    """Those shown: more of them for a single network."""
    return KPIS if len(context.networks) > 1 else ALONE


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, reach by month, reach by network, one table."""
    return standard(_lead(context), _charts(context), [_table(context)])


def _lead(context: Context) -> list[Markup]:
    value = context.evaluation.value
    told = []
    main = next((value(kpi) for kpi in ("reach", "views", "impressions", "profile_visits") if context.known(kpi)), None)
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
                networks=_names(context, _split_networks(context)),
                organic=figure(context, organic),
                paid=figure(context, paid),
            )
        )
    return told


def _split_networks(context: Context) -> list[str]:
    """The networks that state organic and paid reach apart."""
    return [one for one in context.networks if context.known("reach_organic", one) and context.known("reach_paid", one)]


def _names(context: Context, networks: list[str]) -> str:
    return context.language.names([wording.network(context.language, one) for one in networks])


def _charts(context: Context) -> list[Chart]:
    return [chart for chart in (_by_month(context), _by_network(context), _split(context)) if chart is not None]


def _by_month(context: Context) -> Chart | None:
    language, evaluation = context.language, context.evaluation
    kpi = next(
        (kpi for kpi in ("reach", "views", "impressions", "profile_visits") if drawable(evaluation.series(kpi))), None
    )
    if kpi is None:
        return None
    name = wording.kpi_name(context, kpi)
    words = Words(
        language.text("{name} par mois", name=name),
        language.text("Total de chaque mois, {span}", span=month_span(context)),
        source(context, kpi),
    )
    return months(context.house, [Series(name, evaluation.series(kpi))], "n", words, events=context.events)


def _split(context: Context) -> Chart | None:
    """Organic and paid, on the networks that state them; nothing where nothing was ever paid."""
    language, evaluation = context.language, context.evaluation
    organic, paid = evaluation.series("reach_organic"), evaluation.series("reach_paid")
    if not (_split_networks(context) and drawable(organic) and any(point.value for point in paid)):
        return None
    lines = [Series(language.text("payante"), paid), Series(language.text("organique"), organic)]
    words = Words(
        language.text(
            "Portée organique et portée payante sur {networks}", networks=_names(context, _split_networks(context))
        ),
        language.text("Portée par mois, {span}", span=month_span(context)),
        source(context, "reach_organic"),
    )
    return months(context.house, lines, "n", words, events=context.events)


def _by_network(context: Context) -> Chart | None:
    language, evaluation = context.language, context.evaluation
    kpi = next((kpi for kpi in ("reach", "views", "impressions") if len(networks_with(context, kpi)) > 1), None)
    if kpi is None:
        return None
    panels = [
        Panel(wording.network(language, network), points, changes.signed(context, evaluation.value(kpi, network)))
        for network, points in networks_with(context, kpi).items()
    ]
    words = Words(
        language.text("{name} par réseau", name=wording.kpi_name(context, kpi, context.networks[0])),
        language.text("Total de chaque mois, {span} ; même échelle pour tous", span=month_span(context)),
        source(context, kpi),
    )
    return multiples(context.house, panels, "n", words)


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
