"""Rows of ads and web_visits that span several days: which of them count in a period (rule 13)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.store import Store
from kpitools.store.merge import FILE_SHIFT
from kpitools.tables import TABLES

SPANNING = tuple(name for name, table in TABLES.items() if table.when == "date" and "end" in table)


def doubled(store: Store, table: str, periods: Iterable[Period]) -> dict[Period, list[int]]:
    """Row ids that must not count in a period, as rows equal but for their dates already do.

    The days count if they cover the period; else the longest spanning row, and the days inside it don't.
    """
    found: dict[Period, list[int]] = {}
    if table not in SPANNING or not has_spans(store, table):
        return found
    names = [name for name in TABLES[table].key if name not in ("date", "end")]
    columns = ", ".join(f'"{name}"' for name in names)
    for period in periods:
        groups: dict[tuple[Any, ...], list[tuple[int, dt.date, dt.date]]] = defaultdict(list)
        rows = store.connection.execute(
            f'SELECT rowid, _day, coalesce("end", _day), {columns} FROM {table} '
            'WHERE _day >= ? AND coalesce("end", _day) <= ?',
            [period.start, period.end],
        ).fetchall()
        for row, first, last, *key in rows:
            groups[tuple(key)].append((row, first, last))
        left_out = [row for group in groups.values() for row in _left_out(group, period)]
        if left_out:
            found[period] = left_out
    return found


def _left_out(group: list[tuple[int, dt.date, dt.date]], period: Period) -> list[int]:
    spans = sorted((one for one in group if one[2] > one[1]), key=lambda one: (one[1] - one[2], one[1], one[0]))
    days = [one for one in group if one[2] == one[1]]
    if not spans:
        return []
    if len({first for _, first, _ in days}) == period.days:
        return [row for row, _, _ in spans]
    kept: list[tuple[int, dt.date, dt.date]] = []
    out = []
    for one in (*spans, *days):
        if any(first <= one[2] and one[1] <= last for _, first, last in kept):
            out.append(one[0])
        elif one in spans:
            kept.append(one)
    return out


def overlapping(store: Store, table: str, period: Period) -> list[Problem]:
    """Warnings that name the spanning rows which only overlap the period and are left out of it."""
    if table not in SPANNING or not has_spans(store, table):
        return []
    rows = store.connection.execute(
        f'SELECT _day, "end", count(*), min(_src >> {FILE_SHIFT}) FROM {table} '
        'WHERE "end" IS NOT NULL AND _day <= ? AND "end" >= ? AND NOT (_day >= ? AND "end" <= ?) '
        "GROUP BY 1, 2 ORDER BY 1, 2",
        [period.end, period.start, period.start, period.end],
    ).fetchall()
    return [
        Problem(
            "span_overlaps",
            mark("{rows} ligne(s) du {first} au {last} ne font que chevaucher la période et n'y sont pas comptées."),
            {"rows": count, "first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
            Severity.WARNING,
            file=store.files[file].name,
        )
        for first, last, count, file in rows
    ]


def has_spans(store: Store, table: str) -> bool:
    """Whether any row of a table spans several days."""
    return bool(store.connection.execute(f'SELECT 1 FROM {table} WHERE "end" IS NOT NULL LIMIT 1').fetchall())
