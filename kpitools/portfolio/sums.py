"""The pass over all clients: one query a table, by client, month, network, account and known columns; then arrays.

Everything is an array of one row a client and month, and one column a place: the networks, the rows of no network
(`UNNAMED`), and all rows together (`WHOLE`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kpitools.catalogue import Catalogue
from kpitools.kpis.measures import Measure
from kpitools.kpis.supply import Supplied, networks, together
from kpitools.kpis.values import Period
from kpitools.portfolio.formulas import kind, summed_columns
from kpitools.portfolio.shelf import Shelf
from kpitools.tables import NETWORKS, Kind

Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]
Numbers = NDArray[Any]  # whole numbers, or fractions
UNNAMED, WHOLE = -2, -1  # the last two places
_HAS_ACCOUNTS = ("account_days", "account_periods", "posts")  # what reach is read from, account by account


@dataclass(frozen=True)
class Groups:
    """A table's rows by client and month (`row`), place, account and the columns they know: how many, and sums."""

    row: Integers
    place: Integers
    account: Integers
    known: Integers
    count: Integers
    sums: Mapping[str, Numbers]
    bits: Mapping[str, int]

    def knowing(self, measure: Measure) -> Flags:
        """Which of them know a measure."""
        mask = sum(1 << self.bits[name] for name in {measure.of, measure.by} if name)
        knows: Flags = (self.known & mask) == mask
        return knows


@dataclass(frozen=True)
class Cells:
    """A measure in each place: rows, those that know it, and their sums."""

    rows: Integers
    known: Integers
    of: Numbers
    by: Numbers


