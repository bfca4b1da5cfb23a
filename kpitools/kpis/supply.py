"""What the exports supply at all: which tables and columns, for which networks, until when (rule 3)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpitools.kpis import columns, rates
from kpitools.kpis.values import Period
from kpitools.store import Store
from kpitools.tables import DERIVED, NETWORKS, TABLES

# Tables that speak of every source and network on a day for which they have any row (rule 3).
WHOLE_SITE = ("web_visits", "conversion_paths")


@dataclass(frozen=True)
class Supplied:
    """What one network gives to one table, over all periods.

    `ranges` are those that exports or parameters state; `spans` reach from the first to the last row of one export;
    `whole_until` is the last day of tables that an analyst supplies whole.
    """

    rows: int
    first: dt.date | None
    last: dt.date | None
    known: frozenset[str]
    ranges: tuple[tuple[dt.date, dt.date], ...] = ()
    spans: tuple[tuple[dt.date, dt.date], ...] = ()
    whole_until: dt.date | None = None

    def covers(self, period: Period) -> bool:
        """Whether a period without a row is known to be empty, not unexported.

        A canonical table is whole: rows after the period say that it was looked at. Platforms' exports come month by
        month: only one that has rows on both sides of the period says so, as the months between two were not exported.
        """
        if self.whole_until is not None and self.whole_until > period.end:
            return True
        return any(start <= period.start and end >= period.end for start, end in (*self.ranges, *self.spans))

    def stops_within(self, period: Period) -> dt.date | None:
        """The last day with rows, where they stop inside the period and no export says that it reaches its end."""
        reached = max([end for _, end in self.ranges] + ([self.last] if self.last else []), default=None)
        return self.last if self.last and reached and period.start <= self.last and reached < period.end else None


Supply = Mapping[tuple[str, str], Supplied]  # by table and network


def together(every: Collection[Supplied]) -> Supplied | None:
    """What several networks give to one table, as one; None where none gives anything."""
    if not every:
        return None
    return Supplied(
        sum(one.rows for one in every),
        min((one.first for one in every if one.first), default=None),
        max((one.last for one in every if one.last), default=None),
        frozenset(name for one in every for name in one.known),
        tuple(span for one in every for span in one.ranges),
        tuple(span for one in every for span in one.spans),
        max((one.whole_until for one in every if one.whole_until), default=None),
    )


def supply(store: Store) -> Supply:
    """What the client's files supply, competitors' rows apart."""
    ranges: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    spans: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    whole: set[tuple[str, str]] = set()
    for record in store.files:
        for holder, rows in record.tables.items():
            for network in (*rows.networks, ""):  # rows of no network lie in the same export
                key = (holder, network)
                if record.covers:
                    ranges[key].append(record.covers)
                if rows.first and rows.last and record.is_canonical:
                    whole.add(key)
                elif rows.first and rows.last:
                    spans[key].append((rows.first, rows.last))
    found: dict[tuple[str, str], Supplied] = {}
    for name, table in TABLES.items():
        values = [
            *table.values,
            *DERIVED.get(name, {}),
            *columns.names(name),
            *(rates.PARTS if name == "posts" else ()),
        ]
        network = "coalesce(network, '')" if "network" in table else "''"
        own = "WHERE coalesce(brand, '') = ''" if "brand" in table else ""
        counts = ", ".join(f'count("{column}")' for column in values)
        last = 'coalesce(max(greatest(_day, "end")), max(_day))' if "end" in table else "max(_day)"
        query = f"SELECT {network} AS place, count(*), min(_day), {last}, {counts} FROM {name} {own} GROUP BY ALL"
        counts_of: list[Any] = store.connection.execute(query).fetchall()
        said = {column for row in counts_of for column in _told(values, row[4:])}
        for place, count, first, end, *known in counts_of:
            if not count:  # a table of no network and no rows
                continue
            told = frozenset(one for one in _told(values, known) if _can_be_told(name, one, said))
            key = (name, place)
            found[key] = Supplied(
                count, first, end, told, tuple(ranges[key]), tuple(spans[key]), end if key in whole else None
            )
    return found


def _told(values: Sequence[str], cells: Sequence[int]) -> list[str]:
    return [column for column, count in zip(values, cells, strict=True) if count]


def _can_be_told(table: str, column: str, said: Collection[str]) -> bool:
    """Whether what an added column is made of is stated anywhere: no reply at all is no export of replies."""
    made = columns.parts(table, column) or ()
    return all(part in said or part in TABLES[table].key for part in made)


def networks(supplied: Supply) -> tuple[str, ...]:
    """The client's networks, in the interface's order."""
    return tuple(network for network in NETWORKS if any(place == network for _, place in supplied))
