"""What an export prints and does not mean: found by looking at a whole column, and said."""

import datetime as dt
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Severity
from kpitools.readers.cells import Cells
from kpitools.readers.column import ITSELF, Column
from kpitools.readers.heads import fold
from kpitools.readers.match import Match
from kpitools.readers.persons import shown

# Fewer posts, or all in one month, could have such minutes by chance.
_ENOUGH_TIMES = 10

Note = Callable[..., None]


def without_false_zeros(cells: Cells, match: Match, note: Note) -> Cells:
    """The cells without columns that are 0 on every row while the column beside them is not: they were never filled."""
    columns = dict(cells.columns)
    for name in match.columns:
        found = cells.columns[name]
        beside = match.section.columns[name].not_all_zero_beside
        if beside not in cells.columns or _all_zero(cells.first(beside)):
            continue
        kept = [texts for texts in found if not _all_zero(texts)]
        if len(kept) < len(found):
            columns[name] = kept or [pa.chunked_array([pa.nulls(len(cells.rows), pa.string())])]
            label = match.cells[match.columns[name][0]]
            text = mark(
                "« {column} » vaut 0 sur toutes les lignes, mais pas « {beside} » : la colonne est tenue pour inconnue."
            )
            note("all_zero", text, Severity.WARNING, column=label, beside=match.cells[match.columns[beside][0]])
    return Cells(columns, cells.rows)


def say_untranslated(texts: pa.ChunkedArray, column: Column, name: str, table: str, note: Note) -> None:
    """Say which texts the layout does not know, where it gives them all one value; of a table of people, no name."""
    if not column.values or column.extract or column.source or column.otherwise == ITSELF:
        return
    known = {fold(text) for written in column.values.values() for text in written}
    other = sorted({shown(text, table) for text in pc.unique(texts).to_pylist() if text and fold(text) not in known})
    if other:
        text = mark("Valeurs inconnues dans « {column} », lues comme « {value} » : {texts}.")
        note("unknown_value", text, column=name, value=column.otherwise or "?", texts=", ".join(other[:10]))


def say_replaced(values: pa.ChunkedArray, column: Column, label: str, note: Note) -> None:
    """Say that a measure took the place of another one of older exports: the two make no one series."""
    if column.replaces and len(values) > values.null_count:
        text = mark(
            "« {label} » est une autre mesure que celle des anciens exports ({before}) : rupture de série, les deux "
            "ne s'additionnent ni ne se comparent."
        )
        note("measure_replaced", text, label=label.strip(), before=column.replaces)


def say_minutes_of_months(times: pa.ChunkedArray, zone: str, note: Note) -> None:
    """Say where minutes are the month's number: the file was written with the wrong format, only its hours are real."""
    local, months = ZoneInfo(zone), set()
    for at in _values(times):
        here = at.astimezone(local)
        if here.minute != here.month:
            return
        months.add(here.month)
    if len(times) - times.null_count >= _ENOUGH_TIMES and len(months) > 1:
        text = mark("Les minutes de toutes les heures sont le numéro du mois : seule l'heure est vraie.")
        note("minutes_are_months", text, Severity.WARNING)


def _values(times: pa.ChunkedArray) -> Iterator[dt.datetime]:
    """The known times one after another: most often the first says enough."""
    for chunk in times.drop_null().chunks:
        for start in range(0, len(chunk), _ENOUGH_TIMES):
            yield from chunk.slice(start, _ENOUGH_TIMES).to_pylist()


def _all_zero(texts: pa.ChunkedArray) -> bool:
    values = pc.unique(texts.drop_null()).to_pylist()
    return bool(values) and all(text.strip() in ("0", "0.0") for text in values)


def say_undated(times: pa.ChunkedArray | None, note: Note) -> None:
    """Say how many rows have no date: no period counts them."""
    if times is not None and times.null_count:
        text = mark("Lignes sans date, qui ne comptent dans aucune période : {count}.")
        note("undated_rows", text, Severity.WARNING, count=times.null_count)
