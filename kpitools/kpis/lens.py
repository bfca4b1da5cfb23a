"""What an evaluation looks at: one period, and within it one bucket of a dimension, or all."""

from collections.abc import Iterable
from typing import NamedTuple

from kpitools.kpis.grid import Bucket, Cell
from kpitools.kpis.values import Number, Period


class Whole:
    """No breakdown: all rows of the period."""


WHOLE = Whole()


class Lens(NamedTuple):
    """A period, and a bucket of the dimension `by` (`WHOLE` for all rows)."""

    period: Period
    by: str = ""
    bucket: Bucket | Whole = WHOLE


def bucket_of(lens: Lens) -> Bucket:
    """The bucket as grids name it: None without a dimension."""
    return None if isinstance(lens.bucket, Whole) else lens.bucket


def sum_of(cells: Iterable[Cell]) -> Number | None:
    """The sum of some cells, None where none is known."""
    return total(cells).of


def total(cells: Iterable[Cell]) -> Cell:
    """Cells added up; a single one is given as it is."""
    several = list(cells)
    if len(several) == 1:
        return several[0]
    made = Cell()
    for cell in several:
        made.add(cell)
    return made
