"""Objectifs: each objective's KPIs as bars against their targets."""

from typing import Any

from kpitools.language import mark
from kpitools.report.context import Context
from kpitools.report.objectives import goals
from kpitools.report.section import Kind


def kpis(context: Context) -> list[str]:
    """Those of the objectives."""
    return [goal.id for objective in context.parameters.objectives for goal in objective.kpis]


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One line a KPI."""
    return "objectifs", {"goals": goals(context)}


def absent(context: Context) -> str:
    """Absent where the client set none."""
    if context.parameters.objectives:
        return ""
    return context.language.text("Les paramètres ne fixent aucun objectif.")


SECTION = Kind("objectifs", mark("Objectifs"), kpis, body, absent)
