"""Audience: how many followers, and how many came."""

from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.language import mark
from kpitools.report import changes
from kpitools.report.context import Context
from kpitools.report.drawing import daily, monthly, side_by_side
from kpitools.report.figures import figure
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.table import Table, Wanted, by_network, others, statement

KPIS = ("followers", "new_followers", "net_new_followers", "follower_change_rate", "follower_growth_rate")

MORE = (
    "lost_followers", "net_follower_growth_rate", "target_audience_share", "cost_per_new_follower", "active_core",
    "active_core_growth",
)  # fmt: skip


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, followers by month, gains by day, one table."""
    return standard(_lead(context), _charts(context), [_table(context), *others(context, MORE)])


def _lead(context: Context) -> list[Markup]:
    language, value = context.language, context.evaluation.value
    followers, net, new = value("followers"), value("net_new_followers"), value("new_followers")
    told = []
    if not isinstance(followers.value, list) and followers.value is not None:
        amount = language.plural("{n} abonné", "{n} abonnés", followers.value)
        told.append(
            sentence(
                context, "{followers} au {day}{change}.", followers=figure(context, followers, amount),
                day=language.date(context.period.end, year=False), change=changes.compared(context, followers),
            )
        )  # fmt: skip
    if net.value is not None:
        told.append(sentence(context, "Gain net : {net}.", net=figure(context, net)))
    elif new.value is not None:
        told.append(
            sentence(
                context,
                "Nouveaux abonnés : {new}{change}.",
                new=figure(context, new),
                change=changes.compared(context, new),
            )
        )
    return told


def _charts(context: Context) -> list[Chart]:
    own = mark("Dernier niveau connu de chaque mois, {span} ; chaque réseau à son échelle")
    one = mark("Dernier niveau connu de chaque mois, {span} ; l'échelle ne part pas de zéro")
    levels = side_by_side(context, "followers", own, own_scales=True) or monthly(context, "followers", one, zero=False)
    return [chart for chart in (levels, daily(context, "new_followers")) if chart is not None]


def _table(context: Context) -> Table:
    caption = context.language.text("Audience par réseau")
    if len(context.networks) < 2:
        return statement(context, context.language.text("Audience"), KPIS)
    return by_network(
        context, caption,
        [
            Wanted("followers"), Wanted("followers", "change"), Wanted("followers", "year"),
            Wanted("new_followers", head=context.language.text("Nouveaux")),
            Wanted("net_new_followers", head=context.language.text("Gain net")),
            Wanted("follower_growth_rate", head=context.language.text("Taux de croissance")),
        ],
    )  # fmt: skip


SECTION = Kind("audience", mark("Audience"), lambda context: (*KPIS, *MORE), body, nothing_known(*KPIS))
