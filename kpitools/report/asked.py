"""Which sections the parameters ask for, and the KPIs that they show."""

from kpitools.report.cards import chosen
from kpitools.report.context import Context
from kpitools.report.section import Kind


def kinds(context: Context) -> list[Kind]:
    """The sections asked for that exist, in their order; by default all of them."""
    from kpitools.report.sections import SECTIONS  # the method section lists the others, and is one of them

    asked = context.parameters.report.sections or tuple(SECTIONS)
    return [SECTIONS[name] for name in asked if name in SECTIONS]


def kpis_shown(context: Context) -> list[str]:
    """Every KPI of those sections that have something to show, each once, in the order it is met."""
    told = [kind.kpis(context) for kind in kinds(context)]
    there = [kpis for kind, kpis in zip(kinds(context), told, strict=True) if kpis and not kind.absent(context)]
    return list(dict.fromkeys(kpi for kpis in there for kpi in kpis))


def headlines(context: Context) -> frozenset[str]:
    """The KPIs of page one and of the objectives, which paper tells in full; the others' rest stands on the screen."""
    goals = (goal.id for objective in context.parameters.objectives for goal in objective.kpis)
    return frozenset({*goals, *(value.kpi for value in chosen(context))})
