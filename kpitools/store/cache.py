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

import pyarrow.parquet as pq

from kpitools import __version__, workspace
from kpitools.params import SourceFile
from kpitools.problems import Problem
from kpitools.readers import Export, Keep, Layout, Pseudonyms, Sources, read
from kpitools.readers.files.source import sha256
from kpitools.readers.schema.spoken import Seen
from kpitools.store.accounts import AccountNames
from kpitools.store.days import with_days
from kpitools.store.parts import NotWritten, PartFiles, Told
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
    if folder is not None:
        try:
            return _stored(_kept(source, reader), source)
        except (OSError, NotWritten):
            pass  # nothing can be kept: the rows are held in memory
    return _held(source, reader)


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


def _held(source: SourceFile, reader: Reader) -> Parsed:
    """The rows of an export, in memory."""
    export = _read(source, reader)
    parts = {
        name: with_days(FILLED[name], table, reader.timezone) for name, table in export.tables.items() if table.num_rows
    }
    told = {name: Told() for name in parts}
    for name, rows in parts.items():
        told[name].take(rows)
    return Parsed(_record(export, source, {name: one.rows for name, one in told.items()}), parts)


def _kept(source: SourceFile, reader: Reader) -> Path:
    """The folder of the cache that an export was read into: written beside and moved into place, so that a reader never
    meets half of it."""
    room = workspace.cache() / "exports"
    room.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=room, prefix=".new-"))
    try:
        with PartFiles(work, reader.timezone) as files:
            export = _read(source, reader, files.take)
        record = _record(export, source, files.tables)
        data = asdict(replace(record, problems=(), path=Path(record.path.name)))
        data["problems"] = [problem.as_data() for problem in record.problems]
        (work / "record.json").write_text(json.dumps(data, default=_plain, ensure_ascii=False), encoding="utf-8")
        folder = _folder(source, reader)  # the first person read makes the workspace's salt
        try:
            work.rename(folder)
        except OSError:
            if not (folder / "record.json").exists():  # else another process wrote the same
                raise
        return folder
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _read(source: SourceFile, reader: Reader, keep: Keep | None = None) -> Export:
    return read(
        source.path,
        source.hints,
        timezone=reader.timezone,
        layouts=reader.layouts,
        rename=reader.names.name,
        currency=reader.currency,
        known_sources=reader.sources,
        pseudonyms=reader.pseudonyms,
        keep=keep,
    )


def _record(export: Export, source: SourceFile, tables: Mapping[str, TableRows]) -> FileRecord:
    return FileRecord(
        name=source.name,
        path=source.path,
        sha256=export.sha256,
        layout=export.layout.id,
        version=export.layout.version,
        titles={str(code): title for code, title in export.layout.title.items()},
        platform=export.layout.platform,
        verified=export.layout.verified_in(export.languages),
        tables=tables,
        exported=export.exported,
        covers=export.covers,
        missing=tuple(export.missing),
        problems=tuple(problem.at(file=source.name) for problem in export.problems),
        weak={name: frozenset(columns) for name, columns in export.weak.items()},
        seen=export.layout.seen,
        sheets=export.sheets,
    )


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
