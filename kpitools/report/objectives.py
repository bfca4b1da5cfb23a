"""The client's objectives: each KPI against its target, and the sentence that sums them up."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kpitools.catalogue.glossary import OBJECTIVES
from kpitools.charts.small import bullet
from kpitools.kpis.values import Number, Value
from kpitools.language import mark
from kpitools.report import changes, complete, wording
from kpitools.report.cards import is_met, status
from kpitools.report.context import Context
from kpitools.report.figures import Figure, against_target, figure, number, said
from kpitools.report.section import sentence


@dataclass(frozen=True)
class Goal:
    """One KPI of an objective against its target."""

    objective: str
    name: str
    figure: Figure
    target: str
    status: str
    outcome: str  # met, missed or unmeasured
    bar: Markup
    change: str


def goals(context: Context) -> list[Goal]:
    """Every KPI of the objectives, in the parameters' order."""
    return [_goal(context, objective, value) for objective, values in _measured(context) for value in values]


def _measured(context: Context) -> list[tuple[str, list[Value]]]:
    """Each objective's name in words, with the values of its KPIs."""
    return [
        (
            context.language.text(OBJECTIVES[objective.name]),
            [context.evaluation.value(goal.id, goal.scope) for goal in objective.kpis],
        )
        for objective in context.parameters.objectives
    ]


def _goal(context: Context, objective: str, value: Value) -> Goal:
    amount = number(context, value)
    text, target = against_target(context, value)
    bar = ""
    if amount is not None and value.target is not None:
        bar = bullet(
            context.house.palette,
            amount,
            value.target,
            met=is_met(value),
            before=_before(context, value),
            width=200,
            height=10,
        )
    return Goal(
        objective=objective,
        name=wording.measured_name(context, value.kpi, value.scope),
        figure=figure(context, value, text),
        target=target if value.target is not None else "",
        status=status(context, value) or context.language.text("sans mesure"),
        outcome=("met" if is_met(value) else "missed") if value.target_status else "unmeasured",
        bar=Markup(bar),
        change=changes.movement(context, value).text,
    )


def _before(context: Context, value: Value) -> Number | None:
    """The previous period's amount where it is a fair mark beside this one's: complete, and of the same networks."""
    if isinstance(value.previous, list) or value.compared or value.not_compared:
        return None
    return value.previous if complete.comparable(context, value) else None


def verdict(context: Context) -> list[tuple[Markup, bool]]:
    """The sentences at the head of page one, each with whether it is good news; at most two.

    What is reached comes first, then what is missed. Without targets, what the main figure did.
    """
    judged = [
        (name, known)
        for name, values in _measured(context)
        if (known := [value for value in values if value.target_status])
    ]
    if not judged:
        return [(_plain_verdict(context), True)]
    met = [(name, values) for name, values in judged if all(is_met(value) for value in values)]
    missed = [one for one in judged if one not in met]
    told = [(_met(context, met, len(judged)), True)] if met else []
    return [*told, (_missed(context, missed), False)] if missed else told


def _met(context: Context, judged: Sequence[tuple[str, list[Value]]], among: int) -> Markup:
    """What is reached, or will be at this pace: one objective with its figure, several by their names."""
    if len(judged) == 1:
        return _single(context, *judged[0])
    over = all(value.target_status == "reached" for _, values in judged for value in values)
    message = mark("{count} objectifs sur {among} atteints : {names}.")
    if not over:
        message = mark("{count} objectifs sur {among} en bonne voie : {names}.")
    count, whole = context.language.number(len(judged)), context.language.number(among)
    return sentence(
        context, message, count=count, among=whole, names=context.language.names([name for name, _ in judged])
    )


def _missed(context: Context, judged: Sequence[tuple[str, list[Value]]]) -> Markup:
    """What is not."""
    if len(judged) == 1:
        return _single(context, *judged[0])
    over = any(value.target_status == "missed" for _, values in judged for value in values)
    message = mark("Manqués : {names}.") if over else mark("En retard : {names}.")
    return sentence(context, message, names=context.language.names([name for name, _ in judged]))


def _single(context: Context, name: str, values: Sequence[Value]) -> Markup:
    """One objective with the KPI that decides its outcome."""
    value = next((value for value in values if not is_met(value)), values[0])
    amount, target = against_target(context, value)
    if value.kpi in wording.PER_POST:
        amount, target = said(context, value.kpi, number(context, value)), said(context, value.kpi, value.target)
    return sentence(
        context,
        "Objectif {objective} {status} : {kpi} de {value} pour une cible de {target}.",
        objective=name,
        status=status(context, value),
        kpi=_lower(wording.scoped_name(context, value.kpi, value.scope)),
        value=figure(context, value, amount),
        target=target,
    )


def _plain_verdict(context: Context) -> Markup:
    """What the main figures did, for a client without targets."""
    for kpi in ("reach", "views", "engagements", "followers", "posts", "unique_visitors"):
        value = context.evaluation.value(kpi)
        if value.value is not None:
            return sentence(
                context, "{kpi} : {value} {period}{change}.", kpi=wording.kpi_name(context, kpi),
                value=figure(context, value), period=wording.during(context.language, context.period),
                change=changes.compared(context, value),
            )  # fmt: skip
    return sentence(
        context,
        "Aucun indicateur ne peut être calculé {period}.",
        period=wording.during(context.language, context.period),
    )


def _lower(name: str) -> str:
    """A name within a sentence: its first letter small unless it is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
