"""Change against another period, at constant perimeter (rule 6 of the reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi, Unit
from kpitools.kpis import reasons
from kpitools.kpis.lens import Lens
from kpitools.kpis.result import Result
from kpitools.kpis.values import Period
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

IN_POINTS = frozenset({"nps", "net_sentiment"})


@dataclass(frozen=True)
class Change:
    """Percent and points between two periods; `networks` where they are not all that know the value.

    `places` are those that both were computed on.
    """

    percent: float | None = None
    points: float | None = None
    networks: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    reason: Problem | None = None


def compared(evaluation: Evaluation, kpi: Kpi, places: frozenset[str], past: Period) -> Change:
    """The KPI's change over the networks that know it in both periods, on one basis and by one method."""

    def at(period: Period, networks: frozenset[str]) -> Result:
        return evaluation.result(kpi.id, Lens(period), networks)

    now, then = at(evaluation.period, places), at(past, places)
    if now.value is None or then.value is None or isinstance(now.value, list) or isinstance(then.value, list):
        return Change()
    if kpi.scope == "all":
        kept = places if _alike(now, then) else frozenset()
    else:
        kept = frozenset(
            network
            for network in places
            if _alike(at(evaluation.period, frozenset({network})), at(past, frozenset({network})))
        )
    if not kept:
        return Change(reason=reasons.other_basis())
    now, then = at(evaluation.period, kept), at(past, kept)
    if isinstance(now.value, list) or isinstance(then.value, list) or now.value is None or then.value is None:
        return Change(reason=reasons.other_basis())
    if kpi.scope != "all" and now.basis != then.basis:
        return Change(reason=reasons.other_basis())
    percent = (float(now.value) / float(then.value) - 1) * 100 if then.value > 0 else None
    points = float(now.value) - float(then.value) if kpi.unit is Unit.PERCENT or kpi.id in IN_POINTS else None
    knowing = at(evaluation.period, places).networks | at(past, places).networks
    narrowed = kpi.scope != "all" and len(places) > 1 and not knowing <= kept
    return Change(percent, points, tuple(n for n in evaluation.networks if n in kept) if narrowed else (), kept)


def _alike(now: Result, then: Result) -> bool:
    """Known in both, on the same basis, by the same method."""
    known = now.value is not None and then.value is not None
    return known and now.basis == then.basis and now.method == then.method
