"""A formula over columns on a set of networks: its part on each, worked out once, and the parts as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.leaves import counted, first_ratio, known, summed, untold
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure, measures_of
from kpitools.kpis.result import Part, Result, combined
from kpitools.kpis.scopes import EVERY, SOCIAL_ONLY, UNNAMED, Scope
from kpitools.tables import EVENT_TABLES

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation


def of_columns(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The KPI over the networks of a scope, and the rows of no network where those count."""
    places = grounds(evaluation, kpi, scope)
    parts = _of_tables_that_tell({place: _part(evaluation, kpi, lens, place) for place in places})
    times = kpi.divide.times if kpi.divide else 1
    no_value = reasons.zero_denominator() if kpi.divide else reasons.nothing_known()
    made = combined(parts, ratio=bool(kpi.divide), times=times, people=kpi.people, no_value=no_value)
    measures = measures_of(kpi)
    if made.value is None and not kpi.divide and all(_had_none(evaluation, one, lens, scope) for one in measures):
        return replace(made, value=0, of=0, reason=None)
    return evaluation.said_whole({one.table for one in measures}, places, made)


def _of_tables_that_tell(parts: Mapping[str, Part]) -> Mapping[str, Part]:
    """The parts without those of tables that tell nothing here: their rows are none that the value could cover."""
    told = {part.table for part in parts.values() if part.of is not None}
    return {place: part for place, part in parts.items() if part.table in told} if told else parts


def grounds(evaluation: Evaluation, kpi: Kpi, scope: Scope) -> Scope:
    """The places whose rows count in a KPI: everything for figures of all networks alone."""
    if kpi.scope == "all":
        return frozenset({""})
    made: Scope = evaluation.once(
        ("grounds", kpi.id, scope), lambda: evaluation.places(scope, *{one.table for one in measures_of(kpi)})
    )
    return made


def is_untold(evaluation: Evaluation, kpi: Kpi, scope: Scope) -> bool:
    """Whether the exports tell the formula of no period, so that one answer stands for all."""
    measures = measures_of(kpi)
    if any(one.table in SOCIAL_ONLY and evaluation.names_networks(one.table) for one in measures):
        return False  # these may know that there was none
    return all(untold(evaluation, one, place) for one in measures for place in grounds(evaluation, kpi, scope))


def _part(evaluation: Evaluation, kpi: Kpi, lens: Lens, place: str) -> Part:
    """What a network gives: the same on its own scope and among all."""
    parts: dict[str, Part] = evaluation.once(("parts", lens, place), dict)
    if kpi.id not in parts:
        parts[kpi.id] = _made(evaluation, kpi, lens, place)
    return parts[kpi.id]


def _made(evaluation: Evaluation, kpi: Kpi, lens: Lens, place: str) -> Part:
    if kpi.divide:
        return first_ratio(evaluation, kpi.divide, lens, place)
    if kpi.sum:
        return summed(evaluation, kpi.sum.columns, kpi.sum.received, lens, place)
    return counted(evaluation, kpi.count, lens, place)


def _had_none(evaluation: Evaluation, measure: Measure, lens: Lens, scope: Scope) -> bool:
    """Whether a table of every source knows the period by rows of no network: social networks had none of it."""
    table, rows = measure.table, Measure(measure.table)
    if EVERY not in scope or table not in SOCIAL_ONLY & EVENT_TABLES or not evaluation.names_networks(table):
        return False
    # One network with rows, be it outside the scope, and the others' absence is no more than that.
    named = any(evaluation.cells(rows, lens, network) for network in evaluation.networks)
    told = untold(evaluation, measure, "") is None and known(evaluation, rows, lens, UNNAMED)[1] is None
    return told and not named
