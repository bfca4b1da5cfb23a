"""KPIs of a scope as a whole: costs, sales, customers, paths, voice, and rates by day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from statistics import fmean
from typing import Any

from tests.kpis.by_row import networks as n
from tests.kpis.by_row.tables import Days, Number, Row, Tables, added, over, value

Networks = frozenset[str]
Whole = Callable[[Tables, Days, Networks, bool], Any]


def _with_network(table: str, get: Callable[[Row], Number | None], *, or_all: bool = False) -> Whole:
    """Σ over the rows of the scope's networks; of leads and actions all rows where the table never names one."""

    def whole(tables: Tables, days: Days, places: Networks, everything: bool) -> Number | None:
        if or_all and everything and not any(row.get("network") for row in tables.own(table)):
            return tables.sum(table, days, "", get)
        return added(tables.sum(table, days, place, get) for place in places)

    return whole


leads = _with_network("leads", lambda row: 1, or_all=True)
sales = _with_network("orders", lambda row: 1)
revenue = _with_network("orders", lambda row: row.get("amount"))
goods = _with_network("orders", lambda row: row.get("cost"))
actions = _with_network("actions", lambda row: 1, or_all=True)


def social_cost(tables: Tables, days: Days, places: Networks, everything: bool) -> Number | None:
    """Costs, and the ads of networks for which costs hold no row of category ads in the period."""
    costs = tables.within("costs", days)
    without = [row for row in costs if not row.get("network")]
    if without and not everything:
        return None
    parts = [tables.column("costs.amount", days, place) for place in places]
    if everything:
        parts.append(tables.column("costs.amount", days, ""))
    booked = {row.get("network") or "" for row in costs if row.get("category") == "ads"}
    if "" not in booked:
        parts += [tables.column("ads.spend", days, place) for place in places if place not in booked]
    return added(parts)


def _paths(holds: Callable[[list[str], Networks], bool]) -> Whole:
    def whole(tables: Tables, days: Days, places: Networks, everything: bool) -> Number | None:
        social = frozenset(n.SOCIAL) if everything else places

        def of(row: Row) -> Number | None:
            return row.get("conversions") if holds(row["path"].split(" > "), social) else 0

        return tables.sum("conversion_paths", days, None, of)

    return whole


last_click = _paths(lambda path, social: path[-1] in social)
assisted = _paths(lambda path, social: any(touch in social for touch in path[:-1]))
holding = _paths(lambda path, social: any(touch in social for touch in path))


def conversions(tables: Tables, days: Days, places: Networks, everything: bool) -> Number | None:
    """Conversions of paths that hold a social network, else the count of actions."""
    told = holding(tables, days, places, everything)
    return actions(tables, days, places, everything) if told is None else told


def search_visits(tables: Tables, days: Days, places: Networks, everything: bool) -> Number | None:
    """Sessions of class organic: those that are neither paid, email nor social come first."""
    if not everything:
        return None
    rows = tables.within("web_visits", days)
    if not rows or all(row.get("sessions") is None for row in tables.own("web_visits")):
        return None
    organic = [row for row in rows if not row.get("network") and (row.get("medium") or "").lower() == "organic"]
    return added(row.get("sessions") for row in organic) if organic else 0


def _orders(tables: Tables, days: Days, social: bool) -> list[Row]:
    rows = tables.within("orders", days)
    return [row for row in rows if bool(row.get("network")) == social and row.get("customer_id")]


def _again(tables: Tables, days: Days, social: bool) -> float | None:
    lasts: dict[str, dt.datetime] = {}
    for row in _orders(tables, days, social):
        lasts[row["customer_id"]] = max(row["at"], lasts.get(row["customer_id"], row["at"]))
    again = {
        row["customer_id"]
        for row in tables.own("orders")
        if lasts.get(row.get("customer_id") or "", row["at"]) > row["at"]
    }
    return over(len(again), len(lasts), 100)


