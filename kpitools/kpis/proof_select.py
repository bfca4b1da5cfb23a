"""Canonical rows as rows of a proof, each with the files and rows that its figures came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kpitools.kpis.values import ProofRow
from kpitools.tables import TABLES

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation


def selected(
    evaluation: Evaluation, name: str, of: str, by: str, conditions: Sequence[str], given: Sequence[object],
    columns: Sequence[str], side: str, part: str,
) -> Iterator[ProofRow]:  # fmt: skip
    """The rows `t` of a table that pass all conditions: `of` and `by` are SQL, `$1` and `$2` the first and last day.

    `columns` are those that give the figures; where a row has none of them, its place is the row's own.
    """
    table = TABLES[name]
    shown = [key for key in table.key if key not in ("brand", "network", "account")]
    sources = [f"t.{one}__src" for one in columns if one in table and one not in table.key]
    label = ", ".join(f'cast(t."{key}" AS VARCHAR)' for key in shown) or "NULL"
    bound = given if any("$3" in one for one in conditions) else given[:2]
    query = (
        f"SELECT {'t.network' if 'network' in table else 'NULL'}, {'t.account' if 'account' in table else 'NULL'}, "
        f"concat_ws(' · ', {label}), t._day, {of}, {by}, "
        f"list_sort(list_distinct([{', '.join(sources)}]::BIGINT[])), t._src "
        f"FROM {name} AS t, (SELECT $1::DATE AS first, $2::DATE AS last) AS p WHERE {' AND '.join(conditions)} "
        "ORDER BY t._day, 3"
    )
    # Many KPIs are made of the same rows.
    rows = evaluation.once(
        (query, repr(bound)), lambda: evaluation.store.connection.execute(query, list(bound)).fetchall()
    )
    for network, account, what, day, amount, other, places, own in rows:
        told = tuple(map(evaluation.store.place, places or [own]))
        yield ProofRow(part, side, name, network or "", account or "", what or "", day, amount, other, told)
