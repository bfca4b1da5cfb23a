"""Objectifs: each KPI as a bar against its target, what became of last month's advice, and what is open."""

from typing import Any

from kpitools.language import mark
from kpitools.report.advice import advice, planned
from kpitools.report.context import Context
from kpitools.report.objectives import goals
from kpitools.report.outlook import outlook
from kpitools.report.section import Kind


def kpis(context: Context) -> list[str]:
    """Those of the objectives."""
    return [goal.id for objective in context.parameters.objectives for goal in objective.kpis]


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One line a KPI; where they will end; last month's advice and what became of it; what is open for the next."""
    before = context.language.month_name(context.period.previous.start)
    return "objectifs", {
        "goals": goals(context),
        "outlook": outlook(context),
        "advice": advice(context),
        "planned": planned(context),
        "before": context.language.of(before),
    }


def absent(context: Context) -> str:
    """Absent where the client set none, and nothing was or is advised."""
    if context.parameters.objectives or advice(context) or planned(context):
        return ""
    return context.language.text("Les paramètres ne fixent aucun objectif.")


SECTION = Kind("objectifs", mark("Objectifs"), kpis, body, absent)
