"""The KPIs of all clients, month by month: formulas over the sums of one pass, the rest by each client's evaluation."""

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np

from kpitools.catalogue import Catalogue, Kpi
from kpitools.catalogue.arithmetic import parse
from kpitools.catalogue.kpi import Divide
from kpitools.kpis.custom import with_custom
from kpitools.kpis.quotient import DAYS
from kpitools.kpis.scopes import NETWORK_UNKNOWN
from kpitools.kpis.supply import networks
from kpitools.kpis.values import Period
from kpitools.portfolio.cells import UNKNOWN, Cell, Own, cell
from kpitools.portfolio.columns import of_columns, parts_of, place_of, places
from kpitools.portfolio.figures import Figures, divided, first_known, nothing
from kpitools.portfolio.formulas import ALL, formed, formed_ids, terms
from kpitools.portfolio.functions import function_of
from kpitools.portfolio.parts import Parts, bit
from kpitools.portfolio.shelf import Shelf
from kpitools.portfolio.sums import Flags, Portfolio


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

    @cached_property
    def _held(self) -> tuple[Collection[str], ...]:
        """What arrays hold for each client: that depends on its definition of the engagement rate."""
        profiles = [shelf.parameters.definitions for shelf in self.shelves]
        held = {profile: formed_ids(self.catalogues[profiles.index(profile)]) for profile in set(profiles)}
        return tuple(held[profile] for profile in profiles)

    def cell(self, client: int, month: int, kpi_id: str, scope: str = ALL) -> Cell:
        """One value of a client, by its number and the month's; unknown where it has no such KPI."""
        if kpi_id in self._held[client]:
            return cell(self.figures(kpi_id, scope), client * len(self.months) + month)
        if kpi_id not in self.catalogues[client].kpis:
            return UNKNOWN
        return self.own[client][self.months[month], kpi_id, scope]

    def scopes(self, kpi: Kpi) -> tuple[str, ...]:
        """`all`, then every network of any client where the KPI exists for each."""
        return (ALL,) if kpi.scope == ALL else (ALL, *self.sums.networks)

    def networks_of(self, client: int) -> tuple[str, ...]:
        """The networks of a client, by its number."""
        return networks(self.shelves[client].supply)

    def figures(self, kpi_id: str, scope: str = ALL) -> Figures:
        """A KPI of `formed` on a scope."""
        if (kpi_id, scope) not in self._figures:
            self._figures[kpi_id, scope] = self._made(self.catalogue[kpi_id], scope)
        return self._figures[kpi_id, scope]

    def parts(self, kpi: Kpi) -> Parts:
        """What each place gives to a KPI of columns."""
        if kpi.id not in self._parts:
            self._parts[kpi.id] = parts_of(self.sums, kpi)
        return self._parts[kpi.id]

    def quotient(self, divide: Divide, scope: str) -> Figures:
        """One KPI by another, cut to the networks that know both; costs and figures of all networks are taken whole."""
        if divide.by == DAYS:
            top = self.figures(divide.of, scope)
            days = np.tile([month.days for month in self.months], len(self.shelves))
            return Figures(top.plain / days * divide.times, top.known, top.coverage, top.basis)
        of, by = self.catalogue[divide.of], self.catalogue[divide.by]
        whole = _ratio(self.figures(of.id, scope), self.figures(by.id, scope), divide.times)
        if scope != ALL or any(one.whole or one.scope == ALL for one in (of, by)):
            return whole
        kept = self._knowing(of, by)
        top, bottom = (of_columns(self.sums, one, self.parts(one), kept, among=True) for one in (of, by))
        some: Flags = np.logical_or.reduce(kept, axis=1)
        cut = _ratio(top, bottom, divide.times).only(some)
        unnamed: Flags = (whole.basis & bit(NETWORK_UNKNOWN)) > 0
        return first_known(whole.only(unnamed), cut)

    def _made(self, kpi: Kpi, scope: str) -> Figures:
        if kpi.arithmetic:
            return self._added(kpi, scope)
        if kpi.divide and not kpi.divide.over_columns:
            return self.quotient(kpi.divide, scope)
        if kpi.function and (make := function_of(kpi.function)):
            return make(self, kpi, scope)
        return of_columns(self.sums, kpi, self.parts(kpi), places(self.sums, kpi, scope), among=scope == ALL)

    def _added(self, kpi: Kpi, scope: str) -> Figures:
        """KPIs added up and taken away: unknown where one of them is; a network that no client has knows nothing."""
        made, added = None, terms(parse(kpi.arithmetic).root)
        for one, times in added.items():
            place = one.scope or scope
            if place != ALL and place not in self.sums.networks:
                return nothing(self.sums.shape[0])
            found = self.figures(one.id, place).times(times)
            made = found if made is None else made.plus(found)
        assert made is not None  # a formula that is formed has terms
        return made if len(added) == 1 else made.uncovered()

    def _knowing(self, *kpis: Kpi) -> Flags:
        """The places that know all of some KPIs."""
        kept = place_of(self.sums, ALL)
        for one in kpis:
            parts = self.parts(one)
            kept &= parts.among & (parts.by != 0) if parts.by is not None else parts.among
        return kept


def _ratio(of: Figures, by: Figures, times: float) -> Figures:
    """One KPI by another, on the same scope."""
    value, exists = divided(of.plain, by.plain)
    made = Figures(value * times, of.known & by.known & exists, of.coverage, of.basis | by.basis)
    return made.uncovered()
