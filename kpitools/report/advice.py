"""Last month's advice, and what became of it."""

from dataclasses import dataclass

from kpitools.language import mark
from kpitools.report import wording
from kpitools.report.changes import signed
from kpitools.report.context import Context

_BECAME = {
    "done": mark("fait"),
    "doing": mark("en cours"),
    "dropped": mark("abandonné"),
    None: mark("en attente"),
}


@dataclass(frozen=True)
class Advice:
    """One piece of advice: what became of it, and how the KPIs that it was to move have moved."""

    text: str
    became: str
    moved: str


def advice(context: Context) -> list[Advice]:
    """The advice of the report before this one."""
    language, month = context.language, context.period.previous.start.replace(day=1)
    return [
        Advice(one.text, language.text(_BECAME[one.status]), ", ".join(_moved(context, kpi) for kpi in one.kpis))
        for one in context.parameters.recommendations
        if one.month == month
    ]


def _moved(context: Context, kpi: str) -> str:
    change = signed(context, context.evaluation.value(kpi))
    return f"{wording.kpi_name(context, kpi)} {change}"