def lifetime_value(tables: Tables, days: Days, places: Networks, everything: bool) -> float | None:
    """The mean of all amounts of the customers whose first order came from social."""
    by_customer: dict[str, list[Row]] = defaultdict(list)
    for row in tables.own("orders"):
        day = tables.day("orders", row)
        if day and day <= days[1] and row.get("customer_id"):
            by_customer[row["customer_id"]].append(row)
    firsts = {customer: min(rows, key=lambda row: row["at"]) for customer, rows in by_customer.items()}
    won = [customer for customer, first in firsts.items() if first.get("network")]
    totals = [added(row.get("amount") for row in by_customer[customer]) for customer in won]
    known = [total for total in totals if total is not None]
    return over(added(known), len(known))


def share_of_voice(tables: Tables, days: Days, places: Networks, everything: bool) -> float | None:
    """Mentions of the client over those of client and competitors."""
    brands = ("", *tables.competitors)
    rows = [
        row
        for row in tables.rows.get("mentions", [])
        if (row.get("brand") or "") in brands
        and (everything or row.get("network") in places)
        and days[0] <= (tables.day("mentions", row) or dt.date.min) <= days[1]
    ]
    return over(sum(not row.get("brand") for row in rows), len(rows), 100)


def _level(tables: Tables, network: str, account: str | None, day: dt.date) -> Number | None:
    rows = n.accounts(tables, network)
    kept = rows.values() if account is None else [rows.get(account, [])]
    return added(n.level(one, day - n.WEEK, day) for one in kept)


def er_post(tables: Tables, days: Days, places: Networks, everything: bool) -> float | None:
    """The mean over posts of engagements over the account's followers of the day."""
    rates = []
    for row in tables.within("posts", days):
        if row["network"] in places:
            followers = _level(
                tables, row["network"], row.get("account") or "", tables.day("posts", row) or dt.date.min
            )
            rates.append(over(value(row, "engagements"), followers, 100))
    known = [rate for rate in rates if rate is not None]
    return fmean(known) if known else None


def er_paid(tables: Tables, days: Days, places: Networks, everything: bool) -> float | None:
    """The mean over days with ads of engagements a view of a post, over the posts of the day."""
    names = ("engagements", "post_views", "posts")
    sums: dict[dt.date, list[Number]] = {}
    for row in tables.within("ads", days):
        known = all(row.get(name) is not None for name in names)
        if known and (everything or row.get("network") in places) and not row.get("end"):
            day = sums.setdefault(row["date"], [0, 0, 0])
            day[:] = [a + row[name] for a, name in zip(day, names, strict=True)]
    rates = [over(over(of, views), posts, 100) for of, views, posts in sums.values()]
    known_rates = [rate for rate in rates if rate is not None]
    return fmean(known_rates) if known_rates else None


def _ratio(of: Whole, by: Whole, times: float = 1) -> Whole:
    return lambda *asked: over(of(*asked), by(*asked), times)


def _less(*parts: Whole) -> Whole:
    def whole(*asked: Any) -> Number | None:
        first, *others = (part(*asked) for part in parts)
        return None if first is None or None in others else first - sum(others)

    return whole


def _customers(tables: Tables, days: Days, places: Networks, everything: bool) -> int:
    orders = _orders(tables, days, social=True)
    return len({row["customer_id"] for row in orders if row["network"] in places})


net_profit = _less(revenue, goods, social_cost)
WHOLE: dict[str, Whole] = {
    "leads": leads, "sales": sales, "revenue": revenue, "social_cost": social_cost, "targeted_actions": actions,
    "last_click_conversions": last_click, "assisted_conversions": assisted, "conversions": conversions,
    "assist_ratio": _ratio(assisted, last_click), "average_order_value": _ratio(revenue, sales),
    "cost_per_lead": _ratio(social_cost, leads), "cost_per_sale": _ratio(social_cost, sales),
    "net_profit": net_profit, "roi": _ratio(net_profit, social_cost, 100), "search_visits": search_visits,
    "revenue_per_lead": _ratio(revenue, leads), "revenue_per_customer": _ratio(revenue, _customers),
    "repeat_customer_share": lambda tables, days, *_: _again(tables, days, social=True),
    "repeat_customer_share_other": lambda tables, days, *_: _again(tables, days, social=False),
    "lifetime_value": lifetime_value, "share_of_voice": share_of_voice, "er_post": er_post, "er_paid": er_paid,
}  # fmt: skip
