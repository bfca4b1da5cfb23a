"""Which dimensions a KPI can be broken down by: those that every part of its formula carries."""

from kpitools.catalogue import Catalogue, Kpi
from kpitools.catalogue.arithmetic import parse
from kpitools.catalogue.definition import definitions
from kpitools.kpis.grid import dimension
from kpitools.kpis.measures import column, function_measures, measures_of
from kpitools.kpis.scopes import SOCIAL_ONLY

# Functions that read levels or pick single posts have no breakdown within a period.
WHOLE = frozenset({
    "followers", "net_new_followers", "follower_change_rate", "top_posts", "traffic_sources", "contest_effect",
    "marketing_budget", "growth", "gain", "lifetime_value", "repeat_customer_share", "target_audience_share",
    "competitor_rank", "potential_reach", "er_paid",
})  # fmt: skip
# Sums of several tables: broken down where each of them carries the dimension.
TOGETHER = frozenset({"social_cost", "inbound_requests", "produced"})
# What is made of other KPIs.
MADE_OF = {
    "cost_per_new_follower": ("social_cost", "new_followers"),
    "conversion_rate": ("last_click_conversions", "social_visits"),
    "social_visit_share": ("social_visits",),
}


# Functions that know of a bucket only what they know of the whole period.
BY_ROWS = frozenset({"reach", "mean_of_posts", "link_clicks", "negative_reactions", "engaged_users", "distinct"})


def told_by_rows(catalogue: Catalogue, kpi: Kpi) -> bool:
    """Whether a KPI that uses no row of a period uses none of any bucket of it."""
    if kpi.divide and not kpi.divide.over_columns:
        parts = [catalogue[part] for part in made_of(kpi) - {"days"}]
        # Social networks may have had none of what a bucket counts, and one of them the rest of the period.
        named = any(one.table in SOCIAL_ONLY for part in parts for one in measures_of(part))
        return not named and all(told_by_rows(catalogue, part) for part in parts)
    return not kpi.arithmetic and (not kpi.function or kpi.function.name in BY_ROWS)


def tables_with(catalogue: Catalogue, kpi: Kpi, name: str) -> list[str]:
    """The tables of the KPI's formula that carry the dimension; none if some part of it does not."""
    if kpi.function and kpi.function.name == "engagement_rate":
        definition = definitions()[kpi.function.column]
        if definition.kpis:
            return tables_with(catalogue, catalogue[definition.kpis[0]], name)
        return ["posts"] if definition.of_posts and dimension("posts", name) else []
    if ids := made_of(kpi):
        if "days" in ids:
            return []
        parts = [tables_with(catalogue, catalogue[part], name) for part in ids]
        return [table for part in parts for table in part] if all(parts) else []
    tables = dict.fromkeys(_tables(catalogue, kpi))
    carrying = [table for table in tables if dimension(table, name)]
    return carrying if len(carrying) == len(tables) or not (kpi.function and kpi.function.name in TOGETHER) else []


def made_of(kpi: Kpi) -> frozenset[str]:
    """The ids of the KPIs that it is made of (and `days`); none where it is made of columns."""
    if kpi.arithmetic:
        return parse(kpi.arithmetic).ids()
    if kpi.divide and not kpi.divide.over_columns:
        return frozenset({kpi.divide.of, kpi.divide.by})
    return frozenset(MADE_OF.get(kpi.function.name, ())) if kpi.function else frozenset()


def _tables(catalogue: Catalogue, kpi: Kpi) -> list[str]:
    if kpi.function:
        if kpi.function.name in WHOLE:
            return []
        return [one.table for one in function_measures(kpi.function.name, kpi.function.column)]
    if kpi.sum:
        return [column(path).table for path in (*kpi.sum.columns, *kpi.sum.received)]
    return [column(one.of).table for one in kpi.divide.alternatives] if kpi.divide else [kpi.count]
