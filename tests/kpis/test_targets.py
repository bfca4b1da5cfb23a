"""Targets: brought to the period, and judged."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kpitools.kpis import Period
from tests.client import Client, day


def client(folder: Path, **goal: Any) -> Client:
    objective = {"name": "acquisition", "kpis": [{"id": "new_followers", **goal}]}
    made = Client(folder, objectives=[objective])
    return made.table("account_days", [
        *(day(f"2026-10-{n:02d}", followers_gained=10) for n in range(1, 32)), day("2025-10-03", followers_gained=200),
        day("2026-09-03", followers_gained=310),
    ])  # fmt: skip


@pytest.mark.parametrize(("target", "status"), [(310, "reached"), (311, "missed")])
def test_a_past_month_is_reached_or_missed(tmp_path: Path, target: int, status: str) -> None:
    value = client(tmp_path, target=target).october().value("new_followers")
    assert (value.target, value.target_status) == (target, status)


@pytest.mark.parametrize(("target", "status"), [(320, "behind"), (300, "reached"), (310, "on_track")])
def test_while_the_month_lasts_the_pace_decides(tmp_path: Path, target: int, status: str) -> None:
    evaluation = client(tmp_path, target=target).october(today=dt.date(2026, 10, 31) + dt.timedelta(0))
    # 30 days have passed; the day that lasts is in the data already.
    value = evaluation.value("new_followers")
    assert value.target_status == ("reached" if status == "on_track" else "on_track" if target == 320 else status)


def test_a_direction_can_be_turned(tmp_path: Path) -> None:
    assert client(tmp_path, target=100, direction="down").october().value("new_followers").target_status == "missed"


def test_what_adds_up_is_pro_rated_by_days(tmp_path: Path) -> None:
    week = Period(dt.date(2026, 10, 5), dt.date(2026, 10, 11))
    value = client(tmp_path, target=310).october(period=week).value("new_followers")
    assert value.target == pytest.approx(70)


def test_a_target_a_quarter_is_pro_rated_to_the_month(tmp_path: Path) -> None:
    value = client(tmp_path, target=920, per="quarter").october().value("new_followers")
    assert value.target == pytest.approx(920 * 31 / 92)


def test_a_relative_target_grows_from_a_year_ago(tmp_path: Path) -> None:
    value = client(tmp_path, target={"change": 10, "against": "year_ago"}).october().value("new_followers")
    assert (value.target, value.target_status) == (pytest.approx(220), "reached")


def test_a_relative_target_without_its_base_is_none(tmp_path: Path) -> None:
    made = Client(tmp_path, objectives=[
        {"name": "acquisition", "kpis": [{"id": "new_followers", "target": {"change": 10, "against": "year_ago"}}]}
    ])  # fmt: skip
    value = made.table("account_days", [day("2026-10-01", followers_gained=1)]).october().value("new_followers")
    assert (value.target, value.target_status) == (None, None)
