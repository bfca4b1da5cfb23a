"""A figure of one period with what chance alone does to it, and the judgement of two of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from kpitools.statistics import student

LEVEL = 0.95


class Signal(StrEnum):
    """Whether a change is more than chance."""

    UP = "up"
    DOWN = "down"
    NOISE = "noise"
    NOT_ENOUGH_HISTORY = "not_enough_history"


@dataclass(frozen=True)
class Measured:
    """A rate or a ratio in one period, the variance that chance gives it, and how well that variance is known.

    `freedom` are degrees of freedom; totals are measured per day, so that months of different length compare.
    """

    value: float
    variance: float
    freedom: float

    def __add__(self, other: Measured) -> Measured:
        """Two independent figures together, as those of two networks."""
        return Measured(self.value + other.value, self.variance + other.variance, _welch(self, other))

    def __truediv__(self, other: Measured) -> Measured | None:
        """One by an independent other (delta method); None by zero."""
        if not other.value:
            return None
        value = self.value / other.value
        top = Measured(self.value, self.variance / other.value**2, self.freedom)
        bottom = Measured(other.value, other.variance * value**2 / other.value**2, other.freedom)
        return Measured(value, top.variance + bottom.variance, _welch(top, bottom))

    def times(self, factor: float) -> Measured:
        """The same in another unit."""
        return Measured(self.value * factor, self.variance * factor**2, self.freedom)

    @classmethod
    def exact(cls, value: float) -> Measured:
        """A figure that chance has no part in: a level, a budget, a number of days."""
        return cls(value, 0.0, math.inf)


def _welch(one: Measured, other: Measured) -> float:
    """The degrees of freedom of a sum of variances (Welch–Satterthwaite)."""
    below = sum(part.variance**2 / part.freedom for part in (one, other) if part.variance)
    return (one.variance + other.variance) ** 2 / below if below else math.inf


def judge(now: Measured, before: Measured, level: float = LEVEL) -> Signal:
    """Whether the change from `before` to `now` is more than chance gives in `level` of cases."""
    difference = now.value - before.value
    error = math.sqrt(now.variance + before.variance)
    if abs(difference) <= error * student.limit(_welch(now, before), level):
        return Signal.NOISE
    return Signal.UP if difference > 0 else Signal.DOWN
