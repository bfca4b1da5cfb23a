"""Where a total will end, from the client's own days."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.kpis import Period
from kpitools.kpis.forecasts import span_of
from tests.client import OCTOBER, Client, day, post

WEEK = (12, 12, 11, 11, 10, 4, 3)


def client(folder: Path, start: dt.date, until: dt.date) -> Client:
    days = [start + dt.timedelta(n) for n in range((until - start).days + 1)]
    rows = [day(one.isoformat(), profile_visits=WEEK[one.weekday()], followers=900) for one in days]
    return Client(folder).table("account_days", rows)


def test_a_month_under_way_ends_at_the_account_s_own_pace(tmp_path: Path) -> None:
    until = dt.date(2026, 10, 15)
    evaluation = client(tmp_path, dt.date(2026, 5, 1), until).october(today=until + dt.timedelta(1))
    found = evaluation.forecast("profile_visits", "all", OCTOBER)
    truth = sum(WEEK[(dt.date(2026, 10, 1) + dt.timedelta(n)).weekday()] for n in range(31))
    assert found is not None
    assert found.low <= truth <= found.high
    assert found.expected == pytest.approx(truth, rel=0.02)
    assert found.weeks == 24


def test_what_is_no_total_of_known_days_has_no_forecast(tmp_path: Path) -> None:
    until = dt.date(2026, 10, 15)
    short = client(tmp_path / "short", dt.date(2026, 9, 1), until).october(today=until + dt.timedelta(1))
    assert short.forecast("profile_visits", "all", OCTOBER) is None
    long = client(tmp_path / "long", dt.date(2026, 5, 1), until).october(today=until + dt.timedelta(1))
    assert long.forecast("followers", "all", OCTOBER) is None
    assert long.forecast("new_followers", "all", OCTOBER) is None
    assert long.forecast("profile_visits", "all", Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))) is None


def test_posts_are_events_of_known_days(tmp_path: Path) -> None:
    posts = [
        post(f"{one}", one.isoformat(), likes=10)
        for n in range(0, 200, 2)
        if (one := dt.date(2026, 4, 1) + dt.timedelta(n)) <= dt.date(2026, 10, 15)
    ]
    evaluation = Client(tmp_path).table("posts", posts).october(today=dt.date(2026, 10, 16))
    found = evaluation.forecast("likes", "all", OCTOBER)
    assert found is not None
    assert found.expected == pytest.approx(155, rel=0.1)


@pytest.mark.parametrize(
    ("per", "first", "last"),
    [
        ("month", (10, 1), (10, 31)),
        ("quarter", (10, 1), (12, 31)),
        ("year", (1, 1), (12, 31)),
        ("week", (10, 1), (10, 31)),
    ],
)
def test_the_time_that_a_target_is_for(per: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert span_of(per, OCTOBER) == Period(dt.date(2026, *first), dt.date(2026, *last))
