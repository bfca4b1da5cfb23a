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
from kpitools.catalogue.kpi import Function
from kpitools.kpis.functions import FEWEST_REACTIONS
from kpitools.kpis.measures import Measure
from kpitools.kpis.scopes import EVERY
from kpitools.kpis.site import produced_from
from kpitools.portfolio import leaves, money
from kpitools.portfolio.columns import grounds, people, place_of, said_whole, sums_beside, whole
from kpitools.portfolio.figures import Figures, combined, divided, first_known, nothing
from kpitools.portfolio.formulas import ALL, ONCE, OWN_RATE, OWN_SIDES, is_formed
from kpitools.portfolio.parts import Parts, first, number
from kpitools.portfolio.sums import WHOLE, Flags, Portfolio

if TYPE_CHECKING:
    from kpitools.portfolio.overview import Overview

Make = Callable[["Overview", Kpi, str], Figures]


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
    tables = ("conversations", "actions")
    return sums_beside(
        overview.sums, [(Measure(table, "request"), grounds(overview.sums, scope, table)) for table in tables]
    )


def own_ids(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """People by the client's own ids: on all networks together each of them once."""
    assert kpi.function
    once = ONCE[kpi.function.column]
    places = grounds(overview.sums, scope, once.table)
    made = combined(people(overview.sums, kpi.function.column), places)
    if scope == ALL:
        made = replace(made, value=overview.sums.cells(once).of[:, WHOLE])
    return said_whole(overview.sums, made, {once.table}, places)


def produced(overview: Overview, kpi: Kpi, scope: str) -> Figures:
    """Contents of a kind, and the posts that are such."""
    assert kpi.function
    wanted = produced_from(kpi.function.column)
    made = sums_beside(overview.sums, [(measure, _where(overview.sums, network)) for measure, network in wanted])
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


def function_of(function: Function) -> Make | None:
    """What makes a function's figures; none where each network has them (`columns`)."""
    return own_ids if function.column in ONCE else _FUNCTIONS.get(function.name)


_FUNCTIONS: dict[str, Make] = {
    "negative_reactions": negative_reactions,
    "lead_conversion": lead_conversion,
    "response_time": response_time,
    "inbound_requests": inbound_requests,
    "produced": produced,
    "unique_visitors": unique_visitors,
    "social_visit_share": social_visit_share,
    "costs": money.costs,
    "social_cost": money.social_cost,
    "marketing_budget": money.marketing_budget,
    "cost_per_new_follower": money.cost_per_new_follower,
    "engagement_rate": engagement_rate,
}
