"""Whether the choice of objectives makes sense: few enough to be read, several enough not to be fooled."""

from collections import Counter

from kpitools.kpis.evaluation import Evaluation
from kpitools.language import mark
from kpitools.problems import Problem, Severity

FEWEST, MOST, IN_ALL = 2, 3, 8  # KPIs an objective, and in all (reference, "Objectives")


def remarks(evaluation: Evaluation) -> list[Problem]:
    """Kind words on the objectives of the parameters: notes, never errors."""
    parameters = evaluation.store.parameters
    found = []
    for number, objective in enumerate(parameters.objectives):
        count = len(objective.kpis)
        if count < FEWEST:
            text = mark(
                "Objectif {name} : un seul indicateur se laisse facilement tromper, deux ou trois se complètent."
            )
        elif count > MOST:
            text = mark("Objectif {name} : {count} indicateurs ; deux ou trois se lisent mieux.")
        else:
            continue
        place = parameters.place("objectives", number)
        found.append(
            Problem("kpis_per_objective", text, {"name": objective.name, "count": count}, Severity.NOTE, **place)
        )
    uses = Counter(goal.id for objective in parameters.objectives for goal in objective.kpis)
    if sum(uses.values()) > IN_ALL:
        text = mark("{count} indicateurs visés en tout : au-delà de {most}, un bilan n'est plus lu.")
        found.append(Problem("too_many_kpis", text, {"count": sum(uses.values()), "most": IN_ALL}, Severity.NOTE))
    for kpi_id, count in uses.items():
        if count > 1:
            text = mark("{kpi} figure sous {count} objectifs : un indicateur n'en éclaire bien qu'un.")
            found.append(Problem("kpi_twice", text, {"kpi": kpi_id, "count": count}, Severity.NOTE))
    for objective in parameters.objectives:
        for goal in objective.kpis:
            value = evaluation.value(goal.id, goal.scope)
            if goal.target is not None and value.value is None:
                text = mark("Objectif {name} : {kpi} a une cible mais n'est pas calculable. {reason}")
                why = value.reason.message(evaluation.language) if value.reason else ""
                values = {"name": objective.name, "kpi": goal.id, "reason": why}
                found.append(Problem("target_unknown", text, values, Severity.WARNING))
    return found
