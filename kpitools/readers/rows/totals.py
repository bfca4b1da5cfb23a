"""An export's own row of totals: no row of the table, but a check of it."""

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.readers.matching.cells import Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.values.cast import Context, typed
from kpitools.readers.values.suspects import Note
from kpitools.tables import Kind

# What rounding each row's figure can make of a sum.
_ROUNDED = 1e-6
_SUMMED = (Kind.COUNT, Kind.NET, Kind.NUMBER, Kind.MONEY)


def check_totals(
    totals: Cells, columns: dict[str, pa.ChunkedArray], match: Match, context: Context, note: Note
) -> None:
    """Say which figures of the export's own total are not the sum of its rows."""
    if len(totals.rows) != 1:
        return
    differing: dict[str, str] = {}
    for name, values in columns.items():
        column, canonical = match.section.columns[name], match.section.canonical[name]
        if canonical.kind not in _SUMMED or name in match.plus or name in match.minus or column.of or column.after:
            continue
        printed, _ = typed(totals.first(name), canonical, column, context)
        total, added = printed[0].as_py(), pc.sum(values).as_py()
        if total is not None and added is not None and abs(total - added) > _ROUNDED * abs(float(total)):
            label = match.cells[match.columns[name][0]].strip()
            differing[label] = f"{label} : {total:.10g} ≠ {added:.10g}"
    if differing:
        text = mark(
            "Le total que l'export imprime n'est pas la somme de ses lignes ({figures}) : il n'énumère pas tout, "
            "ou il compte autrement. Seules les lignes sont lues."
        )
        note("total_differs", text, figures="; ".join(differing.values()))
