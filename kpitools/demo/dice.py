"""Chance that falls the same way on every machine.

Only `Random.random()` is drawn and only `+ - * /` are applied: Python promises the sequence of the one, IEEE 754 the
results of the others. Logarithms and powers are left out, as their last digit depends on the C library, and `sum()`
of fractions, which Python 3.12 made more exact.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A source of chance named by a seed: the same name gives the same draws."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def chance(self, probability: float) -> bool:
        """True with this probability (0 to 1)."""
        return self._random.random() < probability

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, all as likely."""
        return low + (high - low) * self._random.random()

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int((high - low + 1) * self._random.random())

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(len(items) * self._random.random())]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        left = list(items)
        return [left.pop(int(len(left) * self._random.random())) for _ in items]

    def noise(self, spread: float) -> float:
        """A factor around 1, bell-shaped, never further away than twice `spread`."""
        draw = self._random.random
        return 1 + spread * (draw() + draw() + draw() + draw() - 2)

    def luck(self) -> float:
        """How a publication fares against the usual: most a little under 1, a few at 2 or 3."""
        return 0.45 + 0.3 / (self._random.random() + 0.13)

    def rounded(self, value: float) -> int:
        """A whole number that is `value` on average."""
        return int(value + self._random.random())
