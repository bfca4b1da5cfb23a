"""Follower levels: of an account on a day, at the end of a period, before its start (rule 8 of the reference)."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from kpitools.kpis.values import Period
from kpitools.store import Store
from kpitools.store.merge import FILE_SHIFT

OLDEST = dt.timedelta(7)  # a start level, or the level of a post's day, may be this old


@dataclass(frozen=True)
class Level:
    """An account's followers on a day, and where a file says so (as merged tables write it)."""

    day: dt.date
    followers: int
    source: int

    @property
    def file(self) -> int:
        """The file's number in the store."""
        return self.source >> FILE_SHIFT


class Levels:
    """Known follower levels, by network and account; the client's own unless a brand is named."""

    def __init__(self, store: Store) -> None:
        self._levels: dict[tuple[str, str, str], list[Level]] = defaultdict(list)
        rows = store.connection.execute(
            "SELECT brand, network, account, date, followers, followers__src FROM account_days "
            "WHERE followers IS NOT NULL ORDER BY date"
        ).fetchall()
        for brand, network, account, day, followers, source in rows:
            self._levels[brand, network, account].append(Level(day, followers, source))

    def accounts(self, network: str, brand: str = "") -> list[str]:
        """The accounts of a network that have a level on any day."""
        return [account for owner, place, account in self._levels if (owner, place) == (brand, network)]

    def at_end(self, network: str, account: str, period: Period, brand: str = "") -> Level | None:
        """The level on the last day of the period that has one."""
        level = self._up_to(network, account, period.end, brand)
        return level if level and level.day >= period.start else None

    def at_start(self, network: str, account: str, period: Period) -> Level | None:
        """The last level before the period, at most 7 days before its first day."""
        level = self._up_to(network, account, period.start - dt.timedelta(1))
        return level if level and level.day >= period.start - OLDEST else None

    def on(self, network: str, account: str, day: dt.date) -> Level | None:
        """The last level up to a day, at most 7 days old."""
        level = self._up_to(network, account, day)
        return level if level and level.day >= day - OLDEST else None

    def _up_to(self, network: str, account: str, day: dt.date, brand: str = "") -> Level | None:
        levels = self._levels.get((brand, network, account), [])
        found = bisect_right(levels, day, key=lambda level: level.day)
        return levels[found - 1] if found else None
