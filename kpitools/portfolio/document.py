"""The overview as JSON and CSV: full precision, nothing formatted."""

import csv
import io
from collections.abc import Collection, Iterator
from typing import Any

from kpitools.catalogue import Kpi
from kpitools.kpis.document import plain
from kpitools.portfolio.cells import Cell
from kpitools.portfolio.formulas import ALL
from kpitools.portfolio.overview import Overview

CSV_COLUMNS = ("client", "start", "end", "kpi", "scope", "value", "unit", "currency", "basis", "coverage")


def values(overview: Overview, client: int, month: int, asked: Collection[str] = ()) -> Iterator[tuple[Kpi, str, Cell]]:
    """All values of one client's month, or of the KPIs that are asked for, in the catalogue's order.

    `all` comes before the client's networks.
    """
    own = overview.networks_of(client)
    for kpi in overview.catalogues[client].listed:
        if not asked or kpi.id in asked:
            for scope in (ALL,) if kpi.scope == ALL else (ALL, *own):
                yield kpi, scope, overview.cell(client, month, kpi.id, scope)


def document(overview: Overview, asked: Collection[str] = ()) -> dict[str, Any]:
    """Every client's values, month by month; those of some KPIs where they are asked for."""
    return {
        "months": [
            {
                "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
                "clients": [
                    {
                        "client": shelf.client,
                        "currency": shelf.parameters.client.currency,
                        "values": [
                            {"kpi": kpi.id, "scope": scope, "value": plain(one.value), "unit": kpi.unit.value,
                             "basis": list(one.basis) if one.basis else None, "coverage": one.coverage}
                            for kpi, scope, one in values(overview, client, month, asked)
                        ],
                    }
                    for client, shelf in enumerate(overview.shelves)
                ],
            }
            for month, period in enumerate(overview.months)
        ]
    }  # fmt: skip


def table(overview: Overview, asked: Collection[str] = ()) -> str:
    """The values as CSV, a line each, KPIs that are tables left out; an empty cell is unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for month, period in enumerate(overview.months):
        for client, shelf in enumerate(overview.shelves):
            for kpi, scope, one in values(overview, client, month, asked):
                if kpi.is_table:
                    continue
                row = [shelf.client, period.start, period.end, kpi.id, scope, plain(one.value), kpi.unit.value,
                       shelf.parameters.client.currency, " ".join(one.basis or ()), one.coverage]  # fmt: skip
                writer.writerow(["" if value is None else value for value in row])
    return out.getvalue()
