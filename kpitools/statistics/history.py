"""What an account's own past says: how far a figure lies from it, and how much it swings from month to month."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, median, stdev

from kpitools.statistics import student
from kpitools.statistics.measured import LEVEL, Measured, Signal

LEAST = 6  # earlier periods
_TO_SIGMA = 1.4826  # a median of absolute deviations, as a standard deviation of a normal
_MEDIAN_SQUARE = 0.4549  # the median of a squared standard normal
_SHOCK = 9.0  # a squared change of over three usual ones is a shock, not the usual swing
_SERIAL = 1.5  # neighbouring differences share a value: their squares vary half as much again
_ONE_IN_TWENTY = 1.64


def robust_z(value: float, past: Sequence[float]) -> float | None:
    """How many robust standard deviations a value lies from the median of at least 6 earlier ones, else None.

    Where over half of them are equal their mean absolute deviation measures the spread (Iglewicz and Hoaglin, 1993);
    None where all are: nothing says what is usual.
    """
    if len(past) < LEAST:
        return None
    middle = median(past)
    spread = _TO_SIGMA * median(abs(one - middle) for one in past)
    spread = spread or 1.2533 * fmean(abs(one - middle) for one in past)
    return (value - middle) / spread if spread else None


def against_own_past(values: Sequence[float], level: float = LEVEL) -> Signal:
    """Whether the last value's step from the one before is larger than the earlier steps, oldest value first.

    At least 6 earlier values are asked for. Steps are relative where all values are above zero, else absolute. A
    prediction interval of the earlier steps, so that an account that always grows by 2 % says nothing by growing 2 %.
    """
    if len(values) < LEAST + 1:
        return Signal.NOT_ENOUGH_HISTORY
    scale = [math.log(one) for one in values] if min(values) > 0 else list(values)
    *past, last = (after - before for before, after in pairwise(scale))
    usual, spread = fmean(past), stdev(past) * math.sqrt(1 + 1 / len(past))
    # Growth that is only smaller than usual is no fall: where a fall is out of the usual, one side holds all of chance.
    one_sided = 2 * level - 1
    if abs(usual) > spread * student.limit(len(past) - 1, one_sided):
        level = one_sided
    far = abs(last - usual) > spread * student.limit(len(past) - 1, level)
    if not far or not last or (last > 0) != (last > usual):
        return Signal.NOISE
    return Signal.UP if last > 0 else Signal.DOWN


def restless(measured: Sequence[Measured], past: Sequence[Measured], least: int = LEAST - 1) -> list[Measured]:
    """The figures with the variance that the account's own swing adds to chance, where its past shows any.

    By how much the month-to-month changes of the past exceed what chance within the months explains is a factor on all
    variances, known as well as there are changes (at least `least`). It is left out unless the excess is itself beyond
    chance (one in twenty), so that an account that only varies by chance is not excused; and a single shock does not
    make an account look restless.
    """
    steps = [
        (after.value - before.value) ** 2 / (after.variance + before.variance)
        for before, after in pairwise(past)
        if after.variance + before.variance > 0
    ]
    if len(steps) < least:
        return list(measured)
    most = _SHOCK * median(steps) / _MEDIAN_SQUARE
    excess = fmean(min(one, most) for one in steps)
    if excess <= 1 + _ONE_IN_TWENTY * math.sqrt(2 * _SERIAL / len(steps)):
        return list(measured)
    freedom = max(len(steps) / _SERIAL, 2.0)
    return [Measured(one.value, one.variance * excess, min(one.freedom, freedom)) for one in measured]
