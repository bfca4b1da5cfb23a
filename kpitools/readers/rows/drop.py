"""Rows of an export that are none of the table's: totals, footers, descriptions, rows in error."""

import re
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.readers.matching.cells import TEXT, Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.schema.column import Like, Unlike
from kpitools.readers.schema.layout import ANY_CELL
from kpitools.readers.values.cast import Context, typed
from kpitools.readers.values.suspects import Note
from kpitools.readers.writing.heads import fold
from kpitools.tables import Column as Canonical
from kpitools.tables import Kind


def without_dropped(cells: Cells, match: Match, note: Note) -> tuple[Cells, Cells]:
    """The cells without the rows that the layout leaves out, and the rows of totals among them.

    Worth saying are rows in error, those of things that came to nothing, and more totals than one.
    """
    totals = cells.filtered(pa.chunked_array([pa.repeat(False, len(cells.rows))]))
    for reason, where in ((reason, where) for reason, ways in match.section.drop.items() for where in ways):
        masks = [_mask(cells.first(name), wanted) for name, wanted in where.items() if name in cells.columns]
        if ANY_CELL in where:
            every = [texts for columns in cells.columns.values() for texts in columns]
            masks.append(reduce(pc.or_, (pc.fill_null(_mask(texts, where[ANY_CELL]), False) for texts in every)))
        if not masks:
            continue
        dropped = masks[0]
        for mask in masks[1:]:
            dropped = pc.and_(dropped, mask)
        count = pc.sum(dropped).as_py() or 0
        if not count:
            continue
        if reason == "total":
            totals = cells.filtered(dropped)
        cells = cells.filtered(pc.invert(dropped))
        if reason in ("total", "footer") and count > 1:
            note(
                "several_totals",
                mark("Lignes écartées comme totaux, sous-totaux ou pieds de page : {count}."),
                count=count,
            )
        if reason == "error":
            note("error_rows", mark("Lignes écartées, que le réseau a exportées en erreur : {count}."), count=count)
        if reason == "void":
            note(
                "void_rows", mark("Lignes écartées (annulées, échouées, sortantes ou de test) : {count}."), count=count
            )
    return cells, totals


def lasting(cells: Cells, match: Match, context: Context) -> Cells:
    """The rows whose period is as long as those of the section are."""
    if match.section.lasting is None:
        return cells
    columns, day = match.section.columns, Canonical("date", Kind.DATE)
    first = "start" if "start" in columns else "date"
    last = "end" if "end" in columns else "_end"
    start, end = (typed(cells.first(name), day, columns[name], context)[0] for name in (first, last))
    several = pc.fill_null(pc.greater(end, start), False)
    return cells.filtered(several if match.section.lasting == "several days" else pc.invert(several))


def _mask(texts: pa.ChunkedArray, wanted: str | Unlike | Like | tuple[str, ...]) -> pa.ChunkedArray:
    """Where a column is blank, is one of some texts, or is none that a pattern describes."""
    if wanted == "blank":
        return pc.is_null(texts)
    unique = [text for text in pc.unique(texts).to_pylist() if text is not None]
    if isinstance(wanted, Unlike):
        matching = [text for text in unique if not re.fullmatch(wanted.unlike, text.strip())]
    elif isinstance(wanted, Like):
        matching = [text for text in unique if re.fullmatch(wanted.like, text.strip())]
    else:
        labels = {fold(text) for text in wanted}
        matching = [text for text in unique if fold(text) in labels]
    return pc.is_in(texts, value_set=pa.array(matching, TEXT))
