"""What the parameters exclude: posts, types of post, accounts. Taken out after merging, counted and shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from kpitools.params.subject import Exclusion
from kpitools.store.accounts import Accounts
from kpitools.tables import TABLES


@dataclass(frozen=True)
class Excluded:
    """One exclusion of the parameters and the number of rows it took out."""

    what: str
    reason: str
    rows: int


def apply(
    connection: duckdb.DuckDBPyConnection, exclusions: Sequence[Exclusion], accounts: Accounts
) -> tuple[Excluded, ...]:
    """Delete the client's own rows that an exclusion names; competitors' rows stay."""
    made = []
    for one in exclusions:
        conditions = {"post_id": one.post_id, "type": one.type, "account": one.account}
        given = {column: value for column, value in conditions.items() if value is not None}
        rows = 0
        tables = [
            name for name in TABLES if all(column in TABLES[name] for column in given) and "brand" in TABLES[name]
        ]
        for table in tables:
            tests = " AND ".join(_test(column) for column in given)
            values = [
                accounts.name(one.network or "", value) if column == "account" else value
                for column, value in given.items()
            ]
            deleted = connection.execute(f"DELETE FROM {table} WHERE brand = '' AND {tests}", values).fetchall()
            rows += sum(count for (count,) in deleted)
        what = ", ".join(f"{column}: {value}" for column, value in given.items())
        made.append(Excluded(what, one.reason or "", rows))
    return tuple(made)


def _test(column: str) -> str:
    return "lower(account) = lower(?)" if column == "account" else f"{column} = ?"
