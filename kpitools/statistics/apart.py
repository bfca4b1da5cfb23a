"""Which groups stand apart from the rest beyond chance, however many groups are looked at."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, median
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
LEAST = 6  # things in a group, and in the rest


@dataclass(frozen=True)
class Apart(Generic[Key]):
    """A group whose things are better (or worse) than the rest: how many, their median and that of the rest."""

    key: Key
    n: int
    typical: float
    others: float

    @property
    def better(self) -> bool:
        """Whether it is above the rest."""
        return self.typical > self.others


def apart(groups: Mapping[Key, Sequence[float]], level: float = 0.95) -> list[Apart[Key]]:
    """The groups that differ from all others together, best first.

    The rank test of Mann and Whitney (nothing is assumed of the figures, one viral post can't decide), with Holm's
    correction over the groups looked at: if none differs, at most one look in twenty names any. Groups under 6 things
    are not looked at; their things count among the rest.
    """
    whole = [figure for figures in groups.values() for figure in figures]
    asked = {
        key: figures for key, figures in groups.items() if len(figures) >= LEAST and len(whole) - len(figures) >= LEAST
    }
    places, ties = _ranks(whole)
    chances = sorted(((_chance(figures, places, ties, len(whole)), key) for key, figures in asked.items()),
                     key=lambda one: one[0])  # fmt: skip
    named = []
    for index, (chance, key) in enumerate(chances):
        if chance > (1 - level) / (len(chances) - index):
            break
        rest = list(whole)
        for figure in asked[key]:
            rest.remove(figure)
        named.append(Apart(key, len(asked[key]), median(asked[key]), median(rest)))
    named = [one for one in named if one.typical != one.others]
    return sorted(named, key=lambda one: -one.typical)


def _ranks(figures: Sequence[float]) -> tuple[dict[float, float], float]:
    """The mean rank of each figure, and Σ (t³ − t) over ties."""
    ordered = sorted(figures)
    places: dict[float, float] = {}
    ties, start = 0.0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end] == ordered[start]:
            end += 1
        places[ordered[start]] = (start + 1 + end) / 2
        ties += (end - start) ** 3 - (end - start)
        start = end
    return places, ties


def _chance(figures: Sequence[float], places: Mapping[float, float], ties: float, whole: int) -> float:
    n, rest = len(figures), whole - len(figures)
    rank_sum = sum(places[figure] for figure in figures)
    variance = n * rest / 12 * (whole + 1 - ties / (whole * (whole - 1)))
    if variance <= 0:
        return 1.0
    distance = max(abs(rank_sum - n * (whole + 1) / 2) - 0.5, 0.0)
    return 2 * (1 - NormalDist().cdf(distance / math.sqrt(variance)))
