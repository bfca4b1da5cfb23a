"""What each place gives to a KPI, for all clients at once: arrays of one row a client and month, one column a place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kpitools.kpis.reach import REACH_BASES
from kpitools.kpis.scopes import NETWORK_UNKNOWN
from kpitools.portfolio.sums import Flags, Integers, Numbers
from kpitools.tables import TABLES

NONE, SEVERAL = -1, -2  # in place of a table: nothing to cover, or figures of several
BASES = (
    "published", "received", *REACH_BASES.values(), "not_deduplicated", NETWORK_UNKNOWN, "all_clicks",
    "service_hours", "distinct_users",
)  # fmt: skip
_BY_PLACE = ("of", "known", "among", "used", "rows", "table", "accounts", "basis")


@dataclass(frozen=True)
class Parts:
    """What each place gives to a KPI: a sum, or the two sides of a ratio, and where it is known.

    `among` is where it is known when all networks are looked at: there a table of every source may say that social
    networks had none. `used` of `rows` rows of a table, by its number, gave the figures, over `accounts`; `basis` has a
    bit for each of `BASES`. A ratio is given `times` a constant; `people` can't be added up over accounts.
    """

    of: Numbers
    by: Numbers | None
    known: Flags
    among: Flags
    used: Integers
    rows: Integers
    table: Integers
    accounts: Integers
    basis: Integers
    scale: int = 1
    by_scale: int = 1
    times: float = 1
    people: bool = False

    def on_basis(self, name: str) -> "Parts":
        """The same, said to be on a basis."""
        return replace(self, basis=self.basis | bit(name))

    def of_several(self) -> "Parts":
        """The same, where its figures are of several tables: nothing covers them."""
        return replace(self, table=np.where(self.known, SEVERAL, NONE), basis=np.zeros_like(self.rows))


def bit(basis: str) -> int:
    """A basis as a bit."""
    return 1 << BASES.index(basis)


def number(table: str) -> int:
    """A table as a number."""
    return list(TABLES).index(table)


def first(several: Sequence[Parts]) -> Parts:
    """The first that is known; the first of all, unused, where none is."""
    made = several[-1]
    for one in reversed(several[:-1]):
        made = where(one.known | ~made.known, one, made)
    return made


def where(here: Flags, one: Parts, other: Parts) -> Parts:
    """One in some places, the other elsewhere."""
    by = None if one.by is None or other.by is None else np.where(here, one.by, other.by)
    chosen = {name: np.where(here, getattr(one, name), getattr(other, name)) for name in _BY_PLACE}
    return replace(one, by=by, **chosen)


def together(one: Parts, other: Parts) -> Parts:
    """Two sums as one in each place: those that are known; of no table where both are."""
    told = where(one.known | ~other.known, one, other)
    both = one.known & other.known
    added: dict[str, Any] = {
        name: np.where(both, getattr(one, name) + getattr(other, name), getattr(told, name))
        for name in ("of", "used", "rows")
    }
    basis = np.where(both, one.basis | other.basis, told.basis)
    return replace(told, table=np.where(both, SEVERAL, told.table), basis=basis, **added)


def beside(several: Sequence[Parts]) -> Parts:
    """Sums of several tables side by side, as if each had places of its own."""
    joined: dict[str, Any] = {name: np.hstack([getattr(one, name) for one in several]) for name in _BY_PLACE}
    return replace(several[0], **joined)
