"""How fast messages are answered: means and medians of the hours to a reply, and their gain."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.change import compared
from kpitools.kpis.grid import dimension, periods_as_values
from kpitools.kpis.leaves import known
from kpitools.kpis.lens import Lens, bucket_of
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Part, Result, combined
from kpitools.kpis.scopes import UNNAMED, Scope

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

_HOURS = Measure("conversations", "response_h")


def response_time(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The mean, or the `median`, of the hours to a reply of the conversations received in the period and replied."""
    assert kpi.function
    parts = {}
    for network in evaluation.places(scope, "conversations"):
        cell, reason = known(evaluation, _HOURS, lens, network)
        parts[network] = Part(
            of=None if reason else cell.of,
            by=None if reason else cell.known,
            used=cell.known,
            rows=cell.rows,
            table="conversations",
            method="response_h",
            files=cell.files,
            reason=reason,
        )
    made = combined(parts, ratio=True, times=1, people=False, no_value=reasons.zero_denominator())
    if evaluation.store.parameters.service is not None and made.value is not None:
        made = made.on_basis("service_hours")
    if kpi.function.column != "median" or made.value is None:
        return made
    hours = evaluation.once(("hours", lens.by), lambda: _hours(evaluation, lens.by))
    told = hours.get((lens.period, bucket_of(lens)), {})
    return made.with_value(float(median(hour for network in made.networks for hour in told.get(network, ()))))


def _hours(evaluation: Evaluation, by: str) -> dict[object, dict[str, list[float]]]:
    """The hours to each reply, by period and bucket, and network."""
    periods, bucket = evaluation.periods(by), dimension("conversations", by) if by else "NULL"
    rows = evaluation.store.connection.execute(
        f"SELECT p.number, {bucket}, coalesce(nullif(t.network, ''), '{UNNAMED}'), list(t.response_h) "
        f"FROM conversations AS t JOIN (VALUES {periods_as_values(periods)}) AS p(number, first, last) "
        "ON t._day BETWEEN p.first AND p.last WHERE t.response_h IS NOT NULL GROUP BY ALL"
    ).fetchall()
    found: dict[object, dict[str, list[float]]] = {}
    for number, name, network, hours in rows:
        found.setdefault((periods[number], name), {})[network] = hours
    return found


def growth(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The change of a KPI against the period before, at constant perimeter, as a value of its own."""
    assert kpi.function
    return _moved(evaluation, kpi.function.column, lens, scope, backwards=False)


def gain(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The KPI of the period before by that of the period, less 1: a shorter delay is a gain."""
    assert kpi.function
    return _moved(evaluation, kpi.function.column, lens, scope, backwards=True)


def _moved(evaluation: Evaluation, kpi_id: str, lens: Lens, scope: Scope, *, backwards: bool) -> Result:
    past = lens.period.previous
    if lens.by:
        return Result().without_value(reasons.nothing_known())
    kept = compared(evaluation, evaluation.kpi(kpi_id), scope, lens.period, past).places
    now, then = (evaluation.result(kpi_id, Lens(period), kept or scope) for period in (lens.period, past))
    of, by = (then, now) if backwards else (now, then)
    reason = now.reason or then.reason or (reasons.zero_denominator() if kept else reasons.other_basis())
    if not kept or isinstance(of.value, list) or isinstance(by.value, list) or (not of.value and not by.value):
        return Result().without_value(reason)
    if of.value is None or not by.value or by.value < 0:
        return Result().without_value(reason)
    return Result(
        value=(float(of.value) / float(by.value) - 1) * 100,
        of=of.value,
        by=by.value,
        used=now.used + then.used,
        basis=now.basis | then.basis,
        method=f"{kpi_id} change",
        networks=now.networks,
        files=now.files + Counter(then.files),
    )
