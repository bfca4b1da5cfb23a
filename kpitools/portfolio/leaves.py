"""A formula's leaves for all clients at once: the rules of `kpitools.kpis.leaves`, over arrays.

What a network knows, which of a formula's alternatives it uses, what counts 0 and what is unknown is decided here as it
is there; a test holds both to the same values.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpitools.catalogue.kpi import Divide
from kpitools.kpis import scopes
from kpitools.kpis.leaves import basis_of, tells_network
from kpitools.kpis.measures import Measure, column, pair
from kpitools.kpis.scopes import NAMED_OR_WHOLE, SOCIAL_ONLY
from kpitools.kpis.supply import WHOLE_SITE
from kpitools.portfolio.formulas import LEVEL, scale
from kpitools.portfolio.parts import NONE, SEVERAL, Parts, bit, first, number, where
from kpitools.portfolio.sums import UNNAMED, WHOLE, Flags, Numbers, Portfolio
from kpitools.tables import EVENT_TABLES


def known(portfolio: Portfolio, measure: Measure) -> Flags:
    """Where a measure is known: of a table of events without a row, where it is known to have had none."""
    whole_site = measure.table in WHOLE_SITE
    if not portfolio.supplied(measure.table).any():
        return np.zeros(portfolio.shape, bool)
    cells = portfolio.cells(measure)
    told = _site(portfolio.supplied(measure.table), whole_site)
    for name in (measure.of, measure.by):
        told &= _site(portfolio.tells(measure.table, name), whole_site)
    none = np.zeros(portfolio.shape, bool)
    if whole_site:
        if measure.table == "web_visits":
            for place, network in enumerate((*portfolio.networks, scopes.UNNAMED)):
                told[:, place] &= portfolio.tells(measure.table, tells_network(network))[:, WHOLE]
        none |= cells.rows[:, [WHOLE]] > 0
    if measure.table in EVENT_TABLES:
        none |= _site(portfolio.covers(measure.table), whole_site)
    return told & np.where(cells.rows > 0, cells.known > 0, none)


def _site(flags: Flags, whole: bool) -> Flags:
    """What a table of the whole site says of all places, its rows say of each."""
    return np.repeat(flags[:, [WHOLE]], flags.shape[1], axis=1) if whole else flags.copy()


def summed(portfolio: Portfolio, columns: Sequence[str], received: Sequence[str]) -> Parts:
    """Σ of the first column that a place knows; `received` where it never supplies posts."""
    made = first([total(portfolio, column(path)) for path in columns])
    if not received:
        return made
    stands_in = ~portfolio.supplied("posts") & portfolio.supplied("account_days")
    return where(stands_in, first([total(portfolio, column(path)) for path in received]), made)


def counted(portfolio: Portfolio, table: str) -> Parts:
    """The number of rows."""
    return total(portfolio, Measure(table))


def first_ratio(portfolio: Portfolio, divide: Divide) -> Parts:
    """The first of a formula's ratios that a place knows."""
    made = first([ratio(portfolio, one.of, one.by, one.basis) for one in divide.alternatives])
    return replace(made, times=divide.times)


def levels(portfolio: Portfolio) -> Parts:
    """The followers of the accounts that have a level in the month."""
    cells = portfolio.cells(LEVEL)
    told = cells.known > 0
    table = np.where(told, SEVERAL, NONE)
    return Parts(cells.of, None, told, told, cells.known, cells.rows, table, cells.known, np.zeros_like(cells.rows))


def total(portfolio: Portfolio, measure: Measure) -> Parts:
    """Σ of a column, or the number of rows."""
    cells, told = portfolio.cells(measure), _counted_in(portfolio, measure)
    return replace(_parts(portfolio, measure, cells.of, None, told), among=told | _had_none(portfolio, measure))


def ratio(portfolio: Portfolio, of: str, by: str, basis: str = "") -> Parts:
    """Two columns over the rows that know both; by rows: over their number."""
    measure = pair(of, by)
    cells = portfolio.cells(measure)
    made = _parts(
        portfolio, measure, cells.of, cells.known if by == "rows" else cells.by, _counted_in(portfolio, measure)
    )
    return made.on_basis(basis) if basis else made


def _parts(portfolio: Portfolio, measure: Measure, of: Numbers, by: Numbers | None, told: Flags) -> Parts:
    cells, table = portfolio.cells(measure), measure.table
    numbers = np.full(portfolio.shape, number(table))
    scales = (scale(table, measure.of), scale(table, measure.by))
    ones = np.ones(portfolio.shape, np.int64)
    basis = sum(bit(name) for name in basis_of(measure)) * ones
    return Parts(of, by, told, told, cells.known, cells.rows, numbers, ones, basis, *scales)


def _counted_in(portfolio: Portfolio, measure: Measure) -> Flags:
    """Where a measure is known and its rows count: those of no network do in some tables only."""
    told = known(portfolio, measure)
    told[:, UNNAMED] &= unnamed_count(portfolio, measure.table)
    return told


def unnamed_count(portfolio: Portfolio, table: str) -> Flags:
    """For which clients the rows of no network count among all networks."""
    there = portfolio.has_unnamed(table)
    if table not in SOCIAL_ONLY:
        return there
    return there & ~portfolio.names_networks(table) if table in NAMED_OR_WHOLE else np.zeros_like(there)


def _had_none(portfolio: Portfolio, measure: Measure) -> Flags:
    """Where rows of no network alone say that social networks had none: with a row of one, none is known of others."""
    table, rows = measure.table, Measure(measure.table)
    if table not in SOCIAL_ONLY & EVENT_TABLES:
        return np.zeros(portfolio.shape, bool)
    told = known(portfolio, rows)[:, UNNAMED] & portfolio.names_networks(table)
    for name in (measure.of, measure.by):
        told &= portfolio.tells(table, name)[:, WHOLE]
    counts = portfolio.cells(rows).rows.copy()
    counts[:, [UNNAMED, WHOLE]] = 0
    had_none: Flags = np.repeat((told & ~counts.any(axis=1))[:, None], portfolio.shape[1], axis=1)
    return had_none
