"""A report of visits from social networks alone beside others of the same site: what it tells is part of theirs."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from kpitools.readers.export import row_of

Row = dict[str, Any]
Dates = tuple[dt.date, dt.date]


def is_of_networks_alone(rows: pa.Table) -> bool:
    """Whether every row is of a network: such a report tells nothing of the other sources."""
    return len(rows) > 0 and rows["network"].null_count == 0


def without_networks(
    rows: pa.Table, networks: pa.Table, measures: Sequence[str], slices: Sequence[str], first: str
) -> tuple[pa.Table, list[str]]:
    """The rows without the visits from networks that a report of them tells, and which measures were taken from it.

    Visits of networks not told apart are left to the report, those of another source stay. Of the whole site the rest
    is kept, as one row for each period of the report, where the rows are of all its days; else they are left out.
    """
    made: list[Row] = rows.to_pylist()
    lost: dict[str, None] = {}
    parts: dict[Dates, list[Row]] = defaultdict(list)
    for row in networks.to_pylist():
        if (dates := _dates(row, first)) is not None:
            parts[dates].append(row)
    rest: list[Row] = []
    for span, told in sorted(parts.items(), key=lambda one: one[0][0] - one[0][1]):
        sums = {name: sum(known) for name in measures if (known := _known(told, name))}
        here = [row for row in made if (dates := _dates(row, first)) and dates[0] <= span[1] and span[0] <= dates[1]]
        whole = [row for row in here if not row["network"] and not any(row[name] for name in slices)]
        if _are_its_days(whole, span, first):
            rest += _rest(whole, sums, span, first, slices)
        for row in (*(row for row in here if row["network"]), *whole):
            for name in sums:
                if row[name] is not None:
                    row[name] = None
                    lost[name] = None
    return pa.Table.from_pylist([*made, *rest], schema=rows.schema), list(lost)


def _dates(row: Row, first: str) -> Dates | None:
    return None if row[first] is None else (row[first], row.get("end") or row[first])


def _known(rows: Sequence[Row], name: str) -> list[float]:
    return [row[name] for row in rows if row[name] is not None]


def _are_its_days(rows: Sequence[Row], span: Dates, first: str) -> bool:
    """Whether rows are of all days of a period, each once, and of no other."""
    spans = [dates for row in rows if (dates := _dates(row, first))]
    inside = all(span[0] <= start and end <= span[1] for start, end in spans)
    days = sum((end - start).days + 1 for start, end in spans)
    return inside and len({start for start, _ in spans}) == len(spans) and days == (span[1] - span[0]).days + 1


def _rest(whole: Sequence[Row], sums: Mapping[str, float], span: Dates, first: str, slices: Sequence[str]) -> list[Row]:
    """What is left of the whole site's figures in a period, as a row; none where they are unknown."""
    left = {name: max(0, sum(known) - told) for name, told in sums.items() if (known := _known(whole, name))}
    if not left:
        return []
    end = span[1] if span[1] > span[0] else None
    kept = [name for name in whole[0] if name.startswith("_") or name in map(row_of, left)]  # where it comes from
    row = dict.fromkeys(whole[0]) | {name: whole[0][name] for name in kept}
    return [row | {"date": span[0], first: span[0], "end": end, "medium": "(other)"} | left]
