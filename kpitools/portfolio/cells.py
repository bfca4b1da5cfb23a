"""One value of a client's month, wherever it comes from."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpitools.kpis.values import Number, Period, Rows
from kpitools.portfolio.figures import Figures
from kpitools.portfolio.parts import BASES


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a client: None where it is unknown."""

    value: Number | Rows | None = None
    basis: tuple[str, ...] | None = None
    coverage: float | None = None


UNKNOWN = Cell()
Own = Mapping[tuple[Period, str, str], Cell]  # what a client's own evaluation gives, by month, KPI and scope


def cell(figures: Figures, row: int) -> Cell:
    """A KPI's value of one client and month."""
    if not figures.known[row]:
        return UNKNOWN
    value: Number = figures.value[row].item()
    if figures.scale > 1:
        value = Decimal(value) / figures.scale
    basis = tuple(sorted(name for number, name in enumerate(BASES) if figures.basis[row] >> number & 1))
    coverage = float(figures.coverage[row])
    return Cell(value, basis or None, None if math.isnan(coverage) else coverage)
