"""Days and months that a spreadsheet swapped: it read 10/02/2026 in its own country's order and kept a date.

What that order allowed became date cells, with day and month swapped; what it did not (the days above 12) stayed text.
Such cells are put right where the column leaves no doubt, and refused where it does: never guessed.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.matching.cells import TEXT, Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.matching.recognise import Found
from kpitools.readers.schema.column import Column
from kpitools.readers.schema.layout import Layout
from kpitools.readers.values import serials
from kpitools.readers.values.day_order import MONTHS, Days, Read, verdict
from kpitools.readers.values.suspects import Note
from kpitools.readers.writing import dates
from kpitools.readers.writing.clocks import instant

Refuse = Callable[[Sequence[Problem], int], None]  # some problems, and how many values they are about

_DATE_CELL = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")
# Formats whose day and month another country writes the other way round: no spreadsheet swaps those of a platform that
# writes the year first.
_EITHER_WAY = re.compile(r"(MM.DD|DD.MM).YY")


@dataclass(frozen=True)
class _Cell:
    """A cell of a column of dates: what stands in it, what it is read as (None where it can't be)."""

    text: str | None
    at: dt.datetime | None = None
    is_text: bool = False

    @property
    def right(self) -> dt.date | None:
        """Its day as it stands."""
        return self.at and self.at.date()

    @property
    def swapped(self) -> dt.date | None:
        """Its day with the day and month of a date cell swapped, where they can be."""
        day = self.right
        return day if day is None or self.is_text or day.day > MONTHS else day.replace(month=day.day, day=day.month)

    @property
    def restored(self) -> str | None:
        """Its text after the swap: in ISO form, as a workbook's own date cells are."""
        if self.at is None or self.swapped is None:
            return self.text
        at = dt.datetime.combine(self.swapped, self.at.timetz())
        return at.isoformat() if at.time() != dt.time() else at.date().isoformat()


def mended(
    cells: Cells, found: Found, layout: Layout, facts: Mapping[str, dt.datetime], note: Note, refuse: Refuse
) -> Cells:
    """The cells of a workbook that a spreadsheet may have saved, with the dates that it swapped as they were; those of
    which nothing tells are refused. `facts` are what the file, or its entry in the parameters, states of its period."""
    match, sheet = found.match, found.sheet
    cells, numbered = serials.mended(cells, match, note) if sheet.since_1900 else (cells, frozenset())
    columns = dict(cells.columns)
    key = match.section.canonical.key
    daily = "start" in key or ("date" in key and "end" not in key)  # not where a row may be of a month
    native = layout.true_dates == "always" or (layout.true_dates == "several sheets" and not sheet.alone)
    for name, column in match.section.columns.items():
        if name not in columns or not column.format or not _EITHER_WAY.match(column.format[0]):
            continue
        made, mended = _made(columns, column, match), []
        for at, texts in zip(match.columns[name], columns[name], strict=True):
            label, dated = match.cells[at].strip(), _cells(texts.to_pylist(), column, match.spoken)
            read = _read(dated, made, native, daily)
            told = verdict(read, facts) if read.doubtful else "right"
            if (
                told != "right" and name not in numbered and not sheet.has_dates()
            ):  # texts, all of them, in the form of date cells
                told = "right"
            if told == "swapped":
                said = mark(
                    "Dates de « {column} » dont un tableur avait échangé le jour et le mois, rétablies : {count}."
                )
                note("days_swapped", said, column=label, count=len(read.doubtful))
                texts = pa.chunked_array([pa.array([cell.restored for cell in dated], TEXT)])
            elif told == "unknown":
                row = read.doubtful[0]
                problem = _unknown(read, dated[row])
                refuse([problem.at(row=cells.rows[row].as_py(), column=label)], 1)
            mended.append(texts)
        columns[name] = mended
    return Cells(columns, cells.rows)


def _made(columns: Mapping[str, Sequence[pa.ChunkedArray]], column: Column, match: Match) -> Days:
    """The days that the ids beside a column hold, if any do."""
    clock = column.clock
    if clock is None or clock.id not in columns:
        return ()
    written, within = columns[clock.id][0].to_pylist(), match.section.columns[clock.id].extract
    ids = [found[1] if within and text and (found := re.search(within, text)) else text for text in written]
    instants = [instant(text, clock.of) for text in ids]
    return [at and at.date() for at in instants]


def _cells(written: Sequence[str | None], column: Column, languages: tuple[str, ...]) -> list[_Cell]:
    of_cell, of_text = dates.parser((dates.ISO,)), dates.parser(column.format, languages)
    known: dict[str | None, _Cell] = {None: _Cell(None)}
    for text in written:
        if text is not None and text not in known:
            is_text = not _DATE_CELL.fullmatch(text)
            try:
                known[text] = _Cell(text, (of_text if is_text else of_cell)(text.strip()), is_text)
            except ValueError:  # refused where the column is read
                known[text] = _Cell(text)
    return [known[text] for text in written]


def _read(cells: Sequence[_Cell], made: Days, native: bool, daily: bool) -> Read:
    right, swapped = [cell.right for cell in cells], [cell.swapped for cell in cells]
    return Read(right, swapped, [cell.is_text for cell in cells], made, native, daily)


def _unknown(read: Read, cell: _Cell) -> Problem:
    text = mark(
        "Dates dont un tableur a pu échanger le jour et le mois, sans que rien ne le dise : {count}. « {value} » est "
        "peut-être le {other}."
    )
    remedy = mark(
        "Téléchargez de nouveau l'export et n'ouvrez pas le fichier dans un tableur avant de le donner, ou ajoutez "
        "sous son entrée la période qu'il couvre : « covers: [{first}, {last}] » si les dates sont justes, "
        "« covers: [{other_first}, {other_last}] » si elles sont échangées (premier et dernier jour)."
    )
    right, swapped = [day for day in read.right if day], [day for day in read.swapped if day]
    values = {
        "count": len(read.doubtful), "value": cell.text, "other": cell.swapped,
        "first": min(right).isoformat(), "last": max(right).isoformat(),
        "other_first": min(swapped).isoformat(), "other_last": max(swapped).isoformat(),
    }  # fmt: skip
    return Problem("day_or_month", text, values, remedy=remedy)
