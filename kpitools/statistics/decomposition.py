"""Why a rate moved: what other shares of the groups did (mix), what other rates within them did, and one thing's part.

All of it adds up to the change exactly: figures are fractions, never floats.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Exact = int | Decimal | Fraction
Sides = tuple[Exact, Exact]  # a numerator and its denominator


@dataclass(frozen=True)
class Effect(Generic[Key]):
    """What one group did to the rate: by its share of the denominator, and by its own rate."""

    key: Key
    mix: Fraction
    rate: Fraction

    @property
    def whole(self) -> Fraction:
        """Both together."""
        return self.mix + self.rate


@dataclass(frozen=True)
class Decomposition(Generic[Key]):
    """The change of Σ of / Σ by over groups; the effects add up to it exactly."""

    before: Fraction
    now: Fraction
    effects: tuple[Effect[Key], ...]

    @property
    def change(self) -> Fraction:
        """What is explained."""
        return self.now - self.before

    @property
    def mix(self) -> Fraction:
        """What the changed shares of the groups did."""
        return sum((effect.mix for effect in self.effects), Fraction(0))

    @property
    def rate(self) -> Fraction:
        """What the changed rates within the groups did."""
        return sum((effect.rate for effect in self.effects), Fraction(0))


def decompose(before: Mapping[Key, Sides], now: Mapping[Key, Sides]) -> Decomposition[Key] | None:
    """The change of a rate split by groups (networks, formats); None where a denominator is zero altogether.

    The midpoint split: shares are weighed with the mean of both rates (less the whole's, so that a group's mix effect
    is positive where it grew and is better than the whole), rates with the mean of both shares. A group that exists in
    one period alone changes the mix only: its rate is taken for both. A group with a numerator and no denominator is
    one of infinite rate: it can't be split, and the whole is not.
    """
    whole_before, whole_now = _sums(before.values()), _sums(now.values())
    if not whole_before[1] or not whole_now[1]:
        return None
    start, end = whole_before[0] / whole_before[1], whole_now[0] / whole_now[1]
    middle = (start + end) / 2
    effects = []
    for key in dict.fromkeys([*now, *before]):
        (of0, by0), (of1, by1) = (_exact(side.get(key, (0, 0))) for side in (before, now))
        if (of0 and not by0) or (of1 and not by1):
            return None
        if not by0 and not by1:
            continue
        rate0 = of0 / by0 if by0 else of1 / by1
        rate1 = of1 / by1 if by1 else rate0
        share0, share1 = by0 / whole_before[1], by1 / whole_now[1]
        effects.append(
            Effect(key, (share1 - share0) * ((rate0 + rate1) / 2 - middle), (rate1 - rate0) * (share0 + share1) / 2)
        )
    return Decomposition(start, end, tuple(effects))


@dataclass(frozen=True)
class Single:
    """The thing that moved a rate most: its place in the list, and the rate with all but it."""

    index: int
    effect: Fraction
    without: Fraction


def strongest(things: Sequence[Sides], direction: int) -> Single | None:
    """The one thing whose absence would change Σ of / Σ by most, in one direction (1 up, -1 down); None without any.

    The rate is `without + effect`, exactly.
    """
    of, by = _sums(things)
    found: Single | None = None
    for index, (one, per) in enumerate(things):
        rest = by - Fraction(per)
        if not by or not rest:
            continue
        without = (of - Fraction(one)) / rest
        effect = of / by - without
        if effect * direction > 0 and (found is None or abs(effect) > abs(found.effect)):
            found = Single(index, effect, without)
    return found


def _exact(sides: Sides) -> tuple[Fraction, Fraction]:
    return Fraction(sides[0]), Fraction(sides[1])


def _sums(sides: Iterable[Sides]) -> tuple[Fraction, Fraction]:
    exact = [_exact(one) for one in sides]
    return sum((of for of, _ in exact), Fraction(0)), sum((by for _, by in exact), Fraction(0))
