"""Functions of `kpitools.kpis.functions` that sums can make, for all clients at once, by the same rules.

Each takes the overview, the KPI and a scope.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpitools.catalogue import Kpi
from kpitools.catalogue.definition import definitions
from kpitools.kpis.functions import FEWEST_REACTIONS
from kpitools.kpis.measures import Measure
from kpitools.kpis.money import budget_of
from kpitools.kpis.scopes import EVERY
from kpitools.kpis.site import produced_from
from kpitools.portfolio import leaves
from kpitools.portfolio.columns import grounds, place_of, said_whole, whole
from kpitools.portfolio.figures import Figures, combined, divided, first_known, nothing
from kpitools.portfolio.formulas import ALL, MICRO, OWN_RATE, OWN_SIDES, is_formed
from kpitools.portfolio.parts import Parts, beside, first, number
from kpitools.portfolio.sums import UNNAMED, Flags, Portfolio

if TYPE_CHECKING:
    from kpitools.portfolio.overview import Overview

_ADVERTISING = Measure("costs", "advertising")
_AMOUNT, _SPEND = Measure("costs", "amount"), Measure("ads", "spend")
Function = Callable[["Overview", Kpi, str], Figures]


def negative_reactions(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Sad and angry reactions among all that are not likes, where there are enough of them."""
    parts = leaves.ratio(overview.sums, "posts.negative_reactions", "posts.told_reactions")
    made = combined(replace(parts, times=100), grounds(overview.sums, scope))
    assert made.by is not None
    return made.only(made.by >= FEWEST_REACTIONS)


def lead_conversion(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Leads of the period that became customers within 30 days."""
    places = grounds(overview.sums, scope, "leads")
    made = combined(replace(leaves.ratio(overview.sums, "leads.won", "rows"), times=100), places)
    return said_whole(overview.sums, made, {"leads"}, places)


def response_time(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """The mean of the hours to a reply."""
    parts = leaves.ratio(overview.sums, "conversations.response_h", "rows")
    made = combined(parts, grounds(overview.sums, scope, "conversations"))
    within = [shelf.parameters.service is not None for shelf in overview.shelves]
    return made.on_basis("service_hours", np.repeat(within, len(overview.months)))


def inbound_requests(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Conversations that ask for something, and sign-ups and appointments: those that are known."""
    return _beside(overview, [(Measure(table, "request"), grounds(overview.sums, scope, table))
                              for table in ("conversations", "actions")])  # fmt: skip


def produced(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Contents of a kind, and the posts that are such."""
    assert kpi.function
    wanted = produced_from(kpi.function.column)
    made = _beside(overview, [(measure, _where(overview.sums, network)) for measure, network in wanted])
    return made.uncovered() if any(network not in ("", EVERY) for _, network in wanted) else made


def _where(portfolio: Portfolio, network: str) -> Flags:
    """All rows, each of the client's networks, or one network, which no client need have."""
    if network in ("", EVERY):
        return portfolio.members if network else whole(portfolio)
    return place_of(portfolio, network) if network in portfolio.networks else np.zeros(portfolio.shape, bool)


def unique_visitors(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """The export's one figure for the month, else the sum of days."""
    parts = [
        leaves.total(overview.sums, measure).on_basis(basis)
        for measure, basis in (
            (Measure("account_periods", "unique_visitors"), "period_unique"),
            (Measure("web_visits", "users"), "sum_of_days"),
        )
    ]
    return combined(first(parts), whole(overview.sums))


def social_visit_share(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Social visits, of all visits of the site from every source."""
    social = overview.figures("social_visits", scope)
    every = combined(leaves.total(overview.sums, Measure("web_visits", "sessions")), whole(overview.sums))
    value, exists = divided(social.plain, every.plain)
    return replace(every, value=value * 100, known=social.known & every.known & exists)


def costs(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Σ of a column of the costs; those of no network belong to all networks together alone (rule 2)."""
    assert kpi.function
    made = _beside(overview, [(Measure("costs", kpi.function.column), _costs_of(overview, scope))])
    return made.only(~_shared(overview, scope))


def social_cost(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Costs, and the ad spend of the networks for which the costs of the month hold no row of category ads."""
    spent = place_of(overview.sums, scope) & ~_with_ads_in_costs(overview.sums)
    made = _beside(overview, [(_AMOUNT, _costs_of(overview, scope)), (_SPEND, spent)])
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


def engagement_rate(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Each client's own: the first of the KPIs that its definition names, or the rate of its posts."""
    made = nothing(overview.sums.shape[0])
    own = [known[kpi.id] for known in overview.catalogues]
    formed = [one.function.column if one.function and is_formed(overview.catalogue, one) else "" for one in own]
    for profile in sorted({*formed} - {""}):
        of_it = np.repeat([one == profile for one in formed], len(overview.months))
        made = first_known(_defined(overview, profile, scope).only(of_it), made)
    return made


def _defined(overview: Overview, profile: str, scope: str) -> Figures:
    definition = definitions()[profile]
    if definition.kpis:
        several = [overview.figures(one, scope) for one in definition.kpis]
        made = several[-1]
        for one in reversed(several[:-1]):
            made = first_known(one, made)
        return made
    parts = _rates(overview.sums, pooled=definition.over == "pooled")
    return combined(parts, grounds(overview.sums, scope))


def _rates(portfolio: Portfolio, *, pooled: bool) -> Parts:
    """The rates of posts by the client's definition: sum over sum, or their mean."""
    sides, rates = portfolio.cells(OWN_SIDES), portfolio.cells(OWN_RATE)
    of, by = (sides.of, sides.by) if pooled else (rates.of, rates.known)
    known = leaves.known(portfolio, Measure("posts", "engagements")) & (by > 0)
    ones = np.ones(portfolio.shape, np.int64)
    parts = Parts(of, by, known, known, rates.known, rates.rows, ones * number("posts"), ones, 0 * ones, times=100)
    return parts.on_basis("published")


def _beside(overview: Overview, several: list[tuple[Measure, Flags]]) -> Figures:
    """Sums of measures, each in its own places: those that are known."""
    parts = beside([leaves.total(overview.sums, measure) for measure, _ in several])
    return combined(parts, np.hstack([places for _, places in several]))


FUNCTIONS: dict[str, Function] = {
    "negative_reactions": negative_reactions,
    "lead_conversion": lead_conversion,
    "response_time": response_time,
    "inbound_requests": inbound_requests,
    "produced": produced,
    "unique_visitors": unique_visitors,
    "social_visit_share": social_visit_share,
    "costs": costs,
    "social_cost": social_cost,
    "marketing_budget": marketing_budget,
    "engagement_rate": engagement_rate,
}
