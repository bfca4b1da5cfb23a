"""Days and figures that an export leaves out because nothing happened.

A 0 that stands in no cell is true of this file alone: someone may have cut it in two, and the other half states it.
"""

import datetime as dt
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers.export import ROW, filled_of
from kpitools.readers.matching.cells import Cells


def with_absent_days(data: pa.Table, figures: list[str], constants: dict[str, str]) -> pa.Table:
    """The rows, and one with 0 for each day between the first and the last that the platform left out.

    An export that prints a 0 leaves out no day for being one: a day that it lacks is unknown.
    """
    if any(pc.any(pc.equal(data[name], 0)).as_py() for name in figures):
        return data
    days = data["date"].to_pylist()
    known = sorted({day for day in days if day is not None})
    if not known:
        return data
    row_of = dict(zip(days, data[ROW].to_pylist(), strict=True))
    absent: list[tuple[dt.date, int]] = []
    for before, after in pairwise(known):
        gap = (before + dt.timedelta(number) for number in range(1, (after - before).days))
        absent += [(day, row_of[before]) for day in gap]
    flags = [filled_of(name) for name in figures]
    filled = dict.fromkeys(figures, 0) | dict.fromkeys(flags, True)
    zeros = [{"date": day, ROW: row, **filled, **constants} for day, row in absent]
    for flag in flags:
        data = data.append_column(flag, pa.repeat(False, len(data)))
    return pa.concat_tables([data, pa.Table.from_pylist(zeros, schema=data.schema)]).sort_by("date")


def with_absent_figures(data: pa.Table, cells: Cells, names: list[str]) -> pa.Table:
    """The rows of a pivoted table, in which a figure is a blank cell where the file has no line for it."""
    for name in names:
        absent = pc.and_(pc.is_null(cells.first(name)), pc.is_valid(data[name]))
        data = data.append_column(filled_of(name), absent)
    return data
