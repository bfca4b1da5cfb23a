"""The canonical tables of one client, merged, in one DuckDB connection; and what became of each of its files."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb
import pandas as pd
import pyarrow as pa

from kpitools.errors import AmbiguousExport, ExportError, UnknownExport
from kpitools.language import mark
from kpitools.params import Parameters, SourceFile, resolve
from kpitools.problems import Problem, Severity
from kpitools.readers import Pseudonyms, layouts, sources
from kpitools.store import contests, exclude, lateness, levels, merge, rivals
from kpitools.store.accounts import AccountNames, Accounts, Named, ambiguous
from kpitools.store.cache import Reader, parsed
from kpitools.store.record import FileRecord, Parsed, Place
from kpitools.tables import TABLES
from kpitools.workspace import Workspace


@dataclass(frozen=True)
class Store:
    """Merged canonical tables (`connection`) and the files they come from.

    In the connection each table has its canonical columns, `_day` and `_hour` in the client's time zone, and for each
    value column its source (`kpitools.store.merge`). File numbers there are positions in `files`.
    """

    parameters: Parameters
    connection: duckdb.DuckDBPyConnection
    files: tuple[FileRecord, ...]
    unused: tuple[tuple[str, Problem], ...]
    problems: tuple[Problem, ...]
    excluded: tuple[exclude.Excluded, ...]

    def frame(self, table: str) -> pd.DataFrame:
        """A canonical table as pandas, in exactly the interface's columns; times in the client's zone."""
        schema = TABLES[table]
        order = ", ".join(f'"{name}"' for name in schema.key)
        columns = ", ".join(f'"{column.name}"' for column in schema)
        rows: pa.Table = self.connection.sql(f"SELECT {columns} FROM {table} ORDER BY {order}").to_arrow_table()
        frame: pd.DataFrame = rows.cast(schema.arrow).to_pandas(types_mapper=_nullable)
        for column in schema:
            if isinstance(frame[column.name].dtype, pd.DatetimeTZDtype):
                frame[column.name] = frame[column.name].dt.tz_convert(self.parameters.client.timezone)
        return frame

    def place(self, source: int) -> Place:
        """Where a figure comes from, by the number that its companion column holds."""
        file = source >> merge.FILE_SHIFT
        return self.files[file].place(source - (file << merge.FILE_SHIFT))

    def tables(self) -> list[str]:
        """The canonical tables that hold any row."""
        return [name for name in TABLES if self.connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall()]

    def accounts_of(self, record: FileRecord) -> list[str]:
        """The accounts that a file's rows are of, by the names that the client's tables use."""
        query = "SELECT DISTINCT account FROM account_names WHERE file = ? AND account <> '' ORDER BY 1"
        return [name for (name,) in self.connection.execute(query, [self.files.index(record)]).fetchall()]


def _nullable(kind: pa.DataType) -> object:
    return {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get(kind)


def load(parameters: Parameters, workspace: Workspace) -> Store:
    """Read all of a client's exports and merge them.

    An export of no known kind is a warning, one that is ambiguous or can't be read a reservation; neither stops.
    """
    read, unused = _read(parameters, workspace)
    parameters, read, doubtful = contests.added(parameters, read)
    if any(parameters.followers.values()):
        read.append(levels.stated(parameters))
    read, accounts, unnamed = _named(parameters, read)
    connection = duckdb.connect(":memory:", config={"threads": 1})
    _create_names(connection, read, accounts)
    problems = [*doubtful, *unnamed, *_merge_all(connection, read)]
    unused += [(problem.file or "", problem) for problem in unnamed]
    excluded = exclude.apply(connection, parameters.exclude)
    files = tuple(one.record for one in read)
    said = [problem for record in files for problem in record.problems]
    return Store(
        parameters,
        connection,
        files,
        tuple(unused),
        (*(problem for _, problem in unused if problem not in unnamed), *problems, *said),
        excluded,
    )


def _read(parameters: Parameters, workspace: Workspace) -> tuple[list[Parsed], list[tuple[str, Problem]]]:
    known = layouts(workspace.layouts if workspace.layouts.is_dir() else None)
    reader = Reader(
        parameters.client.timezone,
        parameters.client.currency,
        known,
        AccountNames.of(parameters),
        sources(workspace.sources),
        Pseudonyms(workspace.salt),
    )
    read: list[Parsed] = []
    unused: list[tuple[str, Problem]] = []
    for source in resolve(parameters):
        try:
            read.append(parsed(source, reader))
        except ExportError as error:
            unused.extend((source.name, _weighed(error, problem, source)) for problem in error.problems)
    return read, unused


def _weighed(error: ExportError, problem: Problem, source: SourceFile) -> Problem:
    """An unknown file is a warning; a known one that can't be read is a reservation."""
    severity = Severity.WARNING if isinstance(error, UnknownExport) else Severity.RESERVATION
    line = source.line if isinstance(error, AmbiguousExport) else None
    return replace(problem, severity=severity, file=source.name).with_values(entry=line or "")


