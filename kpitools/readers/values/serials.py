"""Dates that a spreadsheet shows as numbers: the days since the end of 1899, where someone took their format off."""

import datetime as dt
import re

import pyarrow as pa

from kpitools.language import mark
from kpitools.readers.matching.cells import TEXT, Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.values.suspects import Note
from kpitools.readers.writing import dates

_NUMBER = re.compile(r"\d{5}(\.\d+)?")
_ZERO = dt.datetime(1899, 12, 30)
# The years that an export can be of: a number beyond them is none of a day's.
_YEARS = (1990, 2100)
# What a number of days is never written for: these formats are numbers themselves, or know no year.
_OTHERS = {dates.NTH_DAY, dates.DAY_MONTH, "unix", "unix ms"}


def mended(cells: Cells, match: Match, note: Note) -> tuple[Cells, frozenset[str]]:
    """The cells of a workbook with such numbers as dates, in the form that date cells have, and in which columns."""
    columns, made = dict(cells.columns), set[str]()
    for name, column in match.section.columns.items():
        if name not in columns or not column.format or _OTHERS & {*column.format}:
            continue
        texts = [text for part in columns[name] for text in part.to_pylist() if text is not None]
        count = sum(_day(text) != text for text in texts)
        if not count:
            continue
        columns[name] = [
            pa.chunked_array([pa.array([text and _day(text) for text in part.to_pylist()], TEXT)])
            for part in columns[name]
        ]
        made.add(name)
        said = mark("Dates de « {column} » qu'un tableur montrait comme des nombres, rétablies : {count}.")
        note("days_numbered", said, column=match.cells[match.columns[name][0]].strip(), count=count)
    return Cells(columns, cells.rows), frozenset(made)


def _day(text: str) -> str:
    """A number of days as a date, or as an instant to the second; any other text as it is."""
    if not _NUMBER.fullmatch(text.strip()):
        return text
    at = _ZERO + dt.timedelta(seconds=round(float(text) * 86_400))
    if not _YEARS[0] <= at.year < _YEARS[1]:
        return text
    return at.date().isoformat() if at.time() == dt.time() else at.isoformat()
