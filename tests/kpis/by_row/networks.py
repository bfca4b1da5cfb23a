"""KPIs that each network tells for itself: sums, counts and ratios of columns, and levels of followers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tests.kpis.by_row.tables import Days, Number, Row, Tables, Told, added, value

Tell = Callable[[Tables, Days, str], Told]
WEEK = dt.timedelta(7)
SOCIAL = [
    "facebook",
    "instagram",
    "x",
    "linkedin",
    "youtube",
    "tiktok",
    "pinterest",
    "threads",
    "bluesky",
    "mastodon",
    "vk",
    "ok",
    "livejournal",
    "blog",
    "forum",
]


def total(*paths: str) -> Tell:
    """Σ of the first column that the network knows."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        sums = (tables.column(path, days, network) for path in paths)
        return Told(next((one for one in sums if one is not None), None))

    return tell


def reactions(*names: str) -> Tell:
    """Σ over posts; for a network that never supplies posts, what its days received (rule 11)."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        if tables.own("posts", network):
            return Told(tables.column(f"posts.{names[0]}", days, network), basis=frozenset({"published"}))
        received = added_or_else(tables, days, network, names)
        return Told(received, basis=frozenset({"received"}))

    return tell


def added_or_else(tables: Tables, days: Days, network: str, names: Iterable[str]) -> Number | None:
    """The first of the columns of account_days that the network knows."""
    sums = (tables.column(f"account_days.{name}", days, network) for name in names)
    return next((one for one in sums if one is not None), None)


def pair(table: str, *names: str, basis: str = "") -> Tell:
    """Σ of one column and Σ of another over the rows that know both."""
    of, by = names

    def tell(tables: Tables, days: Days, network: str) -> Told:
        def knows(row: Row) -> bool:
            return value(row, of) is not None and value(row, by) is not None

        sides = [
            tables.sum(table, days, network, lambda row, name=name: value(row, name) if knows(row) else None)
            for name in names
        ]
        return Told(*sides, frozenset({basis} if basis else ()))

    return tell


def mean(table: str, get: Callable[[Row], Number | None], basis: str = "") -> Tell:
    """The mean of a figure over the rows that know it."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        of = tables.sum(table, days, network, get)
        by = tables.sum(table, days, network, lambda row: None if get(row) is None else 1)
        return Told(of, by, frozenset({basis} if basis else ()))

    return tell


def counted(table: str, test: Callable[[Row], bool] | None = None) -> Tell:
    """The number of rows that pass a test."""
    return lambda tables, days, network: Told(tables.count(table, days, network, test))


def share(table: str, column: str, of: Callable[[Any], Number], by: Callable[[Row], bool] = lambda row: True) -> Tell:
    """Σ of a figure over a known column, and the number of rows that know it, among those that pass a test."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        def known(row: Row) -> bool:
            return by(row) and row.get(column) is not None

        return Told(
            tables.sum(table, days, network, lambda row: of(row[column]) if known(row) else None),
            tables.sum(table, days, network, lambda row: 1 if known(row) else None),
        )

    return tell


# Levels of followers (rule 8)


def accounts(tables: Tables, network: str, table: str = "account_days", brand: str = "") -> dict[str, list[Row]]:
    """Rows of each account of a network, by date."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in tables.rows.get(table, []):
        if row["network"] == network and (row.get("brand") or "") == brand:
            found[row.get("account") or ""].append(row)
    return found


def level(rows: Iterable[Row], first: dt.date, last: dt.date) -> Number | None:
    """The last known level between two days."""
    known = [(row["date"], row["followers"]) for row in rows if row.get("followers") is not None]
    inside = [one for one in known if first <= one[0] <= last]
    return max(inside)[1] if inside else None


def followers(tables: Tables, days: Days, network: str, brand: str = "") -> Told:
    """Σ of the accounts' levels on the last day of the period that has one."""
    return Told(added(level(rows, *days) for rows in accounts(tables, network, brand=brand).values()))


def start(rows: Iterable[Row], days: Days) -> Number | None:
    """The last level before the period, at most 7 days before its first day."""
    return level(rows, days[0] - WEEK, days[0] - dt.timedelta(1))


def net_new_followers(tables: Tables, days: Days, network: str) -> Told:
    """End less start where both are known, else gained less lost over the days that know both."""
    nets: list[Number | None] = []
    for rows in accounts(tables, network).values():
        first, last = start(rows, days), level(rows, *days)
        if first is not None and last is not None:
            nets.append(last - first)
            continue
        inside = [row for row in rows if days[0] <= row["date"] <= days[1]]
        both = [row for row in inside if None not in (row.get("followers_gained"), row.get("followers_lost"))]
        nets.append(added(row["followers_gained"] - row["followers_lost"] for row in both))
    return Told(added(nets))


