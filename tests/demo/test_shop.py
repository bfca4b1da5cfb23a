"""The shop around the accounts: its tables hang together, and with what happened on the networks."""

import datetime as dt
from collections import Counter

import pytest

from kpitools.demo import shop
from kpitools.demo.agency import lived
from kpitools.demo.client import END, START
from kpitools.demo.shop import Row
from kpitools.tables import TABLES


@pytest.fixture(scope="module")
def tables() -> dict[str, list[Row]]:
    client, activities = lived("torrefacteur")
    return shop.tables(client, activities.values())


def test_every_table_reaches_over_the_whole_sample(tables: dict[str, list[Row]]) -> None:
    for name, rows in tables.items():
        when = TABLES[name].when
        days = [day.date() if isinstance(day, dt.datetime) else day for row in rows if (day := row[str(when)])]
        assert all(isinstance(day, dt.date) and START <= day <= END for day in days), name
        assert max(days) >= dt.date(2026, 10, 20), name  # type: ignore[type-var]


def test_nothing_happens_on_a_network_before_its_account(tables: dict[str, list[Row]]) -> None:
    for name, rows in tables.items():
        there = [row for row in rows if "facebook" in (row.get("network"), *str(row.get("path", "")).split(" > "))]
        assert min((str(row[str(TABLES[name].when)])[:10] for row in there), default="9") >= "2026-03-02", name


def test_paths_are_those_of_the_orders(tables: dict[str, list[Row]]) -> None:
    by_day = Counter(row["at"].date() for row in tables["orders"])  # type: ignore[attr-defined]
    paths: Counter[object] = Counter()
    for row in tables["conversion_paths"]:
        paths[row["date"]] += int(str(row["conversions"]))
    assert paths == by_day
    cents = sum(int(str(row["amount"]).replace(".", "")) for row in tables["orders"])
    assert cents == sum(int(str(row["value"]).replace(".", "")) for row in tables["conversion_paths"])


def test_nobody_is_answered_before_asking_or_solved_before_an_answer(tables: dict[str, list[Row]]) -> None:
    for row in tables["conversations"]:
        received, replied, resolved = row["received_at"], row["replied_at"], row["resolved_at"]
        assert not replied or replied > received  # type: ignore[operator]
        assert not resolved or (replied and row["is_problem"] and resolved >= replied)  # type: ignore[operator]


def test_visits_add_up(tables: dict[str, list[Row]]) -> None:
    for row in tables["web_visits"]:
        numbers = {name: int(str(value)) for name, value in row.items() if isinstance(value, int)}
        assert numbers["users"] <= numbers["sessions"] <= numbers["pageviews"]
        assert numbers["new_users"] + numbers["returning_users"] == numbers["users"]
        assert numbers["bounces"] + numbers["engaged_sessions"] == numbers["sessions"]


def test_a_social_visit_was_a_link_followed(tables: dict[str, list[Row]]) -> None:
    """Most people who follow a link arrive, and a few come without one."""
    _, activities = lived("torrefacteur")
    followed = sum(day.received["link_clicks"] + day.received["profile_links"] for day in activities["instagram"].days)
    came = sum(int(str(row["sessions"])) for row in tables["web_visits"] if row["network"] == "instagram")
    assert 0.8 * followed < came < 0.82 * followed + 7 * 1.5 * 426
