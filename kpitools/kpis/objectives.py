"""Whether the choice of objectives makes sense: few enough to be read, several enough not to be fooled."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from kpitools.catalogue.glossary import OBJECTIVES
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.params.goals import Event
from kpitools.problems import Problem, Severity

FEWEST, MOST, IN_ALL = 2, 3, 8  # KPIs an objective, and in all (reference, "Objectives")
SALES = frozenset({"revenue", "sales", "cost_per_sale", "average_order_value", "roi", "net_profit"})
EARLY_DAYS = 92  # three months


def remarks(evaluation: Evaluation) -> list[Problem]:
    """Kind words on the objectives of the parameters: notes, never errors."""
    parameters = evaluation.store.parameters
    found = []
    for number, objective in enumerate(parameters.objectives):
        count = len(objective.kpis)
        if count < FEWEST:
            kind, text = (
                "too_few_kpis",
                mark("Objectif {name} : un seul indicateur se laisse facilement tromper, deux ou trois se complètent."),
            )
        elif count > MOST:
            kind, text = "too_many_kpis", mark("Objectif {name} : {count} indicateurs ; deux ou trois se lisent mieux.")
        else:
            continue
        place = parameters.place("objectives", number)
        found.append(Problem(kind, text, {"name": OBJECTIVES[objective.name], "count": count}, Severity.NOTE, **place))
    found += _ill_placed(evaluation)
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
                values = {"name": OBJECTIVES[objective.name], "kpi": goal.id, "reason": why}
                found.append(Problem("target_unknown", text, values, Severity.WARNING))
    return found


def _ill_placed(evaluation: Evaluation) -> Iterator[Problem]:
    """Targets that say little of the work on social networks, or not yet."""
    parameters, period = evaluation.store.parameters, evaluation.period
    since = parameters.community_since
    for number, objective in enumerate(parameters.objectives):
        for place, goal in enumerate(objective.kpis):
            if goal.target is None:
                continue
            at = parameters.place("objectives", number, "kpis", place)
            values = {"name": OBJECTIVES[objective.name], "kpi": goal.id}
            if goal.id in SALES and objective.name != "conversion":
                text = mark(
                    "Objectif {name} : {kpi} dépend de bien d'autres choses que des réseaux sociaux ; préférez leads, "
                    "cost_per_lead ou conversion_rate, et lisez les ventes une fois le trafic et la visibilité acquis."
                )
                yield Problem("sales_target_on_social", text, values, Severity.NOTE, **at)
            if objective.name == "trafic" and since and (period.end - since).days < EARLY_DAYS:
                text = mark(
                    "Objectif {name} : une cible de trafic dans les trois premiers mois d'une communauté ; la "
                    "confiance "
                    "prend du temps."
                )
                yield Problem("too_early_traffic", text, values, Severity.NOTE, **at)
            if goal.id == "profile_visits" and any(_first_week(event, period) for event in parameters.events):
                text = mark(
                    "Objectif {name} : la première semaine d'une campagne amène des visites de passage ; mesurez quand "
                    "elles se sont posées."
                )
                yield Problem("passing_traffic", text, values, Severity.NOTE, **at)


def _first_week(event: Event, period: Period) -> bool:
    """Whether the first week of a campaign falls into a period."""
    return event.kind == "campaign" and event.start <= period.end and event.start + dt.timedelta(6) >= period.start
