"""The KPIs of all clients, month by month: formulas over the sums of one pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kpitools.catalogue import Catalogue, Kpi
from kpitools.catalogue.arithmetic import Reference, parse
from kpitools.kpis.custom import with_custom
from kpitools.kpis.measures import measures_of
from kpitools.kpis.quotient import DAYS
from kpitools.kpis.scopes import NAMED_OR_WHOLE
from kpitools.kpis.supply import networks
from kpitools.kpis.values import Period
from kpitools.portfolio import leaves
from kpitools.portfolio.cells import UNKNOWN, Cell, Own, cell
from kpitools.portfolio.formulas import ALL, formed, is_formed
from kpitools.portfolio.leaves import Parts
from kpitools.portfolio.shelf import Shelf
from kpitools.portfolio.sums import UNNAMED, WHOLE, Flags, Integers, Numbers, Portfolio

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Figures:
    """A KPI on one scope, for each client and month: its value where it is known, in `scale`ths; coverage or NaN.

    `basis` has a bit for each of `leaves.BASES`.
    """

    value: Numbers
    known: Flags
    coverage: Floats
    basis: Integers
    scale: int = 1

    @property
    def plain(self) -> Numbers:
        """The values in the KPI's own unit, as what a ratio is made of."""
        return self.value if self.scale == 1 else self.value / self.scale


