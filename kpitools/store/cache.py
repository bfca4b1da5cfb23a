"""The cache of parsed exports: Parquet, keyed by what the rows depend on. Its absence is no failure."""

import datetime as dt
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kpitools import __version__, workspace
from kpitools.params import SourceFile
from kpitools.problems import Problem
from kpitools.readers import Layout, Pseudonyms, Sources, read
from kpitools.readers.layout import Seen
from kpitools.readers.source import sha256
from kpitools.store.accounts import AccountNames
from kpitools.store.days import with_days
from kpitools.store.record import FileRecord, Parsed, TableRows
from kpitools.tables import FILLED


@dataclass(frozen=True)
class Reader:
    """All that decides how a client's files are read, beside their content and their hints."""

    timezone: str
    currency: str
    layouts: Sequence[Layout]
    names: AccountNames
    sources: Sources
    pseudonyms: Pseudonyms


def parsed(source: SourceFile, reader: Reader) -> Parsed:
    """The rows of an export, from the cache where the same content was read in the same way before.

    Raises what `readers.read` raises.
    """
    try:
        folder = _folder(source, reader)
    except OSError:  # unreadable as a file: the reader says in which way
        folder = None
    if folder is not None and (folder / "record.json").exists():
        try:
            return _stored(folder, source)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):  # damaged or of an older form: read anew
            shutil.rmtree(folder, ignore_errors=True)
    made = _read(source, reader)
    if folder is not None:
        try:
            folder = _folder(source, reader)  # the first person read makes the workspace's salt
            _store(made, folder)
            return _stored(folder, source)
        except OSError:
            return made
    return made


def _folder(source: SourceFile, reader: Reader) -> Path:
    """Keyed by the content, the hints, what decides how it is read, and the version of the code that reads."""
    digest = hashlib.sha256(sha256(source.path).encode())
    file = (source.path.suffix.lower(), source.path.stem)
    known = (repr(reader.names), reader.timezone, reader.currency, repr(reader.sources), reader.pseudonyms.used)
    for part in (repr(source.hints), *known, *file, _readers(tuple(reader.layouts))):
        digest.update(b"\0" + part.encode())
    return workspace.cache() / "exports" / digest.hexdigest()[:40]


@cache
def _readers(layouts: tuple[Layout, ...]) -> str:
    """Which code and which layouts read: the package's version, the readers' own text, each layout's definition."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(
        file for room in ("readers", "tables", "store") for file in (workspace.PACKAGE / room).rglob("*.py")
    ):
        digest.update(path.read_bytes())
    digest.update(repr(layouts).encode())
    return digest.hexdigest()


def _read(source: SourceFile, reader: Reader) -> Parsed:
    export = read(
        source.path,
        source.hints,
        timezone=reader.timezone,
        layouts=reader.layouts,
        rename=reader.names.name,
        currency=reader.currency,
        known_sources=reader.sources,
        pseudonyms=reader.pseudonyms,
    )
    parts = {
        name: with_days(FILLED[name], table, reader.timezone) for name, table in export.tables.items() if table.num_rows
    }
    record = FileRecord(
        name=source.name,
        path=source.path,
        sha256=export.sha256,
        layout=export.layout.id,
        version=export.layout.version,
        titles={str(code): title for code, title in export.layout.title.items()},
        platform=export.layout.platform,
        verified=export.layout.verified_in(export.languages),
        tables={name: _rows(name, table) for name, table in parts.items()},
        exported=export.exported,
        covers=export.covers,
        missing=tuple(export.missing),
        problems=tuple(problem.at(file=source.name) for problem in export.problems),
        weak={name: frozenset(columns) for name, columns in export.weak.items()},
        seen=export.layout.seen,
        sheets=export.sheets,
    )
    return Parsed(record, parts)


def _rows(name: str, table: pa.Table) -> TableRows:
    days = [day for day in table.column("_day").to_pylist() if day is not None]
    if name == "account_periods":
        days += [day for day in table.column("end").to_pylist() if day is not None]

    def seen(column: str) -> tuple[str, ...]:
        if column not in table.column_names:
            return ()
        return tuple(value for value in dict.fromkeys(table.column(column).to_pylist()) if value)

    return TableRows(table.num_rows, min(days, default=None), max(days, default=None), seen("network"), seen("account"))


def _store(made: Parsed, folder: Path) -> None:
    """Written beside and moved into place, so that a reader never meets half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    try:
        for name, table in made.parts.items():
            pq.write_table(table, work / f"{name}.parquet", compression="zstd")
        record = asdict(replace(made.record, problems=(), path=Path(made.record.path.name)))
        record["problems"] = [problem.as_data() for problem in made.record.problems]
        (work / "record.json").write_text(json.dumps(record, default=_plain, ensure_ascii=False), encoding="utf-8")
        work.rename(folder)
    except OSError:
        shutil.rmtree(work, ignore_errors=True)
        if not (folder / "record.json").exists():  # else another process wrote the same
            raise


def _plain(value: object) -> object:
    if isinstance(value, dt.date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value)


def _stored(folder: Path, source: SourceFile) -> Parsed:
    data: dict[str, Any] = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    tables = {
        name: TableRows(
            rows["rows"], _date(rows["first"]), _date(rows["last"]), tuple(rows["networks"]), tuple(rows["accounts"])
        )
        for name, rows in data["tables"].items()
    }
    exported, covers, seen = data["exported"], data["covers"], data["seen"]
    years = seen["years"]
    record = FileRecord(
        **{key: data[key] for key in ("sha256", "layout", "version", "titles", "platform", "verified")},
        name=source.name,
        path=source.path,
        tables=tables,
        exported=(dt.datetime.fromisoformat(exported) if "T" in exported else _date(exported)) if exported else None,
        covers=(dt.date.fromisoformat(covers[0]), dt.date.fromisoformat(covers[1])) if covers else None,
        missing=tuple(data["missing"]),
        problems=tuple(Problem.from_data(problem).at(file=source.name) for problem in data["problems"]),
        weak={name: frozenset(columns) for name, columns in data["weak"].items()},
        sheets=tuple(data["sheets"]),
        seen=Seen(tuple(seen["languages"]), years and (years[0], years[1]), tuple(seen["described"])),
    )
    parts: Mapping[str, Path] = {name: folder / f"{name}.parquet" for name in tables}
    for path in parts.values():
        pq.read_metadata(path)  # raises where the file is gone or cut short
    return Parsed(record, parts)


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
