"""Which sections the parameters ask for, and the KPIs that they show."""

from kpitools.report.context import Context
from kpitools.report.section import Kind


def kinds(context: Context) -> list[Kind]:
    """The sections asked for that exist, in their order; by default all of them."""
    from kpitools.report.sections import SECTIONS  # the method section lists the others, and is one of them

    asked = context.parameters.report.sections or tuple(SECTIONS)
    return [SECTIONS[name] for name in asked if name in SECTIONS]


def kpis_shown(context: Context) -> list[str]:
    """Every KPI of those sections, each once, in the order it is met."""
    return list(dict.fromkeys(kpi for kind in kinds(context) for kpi in kind.kpis(context)))
