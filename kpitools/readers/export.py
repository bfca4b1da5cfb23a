"""What a read export file gives."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from kpitools.problems import Problem
from kpitools.readers.schema.layout import Layout

ROW = "_row"
ROW_OF = "__row"
FILLED_OF = "__filled"
SHEET_SHIFT = 32  # the bits of a row's number that are left to the record; those above are the sheet's


def row_of(column: str) -> str:
    """The column that says which record another column's value comes from, where that is not the row's."""
    return f"{column}{ROW_OF}"


def filled_of(column: str) -> str:
    """The column that says where another column's value is a 0 that the export leaves out: what is stated anywhere
    counts before it."""
    return f"{column}{FILLED_OF}"


@dataclass(frozen=True)
class Export:
    """A file as canonical tables.

    `tables`: per canonical table its columns in the schema's order and types, what the file lacks as null, and
    `_row`, the number of the record that a row comes from (the first record is 1; of several, the first; of a day
    that the export omits, the record before it), plus 2³² times the place of its sheet among `sheets`, the names of the
    file's sheets where it has several. Where sections of one file give each a part of a row, the columns have record
    numbers of their own (`row_of`); where the file leaves zeros out, columns say which they are (`filled_of`). Empty
    where the rows were handed on while they were read. `weak`: per table the columns that fill and never replace.
    `exported` and `covers`: when it was exported and the days it covers, where the content or a hint says it.
    `problems`: warnings and notes. `missing`: the optional columns that the file lacks. `languages`: those that its
    labels are written in.
    """

    path: Path
    sha256: str
    layout: Layout
    tables: Mapping[str, pa.Table]
    weak: Mapping[str, frozenset[str]]
    exported: dt.datetime | dt.date | None
    covers: tuple[dt.date, dt.date] | None
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    languages: tuple[str, ...]
    sheets: tuple[str, ...] = ()