class Portfolio:
    """The sums of all clients over some months, and what each client's exports supply."""

    def __init__(self, shelves: Sequence[Shelf], months: Sequence[Period], catalogue: Catalogue) -> None:
        self.shelves = shelves
        self.months = months
        self._columns = summed_columns(catalogue)
        named = {network for shelf in shelves for network in networks(shelf.supply)}
        self.networks = tuple(network for network in NETWORKS if network in named)
        self.shape = (len(shelves) * len(months), len(self.networks) + 2)
        self._groups: dict[str, Groups] = {}
        self._cells: dict[Measure, Cells] = {}
        self._flags: dict[tuple[str, str], Flags] = {}
        self._supplied: dict[str, list[list[Supplied | None]]] = {}
        self.accounts: dict[str, int] = {}
        self._sweep()

    def _sweep(self) -> None:
        with duckdb.connect(":memory:") as connection:
            for table, names in self._columns.items():
                paths = [str(shelf.tables[table]) for shelf in self.shelves if table in shelf.tables]
                if paths:
                    self._groups[table] = self._read(connection, table, names, paths)

    def _read(
        self, connection: duckdb.DuckDBPyConnection, table: str, names: Sequence[str], paths: Sequence[str]
    ) -> Groups:
        account = "account" if table in _HAS_ACCOUNTS else "''"
        told = {name for shelf in self.shelves for name in shelf.columns.get(table, ())}
        summed = [name for name in names if name in told]
        sums = [f"sum({name})::{_type(table, name)} AS {name}" for name in summed]
        query = (
            f"SELECT {', '.join(['client', 'month', 'network', f'{account} AS account', 'known', 'count(*)', *sums])} "
            "FROM read_parquet($1) WHERE month BETWEEN $2 AND $3 GROUP BY ALL"
        )
        bounds = [min(self.months).start, max(self.months).start]
        found: pa.Table = connection.sql(query, params=[paths, *bounds]).to_arrow_table()
        clients = {shelf.client: number for number, shelf in enumerate(self.shelves)}
        months = {period.start: number for number, period in enumerate(self.months)}
        places = {network: number for number, network in enumerate(self.networks)} | {"": self.shape[1] + UNNAMED}
        client, month, network, accounts, known, count, *figures = found.columns
        for name in accounts.unique().to_pylist():
            self.accounts.setdefault(name, len(self.accounts))
        asked = _coded(month, months)  # months between those asked for are none of them
        kept = asked >= 0
        return Groups(
            (_coded(client, clients) * len(months) + asked)[kept],
            _coded(network, places)[kept],
            _coded(accounts, self.accounts)[kept],
            known.to_numpy()[kept],
            count.to_numpy()[kept],
            {name: _filled(one)[kept] for name, one in zip(summed, figures, strict=True)},
            {name: bit for bit, name in enumerate(names)},
        )

    def groups(self, table: str) -> Groups | None:
        """The groups of a table; None where no client has a row in these months."""
        return self._groups.get(table)

    def cells(self, measure: Measure) -> Cells:
        """A measure in each place."""
        if measure not in self._cells:
            self._cells[measure] = self._cell(measure)
        return self._cells[measure]

    def _cell(self, measure: Measure) -> Cells:
        groups = self.groups(measure.table)
        if groups is None:
            none = np.zeros(self.shape, np.int64)
            return Cells(none, none, none, none)
        knows = groups.knowing(measure)
        none = np.zeros_like(groups.count)  # of a column that no client's exports state
        sums = [groups.sums.get(name, none) if name else groups.count for name in (measure.of, measure.by)]
        return Cells(*(self._placed(groups, one, knows) for one in (None, groups.count, *sums)))

    def _placed(self, groups: Groups, figures: Numbers | None, knows: Flags) -> Numbers:
        """Figures of the groups that know a measure added up by place; how many rows there are of any, where None."""
        kept = slice(None) if figures is None else knows
        figures = groups.count if figures is None else figures
        made: Numbers = np.zeros(self.shape, figures.dtype)
        np.add.at(made, (groups.row[kept], groups.place[kept]), figures[kept])
        made[:, WHOLE] = made.sum(axis=1)
        return made

    # What the exports supply

    def supplied(self, table: str) -> Flags:
        """Which places give the table over all periods."""
        return self.tells(table, "")

    def tells(self, table: str, column: str) -> Flags:
        """Which places ever state a column of a table, or have any row of it."""
        return self._once((table, column), lambda: self._by_month([
            [one is not None and (not column or column in one.known) for one in row] for row in self._supply(table)
        ]))  # fmt: skip

    def covers(self, table: str) -> Flags:
        """In which months a place without a row is known to have had none."""
        return self._once(("covers", table), lambda: np.array([
            [one is not None and one.covers(month) for one in row]
            for row in self._supply(table) for month in self.months
        ], bool))  # fmt: skip

    def names_networks(self, table: str) -> Flags:
        """For each client and month, whether any row of the table names a network."""
        return self._once(("named", table), lambda: self._by_client([
            any(name == table and place for name, place in one.supply) for one in self.shelves
        ]))  # fmt: skip

    def has_unnamed(self, table: str) -> Flags:
        """For each client and month, whether any row of the table is of no network."""
        return self._once(
            ("unnamed", table), lambda: self._by_client([(table, "") in one.supply for one in self.shelves])
        )

    def _once(self, key: tuple[str, str], make: Callable[[], Flags]) -> Flags:
        """What the exports supply, found out the first time; never to be written into."""
        if key not in self._flags:
            self._flags[key] = make()
            self._flags[key].setflags(write=False)
        return self._flags[key]

    @cached_property
    def members(self) -> Flags:
        """Which places are networks of the client."""
        own = [networks(one.supply) for one in self.shelves]
        return self._by_month([[*(network in mine for network in self.networks), False, False] for mine in own])

    def _supply(self, table: str) -> list[list[Supplied | None]]:
        if table not in self._supplied:
            self._supplied[table] = [
                [*(one.supply.get((table, network)) for network in (*self.networks, "")),
                 together([found for (name, _), found in one.supply.items() if name == table])]
                for one in self.shelves
            ]  # fmt: skip
        return self._supplied[table]

    def _by_month(self, rows: Sequence[Sequence[bool]]) -> Flags:
        return np.repeat(np.array(rows, bool).reshape(-1, self.shape[1]), len(self.months), axis=0)

    def _by_client(self, flags: Sequence[bool]) -> Flags:
        return np.repeat(np.array(flags, bool), len(self.months))


def _type(table: str, name: str) -> str:
    return "DOUBLE" if kind(table, name) is Kind.NUMBER else "BIGINT"


def _coded(column: pa.ChunkedArray, codes: Mapping[Any, int]) -> Integers:
    """Values as their numbers; -1 for those without."""
    encoded = column.combine_chunks().dictionary_encode()
    numbers = [codes.get(value, -1) for value in encoded.dictionary.to_pylist()]
    coded: Integers = np.array(numbers, np.int64)[encoded.indices.to_numpy(zero_copy_only=False)]
    return coded


def _filled(column: pa.ChunkedArray) -> Numbers:
    """Sums as numbers, 0 where nothing is known: the bits of `known` say so."""
    filled: Numbers = column.combine_chunks().fill_null(0).to_numpy(zero_copy_only=False)
    return filled
