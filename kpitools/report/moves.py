"""What changed: the largest movements of volumes over the networks, as numbers and nothing more."""

from dataclasses import dataclass, replace

from kpitools.kpis.values import Value
from kpitools.report import changes, wording
from kpitools.report.changes import Movement
from kpitools.report.context import Context
from kpitools.report.figures import Figure, figure, said

WATCHED = ("reach", "views", "engagements", "new_followers", "link_clicks", "profile_visits")
MOST = 3
# Below this, a percentage says more about the smallness of the base than about the month.
LEAST_BASE = 100
LEAST_CHANGE = 5.0


@dataclass(frozen=True)
class Move:
    """One movement: what, where, how much, from what to what."""

    name: str
    movement: Movement
    figure: Figure
    before: str


def moves(context: Context) -> list[Move]:
    """At most three movements of single networks, the largest first; an incomplete period has none."""
    found: list[tuple[float, Value]] = []
    for scope in context.networks if len(context.networks) > 1 else ("all",):
        for kpi in WATCHED:
            value = context.evaluation.value(kpi, scope)
            base, moved = value.previous, changes.amount(context, value)
            large = base is not None and not isinstance(base, list) and base >= LEAST_BASE
            if large and moved is not None and abs(moved) >= LEAST_CHANGE:
                found.append((abs(moved), value))
    found.sort(key=lambda item: -item[0])
    return [_move(context, value) for _, value in found[:MOST]]


def _move(context: Context, value: Value) -> Move:
    previous = None if isinstance(value.previous, list) else value.previous
    moved = changes.movement(context, value)
    return Move(
        wording.scoped_name(context, value.kpi, value.scope),
        replace(moved, text=changes.signed(context, value)),
        figure(context, value),
        said(context, value.kpi, previous),
    )
