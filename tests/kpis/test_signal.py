"""Each kind of value is judged by the way it is made, from files to `signal`."""

import datetime as dt
import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kpitools.catalogue import catalogue
from kpitools.kpis import Period
from kpitools.kpis.evaluation import Evaluation
from tests.client import LATER, Client, day, post

YEAR = Period(dt.date(2025, 10, 1), dt.date(2026, 10, 31))
OCTOBER = dt.date(2026, 10, 1)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


def dates(start: dt.date = YEAR.start, end: dt.date = YEAR.end) -> Iterator[dt.date]:
    for number in range((end - start).days + 1):
        yield start + dt.timedelta(number)


def days(
    figure: Callable[[dt.date], dict[str, Any]], network: str = "facebook", **span: dt.date
) -> list[dict[str, Any]]:
    return [day(one.isoformat(), network, **figure(one)) for one in dates(**span)]


def busy(one: dt.date, before: int, now: int) -> int:
    """About `before` a day until September and `now` in October, fewer at weekends."""
    level = now if one >= OCTOBER else before
    return round(level * (0.5 if one.isoweekday() > 5 else 1.2)) + one.day % 3


def test_daily_counts(client: Client) -> None:
    client.table("account_days", days(lambda one: {
        "followers_gained": busy(one, 20, 21), "profile_visits": busy(one, 20, 40), "reach": busy(one, 300, 150),
    }))  # fmt: skip
    october = client.october()
    assert october.value("new_followers").signal == "noise"
    assert october.value("profile_visits").signal == "up"
    assert october.value("profile_visits", "facebook").signal == "up"
    assert october.value("reach").signal == "down"


def test_a_short_export_says_nothing(client: Client) -> None:
    start = dt.date(2026, 9, 25)
    client.table("account_days", days(lambda one: {"followers_gained": busy(one, 20, 40)}, start=start))
    assert client.october().value("new_followers").signal == "not_enough_history"


def test_nothing_to_compare(client: Client) -> None:
    client.table("account_days", days(lambda one: {"followers_gained": 5}, start=OCTOBER))
    assert client.october().value("new_followers").signal is None
    assert client.october().value("shares").signal is None


def test_months_of_different_length_are_compared_per_day(client: Client) -> None:
    client.table("account_days", days(lambda one: {"profile_visits": 1000 + one.toordinal() % 7}))
    february = Period.month(dt.date(2026, 2, 1))
    value = client.october(period=february).value("profile_visits")
    assert value.change == pytest.approx((28 / 31 - 1) * 100, abs=0.1)
    assert value.signal == "noise"


def test_a_pace_against_the_change_shown_is_noise(client: Client) -> None:
    """Three per cent more a day in a month of three days fewer: less in all, and no marked fall of anything."""
    client.table("account_days", days(
        lambda one: {"profile_visits": 10000 + one.toordinal() % 7 + (300 if one.month == 2 else 0)}
    ))  # fmt: skip
    value = client.october(period=Period.month(dt.date(2026, 2, 1))).value("profile_visits")
    assert value.change is not None
    assert value.change < 0
    assert value.signal == "noise"


def posts(
    now: Callable[[int], dict[str, Any]], before: Callable[[int], dict[str, Any]], each: int
) -> list[dict[str, Any]]:
    made = []
    for month, figures in ((9, before), (10, now)):
        made += [post(f"{month}-{n}", f"2026-{month:02d}-{1 + n * 28 // each:02d}", **figures(n)) for n in range(each)]
    return [*made, post("after", "2026-11-15", reach=1, likes=0)]


def test_a_rate_over_posts(client: Client) -> None:
    def figures(n: int, rate: float) -> dict[str, Any]:
        reach = 800 + 100 * (n % 5)
        return {"reach": reach, "likes": round(reach * rate * (0.9 + 0.05 * (n % 5)))}

    client.table("posts", posts(lambda n: figures(n, 0.06), lambda n: figures(n, 0.04), 12))
    october = client.october()
    assert october.value("err").signal == "up"
    assert october.value("engagement_rate").signal == "up"
    assert october.value("post_reach_avg").signal == "noise"
    assert october.value("posts").signal == "noise"


def test_five_posts_are_too_few(client: Client) -> None:
    client.table("posts", posts(lambda n: {"reach": 100, "likes": 9}, lambda n: {"reach": 100, "likes": 3}, 5))
    assert client.october().value("err").signal == "not_enough_history"
    assert client.october().value("likes").signal == "not_enough_history"


def test_totals_over_posts_know_that_the_number_of_posts_is_chance_too(client: Client) -> None:
    client.table("posts", posts(lambda n: {"likes": 30 + n % 7}, lambda n: {"likes": 10 + n % 7}, 20))
    assert client.october().value("likes").signal == "up"


def test_one_viral_post_is_no_marked_rise(client: Client) -> None:
    client.table("posts", posts(
        lambda n: {"reach": 1000 if n else 60_000, "likes": 40 if n else 3000},
        lambda n: {"reach": 1000 + n, "likes": 40 + n % 3}, 10,
    ))  # fmt: skip
    october = client.october()
    assert october.value("likes").change is not None
    assert october.value("likes").signal == "noise"
    assert october.value("err").signal == "noise"


