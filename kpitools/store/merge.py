"""The merge rule in SQL: one row a key, picked field by field; each field remembers the file and row it came from.

A field `c` of a merged table has a companion `c__src`: file number × 2⁴⁴ + row, whose upper bits are its sheet's.
Sources of a value are then the files that gave a used field, and a proof can show the very rows.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from kpitools.readers.export import SHEET_SHIFT, filled_of, row_of
from kpitools.readers.files import bounds
from kpitools.tables import DERIVED, Kind, Table

FILE_SHIFT = SHEET_SHIFT + bounds.SHEETS.bit_length() - 1


@dataclass(frozen=True)
class Part:
    """The rows of one file for one table. `rank` orders files from earliest to latest; `tie` groups equal ones."""

    file: int
    rank: int
    tie: int
    rows: pa.Table | Path
    weak: frozenset[str] = field(default_factory=frozenset)


def create(connection: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Create the merged table; returns the pairs of equally late files that disagree, the one that wins last.

    Expects the table `account_names(file, brand, network, named, account)` that gives every account its name.
    """
    names, rowed = [], set[str]()
    filled: dict[str, set[str]] = {}
    for part in parts:
        name = f"part_{table.name}_{part.file}"
        if isinstance(part.rows, Path):
            connection.read_parquet(str(part.rows)).create_view(name)
        else:
            connection.register(name, part.rows)
        names.append(name)
        here = set(connection.table(name).columns)
        rowed |= here & set(map(row_of, table.values))
        filled[name] = {column for column in table.values if filled_of(column) in here}
    weak = sorted({column for part in parts for column in part.weak}.union(*filled.values()))
    raw = " UNION ALL BY NAME ".join(
        _raw(part, name, filled[name], weak) for part, name in zip(parts, names, strict=True)
    )
    connection.execute(f"CREATE TEMP TABLE keyed AS SELECT {_keyed(table)} FROM ({raw}) AS raw {_names_join(table)}")
    for part, name in zip(parts, names, strict=True):
        if isinstance(part.rows, Path):
            connection.execute(f"DROP VIEW {name}")
        else:
            connection.unregister(name)
    if table.adds_up:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE keyed AS SELECT {_added(table, weak, rowed)} FROM keyed GROUP BY ALL"
        )
    key = _listed(table.key)
    repeated = connection.execute(f"SELECT count(*) > count(DISTINCT ({key})) FROM keyed").fetchall()
    disagreeing: list[tuple[int, int]] = []
    if repeated == [(True,)]:
        connection.execute(
            f"CREATE TABLE {table.name} AS SELECT {_picked(table, weak, rowed)} FROM keyed GROUP BY {key}"
        )
        if len({part.tie for part in parts}) < len(parts):
            disagreeing = _disagreeing(connection, table, weak)
    else:
        connection.execute(f"CREATE TABLE {table.name} AS SELECT {_as_read(table, rowed)} FROM keyed")
    connection.execute("DROP TABLE keyed")
    for name, members in DERIVED.get(table.name, {}).items():
        none = " AND ".join(f"{member} IS NULL" for member in members)
        total = " + ".join(f"coalesce({member}, 0)" for member in members)
        connection.execute(f"ALTER TABLE {table.name} ADD COLUMN {name} BIGINT")
        connection.execute(f"UPDATE {table.name} SET {name} = {total} WHERE NOT ({none})")
    return disagreeing


def empty(table: Table) -> str:
    """SQL that creates the table without rows, so that a query need not ask whether it exists."""
    kept = [f'"{column.name}" {_sql_type(table, column.name)}' for column in table]
    sources = [f"{name}__src BIGINT" for name in table.values]
    derived = [f"{name} BIGINT" for name in DERIVED.get(table.name, {})]
    columns = ", ".join([*kept, *sources, "_day DATE", "_hour TINYINT", "_src BIGINT", *derived])
    return f"CREATE TABLE {table.name} ({columns})"


def _listed(columns: Sequence[str]) -> str:
    """Column names for SQL; some are SQL's own words (`end`, `start`)."""
    return ", ".join(f'"{column}"' for column in columns)


def _raw(part: Part, name: str, filled: Set[str], weak: Sequence[str]) -> str:
    """The rows of a part. For each column that some file marks weak, or of which some leaves zeros out, a flag: such a
    value fills what is unknown and replaces nothing."""
    flags = [
        f"{str(column in part.weak).lower()} AS {column}__weak"
        if column in part.weak or column not in filled
        else f"coalesce({filled_of(column)}, false) AS {column}__weak"
        for column in weak
    ]
    own = f" EXCLUDE ({_listed([filled_of(column) for column in sorted(filled)])})" if filled else ""
    numbers = [f"{part.file} AS _file", f"{part.rank} AS _rank", f"{part.tie} AS _tie"]
    return f"SELECT *{own}, {', '.join([*numbers, *flags])} FROM {name}"


