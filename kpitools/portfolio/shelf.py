"""What of a client lies ready for the pass over all clients: its own merged rows by month, and what its exports supply.

One folder a client, one Parquet a table, of nothing but what is added up. `month` is the month that a row counts in
(rule 13: a row that spans days counts where it lies whole, and once); `known` has a bit for each column, in the order
of `formulas.summed_columns`. Like the cache of exports it can always be deleted.
"""

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kpitools.catalogue import Catalogue
from kpitools.kpis import columns, rates
from kpitools.kpis.spans import doubled
from kpitools.kpis.supply import Supplied, Supply, supply
from kpitools.kpis.values import Period
from kpitools.params import Parameters
from kpitools.portfolio.formulas import kind, scale, summed_columns
from kpitools.portfolio.made import source
from kpitools.problems import Problem, Severity
from kpitools.store import Store
from kpitools.tables import TABLES, Kind

_FACTS = "facts.json"
_DAYS = ("ranges", "spans")
_ROW_GROUP = 1 << 16  # small enough for a month to be read without all of a large client's years


@dataclass(frozen=True)
class Shelf:
    """One client's folder: what its parameters say, the tables that have rows, the columns that these know, what each
    network supplies, and the reservations about its exports."""

    parameters: Parameters
    tables: Mapping[str, Path]
    columns: Mapping[str, Collection[str]]
    supply: Supply
    problems: tuple[Problem, ...]

    @property
    def client(self) -> str:
        """The client's id."""
        return self.parameters.client.id


def shelve(store: Store, catalogue: Catalogue, folder: Path) -> None:
    """Write a client's rows and facts; the folder appears whole or not at all."""
    columns.add(store)
    rates.add(store)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
    try:
        written = {name: _write(store, name, names, work) for name, names in summed_columns(catalogue).items()}
        facts = {
            "tables": {name: known for name, known in written.items() if known is not None},
            "problems": [one.as_data() for one in store.problems if one.severity is Severity.RESERVATION],
            "supply": [[*key, _plain(one)] for key, one in supply(store).items()],
        }
        (work / _FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        work.rename(folder)
    except OSError:
        shutil.rmtree(work, ignore_errors=True)
        raise


def read(folder: Path, parameters: Parameters) -> Shelf:
    """A client's folder; raises OSError or ValueError where it is absent or damaged."""
    facts: dict[str, Any] = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
    tables = {name: folder / f"{name}.parquet" for name in facts["tables"]}
    for path in tables.values():
        pq.read_metadata(path)  # raises where the file is gone or cut short
    told = {(table, network): _supplied(one) for table, network, one in facts["supply"]}
    problems = tuple(Problem.from_data(one) for one in facts["problems"])
    return Shelf(parameters, tables, facts["tables"], told, problems)


def _write(store: Store, table: str, names: Sequence[str], folder: Path) -> list[str] | None:
    """Write a table's own rows of whole months, sorted by month: the columns that any knows, None without a row."""
    schema, month = TABLES[table], _month(store, table)
    account = "t.account" if "account" in schema else "''"
    network = "coalesce(t.network, '')" if "network" in schema else "''"
    known = " + ".join(f"((t.{name} IS NOT NULL)::BIGINT << {bit})" for bit, name in enumerate(names)) or "0"
    own = "coalesce(t.brand, '') = ''" if "brand" in schema else "true"
    query = (
        f"SELECT $1 AS client, month, network, account, known, {_listed(names)} FROM ("
        f"SELECT {month} AS month, {network} AS network, coalesce({account}, '') AS account, "
        f"{known} AS known, {', '.join([_number(table, name) for name in names]) or 'NULL'} "
        f"FROM {source(store, table)} AS t WHERE {own}) WHERE month IS NOT NULL ORDER BY month, network"
    )
    rows: pa.Table = store.connection.sql(query, params=[store.parameters.client.id]).to_arrow_table()
    if not rows.num_rows:
        return None
    pq.write_table(rows, folder / f"{table}.parquet", compression="zstd", row_group_size=_ROW_GROUP)
    return [name for name in names if rows.column(name).null_count < rows.num_rows]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "NULL AS nothing"


def _number(table: str, name: str) -> str:
    """A column as a whole number (money in millionths), or as a fraction."""
    if kind(table, name) is Kind.NUMBER:
        return f"t.{name}::DOUBLE AS {name}"
    factor = scale(table, name)
    return f"(t.{name}{f' * {factor}' if factor > 1 else ''})::BIGINT AS {name}"


def _month(store: Store, table: str) -> str:
    """SQL: the first day of the month that a row counts in, if any."""
    first = "date_trunc('month', t._day)::DATE"
    if table == "account_periods":
        return f'CASE WHEN t.start = {first} AND t."end" = last_day(t.start) THEN {first} END'
    if "end" not in TABLES[table]:
        return first
    last = 'coalesce(t."end", t._day)'
    months = store.connection.execute(f"SELECT DISTINCT {first} FROM {table} AS t WHERE _day IS NOT NULL").fetchall()
    left_out = [
        row for rows in doubled(store, table, [Period.month(day) for (day,) in months]).values() for row in rows
    ]
    once = f"AND t.rowid NOT IN ({', '.join(map(str, left_out))})" if left_out else ""
    return f"CASE WHEN {last} >= t._day AND {last} <= last_day(t._day) {once} THEN {first} END"


def _plain(one: Supplied) -> dict[str, Any]:
    data = {field.name: getattr(one, field.name) for field in fields(one)}
    data["known"] = sorted(one.known)
    for name in ("first", "last", "whole_until"):
        data[name] = data[name] and data[name].isoformat()
    for name in _DAYS:
        data[name] = [[first.isoformat(), last.isoformat()] for first, last in data[name]]
    return data


def _supplied(data: dict[str, Any]) -> Supplied:
    first, last, whole_until = (
        dt.date.fromisoformat(data[name]) if data[name] else None for name in ("first", "last", "whole_until")
    )
    ranges, spans = (
        tuple((dt.date.fromisoformat(start), dt.date.fromisoformat(end)) for start, end in data[name]) for name in _DAYS
    )
    return Supplied(data["rows"], first, last, frozenset(data["known"]), ranges, spans, whole_until)
