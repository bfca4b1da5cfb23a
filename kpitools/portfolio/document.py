"""The overview as JSON and CSV: full precision, nothing formatted."""

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kpitools.catalogue import Kpi
from kpitools.kpis.document import plain
from kpitools.kpis.values import Number
from kpitools.portfolio.formulas import ALL
from kpitools.portfolio.leaves import BASES
from kpitools.portfolio.overview import Figures, Overview

CSV_COLUMNS = ("client", "start", "end", "kpi", "scope", "value", "unit", "currency", "basis", "coverage")


@dataclass(frozen=True)
class Cell:
    """One value of a client: None where it is unknown."""

    value: Number | None
    basis: tuple[str, ...] | None
    coverage: float | None


def cell(figures: Figures, row: int) -> Cell:
    """A KPI's value of one client and month."""
    if not figures.known[row]:
        return Cell(None, None, None)
    value: Number = figures.value[row].item()
    if figures.scale > 1:
        value = Decimal(value) / figures.scale
    basis = tuple(sorted(name for number, name in enumerate(BASES) if figures.basis[row] >> number & 1))
    coverage = float(figures.coverage[row])
    return Cell(value, basis or None, None if math.isnan(coverage) else coverage)


def values(overview: Overview, client: int, month: int) -> Iterator[tuple[Kpi, str, Cell]]:
    """All values of one client's month, in the catalogue's order, `all` before the client's networks."""
    row = client * len(overview.months) + month
    own = overview.networks_of(client)
    for kpi in overview.kpis:
        for scope in overview.scopes(kpi):
            if scope == ALL or scope in own:
                yield kpi, scope, cell(overview.figures(kpi.id, scope), row)


def document(overview: Overview) -> dict[str, Any]:
    """Every client's values, month by month."""
    return {
        "months": [
            {
                "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
                "clients": [
                    {
                        "client": shelf.client,
                        "currency": shelf.currency,
                        "values": [
                            {"kpi": kpi.id, "scope": scope, "value": plain(one.value), "unit": kpi.unit.value,
                             "basis": list(one.basis) if one.basis else None, "coverage": one.coverage}
                            for kpi, scope, one in values(overview, client, month)
                        ],
                    }
                    for client, shelf in enumerate(overview.shelves)
                ],
            }
            for month, period in enumerate(overview.months)
        ]
    }  # fmt: skip


def table(overview: Overview) -> str:
    """The values as CSV, a line each; an empty cell is unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for month, period in enumerate(overview.months):
        for client, shelf in enumerate(overview.shelves):
            for kpi, scope, one in values(overview, client, month):
                row = [shelf.client, period.start, period.end, kpi.id, scope, plain(one.value), kpi.unit.value,
                       shelf.currency, " ".join(one.basis or ()), one.coverage]  # fmt: skip
                writer.writerow(["" if value is None else value for value in row])
    return out.getvalue()
