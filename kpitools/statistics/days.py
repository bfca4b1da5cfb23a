"""Figures by day: rates per day, or of one daily sum by another, with weekdays, overdispersion and autocorrelation.

A quasi-likelihood model: what is expected of a day is its period's rate × its weekday's factor × its exposure; the
variance is the mean times one dispersion, estimated from all days known, and widened where a day resembles the day
before. Nothing is assumed of the distribution beyond that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kpitools.statistics.history import restless
from kpitools.statistics.measured import Measured

Floats = NDArray[np.float64]

LEAST_DAYS, LEAST_IN_ALL = 7, 28  # known days of each period, and of both
_ROUNDS = 8  # of proportional fitting: the factors no longer move
_LEAST_WIDENING, _LONGEST_MEMORY = 0.7, 0.8


@dataclass(frozen=True)
class Days:
    """One period's known days: ordinal numbers of the days, a figure of each, and its exposure (1, or a daily sum)."""

    day: Floats
    of: Floats
    by: Floats

    @classmethod
    def counts(cls, day: Sequence[int], of: Sequence[float]) -> Days:
        """Figures per day."""
        return cls.of_by(day, of, [1.0] * len(day))

    @classmethod
    def of_by(cls, day: Sequence[int], of: Sequence[float], by: Sequence[float]) -> Days:
        """Figures of each day and their denominators."""
        return cls(np.asarray(day, float), np.asarray(of, float), np.asarray(by, float))


def by_day(periods: Sequence[Days], *, counts: bool) -> list[Measured] | None:
    """The rate of each period, oldest first; the last two are those to judge, the earlier ones are the history.

    None where the last two have too few known days, or where a period's total is below zero. `counts` are whole things
    that come one by one (people, clicks): they never vary less than Poisson's law says.
    """
    if len(periods) < 2 or min(len(one.day) for one in periods[-2:]) < LEAST_DAYS:
        return None
    if sum(len(one.day) for one in periods[-2:]) < LEAST_IN_ALL or any(one.of.sum() < 0 for one in periods):
        return None
    known = [one for one in periods[:-2] if len(one.day) >= LEAST_DAYS] + list(periods[-2:])
    fit = fitted(known, counts=counts)
    if not fit.exposure[-2:].all():
        return None
    least = 0.5 * fit.spread if counts else 0.0  # no event at all does not make a rate certain
    made = [
        Measured(total / exposure, fit.spread * max(total, least) / exposure**2, fit.freedom)
        for total, exposure in zip(fit.total.tolist(), fit.exposure.tolist(), strict=True)
        if exposure > 0
    ]
    return restless(made, made[:-1])


@dataclass(frozen=True)
class Fit:
    """What the days say: each weekday's factor, each period's total and exposure, and the variance of a total over it.

    `spread` times a total is the variance that chance gives it; `freedom` says how well that is known.
    """

    factor: Floats
    total: Floats
    exposure: Floats
    spread: float
    freedom: float


def fitted(known: Sequence[Days], *, counts: bool) -> Fit:
    """The model on all periods, each with a rate of its own."""
    day, of, by = (np.concatenate([getattr(one, name) for one in known]) for name in ("day", "of", "by"))
    period = np.repeat(np.arange(len(known)), [len(one.day) for one in known])
    weekday = weekdays(day)
    factor = _factors(of, by, period, weekday, len(known))
    exposure = np.bincount(period, by * factor[weekday], len(known)).astype(float)
    total = np.bincount(period, of, len(known)).astype(float)
    rate = np.divide(total, exposure, out=np.zeros(len(known)), where=exposure > 0)
    expected = rate[period] * factor[weekday] * by
    residual = of - expected
    freedom = max(len(day) - len(known) - 6, 1)
    mean = float(expected.sum())
    dispersion = float((residual**2).sum()) / mean * len(day) / freedom if mean else 0.0
    widening = _autocorrelation(day, residual, len(day) / len(known))
    spread = max(dispersion * widening, 1.0) if counts else dispersion * widening
    return Fit(factor, total, exposure, spread, max(freedom / max(widening, 1.0) ** 2, 4.0))


def weekdays(day: Floats) -> NDArray[np.intp]:
    """The weekday of ordinal days, 0 (Monday) to 6."""
    return ((day - 1) % 7).astype(np.intp)


def _factors(of: Floats, by: Floats, period: NDArray[np.intp], weekday: NDArray[np.intp], periods: int) -> Floats:
    """Each weekday's factor around 1, by proportional fitting against the periods' rates."""
    factor = np.ones(7)
    for _ in range(_ROUNDS):
        exposure = np.bincount(period, by * factor[weekday], periods)
        rate = np.divide(np.bincount(period, of, periods), exposure, out=np.zeros(periods), where=exposure > 0)
        expected = np.bincount(weekday, by * rate[period], 7)
        seen = np.bincount(weekday, of, 7)
        factor = np.divide(seen, expected, out=np.ones(7), where=expected > 0)
        factor = np.maximum(factor, 1e-9)
    return factor


def _autocorrelation(day: Floats, residual: Floats, length: float) -> float:
    """By how much the resemblance of neighbouring days widens the variance of a period's sum.

    The first correlation, corrected for the means taken out (Kendall), dying away as fast as the second says, or as a
    first-order process would, whichever is slower.
    """
    whole = float((residual**2).mean())
    if not whole:
        return 1.0
    order = np.argsort(day)
    day, residual = day[order], residual[order]

    def correlation(lag: int) -> float:
        apart = day[lag:] - day[:-lag] == lag
        pairs = residual[lag:][apart] * residual[:-lag][apart]
        return float(pairs.mean() / whole) + 1 / length if len(pairs) else 0.0

    first = correlation(1)
    if first <= 0:
        return max(1 + 2 * first, _LEAST_WIDENING)
    decay = min(max(correlation(2) / first if first > 2 / np.sqrt(len(day)) else 0.0, first), _LONGEST_MEMORY)
    return 1 + 2 * first / (1 - decay)