def _named(parameters: Parameters, read: list[Parsed]) -> tuple[list[Parsed], Accounts, list[Problem]]:
    """The files whose accounts are known, and the problems of the others."""
    named = {index: _triples(one) for index, one in enumerate(read)}
    accounts = Accounts(AccountNames.of(parameters), named)
    problems, kept = [], []
    for index, one in enumerate(read):
        open_ones = [
            (brand, network)
            for brand, network, account in named[index]
            if account is None and accounts.only(brand, network) is None
        ]
        if open_ones:
            brand, network = open_ones[0]
            problems.append(ambiguous(one.record.name, network, accounts.several(brand, network)))
        else:
            kept.append(one)
    return kept, accounts, problems


def _triples(one: Parsed) -> set[Named]:
    """The brands, networks and accounts of a file's rows, as the file writes them."""
    found: set[Named] = set()
    for name, rows in one.parts.items():
        if "account" not in TABLES[name]:
            continue
        wanted = [column for column in ("brand", "network", "account") if column in TABLES[name]]
        part = rows if isinstance(rows, pa.Table) else pa.parquet.read_table(rows, columns=wanted)
        for row in part.select(wanted).group_by(wanted).aggregate([]).to_pylist():
            found.add((row.get("brand") or "", row["network"] or "", row["account"]))
    return found


def _create_names(connection: duckdb.DuckDBPyConnection, read: Sequence[Parsed], accounts: Accounts) -> None:
    connection.execute(
        "CREATE TABLE account_names (file INTEGER, brand VARCHAR, network VARCHAR, named VARCHAR, account VARCHAR)"
    )
    rows = [
        (index, brand, network, named, accounts.name(network, named) if named else accounts.only(brand, network))
        for index, one in enumerate(read)
        for brand, network, named in sorted(_triples(one), key=str)
    ]
    if rows:
        connection.executemany("INSERT INTO account_names VALUES (?, ?, ?, ?, ?)", rows)


def _merge_all(connection: duckdb.DuckDBPyConnection, read: Sequence[Parsed]) -> list[Problem]:
    """Create every canonical table; returns a warning for each pair of files between which only the path decided, and
    for what was left out as another source tells of it."""
    records = [one.record for one in read]
    holders: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(read):
        for name in one.parts:
            holders[name].append(index)
    disagreeing: set[tuple[int, int]] = set()
    doubled: list[Problem] = []
    connection.execute(";".join(merge.empty(table) for name, table in TABLES.items() if name not in holders))
    for name, indices in holders.items():
        rows, said = rivals.settled(name, [(records[index], read[index].parts[name]) for index in indices])
        doubled += said
        parts = [
            merge.Part(indices[i], rank, tie, rows[i], records[indices[i]].weak.get(name, frozenset()))
            for i, rank, tie in lateness.order([records[index] for index in indices], name)
        ]
        disagreeing.update(merge.create(connection, TABLES[name], parts))
    return doubled + [
        Problem(
            "files_disagree",
            mark("{first} et {second} se contredisent et rien ne dit lequel est le plus récent : {second} l'emporte."),
            {"first": records[first].name, "second": records[second].name},
            Severity.WARNING,
            mark("Indiquez la date d'export de chacun (exported: AAAA-MM-JJ) dans data."),
            file=records[second].name,
        )
        for first, second in sorted(disagreeing)
    ]
