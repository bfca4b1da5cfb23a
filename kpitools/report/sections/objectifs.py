"""Objectifs: each objective's KPIs as bars against their targets, and what became of last month's advice."""

from typing import Any

from kpitools.language import mark
from kpitools.report.advice import advice
from kpitools.report.context import Context
from kpitools.report.objectives import goals
from kpitools.report.section import Kind


def kpis(context: Context) -> list[str]:
    """Those of the objectives."""
    return [goal.id for objective in context.parameters.objectives for goal in objective.kpis]


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One line a KPI; then last month's advice and what became of it."""
    before = context.language.month_name(context.period.previous.start)
    return "objectifs", {"goals": goals(context), "advice": advice(context), "before": context.language.of(before)}


def absent(context: Context) -> str:
    """Absent where the client set none."""
    if context.parameters.objectives:
        return ""
    return context.language.text("Les paramètres ne fixent aucun objectif.")


SECTION = Kind("objectifs", mark("Objectifs"), kpis, body, absent)
