"""What an export prints and does not mean: found by looking at a whole column, and said."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Severity
from kpitools.readers.matching.cells import Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.schema.column import ITSELF, Column
from kpitools.readers.writing.heads import fold
from kpitools.readers.writing.persons import shown

# Fewer posts, or all in one month, could have such minutes by chance.
_ENOUGH_TIMES = 10

Note = Callable[..., None]


def unsaid(*_: object, **__: object) -> None:
    """Note nothing: of rows that are looked at before they are read."""


FalseZeros = frozenset[tuple[str, int]]  # canonical columns, and which of the file's columns for each


def false_zeros(first: Cells, all_parts: Iterable[Cells], match: Match) -> FalseZeros:
    """The columns that are 0 on every row while the column beside them is not: they were never filled.

    Most often the first part of a file tells; only where it does not are all parts looked at.
    """
    watched = {name: beside for name in match.columns if (beside := _beside(name, match))}
    columns = {(name, at) for name in watched for at in range(len(match.columns[name]))}
    open_ones = {(name, at) for name, at in columns if not _has_other(first.columns[name][at])}
    if not open_ones:
        return frozenset()
    stated: set[tuple[str, int]] = set()
    unlike: set[str] = set()
    for cells in all_parts:
        open_ones = {(name, at) for name, at in open_ones if not _has_other(cells.columns[name][at])}
        stated |= {(name, at) for name, at in open_ones if cells.columns[name][at].null_count < len(cells.rows)}
        unlike |= {name for name in watched if not _all_zero(cells.first(watched[name]))}
    return frozenset((name, at) for name, at in open_ones & stated if name in unlike)


def _beside(name: str, match: Match) -> str | None:
    """The column of the file that shows whether the zeros of another one can be true; None where it has none such."""
    return next((beside for beside in match.section.columns[name].not_all_zero_beside if beside in match.columns), None)


def without_false_zeros(cells: Cells, false: FalseZeros) -> Cells:
    """The cells without columns that were never filled."""
    columns = dict(cells.columns)
    for name in {name for name, _ in false}:
        kept = [texts for at, texts in enumerate(columns[name]) if (name, at) not in false]
        columns[name] = kept or [pa.chunked_array([pa.nulls(len(cells.rows), pa.string())])]
    return Cells(columns, cells.rows)


def say_false_zeros(false: FalseZeros, match: Match, note: Note) -> None:
    """Say which columns were never filled."""
    for name in sorted({name for name, _ in false}):
        beside = match.columns[_beside(name, match) or ""]
        text = mark(
            "« {column} » vaut 0 sur toutes les lignes, mais pas « {beside} » : la colonne est tenue pour inconnue."
        )
        column = match.cells[match.columns[name][0]]
        note("all_zero", text, Severity.WARNING, column=column, beside=match.cells[beside[0]])


def say_untranslated(texts: pa.ChunkedArray, column: Column, name: str, table: str, note: Note) -> None:
    """Say which texts the layout does not know, where it gives them all one value; of a table of people, no name."""
    if not column.values or column.extract or column.source or column.otherwise == ITSELF:
        return
    known = {fold(text) for written in column.values.values() for text in written}
    other = sorted({shown(text, table) for text in pc.unique(texts).to_pylist() if text and fold(text) not in known})
    if other:
        text = mark("Valeurs inconnues dans « {column} », lues comme « {value} » : {texts}.")
        note("unknown_value", text, column=name, value=column.otherwise or "?", texts=tuple(other))


def say_replaced(values: pa.ChunkedArray, column: Column, label: str, note: Note) -> None:
    """Say that a measure took the place of another one of older exports: the two make no one series."""
    if column.replaces and len(values) > values.null_count:
        text = mark(
            "« {label} » est une autre mesure que celle des anciens exports ({before}) : rupture de série, les deux "
            "ne s'additionnent ni ne se comparent."
        )
        note("measure_replaced", text, label=label.strip(), before=column.replaces)


class Minutes:
    """Whether the minutes of all times are the month's number: the file was written with the wrong format then."""

    def __init__(self, zone: str) -> None:
        self._zone, self._months, self._count = ZoneInfo(zone), set[int](), 0
        self._possible = True

    def take(self, times: pa.ChunkedArray) -> None:
        """Look at the times of a part."""
        self._count += len(times) - times.null_count
        for at in _values(times) if self._possible else ():
            here = at.astimezone(self._zone)
            self._months.add(here.month)
            if here.minute != here.month:
                self._possible = False
                return

    def say(self, note: Note) -> None:
        """Say that only the hours are real, where that is so."""
        if self._possible and self._count >= _ENOUGH_TIMES and len(self._months) > 1:
            text = mark("Les minutes de toutes les heures sont le numéro du mois : seule l'heure est vraie.")
            note("minutes_are_months", text, Severity.WARNING)


def _values(times: pa.ChunkedArray) -> Iterator[dt.datetime]:
    """The known times one after another: most often the first says enough."""
    for chunk in times.drop_null().chunks:
        for start in range(0, len(chunk), _ENOUGH_TIMES):
            yield from chunk.slice(start, _ENOUGH_TIMES).to_pylist()


def _all_zero(texts: pa.ChunkedArray) -> bool:
    """Whether zeros are stated, and nothing else."""
    return texts.null_count < len(texts) and not _has_other(texts)


def _has_other(texts: pa.ChunkedArray) -> bool:
    """Whether a text is no zero."""
    return any(text.strip() not in ("0", "0.0") for text in pc.unique(texts.drop_null()).to_pylist())


def say_undated(times: pa.ChunkedArray | None, note: Note) -> None:
    """Say how many rows have no date: no period counts them."""
    if times is not None and times.null_count:
        text = mark("Lignes sans date, qui ne comptent dans aucune période : {count}.")
        note("undated_rows", text, Severity.WARNING, count=times.null_count)
