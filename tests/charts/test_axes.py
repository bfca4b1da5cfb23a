"""Ticks and label places."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kpitools.charts.axes import round_ticks, spread, tick_text
from kpitools.charts.chart import House

VALUES = st.floats(-1e9, 1e9, allow_nan=False)


@given(VALUES, VALUES, st.sampled_from(["n", "%", "ratio", "€"]))
def test_ticks_hold_their_values_evenly(one: float, other: float, unit: str) -> None:
    low, high = sorted((one, other))
    ticks = round_ticks(low, high, unit)
    room = 1e-6 * max(1.0, abs(low), abs(high))
    assert ticks[0] <= low + room and ticks[-1] >= high - room
    assert 2 <= len(ticks) <= 8
    assert all(later > earlier for earlier, later in itertools.pairwise(ticks))


def test_counts_have_whole_ticks() -> None:
    assert round_ticks(0, 2, "n") == [0, 1, 2]
    assert round_ticks(0, 0, "n") == [0, 1]


def test_ticks_show_the_decimals_that_they_need() -> None:
    house = House()
    assert [tick_text(house, value, "%", 0.25) for value in (0, 0.25, 0.5)] == [
        "0,00\u202f%", "0,25\u202f%", "0,50\u202f%",
    ]  # fmt: skip
    assert tick_text(house, 2.5, "%", 2.5) == "2,5\u202f%"
    assert tick_text(house, 20000, "n", 10000) == "20\u202f000"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_labels_keep_their_distance(wanted: list[float]) -> None:
    places = sorted(spread(wanted, 11, 0, 100))
    assert all(later - earlier >= 11 - 1e-6 for earlier, later in itertools.pairwise(places))


def test_labels_that_fit_stay_where_they_are() -> None:
    assert spread([10, 50], 11, 0, 100) == [10, 50]
