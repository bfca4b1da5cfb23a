"""Columns that the pass adds up and no merged table has: levels of months, and each post's rate by the client's own
definition of the engagement rate."""

from kpitools.catalogue.definition import Definition, definitions
from kpitools.kpis.engagement import recipe_of
from kpitools.kpis.levels import OLDEST
from kpitools.portfolio.formulas import CHANGE, LEVEL, OWN_RATE, OWN_SIDES, of_posts
from kpitools.store import Store


def source(store: Store, table: str) -> str:
    """SQL: a merged table, with the columns that are made for it."""
    if table == LEVEL.table:
        return _with_levels()
    if table == OWN_RATE.table:
        return _with_rates(definitions()[store.parameters.definitions])
    return table


def _with_levels() -> str:
    """The days of accounts: on the last known day of each month its level, the one at the start, and the gain since.

    The start is the last level before the month, so old at most that it lies within the month before.
    """
    month, account = "date_trunc('month', _day)", "brand, network, account"
    last = f"max(_day) FILTER (followers IS NOT NULL) OVER (PARTITION BY {account}, {month})"
    days = f"SELECT *, {month} AS month, CASE WHEN _day = {last} THEN followers END AS {LEVEL.of} FROM account_days"
    following = f"{month} + INTERVAL 1 MONTH"
    starts = (
        f"SELECT {account}, {following} AS month, max_by(followers, _day) AS {CHANGE.by} FROM account_days "
        f"WHERE followers IS NOT NULL AND _day >= {following} - INTERVAL {OLDEST.days} DAY GROUP BY ALL"
    )
    gained = f"{LEVEL.of} - {CHANGE.by} AS {CHANGE.of}"
    return f"(SELECT * EXCLUDE month, {gained} FROM ({days}) LEFT JOIN ({starts}) USING ({account}, month))"


def _with_rates(definition: Definition) -> str:
    """The posts, with the two sides of the client's own rate and each post's rate: unknown where it is not of posts."""
    of, by = ("NULL::BIGINT", "NULL::BIGINT")
    if of_posts(definition) and not definition.lacks:
        recipes = {network: recipe_of(definition.on(network), "posts") for network in definition.networks}
        default = recipe_of(definition, "posts")
        of = _by_network({network: one.sql for network, one in recipes.items()}, default.sql)
        by = _by_network({network: f"t.{one.column}" for network, one in recipes.items()}, f"t.{default.column}")
    return (
        f"(SELECT *, CASE WHEN {OWN_SIDES.by} > 0 THEN {OWN_SIDES.of} / {OWN_SIDES.by} END AS {OWN_RATE.of} "
        f"FROM (SELECT t.*, {of} AS {OWN_SIDES.of}, {by} AS {OWN_SIDES.by} FROM posts AS t))"
    )


def _by_network(otherwise: dict[str, str], default: str) -> str:
    """SQL that is otherwise on some networks."""
    cases = " ".join(f"WHEN t.network = '{network}' THEN {sql}" for network, sql in otherwise.items())
    return f"CASE {cases} ELSE {default} END" if cases else default
