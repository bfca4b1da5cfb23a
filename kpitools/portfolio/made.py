"""Columns that the pass adds up and no merged table has: levels of months, distinct people, and each post's rate by the
client's own definition of the engagement rate."""

from collections.abc import Mapping

from kpitools.catalogue.definition import Definition, definitions
from kpitools.kpis.crowds import CROWDS, Crowd
from kpitools.kpis.engagement import recipe_of
from kpitools.kpis.levels import OLDEST
from kpitools.portfolio.formulas import CHANGE, LEVEL, ONCE, OWN_RATE, OWN_SIDES, PEOPLE, of_posts
from kpitools.store import Store
from kpitools.tables import TABLES


def source(store: Store, table: str) -> str:
    """SQL: a merged table, with the columns that are made for it."""
    if table == LEVEL.table:
        return _with_levels()
    if table == OWN_RATE.table:
        return _with_rates(definitions()[store.parameters.definitions])
    crowds = {name: crowd for name, crowd in CROWDS.items() if crowd.table == table}
    return _with_people(table, crowds) if crowds else table


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


def _with_people(table: str, crowds: Mapping[str, Crowd]) -> str:
    """A table of events, with 1 on the first row that a month and network has of a person who counts."""
    made = {PEOPLE[name].of: _firsts(crowd, "coalesce(network, '')") for name, crowd in crowds.items()}
    # On all networks together a person counts once: seen on any network, or anywhere where the table never names one.
    named = f"network <> '' OR NOT EXISTS (SELECT 1 FROM {table} WHERE network <> '')"
    made |= {ONCE[name].of: _firsts(crowds[name], "true", named) for name in crowds.keys() & ONCE.keys()}
    columns = ", ".join(f"CASE WHEN t.rowid IN ({rows}) THEN 1 END AS {name}" for name, rows in made.items())
    return f"(SELECT t.*, {columns} FROM {table} AS t)"


def _firsts(crowd: Crowd, apart: str, among: str = "true") -> str:
    """SQL: the first row of each month, and of what is counted `apart`, that is of a person who counts."""
    own = "coalesce(brand, '') = ''" if "brand" in TABLES[crowd.table] else "true"
    return (
        f"SELECT min(rowid) FROM {crowd.table} WHERE {crowd.column} <> '' AND {own} AND ({among}) "
        f"GROUP BY date_trunc('month', _day), {apart}, {crowd.column} HAVING {crowd.counts}"
    )


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
