"""What is known of one parsed export: which file, which layout, which rows, what to say of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from kpitools.catalogue import Words
from kpitools.language import Language
from kpitools.problems import Problem
from kpitools.readers.export import SHEET_SHIFT
from kpitools.readers.schema.spoken import Seen
from kpitools.tables import TABLES


class Place(NamedTuple):
    """Where a figure stands: the file as the user calls it, the sheet where it has several, and the record."""

    file: str
    row: int
    sheet: str = ""

    def render(self, language: Language) -> str:
        """The place in words."""
        return Problem("place", "", file=self.file, row=self.row, sheet=self.sheet or None).place(language)


@dataclass(frozen=True)
class TableRows:
    """The rows that one file gives to one canonical table; `first` and `last` are days in the client's time zone."""

    rows: int
    first: dt.date | None
    last: dt.date | None
    networks: tuple[str, ...]
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class FileRecord:
    """One export as `check`, the manifest and the report speak of it. `name` is what the user calls the file,
    `verified` how sure the labels of its languages are, `seen` what files its layout was made from, `sheets` the names
    of its sheets where it has several."""

    name: str
    path: Path
    sha256: str
    layout: str
    version: int
    titles: Mapping[str, str]
    platform: str
    verified: str
    tables: Mapping[str, TableRows]
    exported: dt.datetime | dt.date | None = None
    covers: tuple[dt.date, dt.date] | None = None
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    weak: Mapping[str, frozenset[str]] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    sheets: tuple[str, ...] = ()

    def layout_title(self, language: Language) -> str:
        """The layout's name in the reader's language."""
        return Words.model_validate(self.titles)(language)

    def place(self, row: int) -> Place:
        """Where a row lies, by the number that the reader gave it."""
        sheet = row >> SHEET_SHIFT
        return Place(self.name, row & ((1 << SHEET_SHIFT) - 1), self.sheets[sheet] if self.sheets else "")

    @property
    def rows(self) -> int:
        """Canonical rows, all tables together."""
        return sum(table.rows for table in self.tables.values())

    @property
    def first(self) -> dt.date | None:
        """The first day that any of its rows speaks of."""
        return min((table.first for table in self.tables.values() if table.first), default=None)

    @property
    def last(self) -> dt.date | None:
        """The last day that any of its rows speaks of."""
        return max((table.last for table in self.tables.values() if table.last), default=None)

    @property
    def networks(self) -> tuple[str, ...]:
        """The networks that its rows are of, in order of appearance."""
        return tuple(dict.fromkeys(network for table in self.tables.values() for network in table.networks))

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts that the file itself names."""
        return tuple(dict.fromkeys(account for table in self.tables.values() for account in table.accounts))

    @property
    def account(self) -> str | None:
        """The accounts that the file names, in one text; None where it names none."""
        return ", ".join(self.accounts) or None

    @property
    def is_canonical(self) -> bool:
        """Whether it is a canonical table that an analyst supplies, rather than a platform's export."""
        return self.layout in TABLES


@dataclass(frozen=True)
class Parsed:
    """A record and its rows: per canonical table an Arrow table, or the Parquet file of the cache that holds it."""

    record: FileRecord
    parts: Mapping[str, pa.Table | Path]
