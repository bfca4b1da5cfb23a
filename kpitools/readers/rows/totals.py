"""An export's own row of totals: no row of the table, but a check of it."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.readers.matching.cells import Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.schema.column import Column
from kpitools.readers.values.cast import Context, typed
from kpitools.readers.values.suspects import Note
from kpitools.tables import Kind

_SUMMED = (Kind.COUNT, Kind.NET, Kind.NUMBER, Kind.MONEY)
_ROUNDED = (Kind.NUMBER, Kind.MONEY)
_EXACT = 1e-6  # what adding up fractions in a computer leaves
_PLACES = re.compile(r"[.,](\d+)\D*$")


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
        texts = totals.first(name)
        total, added = typed(texts, canonical, column, context)[0][0].as_py(), pc.sum(values).as_py()
        if total is None or added is None:
            continue
        rounding = _rounding(texts[0].as_py(), column, len(values)) if canonical.kind in _ROUNDED else 0
        if abs(total - added) > max(_EXACT * abs(float(total)), rounding):
            label = match.cells[match.columns[name][0]].strip()
            differing[label] = f"{label} : {total:.10g} ≠ {added:.10g}"
    if differing:
        text = mark(
            "Le total que l'export imprime n'est pas la somme de ses lignes ({figures}) : il n'énumère pas tout, "
            "ou il compte autrement. Seules les lignes sont lues."
        )
        note("total_differs", text, figures="; ".join(differing.values()))


def _rounding(text: str, column: Column, rows: int) -> float:
    """What a sum may be off by where the total and each row were rounded to the places that the total shows."""
    places = _PLACES.search(text)
    return (rows + 1) * float(column.times or 1) * 10 ** -len(places[1]) / 2 if places else 0
