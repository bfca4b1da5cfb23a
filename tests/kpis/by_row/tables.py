"""Rows of a period, and sums of columns under the rules of missing data (rules 1 to 4, 11 and 13)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
Number = int | float | Decimal
Days = tuple[dt.date, dt.date]
WHEN = {
    "posts": "published_at", "interactions": "at", "conversations": "received_at", "reviews": "at", "mentions": "at",
    "actions": "at", "leads": "at", "orders": "at", "surveys": "at",
}  # fmt: skip
EVENTS = {*WHEN, "mention_days", "ads", "conversion_paths", "costs", "contents"}
WHOLE_SITE = {"web_visits", "conversion_paths"}
MONEY = {"spend", "amount", "cost", "value"}


@dataclass
class Told:
    """What one network says: a numerator, a denominator where there is one, and on what basis."""

    of: Number | None = None
    by: Number | None = None
    basis: frozenset[str] = frozenset()
    accounts: int = 1


@dataclass
class Tables:
    """The rows by table, and what the parameters say."""

    rows: Mapping[str, list[Row]]
    zone: str = "Europe/Paris"
    competitors: tuple[str, ...] = ()
    contests: tuple[tuple[str, dt.date, dt.date], ...] = ()
    budget: Decimal | None = None
    audience: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def day(self, table: str, row: Row) -> dt.date | None:
        """The client's day of a row."""
        at = row.get(WHEN.get(table, "date"))
        return at.astimezone(ZoneInfo(self.zone)).date() if isinstance(at, dt.datetime) else at

    def own(self, table: str, network: str | None = None) -> list[Row]:
        """The client's rows of all periods; of one network, `""` for those of none, None for all."""
        found = [row for row in self.rows.get(table, []) if not row.get("brand")]
        return found if network is None else [row for row in found if (row.get("network") or "") == network]

    def within(self, table: str, days: Days, network: str | None = None) -> list[Row]:
        """The client's rows of a period; rows that span days by rule 13."""
        if table == "account_periods":  # only the row of exactly the period speaks of it
            return [row for row in self.own(table, network) if (row["start"], row["end"]) == days]
        placed = []
        for row in self.own(table, network):
            first = self.day(table, row)
            last = row.get("end") or first
            if first is not None and days[0] <= first and last <= days[1] and first <= last:
                placed.append((first, last, row))
        if table not in ("ads", "web_visits"):
            return [row for _, _, row in placed]
        groups: dict[Any, list[Any]] = defaultdict(list)
        for one in placed:
            groups[tuple(one[2].get(k) or "" for k in KEYS[table])].append(one)
        return [row for group in groups.values() for row in _once(group, days)]

    def networks(self) -> list[str]:
        """The networks that any row of the client names."""
        return sorted({str(row["network"]) for table in self.rows for row in self.own(table) if row.get("network")})

    def covers(self, table: str, days: Days, network: str | None) -> bool:
        """Whether a period without a row is known to be empty: the table goes on after it."""
        lasts = [row.get("end") or self.day(table, row) for row in self.own(table, network)]
        return any(last is not None and last > days[1] for last in lasts)

    def sum(self, table: str, days: Days, network: str | None, get: Callable[[Row], Number | None]) -> Number | None:
        """Σ of the known; unknown where the table is not supplied, never says, or does not cover the period."""
        every = self.own(table, network)
        if not any(get(row) is not None for row in every):
            return None
        rows = self.within(table, days, network)
        if not rows:
            return 0 if table in EVENTS and self.covers(table, days, network) else None
        known = [value for row in rows if (value := get(row)) is not None]
        return sum(known) if known else None

    def column(self, path: str, days: Days, network: str | None) -> Number | None:
        """Σ of a `table.column`."""
        table, name = path.split(".")
        return self.sum(table, days, network, lambda row: value(row, name))

    def count(self, table: str, days: Days, network: str | None, test: Callable[[Row], bool] | None = None) -> Any:
        """The number of rows that pass a test."""
        return self.sum(table, days, network, lambda row: int(test is None or test(row)))


KEYS = {
    "ads": ("network", "campaign", "ad_set", "ad"), "web_visits": ("source", "medium", "campaign", "landing_page")
}  # fmt: skip


def _once(group: list[Any], days: Days) -> list[Row]:
    """Of rows equal but for their dates: the days if they cover the period, else the longest spans, then days."""
    spans = [one for one in group if one[1] > one[0]]
    single = [one for one in group if one[1] == one[0]]
    if not spans or len({first for first, _, _ in single}) == (days[1] - days[0]).days + 1:
        return [row for _, _, row in single]
    kept: list[Any] = []
    for one in sorted(spans, key=lambda one: (one[0] - one[1], one[0])):
        if not any(one[0] <= last and first <= one[1] for first, last, _ in kept):
            kept.append(one)
    kept += [one for one in single if not any(first <= one[0] <= last for first, last, _ in kept)]
    return [row for _, _, row in kept]


def value(row: Row, name: str) -> Number | None:
    """A column, or what rule 7 makes of several."""
    parts = {"engagements": REACTIONS[:3], "reactions": REACTIONS}.get(name, ())
    if name == "interactions" and "post_id" in row:
        parts = REACTIONS
    if not parts or row.get(name) is not None:
        return row.get(name)
    known = [row[part] for part in parts if row.get(part) is not None]
    return sum(known) if known else None


REACTIONS = ("likes", "comments", "shares", "saves")


def added(parts: Iterable[Number | None]) -> Number | None:
    """The sum of those known; unknown if none is."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def over(of: Number | None, by: Number | None, times: float = 1) -> float | None:
    """A ratio; unknown where a side is, or where nothing divides."""
    return None if of is None or by is None or not by else float(of) / float(by) * times
