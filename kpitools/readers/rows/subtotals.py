"""Rows of ads that are the sum of the others of their campaign: subtotals of a breakdown that no layout knows."""

from collections import defaultdict
from typing import Any

import pyarrow as pa

from kpitools.language import mark
from kpitools.problems import Severity
from kpitools.readers.values.suspects import Note
from kpitools.tables import Table

_FEWEST = 3  # of two equal rows either may be an ad of its own
_ADDED = ("spend", "impressions")  # what adds up exactly, and does so by no chance for both


def without_subtotals(rows: pa.Table, table: Table, note: Note) -> pa.Table:
    """The rows without those whose spend and impressions are the sum of all others of the same key.

    An export that has subtotals has one for each key: where most have none, a sum is a coincidence of small figures.
    """
    if table.name != "ads" or not all(rows[name].null_count < len(rows) for name in _ADDED):
        return rows
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, key in enumerate(zip(*(rows[name].to_pylist() for name in table.key), strict=True)):
        groups[key].append(at)
    sums = [rows[name].to_pylist() for name in _ADDED]
    several = [group for group in groups.values() if len(group) >= _FEWEST and any(sums[0][at] for at in group)]
    dropped = {at for group in several for at in _sums(group, sums)}
    if not dropped or 2 * len(dropped) < len(several):
        return rows
    text = mark(
        "Lignes écartées, dont les dépenses et les impressions sont la somme des autres de la même campagne : "
        "{count}. L'export a une ventilation inconnue, dont ce sont les sous-totaux."
    )
    note("subtotals", text, Severity.WARNING, count=len(dropped))
    return rows.filter(pa.array([at not in dropped for at in range(len(rows))]))


def _sums(group: list[int], sums: list[list[Any]]) -> list[int]:
    """Which row of a group is the sum of all others, if one is."""
    totals = [sum(values[at] or 0 for at in group) for values in sums]
    return [
        at
        for at in group
        if all(values[at] and 2 * values[at] == total for values, total in zip(sums, totals, strict=True))
    ][:1]
