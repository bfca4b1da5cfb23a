"""The additive measures that the catalogue's formulas need, by table: what one query a table computes in one pass."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from kpitools.catalogue import Kpi
from kpitools.kpis import columns as added
from kpitools.kpis.crowds import CROWDS
from kpitools.kpis.rates import PARTS
from kpitools.tables import TABLES, parts

ROWS = ""


class Measure(NamedTuple):
    """Σ of a column over the rows that know it, and know `by` too where it is given; no column: the rows themselves."""

    table: str
    of: str = ROWS
    by: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The stored columns it uses."""
        named = (column for column in (self.of, self.by) if column)
        return tuple(dict.fromkeys(part for column in named for part in _parts(self.table, column)))

    @property
    def condition(self) -> str:
        """The SQL test of a row that it uses."""
        return " AND ".join(f"t.{column} IS NOT NULL" for column in (self.of, self.by) if column) or "true"


def _parts(table: str, name: str) -> tuple[str, ...]:
    made = added.parts(table, name)
    return PARTS.get(name) or (parts(table, name) if made is None else made)


@cache
def column(path: str) -> Measure:
    """The measure of a `TABLE.COLUMN` of the catalogue; `TABLE.rows` counts the rows."""
    table, _, name = path.partition(".")
    return Measure(table, ROWS if name == "rows" else name)


@cache
def pair(of: str, by: str) -> Measure:
    """The measure of one column by another of its table, or by the number of `rows` that know it."""
    measure = column(of)
    return measure if by == "rows" else Measure(measure.table, measure.of, column(by).of)


def wanted(kpis: Iterable[Kpi]) -> dict[str, list[Measure]]:
    """Every measure that the KPIs' formulas use, by table; the functions' own are theirs to add."""
    found = {Measure(table) for table in TABLES}.union(*map(measures_of, kpis))
    by_table: dict[str, list[Measure]] = defaultdict(list)
    for measure in sorted(found, key=lambda one: (one.table, one.of, one.by)):
        by_table[measure.table].append(measure)
    return by_table


def measures_of(kpi: Kpi) -> tuple[Measure, ...]:
    """The measures that a KPI's own formula uses; none where it is made of other KPIs."""
    if kpi.sum:
        return tuple(column(path) for path in (*kpi.sum.columns, *kpi.sum.received))
    if kpi.divide and kpi.divide.over_columns:
        return tuple(pair(one.of, one.by) for one in kpi.divide.alternatives)
    if kpi.function:
        return function_measures(kpi.function.name, kpi.function.column)
    return (Measure(kpi.count),) if kpi.count else ()


def cost_counts(category: str) -> tuple[Measure, Measure]:
    """How many costs of a category there are, and how many of them say their amount."""
    return Measure("costs", f"{category}_rows"), Measure("costs", f"{category}_told")


def function_measures(name: str, on: str) -> tuple[Measure, ...]:
    """The additive measures that a function of `kpitools.kpis.functions` reads."""
    if name == "reach":
        return tuple(Measure(table, on) for table in ("account_periods", "account_days", "posts"))
    if name == "distinct":
        return (Measure(CROWDS[on].table, "person"),) if on in CROWDS else ()
    if name == "costs":
        return (Measure("costs", on), *(cost_counts(on) if on in added.COST_CATEGORIES else ()))
    if name == "produced":
        return (Measure("contents", on), Measure("posts", "is_video"))
    if name == "organic_share":
        return tuple(
            one for column_name in ("reach", "reach_organic") for one in function_measures("reach", column_name)
        )
    return {
        "net_new_followers": (Measure("account_days", "followers_gained", "followers_lost"),
                              Measure("account_days", "followers_lost", "followers_gained")),
        "link_clicks": (Measure("posts", "link_clicks"), Measure("account_days", "link_clicks"),
                        Measure("account_days", "website_clicks")),
        "mean_of_posts": (Measure("posts", f"er_{on}"),),
        "unique_visitors": (Measure("account_periods", "unique_visitors"), Measure("web_visits", "users")),
        "engaged_users": (Measure("account_periods", "engaged_users"), Measure("interactions", "person")),
        "negative_reactions": (Measure("posts", "negative_reactions", "told_reactions"),),
        "social_cost": (Measure("costs", "amount"), Measure("costs", "advertising"), Measure("ads", "spend")),
        "cost_per_new_follower": (Measure("ads", "spend", "followers_gained"),),
        "er_paid": tuple(Measure("ads", name) for name in ("engagements", "post_views", "posts")),
        "path_conversions": (Measure("conversion_paths", "conversions"),),
        "social_visit_share": (Measure("web_visits", "sessions"),),
        "traffic_sources": (Measure("web_visits", "sessions"),),
        "inbound_requests": (Measure("conversations", "request"), Measure("actions", "request")),
        "response_time": (Measure("conversations", "response_h"),),
        "lead_conversion": (Measure("leads", "won"),),
        "share_of_voice": (Measure("mentions"), Measure("mention_days", "mentions")),
        "potential_reach": (Measure("interactions", "person"), Measure("interactions", "stance"),
                            Measure("mentions", "author_followers")),
    }.get(name, ())  # fmt: skip
