"""The cards of page one: which KPIs, and what each says."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kpitools.charts.small import bullet, sparkline
from kpitools.kpis.values import Value
from kpitools.report import changes, wording
from kpitools.report.changes import Movement
from kpitools.report.context import Context
from kpitools.report.figures import Figure, against_target, figure, number
from kpitools.report.series import line

DEFAULT = (
    "reach", "engagement_rate", "followers", "net_new_followers", "views", "engagements", "link_clicks",
    "unique_visitors", "posts", "profile_visits", "new_followers", "impressions", "interactions", "pageviews",
)  # fmt: skip
ENOUGH, MOST = 6, 8


@dataclass(frozen=True)
class Card:
    """One KPI on page one. `spark` and `bar` are drawings beside words that say the same."""

    name: str
    figure: Figure
    movement: Movement
    year: str
    spark: Markup
    bar: Markup
    target: str
    basis: str
    reason: str


def cards(context: Context) -> list[Card]:
    """The cards that the parameters ask for, else those of the objectives and the usual ones: five to eight."""
    return [card(context, value) for value in chosen(context)]


def chosen(context: Context) -> list[Value]:
    """The values that page one shows as cards."""
    value = context.evaluation.value
    asked = context.parameters.report.cards
    if asked:
        return [value(kpi) for kpi in asked]
    found: list[Value] = []
    for candidate in _candidates(context):
        new = (candidate.kpi, candidate.scope) not in {(one.kpi, one.scope) for one in found}
        room = len(found) < (MOST if candidate.target is not None else ENOUGH)
        if new and room and candidate.value is not None and not isinstance(candidate.value, list):
            found.append(candidate)
    return found


def _candidates(context: Context) -> Iterator[Value]:
    for objective in context.parameters.objectives:
        for goal in objective.kpis:
            yield context.evaluation.value(goal.id, goal.scope)
    for kpi in DEFAULT:
        yield context.evaluation.value(kpi)


def card(context: Context, value: Value) -> Card:
    """One card."""
    amount, palette = number(context, value), context.house.palette
    text, target = against_target(context, value)
    bar = ""
    if amount is not None and value.target is not None:
        bar = bullet(palette, amount, value.target, met=is_met(value))
    return Card(
        name=wording.measured_name(context, value.kpi, value.scope),
        figure=figure(context, value, text),
        movement=changes.movement(context, value),
        year=changes.year(context, value),
        spark=Markup(sparkline(palette, line(context, value.kpi, value.scope).points)),
        bar=Markup(bar),
        target=_target(context, value, target),
        basis=_basis(context, value),
        reason=value.reason.message(context.language) if value.reason and amount is None else "",
    )


def is_met(value: Value) -> bool:
    """Whether a target is reached, or will be at this pace."""
    return value.target_status in ("reached", "on_track")


def status(context: Context, value: Value) -> str:
    """What became of a target, in a word."""
    return context.language.text(wording.STATUSES[value.target_status]) if value.target_status else ""


def _target(context: Context, value: Value, target: str) -> str:
    if value.target is None:
        return ""
    told = context.language.text("objectif {target}", target=target)
    return f"{told}, {status(context, value)}" if value.target_status else told


def _basis(context: Context, value: Value) -> str:
    """What a reader must know to read the number: an estimate, an upper bound, a part of the networks."""
    language = context.language
    told = [wording.basis(language, value)] if context.evaluation.kpi(value.kpi).people else []
    if value.early:
        told.append(language.text("chiffres encore provisoires"))
    if value.compared and changes.amount(context, value) is not None:
        names = wording.networks(language, value.compared)
        told.append(language.text("évolution : {networks}", networks=names))
    return ", ".join(part for part in told if part)
