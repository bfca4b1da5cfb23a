"""What the exports supply at all: which tables and columns, for which networks, until when (rule 3)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kpitools.kpis import rates
from kpitools.kpis.values import Period
from kpitools.store import Store
from kpitools.tables import DERIVED, NETWORKS, TABLES


@dataclass(frozen=True)
class Supplied:
    """What one network gives to one table, over all periods."""

    rows: int
    first: dt.date | None
    last: dt.date | None
    known: frozenset[str]
    ranges: tuple[tuple[dt.date, dt.date], ...]

    def covers(self, period: Period) -> bool:
        """Whether a period without a row is known to be empty, not unexported."""
        after = self.last is not None and self.last > period.end
        return after or any(start <= period.start and end >= period.end for start, end in self.ranges)

    def stops_within(self, period: Period) -> dt.date | None:
        """The last day with rows, where they stop inside the period and no export says that it reaches its end."""
        reached = max([end for _, end in self.ranges] + ([self.last] if self.last else []), default=None)
        return self.last if self.last and reached and period.start <= self.last and reached < period.end else None


Supply = Mapping[tuple[str, str], Supplied]  # by table and network


def supply(store: Store) -> Supply:
    """What the client's files supply, competitors' rows apart."""
    ranges: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for record in store.files:
        if record.covers:
            for holder, rows in record.tables.items():
                for network in rows.networks or ("",):
                    ranges[holder, network].append(record.covers)
    found: dict[tuple[str, str], Supplied] = {}
    for name, table in TABLES.items():
        values = [*table.values, *DERIVED.get(name, {}), *(rates.PARTS if name == "posts" else ())]
        network = "coalesce(network, '')" if "network" in table else "''"
        own = "WHERE brand = ''" if "brand" in table else ""
        counts = ", ".join(f'count("{column}")' for column in values)
        last = 'coalesce(max(greatest(_day, "end")), max(_day))' if "end" in table else "max(_day)"
        query = f"SELECT {network} AS place, count(*), min(_day), {last}, {counts} FROM {name} {own} GROUP BY ALL"
        for place, count, first, end, *known in store.connection.execute(query).fetchall():
            columns = frozenset(column for column, cells in zip(values, known, strict=True) if cells)
            found[name, place] = Supplied(count, first, end, columns, tuple(ranges[name, place]))
    return found


def networks(supplied: Supply) -> tuple[str, ...]:
    """The client's networks, in the interface's order."""
    return tuple(network for network in NETWORKS if any(place == network for _, place in supplied))
