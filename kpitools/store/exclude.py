"""What the parameters exclude: posts, types of post, accounts. Taken out after merging, counted and shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from kpitools.params.subject import Exclusion
from kpitools.tables import TABLES


@dataclass(frozen=True)
class Excluded:
    """One exclusion of the parameters and the number of rows it took out."""

    what: str
    reason: str
    rows: int


def apply(connection: duckdb.DuckDBPyConnection, exclusions: Sequence[Exclusion]) -> tuple[Excluded, ...]:
    """Delete the client's own rows that an exclusion names; competitors' rows stay."""
    made = []
    for one in exclusions:
        conditions = {"network": one.network, "post_id": one.post_id, "type": one.type, "account": one.account}
        given = {column: value for column, value in conditions.items() if value is not None}
        rows = 0
        tables = [
            name for name in TABLES if all(column in TABLES[name] for column in given) and "brand" in TABLES[name]
        ]
        for table in tables:
            tests = " AND ".join(_test(column) for column in given)
            values = [value for column, value in given.items() for _ in range(_test(column).count("?"))]
            deleted = connection.execute(f"DELETE FROM {table} WHERE brand = '' AND {tests}", values).fetchall()
            rows += sum(count for (count,) in deleted)
        what = ", ".join(f"{column}: {value}" for column, value in given.items())
        made.append(Excluded(what, one.reason or "", rows))
    return tuple(made)


def _test(column: str) -> str:
    if column == "account":
        return "lower(account) = lower(?)"
    if column == "type":
        # No export types replies: on X they are the posts that begin by naming someone.
        return "CASE WHEN ? = 'reply' THEN network = 'x' AND text LIKE '@%' ELSE type = ? END"
    return f"{column} = ?"