def _keyed(table: Table) -> str:
    columns = []
    for column in table:
        if column.name == "account":
            columns.append("account_names.account AS account")
        elif column.name == "end" and table.adds_up:
            columns.append(
                'CASE WHEN raw."end" = raw."date" THEN NULL ELSE raw."end" END AS "end"'
            )  # one day, written twice
        elif column.key and column.kind in (Kind.TEXT, Kind.NETWORK):
            columns.append(f'coalesce(raw."{column.name}", \'\') AS "{column.name}"')
        else:
            columns.append(f'raw."{column.name}"')
    return ", ".join([*columns, f"raw.* EXCLUDE ({_listed([column.name for column in table])})"])


def _names_join(table: Table) -> str:
    if "account" not in table:
        return ""
    brand = "coalesce(raw.brand, '')" if "brand" in table else "''"
    return (
        "JOIN account_names ON account_names.file = raw._file AND account_names.network = coalesce(raw.network, '') "
        f"AND account_names.brand = {brand} "
        "AND account_names.named IS NOT DISTINCT FROM raw.account"
    )


def _added(table: Table, weak: Sequence[str], rowed: Set[str]) -> str:
    """Rows of one file that share a key, added up; a text that differs between them is one of theirs."""
    numbers = (Kind.COUNT, Kind.NET, Kind.MONEY, Kind.NUMBER)
    values = [
        f'{"sum" if table[name].kind in numbers else "any_value"}("{name}")::{_sql_type(table, name)} AS "{name}"'
        for name in table.values
    ]
    flags = [f"bool_and({column}__weak) AS {column}__weak" for column in weak]
    rows = [f"min({number}) AS {number}" for number in sorted(rowed)]
    return ", ".join(
        [
            _listed(table.key),
            *values,
            *flags,
            *rows,
            "_file, _rank, _tie, min(_row) AS _row, min(_day) AS _day, min(_hour) AS _hour",
        ]
    )


def _sql_type(table: Table, name: str) -> str:
    return {
        Kind.COUNT: "BIGINT",
        Kind.NET: "BIGINT",
        Kind.MONEY: "DECIMAL(18,6)",
        Kind.NUMBER: "DOUBLE",
        Kind.FLAG: "BOOLEAN",
        Kind.DATE: "DATE",
        Kind.TIME: "TIMESTAMPTZ",
    }.get(table[name].kind, "VARCHAR")


_SOURCE = f"(_file::BIGINT << {FILE_SHIFT}) + _row"
_ORDER = f"(_rank::BIGINT << {FILE_SHIFT}) + _row"


def _source(name: str, rowed: Set[str]) -> str:
    """Where a column's value comes from: `rowed` are the columns of records that are not always the row's own."""
    own = row_of(name)
    return f"(_file::BIGINT << {FILE_SHIFT}) + coalesce({own}, _row)" if own in rowed else _SOURCE


def _picked(table: Table, weak: Sequence[str], rowed: Set[str]) -> str:
    fields = []
    for name in table.values:
        known = f'FILTER ("{name}" IS NOT NULL)'
        order = f"((NOT {name}__weak)::BIGINT << 61) + {_ORDER}" if name in weak else _ORDER
        fields.append(f'arg_max("{name}", {order}) {known} AS "{name}"')
        fields.append(f"arg_max({_source(name, rowed)}, {order}) {known} AS {name}__src")
    when = table.when if table.when in table.values else None
    known = f'FILTER ("{when}" IS NOT NULL)' if when else ""
    places = f"arg_max(_day, {_ORDER}) {known} AS _day, arg_max(_hour, {_ORDER}) {known} AS _hour"
    return ", ".join([_listed(table.key), *fields, places, f"arg_max({_SOURCE}, {_ORDER}) AS _src"])


def _as_read(table: Table, rowed: Set[str]) -> str:
    fields = [
        f'"{name}", CASE WHEN "{name}" IS NOT NULL THEN {_source(name, rowed)} END AS {name}__src'
        for name in table.values
    ]
    return ", ".join([_listed(table.key), *fields, f"_day, _hour, {_SOURCE} AS _src"])


def _disagreeing(connection: duckdb.DuckDBPyConnection, table: Table, weak: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equally late files that give one field of one key different values: there the path decided."""
    strong = {name: f" FILTER (NOT {name}__weak)" if name in weak else "" for name in table.values}
    differ = " OR ".join(f'count(DISTINCT "{name}"){kept} > 1' for name, kept in strong.items())
    query = (
        f"SELECT DISTINCT arg_min(_file, _rank), arg_max(_file, _rank) FROM keyed GROUP BY {_listed(table.key)}, _tie "
        f"HAVING count(DISTINCT _file) > 1 AND ({differ}) ORDER BY 1, 2"
    )
    return [(int(first), int(second)) for first, second in connection.execute(query).fetchall()]