def follower_change(tables: Tables, days: Days, network: str) -> Told:
    """The change of the accounts that have both start and end, over their start."""
    pairs = [(start(rows, days), level(rows, *days)) for rows in accounts(tables, network).values()]
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    return Told(sum(b - a for a, b in both), sum(a for a, _ in both)) if both else Told()


# Reach (rule 5)


def reach_of_accounts(tables: Tables, days: Days, network: str, name: str) -> dict[str, tuple[Number, str]]:
    """Each account's reach and its basis."""
    found: dict[str, tuple[Number, str]] = {}
    every = {account for t in ("account_periods", "account_days", "posts") for account in accounts(tables, network, t)}
    for account in every:
        periods = accounts(tables, network, "account_periods").get(account, [])
        exact = [row.get(name) for row in periods if (row["start"], row["end"]) == days]
        daily = [row.get(name) for row in accounts(tables, network).get(account, []) if _in(row["date"], days)]
        posts = [row.get(name) for row in tables.within("posts", days, network) if row.get("account") == account]
        for basis, told in (("period_unique", exact), ("sum_of_days", daily), ("sum_of_posts", posts)):
            if (sum_of := added(told)) is not None:
                found.setdefault(account, (sum_of, basis))
    return found


def _in(day: dt.date, days: Days) -> bool:
    return days[0] <= day <= days[1]


def reach(name: str) -> Tell:
    """Σ over accounts, its basis every basis used."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        found = reach_of_accounts(tables, days, network, name)
        bases = frozenset(basis for _, basis in found.values())
        return Told(added(of for of, _ in found.values()), basis=bases, accounts=len(found))

    return tell


def organic_reach_share(tables: Tables, days: Days, network: str) -> Told:
    """Over the accounts that know both on one basis."""
    organic, whole = (reach_of_accounts(tables, days, network, name) for name in ("reach_organic", "reach"))
    alike = [account for account in organic if account in whole and organic[account][1] == whole[account][1]]
    if not alike:
        return Told()
    bases = frozenset(whole[account][1] for account in alike)
    return Told(sum(organic[a][0] for a in alike), sum(whole[a][0] for a in alike), bases, len(alike))


def frequency(tables: Tables, days: Days, network: str) -> Told:
    """Σ impressions / Σ reach of the first table that has both."""
    exact = [row for row in tables.own("account_periods", network) if (row["start"], row["end"]) == days]
    both = [row for row in exact if None not in (row.get("impressions"), row.get("reach"))]
    if both:
        return Told(
            sum(row["impressions"] for row in both), sum(row["reach"] for row in both), frozenset({"period_unique"})
        )
    for table, basis in (("account_days", "sum_of_days"), ("posts", "sum_of_posts")):
        told = pair(table, "impressions", "reach", basis=basis)(tables, days, network)
        if told.of is not None:
            return told
    return Told()


# People


def people(table: str, column: str, test: Callable[[Row], bool] = lambda row: True) -> Tell:
    """Distinct people among the rows that pass a test."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        if not any(row.get(column) for row in tables.own(table, network)):
            return Told()
        rows = tables.within(table, days, network)
        if not rows and not tables.covers(table, days, network):
            return Told()
        return Told(len({row[column] for row in rows if row.get(column) and test(row)}))

    return tell


def often(least: int, what: Callable[[Tables, Row], Any], test: Callable[[Row], bool] = lambda row: True) -> Tell:
    """People of interactions with at least so many different things (interactions, weeks)."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        if people("interactions", "user_id")(tables, days, network).of is None:
            return Told()
        seen: dict[str, set[Any]] = defaultdict(set)
        for row in tables.within("interactions", days, network):
            if row.get("user_id") and test(row):
                seen[row["user_id"]].add(what(tables, row))
        return Told(sum(len(things) >= least for things in seen.values()))

    return tell


def engaged_users(tables: Tables, days: Days, network: str) -> Told:
    """The network's period rows, else distinct people of interactions."""
    exact = [row for row in tables.own("account_periods", network) if (row["start"], row["end"]) == days]
    stated = [row["engaged_users"] for row in exact if row.get("engaged_users") is not None]
    if stated:
        return Told(sum(stated), basis=frozenset({"period_unique"}), accounts=len(stated))
    told = people("interactions", "user_id")(tables, days, network)
    told.basis = frozenset({"distinct_users"})
    return told


def advocates(tables: Tables, days: Days, network: str) -> Told:
    """Authors with at least 2 positive mentions and no negative one."""
    if people("mentions", "author")(tables, days, network).of is None:
        return Told()
    tones: dict[str, list[str]] = defaultdict(list)
    for row in tables.within("mentions", days, network):
        if row.get("author") and row.get("sentiment"):
            tones[row["author"]].append(row["sentiment"])
    return Told(sum(told.count("positive") >= 2 and "negative" not in told for told in tones.values()))
