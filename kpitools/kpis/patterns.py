"""Which figures a row knows, and which file gave each: rows that are alike in both share a pattern.

The sum of each column over the rows of each pattern then gives every measure of a table, with its rows and its files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitools.kpis import columns, rates
from kpitools.store import Store
from kpitools.store.merge import FILE_SHIFT
from kpitools.tables import DERIVED, TABLES

if TYPE_CHECKING:
    from kpitools.kpis.measures import Measure

PATTERN = "_pattern"  # the column added to every table: the number of the row's pattern
_UNKNOWN, _MADE = -2, -1  # in place of a file: the figure is not known, or is made of others


@dataclass(frozen=True)
class Pattern:
    """The file that a row is from, and the file of each figure that it knows; `_MADE` where others make it."""

    row: int
    files: Mapping[str, int]

    def knows(self, measure: Measure) -> bool:
        """Whether a row counts in a measure."""
        return all(not name or name in self.files for name in (measure.of, measure.by))

    def files_of(self, measure: Measure) -> frozenset[int]:
        """The files that gave the figures a measure uses of a row; the row's own where it uses none, or what lacks."""
        keys = TABLES[measure.table].key
        given = [self.row if name in keys else self.files.get(name, _UNKNOWN) for name in measure.columns]
        return frozenset(file for file in given if file >= 0) or frozenset({self.row})


def add(store: Store) -> None:
    """Number the patterns of every table's rows, once; the columns of `columns` and `rates` must be there."""
    run = store.connection.execute
    if run("SELECT 1 FROM duckdb_tables() WHERE table_name = 'patterns_posts'").fetchall():
        return
    for name, table in TABLES.items():
        stored = {*table.values, *rates.SOURCED} if name == "posts" else {*table.values}
        files = [
            f'CASE WHEN t."{column}" IS NULL THEN {_UNKNOWN} '
            + (f"ELSE coalesce((t.{column}__src >> {FILE_SHIFT})::INTEGER, {_MADE}) END" if column in stored
               else f"ELSE {_MADE} END")
            for column in figures(name)
        ]  # fmt: skip
        listed = f"[{', '.join([f'(t._src >> {FILE_SHIFT})::INTEGER', *files])}]"
        run(
            f"CREATE TEMP TABLE patterns_{name} AS SELECT (row_number() OVER () - 1)::INTEGER AS number, files "
            f"FROM (SELECT DISTINCT {listed} AS files FROM {name} AS t)"
        )
        run(
            f"CREATE OR REPLACE TABLE {name} AS SELECT t.*, p.number AS {PATTERN} FROM {name} AS t "
            f"JOIN patterns_{name} AS p ON {listed} = p.files"
        )


def figures(table: str) -> tuple[str, ...]:
    """The columns of a table that measures may use, in the order of a pattern's files."""
    own = (*TABLES[table].values, *DERIVED.get(table, {}), *columns.names(table))
    return (*own, *rates.SOURCED, *rates.PARTS) if table == "posts" else own


def patterns(store: Store, table: str) -> Sequence[Pattern]:
    """The patterns of a table, by number."""
    rows = store.connection.execute(f"SELECT files FROM patterns_{table} ORDER BY number").fetchall()
    names = figures(table)
    return [
        Pattern(files[0], {name: file for name, file in zip(names, files[1:], strict=True) if file != _UNKNOWN})
        for (files,) in rows
    ]
