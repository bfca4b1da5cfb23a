"""Where the objectives' totals will end, while their month, quarter or year is not over."""

from markupsafe import Markup

from kpitools.kpis.forecasts import span_of
from kpitools.language import mark
from kpitools.params.goals import Goal
from kpitools.report import wording
from kpitools.report.context import Context
from kpitools.report.figures import said
from kpitools.report.section import sentence
from kpitools.statistics import LEAST_WEEKS


def outlook(context: Context) -> list[Markup]:
    """One sentence a goal whose time is not over: the end that the account's own pace leads to, with its interval."""
    goals = [goal for objective in context.parameters.objectives for goal in objective.kpis]
    told = [_told(context, goal) for goal in goals if isinstance(goal.target, int | float)]
    return [one for one in told if one is not None]


def _told(context: Context, goal: Goal) -> Markup | None:
    evaluation, language = context.evaluation, context.language
    span = span_of(goal.per, context.period)
    known_until = min(evaluation.today, context.period.end)
    if known_until >= span.end or not evaluation.knows(goal.id) or not evaluation.kpi(goal.id).additive:
        return None
    name = wording.scoped_name(context, goal.id, goal.scope)
    found = evaluation.forecast(goal.id, goal.scope, span)
    if found is None:
        text = mark("{name} : la fin ne peut être prévue sans au moins {weeks} semaines d'historique.")
        return sentence(context, text, name=name, weeks=LEAST_WEEKS)
    return sentence(
        context,
        mark(
            "{name} : à ce rythme, {expected} au {day}, entre {low} et {high} huit fois sur dix, pour une cible de "
            "{target}."
        ),
        name=name,
        day=language.date(span.end),
        **{
            key: said(context, goal.id, round(figure))
            for key, figure in (("expected", found.expected), ("low", found.low), ("high", found.high))
        },
        target=said(context, goal.id, goal.target if isinstance(goal.target, int | float) else None),
    )
