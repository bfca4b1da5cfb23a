"""Publicité et budget: what was bought, what it cost, and what is left of the budget."""

from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.language import mark
from kpitools.report.context import Context
from kpitools.report.drawing import buckets, monthly, ranked
from kpitools.report.figures import figure
from kpitools.report.section import Kind, first_known, nothing_known, sentence, standard, stated
from kpitools.report.table import Table, statement

ADS = (
    "ad_spend", "ad_impressions", "ad_reach", "ad_frequency", "ad_clicks", "ad_ctr", "cpc", "cpm", "ad_conversions",
    "cost_per_conversion", "roas", "cost_per_new_follower",
)  # fmt: skip
BUDGET = (
    "social_cost", "marketing_budget", "budget_spent_share", "hours_spent", "cost_per_lead", "cost_per_sale",
    "cpc_overall", "support_cost_per_customer", "development_costs", "net_profit", "roi", "roa", "roe",
)  # fmt: skip
KPIS = (*ADS, *BUDGET)
SPENT = mark("Dépense, {period}")
CAMPAIGNS = 6  # on one chart


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, spending by month and by campaign, a table of advertising and one of the budget."""
    campaigns = [chart for chart in _campaigns(context) if chart is not None]
    course = [chart for chart in (_course(context),) if chart is not None]
    charts, aside = (campaigns, course) if campaigns else (course, [])
    return standard(_lead(context), charts, _tables(context), aside=aside)


def _lead(context: Context) -> list[Markup]:
    value = context.evaluation.value
    spend, cost, share = (value(kpi) for kpi in ("ad_spend", "social_cost", "budget_spent_share"))
    told = [stated(context, "ad_spend")] if spend.value is not None else []
    if cost.value is not None and share.value is not None:
        text = mark("Coût social media total : {cost}, soit {share} du budget.")
        told.append(sentence(context, text, cost=figure(context, cost), share=figure(context, share)))
    elif cost.value is not None:
        told.append(stated(context, "social_cost"))
    return told or first_known(context, KPIS)


def _course(context: Context) -> Chart | None:
    return monthly(context, "social_cost") or monthly(context, "ad_spend")


def _campaigns(context: Context) -> list[Chart | None]:
    """What each campaign cost, and what a click of it did."""
    text = context.language.text
    spent = buckets(context, "ad_spend", "campaign")
    most = sorted(spent, key=lambda name: -float(spent[name] or 0))[:CAMPAIGNS]
    clicks = buckets(context, "cpc", "campaign")
    names = {name: str(name) if name is not None else text("Campagne inconnue") for name in most}
    return [
        ranked(context, text("Dépense par campagne"), [(names[name], spent[name]) for name in most], "€", SPENT),
        ranked(
            context, text("Coût par clic, par campagne"), [(names[name], clicks.get(name)) for name in most], "€",
            mark("Par clic sur un lien, {period}"),
        ),
    ]  # fmt: skip


def _tables(context: Context) -> list[Table]:
    text = context.language.text
    tables = (
        statement(context, text("Publicité"), ADS, title=text("Publicité"), paper=6),
        statement(context, text("Budget et rendement"), BUDGET, title=text("Budget et rendement"), paper=5),
    )
    return [table for table in tables if table.rows]


SECTION = Kind("publicite", mark("Publicité et budget"), lambda context: KPIS, body, nothing_known(*KPIS))
