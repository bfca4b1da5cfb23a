"""Change against another period, at constant perimeter and never across a redefinition (rule 6 of the reference)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi, Unit
from kpitools.catalogue.arithmetic import parse
from kpitools.catalogue.redefinition import Redefinition, redefined
from kpitools.kpis import reasons
from kpitools.kpis.lens import Lens
from kpitools.kpis.result import Result
from kpitools.kpis.scopes import EVERY, Scope, alone
from kpitools.kpis.values import Period
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

IN_POINTS = frozenset({"nps", "net_sentiment"})
CHANGES = frozenset({"active_core_growth", "response_time_gain"})  # changes themselves: compared in points alone


@dataclass(frozen=True)
class Change:
    """Percent and points between two periods; `networks` where they are not all that know the value.

    `places` are those that both were computed on.
    """

    percent: float | None = None
    points: float | None = None
    networks: tuple[str, ...] = ()
    places: Scope = frozenset()
    reason: Problem | None = None


def compared(evaluation: Evaluation, kpi: Kpi, places: Scope, period: Period, past: Period) -> Change:
    """The KPI's change over the networks that know it in both periods, on one basis and by one method."""

    def at(when: Period, networks: Scope) -> Result:
        return evaluation.result(kpi.id, Lens(when), networks)

    now = at(period, places)
    if now.value is None or isinstance(now.value, list):
        return Change()
    then = at(past, places)
    if then.value is None or isinstance(then.value, list):
        return Change()
    broken = _redefined(kpi, places, past, period)
    if kpi.scope == "all":
        kept = places if _alike(now, then) and not broken else frozenset()
    else:
        pairs = {
            network: (at(period, alone(network, places)), at(past, alone(network, places)))
            for network in places - {EVERY}
        }
        apart = {one.network for one in broken}
        kept = frozenset(
            network for network, pair in pairs.items() if _alike(*pair) and apart.isdisjoint({network, ""})
        )
        if kept:  # what neither period knows is no difference between them
            kept |= {network for network, pair in pairs.items() if pair[0].value is None and pair[1].value is None}
            kept |= places & {EVERY}
    if not kept:
        return Change(reason=reasons.redefined(broken[-1]) if broken else reasons.other_basis())
    now, then = at(period, kept), at(past, kept)
    if isinstance(now.value, list) or isinstance(then.value, list) or now.value is None or then.value is None:
        return Change(reason=reasons.other_basis())
    if kpi.scope != "all" and now.basis != then.basis:
        return Change(reason=reasons.other_basis())
    percent = (float(now.value) / float(then.value) - 1) * 100 if then.value > 0 and kpi.id not in CHANGES else None
    points = float(now.value) - float(then.value) if kpi.unit is Unit.PERCENT or kpi.id in IN_POINTS else None
    knowing = at(period, places).networks | at(past, places).networks
    narrowed = kpi.scope != "all" and len(places) > 1 and not knowing <= kept
    named = tuple(network for network in evaluation.networks if network in kept) if narrowed else ()
    return Change(percent, points, named, kept)


def _redefined(kpi: Kpi, places: Scope, past: Period, period: Period) -> list[Redefinition]:
    """The redefinitions between two periods of a KPI, or of those that its formula names."""
    ids = parse(kpi.arithmetic).ids() if kpi.arithmetic else frozenset({kpi.id})
    found = {one.id: one for name in ids for one in redefined(name, places, past.start, period.end)}
    return sorted(found.values(), key=lambda one: one.date)


def _alike(now: Result, then: Result) -> bool:
    """Known in both, on the same basis, by the same definition."""
    known = now.value is not None and then.value is not None
    return known and now.basis == then.basis and now.definition == then.definition
