"""The figures hang together, whichever export shows them."""

import datetime as dt
from collections import Counter

import pytest

from kpitools.demo.activity import Activity, settled
from kpitools.demo.client import END, START, load
from kpitools.demo.networks import HABITS

AFTER = END + dt.timedelta(days=1)


def test_nobody_acts_on_a_post_unseen(activities: list[Activity]) -> None:
    for activity in activities:
        for post in activity.publications:
            final = post.final
            assert final["likes"] + final["comments"] + final["shares"] + final["saves"] <= final["reach"]
            assert final["reach"] <= final["views"]
            assert max(final["reach_organic"], final["reach_paid"]) <= final["reach"]
            assert final["reach"] <= final["reach_organic"] + final["reach_paid"]


def test_levels_move_by_those_who_come_and_go(activities: list[Activity]) -> None:
    for activity in activities:
        level = activity.account.followers
        for day in activity.days:
            level += day.received["gained"] - day.received["lost"]
            assert day.followers == level > 0


def test_what_posts_have_is_what_was_received(activities: list[Activity]) -> None:
    """The comments that all posts have on the day of an export were received on some day before it."""
    for activity in activities:
        for exported in (dt.date(2026, 1, 1), AFTER):
            shown = sum(
                post.figures(exported - dt.timedelta(days=1))["comments"]
                for post in activity.publications
                if post.day < exported
            )
            received = sum(day.received["comments"] for day in activity.days if day.date < exported)
            assert shown == received


def test_figures_only_grow() -> None:
    counts = [settled(1000, age) for age in range(-2, 40)]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] == 1000


def test_days_follow_each_other_without_a_hole(activities: list[Activity]) -> None:
    for activity in activities:
        dates = [day.date for day in activity.days]
        assert dates[0] == max(START, activity.account.since)
        assert dates[-1] == END
        assert len(dates) == (dates[-1] - dates[0]).days + 1


def test_seasons_show_in_what_people_see(activities: list[Activity]) -> None:
    """Presents in December, holidays in August."""
    for activity in activities:
        if activity.days[0].date > START:
            continue
        by_month = Counter[str]()
        for day in activity.days:
            by_month[f"{day.date:%Y-%m}"] += day.received["reach"]
        assert by_month["2025-12"] > 1.3 * by_month["2026-08"]


def test_one_reel_travels(activities: list[Activity]) -> None:
    [shop] = [each for each in activities if each.account.page == "librairie.exemple"]
    reaches = sorted(post.final["reach"] for post in shop.publications if f"{post.day:%Y-%m}" == "2026-10")
    assert reaches[-1] > 5 * reaches[-2]


def test_boosted_posts_reach_more_than_they_would(activities: list[Activity]) -> None:
    paid = [post for each in activities for post in each.publications if post.final["reach_paid"]]
    assert {post.network for post in paid} == {"facebook"}
    assert len(paid) >= 5


def test_captions_rarely_repeat(activities: list[Activity]) -> None:
    for activity in activities:
        texts = Counter(post.text for post in activity.publications)
        assert len(texts) > 0.8 * len(activity.publications)


def test_no_brace_is_left_in_a_made_caption(activities: list[Activity]) -> None:
    """The one caption that shows braces was written so."""
    braces = [post.text for each in activities for post in each.publications if "{" in post.text]
    assert braces
    assert all("{{ 7 * 7 }}" in text for text in braces)


@pytest.mark.parametrize("name", ["librairie", "torrefacteur"])
def test_a_client_plans_only_what_its_networks_know(name: str) -> None:
    client = load(name)
    for post in [*client.plan, *client.specials]:
        assert post.on.keys() <= client.accounts.keys()
        assert all(format_ in HABITS[network] for network, format_ in post.on.items())
    assert {theme for slot in client.plan for theme in slot.themes} <= client.themes.keys()


def test_ids_are_unique(activities: list[Activity]) -> None:
    ids = [(post.network, post.id) for each in activities for post in each.publications]
    assert len(set(ids)) == len(ids)


def test_the_id_on_x_tells_the_instant(activities: list[Activity]) -> None:
    for post in (post for each in activities for post in each.publications if post.network == "x"):
        instant = dt.datetime.fromtimestamp(((int(post.id) >> 22) + 1_288_834_974_657) / 1000, dt.UTC)
        assert instant.replace(microsecond=0) == post.at
