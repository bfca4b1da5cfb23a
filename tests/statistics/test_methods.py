"""The methods on figures that can be judged by eye, and their silence where there is too little."""

import math
from statistics import NormalDist

import pytest

from kpitools.statistics import (
    Days,
    Measured,
    Moments,
    Signal,
    against_own_past,
    apart,
    by_day,
    end_value,
    judge,
    ratio_over_units,
    robust_z,
    student,
    total_over_units,
)

MONDAY = 738_000 + (1 - 738_000) % 7  # an ordinal day that is a Monday


def month(start: int, figures: list[float]) -> Days:
    return Days.counts(range(start, start + len(figures)), figures)


def posts(of: list[float], by: list[float] | None = None) -> Moments:
    by = by or [1.0] * len(of)
    return Moments(
        len(of), sum(of), sum(by), sum(a * a for a in of), sum(a * b for a, b in zip(of, by, strict=True)),
        sum(b * b for b in by),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("freedom", "level", "expected"),
    [
        (1, 0.95, 12.706),
        (4, 0.95, 2.776),
        (10, 0.95, 2.228),
        (19.9, 0.95, 2.087),
        (20, 0.95, 2.086),
        (30, 0.8, 1.310),
        (2.5, 0.95, 3.575),
    ],
)
def test_limits_are_those_of_the_tables(freedom: float, level: float, expected: float) -> None:
    assert student.limit(freedom, level) == pytest.approx(expected, abs=2e-3)


def test_many_degrees_of_freedom_are_the_normal() -> None:
    assert student.limit(math.inf) == pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-4)


def test_a_month_with_another_number_of_weekends_is_no_change() -> None:
    week = [60.0, 60.0, 60.0, 60.0, 60.0, 5.0, 5.0]
    before = month(MONDAY, week * 4 + week[:2])  # 22 working days of 30
    now = month(MONDAY + 30, [week[(30 + index) % 7] for index in range(30)])
    found = by_day([before, now], counts=True)
    assert found is not None
    assert judge(found[-1], found[-2]) is Signal.NOISE
    assert found[-1].value == pytest.approx(found[-2].value, rel=0.02)


def test_doubled_days_are_a_rise() -> None:
    found = by_day([month(MONDAY, [10, 12, 9, 11] * 7), month(MONDAY + 28, [20, 24, 18, 22] * 7)], counts=True)
    assert found is not None
    assert judge(found[-1], found[-2]) is Signal.UP
    assert judge(found[-2], found[-1]) is Signal.DOWN


def test_too_few_days_say_nothing() -> None:
    assert by_day([month(MONDAY, [10] * 6), month(MONDAY + 28, [20] * 28)], counts=True) is None
    assert by_day([month(MONDAY, [10] * 10), month(MONDAY + 28, [20] * 10)], counts=True) is None
    assert by_day([month(MONDAY, [-1] * 28), month(MONDAY + 28, [20] * 28)], counts=True) is None
    assert by_day([month(MONDAY, [10] * 28)], counts=True) is None


def test_days_of_nothing_are_noise() -> None:
    found = by_day([month(MONDAY, [0] * 28), month(MONDAY + 28, [0] * 27 + [1])], counts=True)
    assert found is not None
    assert judge(found[-1], found[-2]) is Signal.NOISE


def test_five_posts_say_nothing() -> None:
    assert ratio_over_units([posts([1] * 5, [10] * 5), posts([2] * 8, [10] * 8)]) is None
    assert total_over_units([posts([1] * 8), posts([2] * 5)], [30, 31]) is None


def test_one_viral_post_is_no_rise_of_a_rate() -> None:
    before = posts([40, 35, 44, 38, 41, 42, 39, 37], [1000] * 8)
    now = posts([40, 36, 43, 38, 41, 42, 39, 5000], [1000] * 7 + [50_000])
    found = ratio_over_units([before, now])
    assert found is not None
    assert judge(found[-1], found[-2]) is Signal.NOISE


def test_all_posts_better_is_a_rise() -> None:
    found = ratio_over_units([posts([40, 35, 44, 38, 41, 42], [1000] * 6), posts([60, 64, 58, 61, 66, 59], [1000] * 6)])
    assert found is not None
    assert judge(found[-1], found[-2]) is Signal.UP