def test_levels_need_six_earlier_months(client: Client) -> None:
    def level(one: dt.date) -> int:
        months = (one.year - 2025) * 12 + one.month - 9
        return 1000 + 20 * months + one.day % 3 + months % 4 + (400 if one >= OCTOBER else 0)

    client.table("account_days", days(lambda one: {"followers": level(one)}))
    october = client.october()
    assert october.value("followers").signal == "up"
    assert client.october(period=Period.month(dt.date(2026, 9, 1))).value("followers").signal == "noise"
    assert client.october(period=Period.month(dt.date(2026, 2, 1))).value("followers").signal == "not_enough_history"


OWN = """
direct_visits: {name: {fr: a, en: a}, category: communication, unit: "%", better: up, definition: {fr: a, en: a},
  divide: account_days.profile_visits_direct, by: account_days.profile_visits, times: 100}
visits_per_reach: {name: {fr: b, en: b}, category: communication, unit: "%", better: up, definition: {fr: b, en: b},
  divide: profile_visits, by: reach, times: 100}
"""


@pytest.mark.parametrize("kpi", ["direct_visits", "visits_per_reach"])
@pytest.mark.parametrize(("now", "signal"), [(0.3, "noise"), (0.4, "up"), (0.2, "down")])
def test_one_daily_sum_by_another(client: Client, kpi: str, now: float, signal: str) -> None:
    def figures(one: dt.date) -> dict[str, Any]:
        whole = busy(one, 200, 350)
        part = round(whole * ((now if one >= OCTOBER else 0.3) + 0.01 * (one.day % 5)))
        return {"profile_visits": part, "reach": whole} if kpi == "visits_per_reach" else {
            "profile_visits": whole, "profile_visits_direct": part,
        }  # fmt: skip

    folder = client.folder / "kpis"
    folder.mkdir()
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    client.table("account_days", days(figures))
    october = Evaluation(client.store(), catalogue(folder), Period.month(OCTOBER), LATER)
    assert october.value(kpi).signal == signal


def test_one_kpi_by_a_level(client: Client) -> None:
    client.table("account_days", days(lambda one: {"followers": 1000, "followers_gained": busy(one, 20, 40)}))
    october = client.october()
    assert october.value("follower_growth_rate").signal == "up"


def test_the_networks_compared_are_those_known_in_both_months(client: Client) -> None:
    client.table("account_days", [
        *days(lambda one: {"profile_visits": busy(one, 20, 20)}),
        *days(lambda one: {"profile_visits": 900}, "instagram", start=OCTOBER),
    ])  # fmt: skip
    value = client.october().value("profile_visits")
    assert value.compared == ("facebook",)
    assert value.signal == "noise"


def test_figures_too_young_have_no_signal(client: Client, tmp_path: Path) -> None:
    client.parameters["data"] = [{"path": "../data", "exported": "2026-11-02"}]
    made = [post(str(n), f"2026-{9 + n // 12:02d}-{5 + 2 * (n % 12):02d}", likes=10 + n) for n in range(24)]
    client.table("posts", [*made, post("young", "2026-10-31", likes=200)])
    value = client.october().value("likes")
    assert value.early
    assert value.change is not None
    assert value.signal is None


def test_other_ranges_of_days_have_a_signal_too(client: Client) -> None:
    client.table("account_days", days(lambda one: {
        "profile_visits": 10 + one.toordinal() % 3 + (10 if one >= dt.date(2026, 10, 11) else 0)
    }))  # fmt: skip
    value = client.october(period=Period(dt.date(2026, 10, 11), dt.date(2026, 10, 31))).value("profile_visits")
    assert value.signal == "up"


def test_clients_without_a_change_are_told_so(client: Client) -> None:
    """Through files and evaluation: of months without a change, about 95 % are noise for each kind of value."""
    chance = random.Random(8)

    def poisson(mean: float) -> int:
        count, product = 0, chance.random()
        while product > math.exp(-mean):
            count, product = count + 1, product * chance.random()
        return count

    week = (1.3, 1.2, 1.1, 1.1, 1.0, 0.6, 0.7)
    client.table("account_days", days(lambda one: {
        name: poisson(mean * week[one.weekday()])
        for name, mean in (("followers_gained", 1), ("profile_visits", 8), ("impressions", 60), ("video_views", 20))
    }))  # fmt: skip
    made = []
    for number, one in enumerate(dates()):
        for which in range(poisson(0.8)):
            reach = round(500 * math.exp(chance.gauss(0, 0.8)))
            likes = poisson(reach * 0.04)
            made.append(
                post(f"{number}-{which}", one.isoformat(), reach=reach, likes=likes, comments=poisson(likes / 9))
            )
    client.table("posts", [*made, post("after", "2026-11-15", likes=1)])
    store, shipped = client.store(), catalogue()
    kpis = ("new_followers", "profile_visits", "impressions", "video_views", "err", "likes", "engagements", "talk_rate",
            "reach", "post_reach_avg", "posts", "interactions_per_post")  # fmt: skip
    told = []
    for ago in range(10):
        evaluation = Evaluation(store, shipped, Period.month(OCTOBER).months_ago(ago), LATER)
        told += [signal for kpi in kpis if (signal := evaluation.value(kpi).signal) is not None]
    assert len(told) > 90
    assert told.count("noise") / len(told) > 0.9
