"""Where a total will end: what is known of a period, and what the account's own days say of the rest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpitools.statistics import student
from kpitools.statistics.days import Days, Floats, fitted, weekdays
from kpitools.statistics.history import restless
from kpitools.statistics.measured import Measured

LEAST_WEEKS = 8
LEVEL = 0.8  # eight chances in ten
_BLOCK = 28  # days: whole weeks, about a month
_RECENT = 2  # blocks that the pace to come is taken from
_LONGEST = 13  # blocks of history that say how much an account varies


@dataclass(frozen=True)
class Forecast:
    """The expected end value and the interval that holds it in eight cases of ten."""

    expected: float
    low: float
    high: float
    weeks: int


def end_value(known: Days, period: Sequence[int], *, counts: bool, level: float = LEVEL) -> Forecast | None:
    """The total of a period whose later days are still to come; None under 8 weeks of known days.

    `known` are all days with a figure, the period's own among them, `period` the ordinal numbers of all its days. The
    pace is that of the last eight weeks known, by weekday; where the same days a year ago are known as well, the pace
    changes as it did then, as far as that was more than chance. The interval holds the chance of the days to come, that
    of the pace itself, and how much the account's months differ beyond both.
    """
    if len(known.day) < LEAST_WEEKS * 7 or (known.of < 0).any():
        return None
    blocks = _blocks(known)
    if len(blocks) < _RECENT:
        return None
    fit = fitted(blocks, counts=counts)
    if not fit.exposure.all():
        return None
    past = [
        Measured(total / exposure, fit.spread * total / exposure**2, fit.freedom)
        for total, exposure in zip(fit.total.tolist(), fit.exposure.tolist(), strict=True)
    ]
    (unit,) = restless([Measured(1.0, fit.spread, fit.freedom)], past, least=2)
    total, exposure = float(fit.total[-_RECENT:].sum()), float(fit.exposure[-_RECENT:].sum())
    inside = np.isin(known.day, np.asarray(period, float))
    so_far = float(known.of[inside].sum())
    missing = np.asarray(sorted(set(period) - set(known.day[inside].astype(int).tolist())), float)
    ahead = float(fit.factor[weekdays(missing)].sum()) if len(missing) else 0.0
    season, doubt = _season(known, missing, fit.factor, unit.variance)
    rest = total / exposure * ahead * season
    least = 0.5 * unit.variance if counts else 0.0
    chance = unit.variance * max(rest, least if ahead else 0.0)
    pace = rest**2 * (unit.variance / max(total, least or 1e-9) + doubt)
    width = math.sqrt(chance + pace) * student.limit(unit.freedom, level)
    return Forecast(so_far + rest, so_far + max(rest - width, 0.0), so_far + rest + width, len(known.day) // 7)


def _blocks(known: Days) -> list[Days]:
    """The known days in blocks of 28, counted back from the last, oldest first; blocks with gaps are left out."""
    made = []
    last = known.day.max()
    for number in reversed(range(_LONGEST)):
        within = (known.day > last - _BLOCK * (number + 1)) & (known.day <= last - _BLOCK * number)
        if within.sum() >= _BLOCK // 2 or (number < _RECENT and within.any()):
            made.append(Days(known.day[within], known.of[within], known.by[within]))
    return made


def _season(known: Days, missing: Floats, factor: Floats, spread: float) -> tuple[float, float]:
    """By how much the pace changed at this time a year ago (52 weeks, so that weekdays match), and how sure that is.

    Shrunk towards 1 as far as chance explains it; 1, without doubt, where the year before is not known whole.
    """
    last = known.day.max()
    recent = np.arange(last - _RECENT * _BLOCK + 1, last + 1) - 364
    totals = []
    for days in (missing - 364, recent):
        found = np.isin(known.day, days)
        if not len(days) or found.sum() < len(days):
            return 1.0, 0.0
        totals.append((float(known.of[found].sum()), float(factor[weekdays(known.day[found])].sum())))
    (of, by), (of_before, by_before) = totals
    if not of or not of_before:
        return 1.0, 0.0
    doubt = spread * (1 / of + 1 / of_before)
    change = math.log(of / by / (of_before / by_before))
    kept = max(1 - doubt / change**2, 0.0) if change else 0.0
    return math.exp(kept * change), kept * doubt