def test_a_level_is_judged_by_its_own_steps() -> None:
    steady = [1000, 1020, 1041, 1061, 1083, 1104, 1126]
    assert against_own_past([*steady, 1149]) is Signal.NOISE
    assert against_own_past([*steady, 1300]) is Signal.UP
    assert against_own_past([*steady, 1000]) is Signal.DOWN
    assert against_own_past([*steady, 1130]) is Signal.NOISE  # it still grows
    assert against_own_past(steady[:6]) is Signal.NOT_ENOUGH_HISTORY


def test_a_restless_account_needs_a_larger_change() -> None:
    calm = [month(MONDAY + 28 * n, [100, 101, 99, 100] * 7) for n in range(9)]
    wild = [month(MONDAY + 28 * n, [(100 + 40 * (n % 2)) * f for f in (1, 1.01, 0.99, 1)] * 7) for n in range(8)]
    wild.append(month(MONDAY + 28 * 8, [115, 116, 114, 115] * 7))
    calm[-1] = month(MONDAY + 28 * 8, [115, 116, 114, 115] * 7)
    signals = []
    for periods in (calm, wild):
        found = by_day(periods, counts=False)
        assert found is not None
        signals.append(judge(found[-1], found[-2]))
    assert signals == [Signal.UP, Signal.NOISE]


def test_robust_z_needs_six_earlier_figures() -> None:
    assert robust_z(10, [1, 2, 3, 2, 1]) is None
    assert robust_z(2, [2, 2, 2, 2, 2, 2]) is None
    z = robust_z(30, [10, 11, 9, 10, 12, 8])
    assert z is not None
    assert z > 3.5
    assert robust_z(10, [10, 11, 9, 10, 12, 8]) == 0


def test_figures_of_one_by_another() -> None:
    quotient = Measured(200, 16, 30) / Measured.exact(50)
    assert quotient is not None
    assert (quotient.value, quotient.variance) == (4, 16 / 2500)
    assert quotient.freedom == pytest.approx(30)
    assert Measured(1, 1, 1) / Measured(0, 1, 1) is None
    assert (Measured(1, 2, 10) + Measured(3, 2, 10)).variance == 4


def test_no_forecast_under_eight_weeks() -> None:
    figures = [10.0, 12, 9, 11, 10, 6, 5] * 7 + [10.0] * 6
    assert end_value(month(MONDAY, figures), range(MONDAY + 49, MONDAY + 79), counts=True) is None
    found = end_value(month(MONDAY, [*figures, 10.0]), range(MONDAY + 49, MONDAY + 79), counts=True)
    assert found is not None
    assert found.weeks == 8
    assert found.low < found.expected < found.high


def test_a_whole_period_is_known() -> None:
    figures = [10.0, 12, 9, 11, 10, 6, 5] * 10
    found = end_value(month(MONDAY, figures), range(MONDAY + 35, MONDAY + 70), counts=True)
    assert found is not None
    assert (found.low, found.expected, found.high) == (315, 315, 315)


def test_last_year_s_season_is_expected_again() -> None:
    low, high = [10.0, 12, 9, 11, 10, 6, 5], [30.0, 36, 27, 33, 30, 18, 15]
    weeks = [low] * 8 + [high] * 4 + [low] * 48
    figures = [figure for week in weeks for figure in week]
    end = MONDAY + len(figures)
    found = end_value(month(MONDAY, figures), range(end, end + 28), counts=True)
    assert found is not None
    assert found.expected == pytest.approx(4 * sum(high), rel=0.1)


def test_groups_that_stand_apart_are_named_best_first() -> None:
    evening, noon, other = (
        [float(90 + n) for n in range(10)],
        [float(n) for n in range(10)],
        [50.0 + n for n in range(12)],
    )
    found = apart({"evening": evening, "noon": noon, "other": other})
    assert [(one.key, one.better) for one in found] == [("evening", True), ("noon", False)]
    assert found[0].n == 10
    assert found[0].typical == 94.5


def test_few_posts_are_never_named() -> None:
    assert apart({"evening": [1000.0] * 5, "other": [1.0 + n for n in range(30)]}) == []
    assert apart({"all": [1.0 + n for n in range(30)]}) == []
    assert apart({"a": [5.0] * 10, "b": [5.0] * 10}) == []
