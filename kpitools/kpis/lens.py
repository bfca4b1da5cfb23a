"""What an evaluation looks at: one period, and within it one bucket of a dimension, or all."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpitools.kpis.grid import Bucket, Cell
from kpitools.kpis.values import Period


class Whole:
    """No breakdown: all rows of the period."""


WHOLE = Whole()


@dataclass(frozen=True)
class Lens:
    """A period, and a bucket of the dimension `by` (`WHOLE` for all rows)."""

    period: Period
    by: str = ""
    bucket: Bucket | Whole = WHOLE


def total(cells: Iterable[Cell]) -> Cell:
    """Cells added up."""
    made = Cell()
    for cell in cells:
        made += cell
    return made
