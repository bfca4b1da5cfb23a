"""The time left of a batch."""

import pytest

from kpitools.batch.forecast import Forecast


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, as the test sets it."""
    now = [0.0]
    monkeypatch.setattr("kpitools.batch.forecast.time.monotonic", lambda: now[0])
    return now


def test_nothing_is_foretold_from_nothing(clock: list[float]) -> None:
    assert Forecast(["a", "b"], {}, 2).left() is None


def test_the_past_tells_and_others_stand_for_the_unknown(clock: list[float]) -> None:
    forecast = Forecast(["a", "b", "new"], {"a": 10, "b": 20}, 1)
    assert forecast.left() == 45  # 10 + 20 + their mean
    forecast.started("b")
    clock[0] = 5
    assert forecast.left() == 40
    forecast.finished("b", 30)
    assert forecast.left() == 30  # 10 + the mean of 10 and 30


def test_no_batch_ends_before_its_longest_report(clock: list[float]) -> None:
    forecast = Forecast(["a", "b"], {"a": 100, "b": 2}, 2)
    forecast.started("a")
    forecast.started("b")
    assert forecast.left() == 100
    clock[0] = 200
    assert forecast.left() == 0


def test_a_kept_edition_says_nothing_about_making_one(clock: list[float]) -> None:
    forecast = Forecast(["a", "b"], {"a": 10}, 1)
    forecast.finished("a", 0)
    assert forecast.left() == 10
