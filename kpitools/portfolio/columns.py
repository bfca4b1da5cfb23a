"""KPIs whose figures each network has, for all clients at once: their parts, and the places that count on a scope."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from kpitools.catalogue import Kpi
from kpitools.kpis.measures import Measure, measures_of
from kpitools.kpis.scopes import NAMED_OR_WHOLE, NETWORK_UNKNOWN
from kpitools.portfolio import accounts, leaves
from kpitools.portfolio.figures import Figures, combined
from kpitools.portfolio.formulas import ALL, CHANGE, PEOPLE
from kpitools.portfolio.parts import Parts, beside, first, together, where
from kpitools.portfolio.sums import UNNAMED, WHOLE, Flags, Portfolio


def of_columns(portfolio: Portfolio, kpi: Kpi, parts: Parts, places: Flags, *, among: bool) -> Figures:
    """The KPI over some places; `among` all networks, said to be of none too where a table never names one."""
    made = combined(parts, places, among=among, people=kpi.people, of_told=not kpi.function)
    return made if kpi.function else said_whole(portfolio, made, {one.table for one in measures_of(kpi)}, places)


def said_whole(portfolio: Portfolio, made: Figures, tables: set[str], places: Flags) -> Figures:
    """The figures, said to be of all networks and none where one of the tables never names one."""
    for table in tables & NAMED_OR_WHOLE:
        made = made.on_basis(NETWORK_UNKNOWN, places[:, UNNAMED] & leaves.unnamed_count(portfolio, table))
    return made


def places(portfolio: Portfolio, kpi: Kpi, scope: str) -> Flags:
    """The places whose rows count: for figures of all networks alone, everything."""
    if kpi.scope == ALL:
        return whole(portfolio)
    counted = kpi.function is None or kpi.function.name == "distinct"
    tables = {one.table for one in measures_of(kpi)} if counted else set()
    return grounds(portfolio, scope, *tables)


def grounds(portfolio: Portfolio, scope: str, *tables: str) -> Flags:
    """The networks of a scope, and the rows of no network where those of the tables count in it."""
    made = place_of(portfolio, scope)
    if scope == ALL:
        counts = [leaves.unnamed_count(portfolio, table) for table in tables]
        made[:, UNNAMED] = np.any(counts, axis=0)
    return made


def place_of(portfolio: Portfolio, scope: str) -> Flags:
    """The client's networks and the rows of none, or one network."""
    if scope == ALL:
        made = portfolio.members.copy()
        made[:, UNNAMED] = True
        return made
    made = np.zeros(portfolio.shape, bool)
    made[:, portfolio.networks.index(scope)] = True
    return made


def whole(portfolio: Portfolio) -> Flags:
    """All rows together."""
    made = np.zeros(portfolio.shape, bool)
    made[:, WHOLE] = True
    return made


def parts_of(portfolio: Portfolio, kpi: Kpi) -> Parts:
    """What each place gives to a KPI."""
    if kpi.sum:
        return leaves.summed(portfolio, kpi.sum.columns, kpi.sum.received)
    if kpi.count:
        return leaves.counted(portfolio, kpi.count)
    if kpi.divide:
        return leaves.first_ratio(portfolio, kpi.divide)
    assert kpi.function  # one of the functions whose figures each network has
    return _BY_NETWORK[kpi.function.name](portfolio, kpi.function.column)


def _change(portfolio: Portfolio) -> Parts:
    """The gain of the accounts that have a level at the start and at the end, by those at the start."""
    cells = portfolio.cells(CHANGE)
    told, none = cells.known > 0, np.zeros_like(cells.known)
    parts = Parts(cells.of, cells.by, told, told, cells.known, cells.rows, none, cells.known, none, times=100)
    return parts.of_several()


def people(portfolio: Portfolio, crowd: str) -> Parts:
    """The distinct people of a crowd on each network, where its table says who they are."""
    counted = PEOPLE[crowd]
    parts = leaves.total(portfolio, Measure(counted.table, "person"))
    return replace(parts, of=portfolio.cells(counted).of)


def _engaged(portfolio: Portfolio) -> Parts:
    """For each network its own figure of the month, else the distinct people of its interactions."""
    cells = portfolio.cells(Measure("account_periods", "engaged_users"))
    told, none = cells.known > 0, np.zeros_like(cells.known)
    own = Parts(cells.of, None, told, told, cells.known, none, none, cells.known, none).of_several()
    return where(told, own.on_basis("period_unique"), people(portfolio, "engaged").on_basis("distinct_users"))


def _link_clicks(portfolio: Portfolio) -> Parts:
    """Clicks in posts, else received, plus clicks in the profile: those that are known."""
    published, received, in_profile = (
        leaves.total(portfolio, Measure(*path)).on_basis(basis)
        for path, basis in (
            (("posts", "link_clicks"), "published"),
            (("account_days", "link_clicks"), "received"),
            (("account_days", "website_clicks"), "received"),
        )
    )
    return together(first([published, received]), in_profile)


def sums_beside(portfolio: Portfolio, several: Sequence[tuple[Measure, Flags]]) -> Figures:
    """Sums of measures, each in its own places: those that are known."""
    parts = beside([leaves.total(portfolio, measure) for measure, _ in several])
    return combined(parts, np.hstack([places for _, places in several]))


_BY_NETWORK: dict[str, Callable[[Portfolio, str], Parts]] = {
    "followers": lambda sums, _: leaves.levels(sums),
    "reach": accounts.reach,
    "organic_share": lambda sums, _: accounts.organic_share(sums),
    "net_new_followers": lambda sums, _: accounts.net(sums),
    "follower_change_rate": lambda sums, _: _change(sums),
    "mean_of_posts": lambda sums, column: leaves.ratio(sums, f"posts.er_{column}", "rows", "published"),
    "link_clicks": lambda sums, _: _link_clicks(sums),
    "engaged_users": lambda sums, _: _engaged(sums),
    "distinct": people,
}
