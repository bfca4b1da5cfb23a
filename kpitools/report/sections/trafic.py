"""Trafic et conversions: who comes to the site and from where, and what the networks bring about there."""

from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.language import mark
from kpitools.report import wording
from kpitools.report.context import Context
from kpitools.report.drawing import daily, monthly, ranked
from kpitools.report.figures import figure, number
from kpitools.report.section import Kind, first_known, nothing_known, sentence, standard, stated
from kpitools.report.table import Table, Wanted, by_network, statement

SITE = ("unique_visitors", "pageviews")
VISITS = (
    "social_visits", "social_visit_share", "search_visits", "time_on_site", "pages_per_session", "bounce_rate",
    "engaged_visit_share", "new_visitor_share",
)  # fmt: skip
RETURNS = (
    "targeted_actions", "signups", "action_rate", "leads", "lead_conversion_rate", "conversions",
    "last_click_conversions", "assisted_conversions", "assist_ratio", "conversion_rate", "sales", "revenue",
    "average_order_value", "revenue_per_customer", "repeat_customer_share",
)  # fmt: skip
KPIS = (*SITE, *VISITS, "traffic_sources", *RETURNS)

CLASSES = {
    "paid": mark("Publicité"), "email": mark("E-mail"), "social": mark("Réseaux sociaux"),
    "organic": mark("Recherche"), "direct": mark("Accès direct"), "referral": mark("Sites référents"),
    "other": mark("Autres sources"),
}  # fmt: skip


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """Two sentences, visitors by month or day, sources and attribution, tables of visits and of what came of them."""
    charts, aside = _charts(context)
    return standard(_lead(context), charts, _tables(context), aside=aside)


def _lead(context: Context) -> list[Markup]:
    plural, value = context.language.plural, context.evaluation.value
    visitors, pages, social = (number(context, value(kpi)) for kpi in ("unique_visitors", "pageviews", "social_visits"))
    told = []
    if visitors is not None:
        told.append(
            stated(context, "unique_visitors", plural("{n} visiteur unique", "{n} visiteurs uniques", visitors))
        )
    if social is not None:
        text = plural("{n} visite depuis les réseaux", "{n} visites depuis les réseaux", social)
        told.append(stated(context, "social_visits", text))
    elif pages is not None:
        told.append(stated(context, "pageviews", plural("{n} page vue", "{n} pages vues", pages)))
    last, assisted = value("last_click_conversions"), value("assisted_conversions")
    closed, helped = number(context, last), number(context, assisted)
    if closed is not None and helped is not None:
        text = mark("{closed}, {helped} : une conversion peut compter dans les deux.")
        first = plural("{n} conversion conclue par un réseau", "{n} conversions conclues par un réseau", closed)
        second = plural("{n} préparée", "{n} préparées", helped)
        told.append(
            sentence(context, text, closed=figure(context, last, first), helped=figure(context, assisted, second))
        )
    return told or first_known(context, (*VISITS, *RETURNS))


def _charts(context: Context) -> tuple[list[Chart], list[Chart]]:
    """Where visits come from and what the networks did of them; else the course of the visits."""
    by_month = (monthly(context, kpi) for kpi in SITE)
    by_day = (daily(context, kpi) for kpi in SITE)
    course = [next((chart for chart in charts if chart is not None), None) for charts in (by_month, by_day)]
    drawn = [chart for chart in course if chart is not None]
    apart = [chart for chart in (_sources(context), _attribution(context)) if chart is not None]
    return (apart, drawn[:1]) if apart else (drawn, [])


def _sources(context: Context) -> Chart | None:
    found = context.evaluation.value("traffic_sources").value
    lines = found if isinstance(found, list) else []
    rows = [(context.language.text(CLASSES[str(line["class"])]), line["sessions"]) for line in lines]
    return ranked(context, context.language.text("Visites par source"), rows, "n")


def _attribution(context: Context) -> Chart | None:
    """What the networks closed and what they prepared."""
    language, value = context.language, context.evaluation.value
    rows = []
    for network in context.networks:
        name = wording.network(language, network)
        for kpi, text in (
            ("last_click_conversions", mark("{network}, dernier clic")),
            ("assisted_conversions", mark("{network}, assistées")),
        ):
            if (amount := number(context, value(kpi, network))) is not None:
                rows.append((language.text(text, network=name), amount))
    return ranked(context, language.text("Conversions par réseau"), rows, "n")


def _tables(context: Context) -> list[Table]:
    text = context.language.text
    tables = [statement(context, text("Visites du site"), (*SITE, *VISITS), title=text("Visites"), paper=6)]
    returns = statement(
        context, text("Ce que les réseaux ont apporté"), RETURNS, title=text("Actions et ventes"), paper=6
    )
    if returns.rows:
        tables.append(returns)
    if len(context.networks) > 1 and any(context.known("social_visits", network) for network in context.networks):
        tables.append(
            by_network(
                context, text("Trafic et conversions par réseau"),
                [
                    Wanted("social_visits", head=text("Visites")), Wanted("bounce_rate", head=text("Rebond")),
                    Wanted("last_click_conversions", head=text("Dernier clic")),
                    Wanted("assisted_conversions", head=text("Assistées")),
                    Wanted("conversion_rate", head=text("Conversion")), Wanted("revenue", head=text("Ventes")),
                ],
            )
        )  # fmt: skip
    return [table for table in tables if table.rows]


SECTION = Kind("trafic", mark("Trafic et conversions"), lambda context: KPIS, body, nothing_known(*KPIS))
