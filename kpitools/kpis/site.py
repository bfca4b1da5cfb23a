"""Where a site's visits come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.leaves import known
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Part, Result, combined
from kpitools.kpis.scopes import EVERY, Scope, networks_in

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

_SESSIONS = Measure("web_visits", "sessions")


def traffic_sources(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Sessions by class of source, largest first, with each class's share in %."""
    cell, reason = known(evaluation, _SESSIONS, lens, "")
    found = {} if reason else evaluation.split(_SESSIONS, "class", lens)
    found.pop("None", None)  # visits of no known source
    if reason or not found:
        return Result().without_value(reason or reasons.no_column(Measure("web_visits", "source")))
    whole = sum(int(sessions) for sessions in found.values())
    rows = [
        {"class": name, "sessions": sessions, "share": sessions / whole * 100 if whole else None}
        for name, sessions in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    ]
    return Result(
        value=rows,
        used=cell.known,
        coverage=cell.known / cell.rows if cell.rows else None,
        method="class",
        files=cell.files,
    )


def produced(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Contents of a kind, and the posts that are such: of a network (blog, forum), or of the formats of video."""
    assert kpi.function
    wanted = [
        (measure, place)
        for measure, network in produced_from(kpi.function.column)
        for place in (evaluation.networks if network == EVERY else (network,))
    ]
    parts = {}
    for number, (measure, place) in enumerate(wanted):
        cell, reason = known(evaluation, measure, lens, place)
        parts[str(number)] = Part(
            of=None if reason else cell.of,
            used=cell.known,
            rows=cell.rows,
            table=measure.table,
            method=measure.table,
            files=cell.files,
            reason=reason,
        )
    made = combined(parts, ratio=False, times=1, people=False, no_value=reasons.nothing_known())
    return made.on(networks_in(scope))


def produced_from(kind: str) -> list[tuple[Measure, str]]:
    """What is added up of a kind of contents, and on which network: "" is all rows, `EVERY` each of the client's."""
    posts = {"blog": ("blog",), "forum": ("forum",)}.get(kind, ())
    wanted = [(Measure("contents", kind), ""), *((Measure("posts"), network) for network in posts)]
    return [*wanted, (Measure("posts", "is_video"), EVERY)] if kind == "video" else wanted
