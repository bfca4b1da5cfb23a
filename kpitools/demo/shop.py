"""What goes on around a client's accounts: visits, orders and leads, advertising, costs, questions, mentions.

Each function gives the rows of one canonical table, by chance of its own: a change to one moves no other.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from kpitools.demo.activity import Activity
from kpitools.demo.client import Client, days
from kpitools.demo.dice import Dice
from kpitools.demo.site import ARRIVING

Row = Mapping[str, object]
Shop = Mapping[str, Any]  # the table [shop] of the client's file

_AROUND = ("google", "google", "(direct)", "newsletter", "google > (direct)")
_ENDINGS = ("{network}", "{network}", "google > {network}", "newsletter > {network}")
_BEFORE = ("{network} > google", "{network} > (direct)", "{network} > newsletter")
_WEIGHT = {"instagram": 3, "facebook": 1}
_GOALS = ("newsletter", "newsletter", "cart", "contact_page", "download")


def tables(client: Client, activities: Iterable[Activity]) -> dict[str, list[Row]]:
    """Every table of the shop by its name, oldest rows first."""
    assert client.shop
    shop, followed = client.shop, _followed(activities)
    visits = list(_visits(client, shop, followed, _dice(client, "visits")))
    orders = list(_orders(client, shop, _dice(client, "orders")))
    makers: dict[str, Callable[[Client, Shop, Dice], Iterator[Row]]] = {
        "leads": _leads, "ads": _ads, "costs": _costs, "conversations": _conversations, "mentions": _mentions,
        "reviews": _reviews, "surveys": _surveys, "contents": _contents,
    }  # fmt: skip
    made = {name: list(make(client, shop, _dice(client, name))) for name, make in makers.items()}
    return {
        "web_visits": visits,
        "orders": orders,
        "conversion_paths": list(_paths(client, orders, _dice(client, "paths"))),
        "actions": list(_actions(visits, _dice(client, "actions"))),
        **made,
    }


def _dice(client: Client, name: str) -> Dice:
    return Dice(f"{client.id} {name}")


def _followed(activities: Iterable[Activity]) -> Counter[tuple[str, dt.date]]:
    """Links followed on each network, day by day."""
    found: Counter[tuple[str, dt.date]] = Counter()
    for activity in activities:
        for day in activity.days:
            found[activity.account.network, day.date] += day.received["link_clicks"] + day.received["profile_links"]
    return found


def _open(client: Client, day: dt.date) -> tuple[str, ...]:
    """The networks where the client is on a day, the older account as three times the other."""
    there = [one.network for one in client.accounts.values() if one.since <= day]
    return tuple(network for network in there for _ in range(_WEIGHT[network]))


def _mood(client: Client, day: dt.date) -> float:
    return client.season(day) * client.week[day.weekday()]


def _at(day: dt.date, dice: Dice, first: int = 8, last: int = 22) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(dice.integer(first, last), dice.integer(0, 59), dice.integer(0, 59)))


def _visits(client: Client, shop: Shop, followed: Counter[tuple[str, dt.date]], dice: Dice) -> Iterator[Row]:
    for day in days():
        for source in shop["sources"]:
            network = source.get("network", "")
            if network and network not in _open(client, day):
                continue
            usual = source["sessions"] * _mood(client, day) * dice.noise(0.22) + followed[network, day] * ARRIVING
            sessions = dice.rounded(usual)
            users = max(int(sessions * 0.87), min(sessions, 1))
            new, bounces = int(users * 0.63 * dice.noise(0.12)), int(sessions * source["bounce"] * dice.noise(0.1))
            yield {
                "date": day, "source": source["source"], "medium": source["medium"], "network": network,
                "sessions": sessions, "users": users, "new_users": new, "returning_users": users - new,
                "pageviews": max(sessions, int(sessions * source["pages"] * dice.noise(0.08))),
                "duration_s": int(sessions * source["seconds"] * dice.noise(0.1)), "bounces": bounces,
                "engaged_sessions": sessions - bounces,
            }  # fmt: skip


def _orders(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    customers: list[str] = []
    low, high = shop["basket"]
    for day in days():
        for _ in range(dice.rounded(shop["orders"] * _mood(client, day) * dice.noise(0.25))):
            back = bool(customers) and dice.chance(shop["back"])
            customer = dice.pick(customers) if back else f"c{len(customers) + 1:04d}"
            if not back:
                customers.append(customer)
            network = dice.pick(_open(client, day))
            cents = int(100 * dice.between(low, high) * dice.noise(0.2))
            yield {
                "at": _at(day, dice), "customer_id": customer,
                "network": network if dice.chance(shop["social"]) else "",
                "amount": _euros(cents), "cost": _euros(int(cents * shop["goods"])),
            }  # fmt: skip


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _paths(client: Client, orders: Iterable[Row], dice: Dice) -> Iterator[Row]:
    """The touch points before each order, as an analytics tool adds them up by day."""
    found: Counter[tuple[dt.date, str]] = Counter()
    cents: Counter[tuple[dt.date, str]] = Counter()
    for order in orders:
        at, network = order["at"], order["network"]
        assert isinstance(at, dt.datetime)
        if network:
            path = dice.pick(_ENDINGS).format(network=network)
        else:
            helped = dice.pick(_BEFORE).format(network=dice.pick(_open(client, at.date())))
            path = helped if dice.chance(0.21) else dice.pick(_AROUND)
        found[at.date(), path] += 1
        cents[at.date(), path] += int(str(order["amount"]).replace(".", ""))
    for (day, path), count in found.items():
        yield {"date": day, "path": path, "goal": "purchase", "conversions": count, "value": _euros(cents[day, path])}


def _actions(visits: Iterable[Row], dice: Dice) -> Iterator[Row]:
    for visit in visits:
        day, sessions = visit["date"], visit["sessions"]
        assert isinstance(day, dt.date) and isinstance(sessions, int)
        for _ in range(dice.rounded(sessions * 0.035) if visit["network"] else 0):
            goal, user = dice.pick(_GOALS), f"v{dice.integer(1, 1400):04d}"
            yield {"at": _at(day, dice), "goal": goal, "user_id": user, "network": visit["network"]}


def _leads(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    for day in days():
        if dice.chance(shop["leads"] * _mood(client, day)):
            at, later = _at(day, dice, 9, 18), dt.timedelta(days=dice.integer(3, 26), hours=dice.integer(0, 6))
            network = dice.pick((*_open(client, day), ""))
            sold = dice.chance(0.36) and (at + later).date() <= days()[-1]
            yield {"at": at, "network": network, "converted_at": at + later if sold else ""}


def _ads(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    for campaign in shop["campaigns"]:
        for day in days(campaign["from"], campaign["to"]):
            cents = int(100 * campaign["daily"] * dice.noise(0.12))
            impressions = int(cents / 100 / campaign["cpm"] * 1000 * dice.noise(0.14))
            clicks = dice.rounded(impressions * campaign["ctr"] * dice.noise(0.2))
            links = int(clicks * 0.74)
            sold = dice.rounded(links * 0.021)
            yield {
                "date": day, "network": campaign["network"], "campaign": campaign["name"], "spend": _euros(cents),
                "impressions": impressions, "reach": int(impressions / (1.22 + 0.1 * dice.noise(0.4))),
                "clicks": clicks, "link_clicks": links, "engagements": clicks + dice.rounded(impressions * 0.012),
                "followers_gained": dice.rounded(clicks * 0.055), "conversions": sold, "value": _euros(sold * 3150),
            }  # fmt: skip


def _costs(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    for day in days():
        if day.day == 28:
            for category, (euros, hours) in shop["costs"].items():
                amount = int(100 * euros * dice.noise(0.06)) if hours else 100 * euros
                yield {"date": day, "category": category, "amount": _euros(amount), "hours": hours or ""}


def _conversations(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    for day in days():
        for _ in range(dice.rounded(shop["messages"] * _mood(client, day) * dice.noise(0.3))):
            at, question, problem = _at(day, dice, 7), dice.chance(0.62), dice.chance(0.09)
            # Most answers come within the morning, some the next day; in August nobody is there.
            wait = dt.timedelta(minutes=int(12 + 620 * dice.between(0, 1) * dice.between(0, 1)))
            if client.is_closed(day):
                wait *= 6
            answered = dice.chance(0.9) and (at + wait).date() <= days()[-1]
            solved = answered and problem and dice.chance(0.84)
            yield {
                "network": dice.pick(_open(client, day)),
                "received_at": at,
                "replied_at": at + wait if answered else "",
                "resolved_at": at + wait * 2 if solved else "",
                "kind": dice.pick(("message", "message", "comment")),
                "is_question": question,
                "is_problem": problem,
                "user_id": f"u{dice.integer(1, 800):03d}",
            }


def _mentions(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    moods = ("positive",) * 9 + ("neutral",) * 8 + ("negative",) * 2 + ("",)
    for day in days():
        for brand, usual in shop["brands"].items():
            for _ in range(dice.rounded(usual * _mood(client, day) * dice.noise(0.5))):
                yield {
                    "at": _at(day, dice), "network": dice.pick(_open(client, day)), "brand": brand,
                    "author": f"@amie{dice.integer(1, 60):02d}", "author_followers": dice.integer(40, 2600),
                    "sentiment": dice.pick(moods),
                }  # fmt: skip


def _reviews(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    for day in days():
        if dice.chance(shop["reviews"]) and "facebook" in _open(client, day):
            yield {"network": "facebook", "at": _at(day, dice), "rating": dice.pick((5, 5, 5, 5, 4, 4, 4, 3, 2))}


def _surveys(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    for day in days():
        if day.day == 20:
            for _ in range(int(shop["surveys"] * dice.noise(0.2))):
                yield {"at": _at(day, dice), "kind": "csat", "score": dice.pick((5, 5, 5, 4, 4, 4, 3, 2))}
                yield {"at": _at(day, dice), "kind": "nps", "score": dice.pick((10, 10, 9, 9, 9, 8, 8, 7, 6, 4))}


def _contents(client: Client, shop: Shop, dice: Dice) -> Iterator[Row]:
    titles = {3: ("newsletter", "La lettre du torréfacteur"), 12: ("blog", "Une origine, un récit"),
              19: ("video", "Dans l'atelier"), 26: ("blog", "Mieux faire son café")}  # fmt: skip
    for day in days():
        if day.day in titles and not client.is_closed(day) and dice.chance(0.88):
            kind, title = titles[day.day]
            yield {"date": day, "kind": kind, "title": title, "author": "Atelier"}
