"""The rows of an export, written as Parquet while they are read: no export need fit into memory."""

import datetime as dt
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kpitools.store.days import with_days
from kpitools.store.record import TableRows
from kpitools.tables import FILLED

# Texts of which most are all different: a dictionary of them is of no use.
_DIFFERENT = ("text", "title", "permalink", "path")


class NotWritten(Exception):
    """The rows can't be written: no mistake of the export, and no reason not to read it."""


class PartFiles:
    """The Parquet files of an export's tables in a folder, to be closed at the end; `timezone` is the client's."""

    def __init__(self, folder: Path, timezone: str) -> None:
        self._folder, self._timezone = folder, timezone
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._open = ExitStack()
        self._told: dict[str, Told] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def take(self, name: str, rows: pa.Table) -> None:
        """Add rows of a canonical table; raises NotWritten where the disk doesn't take them."""
        if not rows.num_rows:
            return
        rows = with_days(FILLED[name], rows, self._timezone)
        self._told.setdefault(name, Told()).take(rows)
        try:
            if name not in self._writers:
                self._writers[name] = self._open.enter_context(_writer(self._folder / f"{name}.parquet", rows.schema))
            self._writers[name].write_table(rows)
        except OSError as error:
            raise NotWritten from error

    @property
    def tables(self) -> Mapping[str, TableRows]:
        """What is told of the rows, by table."""
        return {name: self._told[name].rows for name in FILLED if name in self._told}


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    alike = [
        field.name
        for field in schema
        if pa.types.is_string(field.type) and not field.name.endswith("_id") and field.name not in _DIFFERENT
    ]
    return pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=alike, write_statistics=["_day"])


@dataclass
class Told:
    """What is told of rows of a table, gathered part by part."""

    count: int = 0
    days: list[dt.date] = field(default_factory=list)
    seen: dict[str, dict[str, None]] = field(default_factory=lambda: {"network": {}, "account": {}})

    def take(self, rows: pa.Table) -> None:
        """Add a part."""
        self.count += rows.num_rows
        for column in ("_day", *(["end"] if "end" in rows.column_names else [])):
            ends = pc.min_max(rows[column]).as_py()
            self.days += [day for day in ends.values() if day is not None]
        self.days = [min(self.days), max(self.days)] if self.days else []
        for column, values in self.seen.items():
            if column in rows.column_names:
                values.update(dict.fromkeys(value for value in pc.unique(rows[column]).to_pylist() if value))

    @property
    def rows(self) -> TableRows:
        """All parts together."""
        first, last = self.days or (None, None)
        return TableRows(self.count, first, last, tuple(self.seen["network"]), tuple(self.seen["account"]))
