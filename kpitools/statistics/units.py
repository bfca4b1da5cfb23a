"""Figures of single things, as posts: a ratio of two sums over them, a mean, or a total.

All that is needed of the things are their moments, which one pass over a table gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpitools.statistics.history import restless
from kpitools.statistics.measured import Measured

LEAST = 6  # things in each of the two periods
_PRIOR = 1.0  # a period's worth of belief that things come as by chance, one by one (Poisson)


@dataclass(frozen=True)
class Moments:
    """`n` things with two figures each: their sums, sums of squares and of products. For a mean, each `by` is 1."""

    n: int
    of: float
    by: float
    of_of: float
    of_by: float
    by_by: float

    @classmethod
    def none(cls) -> Moments:
        """No thing."""
        return cls(0, 0.0, 0.0, 0.0, 0.0, 0.0)

    def __add__(self, other: Moments) -> Moments:
        """The things of both."""
        return Moments(
            self.n + other.n,
            self.of + other.of,
            self.by + other.by,
            self.of_of + other.of_of,
            self.of_by + other.of_by,
            self.by_by + other.by_by,
        )


def ratio_over_units(periods: Sequence[Moments]) -> list[Measured] | None:
    """Σ of / Σ by in each period, oldest first, with the variance of the delta method; None under 6 things in either.

    The last two periods are those to judge, the earlier ones the history of the account's swing.
    """
    if len(periods) < 2 or any(one.n < LEAST or not one.by for one in periods[-2:]):
        return None
    made = [_ratio(one) for one in periods if one.n >= LEAST and one.by]
    return restless(made, made[:-1])


def _ratio(one: Moments) -> Measured:
    rate = one.of / one.by
    residual = max(one.of_of - 2 * rate * one.of_by + rate**2 * one.by_by, 0.0)
    # A few large things rule a ratio: as many count as equal ones would give the same concentration.
    effective = max(one.by**2 / one.by_by, 2.0) if one.by_by else 2.0
    return Measured(rate, residual / one.by**2 * effective / (effective - 1), effective - 1)


def total_over_units(periods: Sequence[Moments], days: Sequence[int]) -> list[Measured] | None:
    """Σ of per day in each period, oldest first: chance moves both how many things come and how large each is.

    How much their number varies is learnt from the earlier periods; without any, they come one by one (Poisson).
    None under 6 things in either of the last two.
    """
    if len(periods) < 2 or any(one.n < LEAST for one in periods[-2:]):
        return None
    dispersion = _dispersion([one.n for one in periods[:-1]], days[:-1])
    known = [(one, length) for one, length in zip(periods, days, strict=True) if one.n >= LEAST]
    spread = _relative_spread([one for one, _ in known])
    freedom = sum(one.n - 1 for one, _ in known)
    made = []
    for one, length in known:
        size = one.of / one.n
        made.append(Measured(one.of / length, one.n * size**2 * (spread + dispersion) / length**2, freedom))
    return restless(made, made[:-1])


def _relative_spread(periods: Sequence[Moments]) -> float:
    """The variance of the things' sizes over their mean squared, pooled over the periods."""
    squares = sum(max(one.of_of / (one.of / one.n) ** 2 - one.n, 0.0) for one in periods if one.of)
    return squares / sum(one.n - 1 for one in periods)


def _dispersion(counts: Sequence[int], days: Sequence[int]) -> float:
    """The variance of the counts over their mean, shrunk towards 1; at most 1: publishing more is no accident."""
    whole, length = sum(counts), sum(days)
    if len(counts) < 2 or not whole:
        return 1.0
    expected = [whole * one / length for one in days]
    squares = sum((count - mean) ** 2 / mean for count, mean in zip(counts, expected, strict=True))
    return min((_PRIOR + squares) / (_PRIOR + len(counts) - 1), 1.0)
