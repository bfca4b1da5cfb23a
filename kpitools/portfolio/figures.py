"""A KPI on one scope for all clients and months: the parts of its places as one, by `kpitools.kpis.result`'s rules."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kpitools.portfolio.parts import NONE, SEVERAL, Parts, bit
from kpitools.portfolio.sums import Flags, Integers, Numbers

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """A KPI on one scope, for each client and month: its value where it is known, in `scale`ths; coverage or NaN.

    `basis` has a bit for each of `parts.BASES`; `by` is the denominator of a ratio.
    """

    value: Numbers
    known: Flags
    coverage: Floats
    basis: Integers
    scale: int = 1
    by: Numbers | None = None

    @property
    def plain(self) -> Numbers:
        """The values in the KPI's own unit, as what a ratio is made of."""
        return unscaled(self.value, self.scale)

    def times(self, times: int) -> "Figures":
        """The same, so many times."""
        return replace(self, value=self.value * times)

    def plus(self, other: "Figures") -> "Figures":
        """Both added up, where both are known."""
        alike = self.scale == other.scale
        value = self.value + other.value if alike else self.plain + other.plain
        return replace(
            self,
            value=value,
            known=self.known & other.known,
            basis=self.basis | other.basis,
            scale=self.scale if alike else 1,
        )

    def only(self, here: Flags) -> "Figures":
        """The same, unknown elsewhere."""
        return replace(self, known=self.known & here)

    def on_basis(self, name: str, here: Flags) -> "Figures":
        """The same, said to be on a basis in some rows."""
        return replace(self, basis=self.basis | np.where(here, bit(name), 0))

    def uncovered(self) -> "Figures":
        """The same, without a coverage: it is made of several values."""
        return replace(self, coverage=np.full(len(self.known), np.nan))


def nothing(rows: int) -> Figures:
    """What is known nowhere."""
    return Figures(np.zeros(rows), np.zeros(rows, bool), np.full(rows, np.nan), np.zeros(rows, np.int64))


def first_known(one: Figures, other: Figures) -> Figures:
    """One where it is known, the other elsewhere."""
    chosen = (np.where(one.known, getattr(one, name), getattr(other, name)) for name in ("coverage", "basis"))
    return Figures(np.where(one.known, one.plain, other.plain), one.known | other.known, *chosen)


def combined(
    parts: Parts, places: Flags, *, among: bool = False, people: bool = False, of_told: bool = False
) -> Figures:
    """The parts of some places as one; `among` all networks, where not one of them may have had a row.

    `of_told`: what tells nothing, of a table that tells nothing, is nothing that the value could cover.
    """
    told = places & parts.known
    any_told: Flags = np.logical_or.reduce(told, axis=1)
    some = any_told.copy()
    if among:
        some |= places.any(axis=1) & (parts.among | ~places).all(axis=1)
    of = np.where(told, parts.of, 0).sum(axis=1)
    there = _of_tables_that_tell(parts, places, told) if of_told else places
    used, rows = (np.where(where, one, 0).sum(axis=1) for where, one in ((told, parts.used), (there, parts.rows)))
    coverage, has_rows = divided(used, rows)
    coverage = np.where(any_told & has_rows & _of_one_table(parts, there), coverage, np.nan)
    basis: Integers = np.bitwise_or.reduce(np.where(told, parts.basis, 0), axis=1)
    if people or parts.people:
        several = np.where(told, parts.accounts, 0).sum(axis=1) > 1
        basis |= np.where(several, bit("not_deduplicated"), 0)
    if parts.by is None:
        return Figures(of, some, coverage, basis, parts.scale)
    by = np.where(told, parts.by, 0).sum(axis=1)
    value, whole = divided(unscaled(of, parts.scale), unscaled(by, parts.by_scale))
    return Figures(value * parts.times, any_told & whole, coverage, basis, by=by)


def divided(of: Numbers, by: Numbers) -> tuple[Floats, Flags]:
    """A ratio, and where it exists."""
    exists = by != 0
    return np.divide(of, by, out=np.zeros(len(of)), where=exists), exists


def unscaled(figures: Numbers, scale: int) -> Numbers:
    """Sums in their own unit."""
    return figures if scale == 1 else figures / scale


def _of_tables_that_tell(parts: Parts, places: Flags, told: Flags) -> Flags:
    """The places that tell a value, and those of the table by which one does."""
    table = np.where(told, parts.table, NONE).max(axis=1)
    there: Flags = told | (places & (parts.table == table[:, None]))
    return there


def _of_one_table(parts: Parts, places: Flags) -> Flags:
    """Where all rows that could be covered are of one table."""
    counts = places & (parts.table >= 0)
    most = np.where(counts, parts.table, -1).max(axis=1)
    least = np.where(counts, parts.table, np.iinfo(np.int64).max).min(axis=1)
    several = (places & (parts.table == SEVERAL)).any(axis=1)
    one: Flags = counts.any(axis=1) & (most == least) & ~several
    return one
