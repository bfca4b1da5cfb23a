"""One KPI divided by another, both cut to the networks that know both (rule 4 of the reference)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpitools.kpis import reasons
from kpitools.kpis.figures import ALL
from kpitools.kpis.lens import Lens
from kpitools.kpis.result import Result, divided, files_of
from kpitools.kpis.scopes import EVERY, NETWORK_UNKNOWN, Scope, alone

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

DAYS = "days"


def quotient(evaluation: Evaluation, of: str, by: str, times: float, lens: Lens, scope: Scope) -> Result:
    """KPI `of` by KPI `by`, or by the `days` of the period; costs and figures of all networks alone are taken whole."""
    operands = [name for name in (of, by) if name != DAYS]
    everything = evaluation.networks_of(ALL) if EVERY in scope else scope
    shared = [name for name in operands if not _taken_whole(evaluation, name, lens, everything)]
    kept = scope
    if len(shared) > 1:  # one value by a figure that is taken whole stands as it is
        kept = frozenset(
            network
            for network in scope
            if network == EVERY
            or all(evaluation.result(name, lens, alone(network, scope)).value is not None for name in shared)
        )
    sides = {name: evaluation.result(name, lens, kept if name in shared else everything) for name in operands}
    if any(side.value is None for side in sides.values()) or (shared and not kept - {EVERY}):
        blocked = [evaluation.result(name, lens, scope) for name in operands]
        why = next((result.reason for result in blocked if result.value is None and result.reason), None)
        return Result().without_value(why or reasons.nothing_known())
    top, bottom = sides[of].value, lens.period.days if by == DAYS else sides[by].value
    assert not isinstance(top, list) and not isinstance(bottom, list)
    value = divided(top, bottom, times)
    return Result(
        value=value,
        of=top,
        by=bottom,
        used=sum(result.used for result in sides.values()),
        coverage=sides[of].coverage if by == DAYS else None,
        basis=frozenset(name for result in sides.values() for name in result.basis),
        method=" / ".join(result.method for result in sides.values()),
        measures=" / ".join(result.definition for result in sides.values()),
        networks=sides[shared[0]].networks if len(shared) == 1 else kept - {EVERY},
        early=any(result.early for result in sides.values()),
        missing_days=max(result.missing_days for result in sides.values()),
        files=files_of(sides.values()),
        reason=None if value is not None else reasons.zero_denominator(),
    )


def _taken_whole(evaluation: Evaluation, name: str, lens: Lens, scope: Scope) -> bool:
    """Whether a figure exists for all networks alone, be it that its table never names one."""
    kpi = evaluation.kpi(name)
    if kpi.scope == "all" or EVERY not in scope:
        return kpi.scope == "all"
    return kpi.whole or NETWORK_UNKNOWN in evaluation.result(name, lens, scope).basis
