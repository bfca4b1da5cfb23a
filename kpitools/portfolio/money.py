"""What social media cost, for all clients at once: the rules of `kpitools.kpis.money`, over arrays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpitools.catalogue import Kpi
from kpitools.catalogue.kpi import Divide
from kpitools.kpis.columns import COST_CATEGORIES
from kpitools.kpis.measures import Measure, cost_counts
from kpitools.kpis.money import budget_of
from kpitools.portfolio import leaves
from kpitools.portfolio.columns import grounds, place_of, sums_beside, whole
from kpitools.portfolio.figures import Figures, combined, first_known, nothing
from kpitools.portfolio.formulas import ALL, MICRO
from kpitools.portfolio.parts import Parts, where
from kpitools.portfolio.sums import UNNAMED, Flags, Portfolio

if TYPE_CHECKING:
    from kpitools.portfolio.overview import Overview

_ADVERTISING = Measure("costs", "advertising")
_AMOUNT, _SPEND = Measure("costs", "amount"), Measure("ads", "spend")
_BY_GAINS = Divide(of="social_cost", by="new_followers")


def costs(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Σ of a column of the costs; those of no network belong to all networks together alone (rule 2)."""
    assert kpi.function
    column, places = kpi.function.column, _costs_of(overview, scope)
    made = sums_beside(overview.sums, [(Measure("costs", column), places)])
    if column in COST_CATEGORIES:
        rows, told = (np.where(places, overview.sums.cells(one).of, 0).sum(axis=1) for one in cost_counts(column))
        made = made.only((rows == 0) | (told > 0))
    return made.only(~_shared(overview, scope))


def social_cost(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Costs, and the ad spend of the networks for which the costs of the month hold no row of category ads."""
    spent = place_of(overview.sums, scope) & ~_with_ads_in_costs(overview.sums)
    made = sums_beside(overview.sums, [(_AMOUNT, _costs_of(overview, scope)), (_SPEND, spent)])
    return made.only(~_shared(overview, scope))


def _costs_of(overview: Overview, scope: str) -> Flags:
    """Where a scope's costs stand: in all rows for all networks, else in those of its own."""
    return whole(overview.sums) if scope == ALL else place_of(overview.sums, scope)


def _shared(overview: Overview, scope: str) -> Flags:
    """Where the costs of some networks can't be told apart from those of all."""
    shared: Flags = overview.sums.cells(_AMOUNT).rows[:, UNNAMED] > 0
    return shared if scope != ALL else np.zeros_like(shared)


def _with_ads_in_costs(portfolio: Portfolio) -> Flags:
    """The networks whose ads the costs hold already; a row of no network stands for all."""
    here: Flags = portfolio.cells(_ADVERTISING).of > 0
    return here | here[:, [UNNAMED]]


def marketing_budget(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """The parameters' budget of each month."""
    told = [budget_of(shelf.parameters.budget, month) for shelf in overview.shelves for month in overview.months]
    made = nothing(len(told))
    value = np.array([int((one or 0) * MICRO) for one in told])
    return replace(made, value=value, known=np.array([one is not None for one in told], bool), scale=MICRO)


def cost_per_new_follower(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Ad spend by the followers that the ads gained; for a network that does not say them, social cost by gains."""
    sums = overview.sums
    paid = leaves.ratio(sums, "ads.spend", "ads.followers_gained")
    places = grounds(sums, scope)
    made = combined(where(paid.known, paid, _by_gains(overview)), places)
    if scope != ALL:
        return made
    any_paid: Flags = np.logical_or.reduce(places & paid.known, axis=1)
    return first_known(made.only(any_paid), overview.quotient(_BY_GAINS, ALL).only(~any_paid))


def _by_gains(overview: Overview) -> Parts:
    """The social cost and the new followers of each network that knows both."""
    shape = overview.sums.shape
    of, by, known = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, bool)
    for place, network in enumerate(overview.sums.networks):
        cost, gains = overview.figures(_BY_GAINS.of, network), overview.figures(_BY_GAINS.by, network)
        of[:, place], by[:, place], known[:, place] = cost.value, gains.value, cost.known & gains.known
    none = np.zeros(shape, np.int64)
    return Parts(of, by, known, known, none, none, none, none, none, scale=MICRO).of_several()
