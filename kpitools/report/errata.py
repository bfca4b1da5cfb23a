"""Figures of the last edition that today's exports give otherwise: what was printed, what it is now, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpitools.editions.last import Printed
from kpitools.kpis.values import Number
from kpitools.report import wording
from kpitools.report.asked import kpis_shown
from kpitools.report.context import Context
from kpitools.report.figures import said

EXACT = 1e-9  # relative: what a float loses on its way through JSON
LISTED = 12  # lines on paper, the largest corrections first


@dataclass(frozen=True)
class Erratum:
    """One figure: what the last edition printed, what it is today (None: no longer known), the files that changed."""

    kpi: str
    scope: str
    old: Number
    new: Number | None
    files: tuple[str, ...]

    @property
    def size(self) -> float:
        """The correction over what was printed."""
        if self.new is None or not self.old:
            return float("inf")
        return abs(float(self.new) / float(self.old) - 1)


def errata(context: Context) -> list[Erratum]:
    """The figures that the report shows and the last edition printed otherwise, the largest correction first."""
    if context.last is None:
        return []
    shown = set(kpis_shown(context))
    found = [_erratum(context, one) for one in context.last.values if one.kpi in shown]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.size, one.kpi, one.scope))


def _erratum(context: Context, printed: Printed) -> Erratum | None:
    assert context.last is not None
    evaluation = context.evaluation
    if not evaluation.knows(printed.kpi) or printed.scope not in ("all", *evaluation.networks):
        return None
    value, files = evaluation.restated(printed.kpi, printed.scope, context.last.period)
    if isinstance(value, list) or (value is not None and _same(printed.value, value)):
        return None
    return Erratum(printed.kpi, printed.scope, printed.value, value, _changed(printed.files, files))


def _same(old: Number, new: Number) -> bool:
    return abs(float(old) - float(new)) <= EXACT * max(abs(float(old)), abs(float(new)))


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    """The files whose content is new or other; where none is, those that are no longer there."""
    found = tuple(name for name, digest in new.items() if digest not in old.values())
    return found or tuple(name for name in old if name not in new)


def name(context: Context, one: Erratum) -> str:
    """What is corrected."""
    return wording.scoped_name(context, one.kpi, one.scope)


def amount(context: Context, one: Erratum, value: Number | None) -> str:
    """A figure of it."""
    return said(context, one.kpi, value)
