"""Why a rate moved: what another mix of networks or formats did, what their own rates did, and the post behind most.

The parts add up to the change exactly (`kpitools.statistics.decomposition`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis.change import compared
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import measures_of
from kpitools.kpis.proof_rows import proof_rows
from kpitools.kpis.result import Result
from kpitools.kpis.scopes import Scope, alone, networks_in
from kpitools.kpis.signal import meant
from kpitools.kpis.values import Period
from kpitools.statistics import decompose, strongest
from kpitools.statistics.decomposition import Sides

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

FORMAT = "type"


@dataclass(frozen=True)
class Part:
    """What one network or format did to a rate, in points: by its share of the whole, and by its own rate."""

    group: str | None
    mix: float
    rate: float

    @property
    def whole(self) -> float:
        """Both together."""
        return self.mix + self.rate


@dataclass(frozen=True)
class Why:
    """The change of a KPI in points, and its parts by `dimension` (network or type), which add up to it.

    `post` (network, account, id) is the one without which the period's rate would be `without`, where one moved it the
    way it went.
    """

    kpi: str
    dimension: str
    change: float
    parts: tuple[Part, ...]
    post: tuple[str, str, str] | None = None
    without: float | None = None

    @property
    def mix(self) -> float:
        """What the mix did."""
        return sum(part.mix for part in self.parts)

    @property
    def rate(self) -> float:
        """What the rates of the groups did."""
        return sum(part.rate for part in self.parts)


def why(evaluation: Evaluation, kpi_id: str, scope: str) -> Why | None:
    """Why a rate of percent moved since the period before; None where it is not compared, or has no parts to tell of.

    Networks tell where several are compared, else formats.
    """
    places = evaluation.networks_of(scope)
    kpi = meant(evaluation, evaluation.kpi(kpi_id), places)
    kept = compared(evaluation, kpi, places, evaluation.period, evaluation.period.previous).places
    if not kpi.divide or not kept or kpi.divide.by == "days":
        return None
    networks = networks_in(kept)
    dimension = "network" if len(networks) > 1 else FORMAT
    before, now = (_sides(evaluation, kpi, period, kept, dimension) for period in _periods(evaluation))
    split = decompose(before, now) if len({*before, *now}) > 1 else None
    if split is None or not _is_whole(evaluation, kpi, kept, before, now):
        return None
    times = kpi.divide.times
    parts = tuple(Part(one.key, float(one.mix) * times, float(one.rate) * times) for one in split.effects)
    found = Why(kpi.id, dimension, float(split.change) * times, parts)
    return _with_post(evaluation, kpi, kept, found)


def _periods(evaluation: Evaluation) -> tuple[Period, Period]:
    return evaluation.period.previous, evaluation.period


def _sides(evaluation: Evaluation, kpi: Kpi, period: Period, kept: Scope, dimension: str) -> Mapping[str | None, Sides]:
    """The numerator and denominator of each network or format that has both."""
    results: dict[str | None, Result] = {}
    if dimension == "network":
        for network in sorted(networks_in(kept)):
            results[network] = evaluation.result(kpi.id, Lens(period), alone(network, kept))
    elif evaluation.breaks_down(kpi.id, FORMAT):
        buckets = {bucket for one in measures_of(kpi) for bucket in evaluation.grid(one.table, FORMAT).buckets(period)}
        for bucket in sorted(buckets, key=str):
            name = None if bucket is None else str(bucket)
            results[name] = evaluation.result(kpi.id, Lens(period, FORMAT, bucket), kept)
    return {key: sides for key, one in results.items() if (sides := _of(one)) is not None}


def _of(result: Result) -> Sides | None:
    if result.of is None or not result.by:
        return None
    return Fraction(result.of), Fraction(result.by)


def _is_whole(
    evaluation: Evaluation, kpi: Kpi, kept: Scope, before: Mapping[str | None, Sides], now: Mapping[str | None, Sides]
) -> bool:
    """Whether the groups together are what the change is of."""
    for period, groups in zip(_periods(evaluation), (before, now), strict=True):
        whole = _of(evaluation.result(kpi.id, Lens(period), kept))
        sums = (sum(of for of, _ in groups.values()), sum(by for _, by in groups.values()))
        if whole is None or not all(math.isclose(one, other) for one, other in zip(whole, sums, strict=True)):
            return False
    return True


def _with_post(evaluation: Evaluation, kpi: Kpi, kept: Scope, found: Why) -> Why:
    """The same, with the post that moved the rate most in the direction it went, where posts make it."""
    if {one.table for one in measures_of(kpi)} != {"posts"} or not kpi.divide or not found.change:
        return found
    rows = [
        row for row in proof_rows(evaluation, kpi.id, Lens(evaluation.period), kept) if row.of is not None and row.by
    ]
    sides = [(Fraction(row.of), Fraction(row.by)) for row in rows if row.of is not None and row.by is not None]
    single = strongest(sides, 1 if found.change > 0 else -1)
    if single is None:
        return found
    row = rows[single.index]
    without = float(single.without) * kpi.divide.times
    return replace(found, post=(row.network, row.account, row.what), without=without)
