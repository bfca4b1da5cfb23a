"""Which dimensions a KPI can be broken down by: those that every part of its formula carries."""

from kpitools.catalogue import Catalogue, Kpi
from kpitools.catalogue.arithmetic import parse
from kpitools.catalogue.definition import definitions
from kpitools.kpis.grid import dimension
from kpitools.kpis.measures import column, function_measures

# Functions that read levels or pick single posts have no breakdown within a period.
WHOLE = frozenset({"followers", "net_new_followers", "follower_change_rate", "top_posts"})


def tables_with(catalogue: Catalogue, kpi: Kpi, name: str) -> list[str]:
    """The tables of the KPI's formula that carry the dimension; none if some part of it does not."""
    if kpi.function and kpi.function.name == "engagement_rate":
        definition = definitions()[kpi.function.column]
        if definition.kpis:
            return tables_with(catalogue, catalogue[definition.kpis[0]], name)
        carried = definition.denominator != "followers" or definition.followers == "post"
        return ["posts"] if carried and dimension("posts", name) else []
    if kpi.arithmetic or (kpi.divide and not kpi.divide.over_columns):
        ids = parse(kpi.arithmetic).ids() if kpi.arithmetic else {kpi.divide.of, kpi.divide.by} if kpi.divide else set()
        if "days" in ids:
            return []
        parts = [tables_with(catalogue, catalogue[part], name) for part in ids]
        return [table for part in parts for table in part] if all(parts) else []
    return [table for table in dict.fromkeys(_tables(catalogue, kpi)) if dimension(table, name)]


def _tables(catalogue: Catalogue, kpi: Kpi) -> list[str]:
    if kpi.function:
        if kpi.function.name in WHOLE:
            return []
        return [one.table for one in function_measures(kpi.function.name, kpi.function.column)]
    if kpi.sum:
        return [column(path).table for path in (*kpi.sum.columns, *kpi.sum.received)]
    return [column(kpi.divide.of).table if kpi.divide else kpi.count]
