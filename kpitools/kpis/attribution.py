"""Conversions by the paths that led to them: on scope all a path counts once, however many networks it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.columns import SOCIAL
from kpitools.kpis.leaves import known
from kpitools.kpis.lens import Lens, total
from kpitools.kpis.measures import Measure
from kpitools.kpis.quotient import quotient
from kpitools.kpis.result import Part, Result, combined
from kpitools.kpis.scopes import EVERY, Scope, networks_in
from kpitools.tables import UNNAMED_NETWORK

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

PATHS = Measure("conversion_paths", "conversions")
HELD, CLOSER, HELPERS = range(3)
_ROLES = {"held": HELD, "closer": CLOSER, "helpers": HELPERS}


def path_conversions(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Σ conversions of the paths in which a network of the scope plays a role; without any path table, `else_kpi`."""
    assert kpi.function
    if evaluation.supplied("conversion_paths", "") is None and kpi.function.otherwise:
        return evaluation.result(kpi.function.otherwise, lens, scope)
    everything, reason = known(evaluation, PATHS, lens, "")
    role, asked = _ROLES[kpi.function.column], touching(evaluation, scope)
    routes = {place: (_names(place, role), cell) for place, cell in evaluation.routes(PATHS, lens).items()}
    mine = total(cell for names, cell in routes.values() if names & asked)
    # A path through a network that it does not name may be one of those asked for, or not.
    open_ones = total(cell for names, cell in routes.values() if UNNAMED_NETWORK in names and not names & asked)
    used = everything.known - open_ones.known
    # Paths speak of every network on a day for which they have any row: one that plays no part had 0.
    of = mine.of if mine.rows else 0
    is_known = of is not None and (everything.rows > 0 or reason is None)
    if open_ones.known and not mine.rows:
        is_known, reason = False, reasons.unnamed_paths()
    part = Part(
        of=of if is_known else None,
        used=used,
        rows=everything.rows,
        table="conversion_paths",
        method=f"paths {kpi.function.column}",
        files=mine.files or everything.files,
        reason=None if is_known else reason,
    )
    made = combined({"": part}, ratio=False, times=1, people=False, no_value=reasons.nothing_known())
    return made.on(networks_in(scope))


def touching(evaluation: Evaluation, scope: Scope) -> Scope:
    """The networks whose touch points count: all together, also those that nothing of the client's but a path names."""
    asked = networks_in(scope)
    return frozenset(SOCIAL) if EVERY in scope and asked == frozenset(evaluation.networks) else asked


def _names(place: str, role: int) -> frozenset[str]:
    return frozenset(place.split("|")[role].split(",")) - {""}


def conversion_rate(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Conversions at the last click by social visits; without any path table, key actions by social visits."""
    by_path = evaluation.supplied("conversion_paths", "") is not None
    of = "last_click_conversions" if by_path else "targeted_actions"
    return quotient(evaluation, of, "social_visits", 100, lens, scope)


def social_visit_share(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Social visits, of all visits of the site from every source."""
    social = evaluation.result("social_visits", lens, scope)
    cell, reason = known(evaluation, Measure("web_visits", "sessions"), lens, "")
    if reason or social.value is None:
        return Result().without_value(reason or social.reason or reasons.nothing_known())
    part = Part(
        of=social.of, by=cell.of, used=cell.known, rows=cell.rows, table="web_visits", method="sessions",
        files=cell.files,
    )  # fmt: skip
    made = combined({"": part}, ratio=True, times=100, people=False, no_value=reasons.zero_denominator())
    return made.on(networks_in(scope))


def inbound_requests(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Conversations that ask for something, and sign-ups and appointments: those that are known."""
    parts = {}
    for table in ("conversations", "actions"):
        for network in evaluation.places(scope, table):
            cell, reason = known(evaluation, Measure(table, "request"), lens, network)
            parts[f"{table} {network}"] = Part(
                of=None if reason else cell.of,
                used=cell.known,
                rows=cell.rows,
                table=table,
                method=f"{table} {network}" if EVERY not in scope else table,
                files=cell.files,
                reason=reason,
            )
    made = combined(parts, ratio=False, times=1, people=False, no_value=reasons.nothing_known())
    return made.on(frozenset(name.split()[1] for name in made.networks))