class Overview:
    """Every KPI for every client and month, on all networks and on each.

    Those of `formed` are arrays over all clients; `own` gives the others, client by client, as far as they are asked.
    """

    def __init__(
        self, shelves: Sequence[Shelf], months: Sequence[Period], catalogue: Catalogue, own: Sequence[Own] = ()
    ) -> None:
        self.shelves = shelves
        self.months = months
        self.catalogue = catalogue
        self.own = own
        self.sums = Portfolio(shelves, months, catalogue)
        self._parts: dict[str, Parts] = {}
        self._figures: dict[tuple[str, str], Figures] = {}

    @cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        """The KPIs that arrays hold."""
        return formed(self.catalogue)

    @cached_property
    def catalogues(self) -> tuple[Catalogue, ...]:
        """Each client's catalogue: with its own KPIs, and its definition of the engagement rate."""
        return tuple(with_custom(self.catalogue, shelf.parameters) for shelf in self.shelves)

    def cell(self, client: int, month: int, kpi_id: str, scope: str = ALL) -> Cell:
        """One value of a client, by its number and the month's; unknown where it has no such KPI."""
        catalogue = self.catalogues[client]
        if kpi_id not in catalogue.kpis:
            return UNKNOWN
        if is_formed(catalogue, catalogue[kpi_id]):
            return cell(self.figures(kpi_id, scope), client * len(self.months) + month)
        return self.own[client][self.months[month], kpi_id, scope]

    def scopes(self, kpi: Kpi) -> tuple[str, ...]:
        """`all`, then every network of any client where the KPI exists for each."""
        return (ALL,) if kpi.scope == ALL else (ALL, *self.sums.networks)

    def networks_of(self, client: int) -> tuple[str, ...]:
        """The networks of a client, by its number."""
        return networks(self.shelves[client].supply)

    def figures(self, kpi_id: str, scope: str = ALL) -> Figures:
        """A KPI on a scope."""
        if (kpi_id, scope) not in self._figures:
            self._figures[kpi_id, scope] = self._made(self.catalogue[kpi_id], scope)
        return self._figures[kpi_id, scope]

    def _made(self, kpi: Kpi, scope: str) -> Figures:
        if kpi.arithmetic:
            return self._of_network(kpi)
        if kpi.divide and not kpi.divide.over_columns:
            return self._quotient(kpi, scope)
        return self._combined(kpi, self._grounds(kpi, scope), among=scope == ALL)

    def _of_network(self, kpi: Kpi) -> Figures:
        """A KPI of one network under a name of its own."""
        one = parse(kpi.arithmetic).root
        assert isinstance(one, Reference) and one.scope
        if one.scope not in self.sums.networks:
            return self._nothing()
        found = self.figures(one.id, one.scope)
        return replace(found, coverage=self._nothing().coverage)

    def _quotient(self, kpi: Kpi, scope: str) -> Figures:
        """One KPI by another, cut to the networks that know both; or by the days of the month."""
        assert kpi.divide
        if kpi.divide.by == DAYS:
            top = self.figures(kpi.divide.of, scope)
            days = np.tile([month.days for month in self.months], len(self.shelves))
            return Figures(top.plain / days * kpi.divide.times, top.known, top.coverage, top.basis)
        of, by = self.catalogue[kpi.divide.of], self.catalogue[kpi.divide.by]
        kept = self._place(scope)
        for one in (of, by):
            parts = self.parts(one)
            told = parts.among if scope == ALL else parts.known
            kept &= told & (parts.by != 0) if parts.by is not None else told
        top, bottom = (self._combined(one, kept, among=scope == ALL) for one in (of, by))
        told = top.known & bottom.known & kept.any(axis=1)
        value, whole = _divided(top.plain, bottom.plain)
        return Figures(value * kpi.divide.times, told & whole, self._nothing().coverage, top.basis | bottom.basis)

    def _combined(self, kpi: Kpi, places: Flags, *, among: bool) -> Figures:
        """The parts of some places as one, as `kpitools.kpis.result` combines those of one client."""
        parts = self.parts(kpi)
        told = places & parts.known
        some: Flags = np.logical_or.reduce(told, axis=1)
        if among:  # social networks had none where not one of them had a row
            some |= places.any(axis=1) & (parts.among | ~places).all(axis=1)
        of = np.where(told, parts.of, 0).sum(axis=1)
        used, rows = (np.where(where, one, 0).sum(axis=1) for where, one in ((told, parts.used), (places, parts.rows)))
        coverage, has_rows = _divided(used, rows)
        covered = told.any(axis=1) & has_rows & _of_one_table(parts, places)
        coverage = np.where(covered, coverage, np.nan)
        basis = self._basis(kpi, parts, places, told)
        if parts.by is None:
            return Figures(of, some, coverage, basis, parts.scale)
        by = np.where(told, parts.by, 0).sum(axis=1)
        value, whole = _divided(_unscaled(of, parts.scale), _unscaled(by, parts.by_scale))
        times = kpi.divide.times if kpi.divide else 1
        return Figures(value * times, told.any(axis=1) & whole, coverage, basis)

    def _basis(self, kpi: Kpi, parts: Parts, places: Flags, told: Flags) -> Integers:
        """How the parts that are known were counted, distinct people added up, and tables that name no network."""
        basis: Integers = np.bitwise_or.reduce(np.where(told, parts.basis, 0), axis=1)
        if kpi.people or (kpi.function and kpi.function.name == "reach"):
            several = np.where(told, parts.accounts, 0).sum(axis=1) > 1
            basis |= np.where(several, leaves.bit("not_deduplicated"), 0)
        for table in {one.table for one in measures_of(kpi)} & NAMED_OR_WHOLE:
            unnamed = told.any(axis=1) & places[:, UNNAMED] & leaves.unnamed_count(self.sums, table)
            basis |= np.where(unnamed, leaves.bit("network_unknown"), 0)
        return basis

    def parts(self, kpi: Kpi) -> Parts:
        """What each place gives to a KPI that is made of columns."""
        if kpi.id not in self._parts:
            self._parts[kpi.id] = self._part(kpi)
        return self._parts[kpi.id]

    def _part(self, kpi: Kpi) -> Parts:
        if kpi.sum:
            return leaves.summed(self.sums, kpi.sum.columns, kpi.sum.received)
        if kpi.count:
            return leaves.counted(self.sums, kpi.count)
        if kpi.divide:
            return leaves.first_ratio(self.sums, kpi.divide)
        assert kpi.function
        return leaves.reach(self.sums, kpi.function.column) if kpi.function.column else leaves.levels(self.sums)

    def _grounds(self, kpi: Kpi, scope: str) -> Flags:
        """The places whose rows count: for figures of all networks alone, everything."""
        places = self._place(scope)
        if kpi.scope == ALL:
            places = np.zeros_like(places)
            places[:, WHOLE] = True
        elif scope == ALL and not kpi.function:
            counts = [leaves.unnamed_count(self.sums, one.table) for one in measures_of(kpi)]
            places[:, UNNAMED] = np.any(counts, axis=0)
        elif scope == ALL:
            places[:, UNNAMED] = False
        return places

    def _place(self, scope: str) -> Flags:
        """The client's networks and the rows of none, or one network."""
        if scope == ALL:
            places = self.sums.members.copy()
            places[:, UNNAMED] = True
            return places
        places = np.zeros(self.sums.shape, bool)
        places[:, self.sums.networks.index(scope)] = True
        return places

    def _nothing(self) -> Figures:
        rows = self.sums.shape[0]
        return Figures(np.zeros(rows), np.zeros(rows, bool), np.full(rows, np.nan), np.zeros(rows, np.int64))


def _divided(of: Numbers, by: Numbers) -> tuple[Floats, Flags]:
    """A ratio, and where it exists."""
    exists = by != 0
    return np.divide(of, by, out=np.zeros(len(of)), where=exists), exists


def _unscaled(figures: Numbers, scale: int) -> Numbers:
    return figures if scale == 1 else figures / scale


def _of_one_table(parts: Parts, places: Flags) -> Flags:
    """Where all rows that could be covered are of one table."""
    counts = places & (parts.table >= 0)
    most = np.where(counts, parts.table, -1).max(axis=1)
    least = np.where(counts, parts.table, np.iinfo(np.int64).max).min(axis=1)
    several = (places & (parts.table == leaves.SEVERAL)).any(axis=1)
    one: Flags = counts.any(axis=1) & (most == least) & ~several
    return one
