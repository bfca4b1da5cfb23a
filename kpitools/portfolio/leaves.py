"""A formula's leaves for all clients at once: the rules of `kpitools.kpis.leaves` and `reach`, over arrays.

What a network knows, which of a formula's alternatives it uses, what counts 0 and what is unknown is decided here as it
is there; a test holds both to the same values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kpitools.catalogue.kpi import Divide
from kpitools.kpis.leaves import basis_of
from kpitools.kpis.measures import Measure, column, pair
from kpitools.kpis.reach import REACH_BASES
from kpitools.kpis.scopes import NAMED_OR_WHOLE, SOCIAL_ONLY
from kpitools.kpis.supply import WHOLE_SITE
from kpitools.portfolio.formulas import LEVEL, scale
from kpitools.portfolio.sums import UNNAMED, WHOLE, Flags, Integers, Numbers, Portfolio
from kpitools.tables import EVENT_TABLES, TABLES

NONE, SEVERAL = -1, -2  # in place of a table: nothing to cover, or figures of several


BASES = ("published", "received", *REACH_BASES.values(), "not_deduplicated", "network_unknown", "all_clicks")


@dataclass(frozen=True)
class Parts:
    """What each place gives to a KPI: a sum, or the two sides of a ratio, and where it is known.

    `among` is where it is known when all networks are looked at: there a table of every source may say that social
    networks had none. `used` of `rows` rows of a table, by its number, gave the figures, over `accounts`; `basis` has a
    bit for each of `BASES`.
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


def bit(basis: str) -> int:
    """A basis as a bit."""
    return 1 << BASES.index(basis)


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
            sourced = _site(portfolio.tells(measure.table, "told_source"), whole_site)
            sourced[:, WHOLE] = True
            told &= sourced
        none |= cells.rows[:, [WHOLE]] > 0
    if measure.table in EVENT_TABLES:
        none |= _site(portfolio.covers(measure.table), whole_site)
    return told & np.where(cells.rows > 0, cells.known > 0, none)


def _site(flags: Flags, whole: bool) -> Flags:
    """What a table of the whole site says of all places, its rows say of each."""
    return np.repeat(flags[:, [WHOLE]], flags.shape[1], axis=1) if whole else flags.copy()


def summed(portfolio: Portfolio, columns: Sequence[str], received: Sequence[str]) -> Parts:
    """Σ of the first column that a place knows; `received` where it never supplies posts."""
    made = _first([_sum(portfolio, column(path)) for path in columns])
    if not received:
        return made
    stands_in = ~portfolio.supplied("posts") & portfolio.supplied("account_days")
    return _where(stands_in, _first([_sum(portfolio, column(path)) for path in received]), made)


def counted(portfolio: Portfolio, table: str) -> Parts:
    """The number of rows."""
    return _sum(portfolio, Measure(table))


def first_ratio(portfolio: Portfolio, divide: Divide) -> Parts:
    """The first of a formula's ratios that a place knows."""
    return _first([_ratio(portfolio, one) for one in divide.alternatives])


def levels(portfolio: Portfolio) -> Parts:
    """The followers of the accounts that have a level in the month."""
    cells = portfolio.cells(LEVEL)
    told = cells.known > 0
    table = np.where(told, SEVERAL, NONE)
    return Parts(cells.of, None, told, told, cells.known, cells.rows, table, cells.known, np.zeros_like(cells.rows))


def reach(portfolio: Portfolio, name: str) -> Parts:
    """For each account the month's own figure, else the sum of days, else the sum of posts."""
    width = len(portfolio.accounts)
    held = [(table, groups) for table in REACH_BASES if (groups := portfolio.groups(table))]
    keys = [(groups.row * portfolio.shape[1] + groups.place) * width + groups.account for _, groups in held]
    every = np.unique(np.concatenate(keys)) if keys else np.zeros(0, np.int64)
    of, used, rows = (np.zeros(len(every), np.int64) for _ in range(3))
    table = np.full(len(every), NONE)
    for (source, groups), key in zip(held, keys, strict=True):
        measure, at = Measure(source, name), np.searchsorted(every, key)
        knows, number = groups.knowing(measure), _number(source)
        count, told, figure = (np.zeros(len(every), np.int64) for _ in range(3))
        np.add.at(count, at, groups.count)
        np.add.at(told, at[knows], groups.count[knows])
        np.add.at(figure, at[knows], groups.sums.get(name, groups.count)[knows])
        # The first table that knows it; where none does, the first that has a row.
        better = ((told > 0) & (used == 0)) | ((count > 0) & (table == NONE))
        of, used, rows = (np.where(better, one, kept) for one, kept in ((figure, of), (told, used), (count, rows)))
        table = np.where(better, number, table)
    return _by_place(portfolio, every // width, of, used, rows, table)


def _by_place(
    portfolio: Portfolio, spot: Integers, of: Integers, used: Integers, rows: Integers, table: Integers
) -> Parts:
    """The figures of accounts added up by place."""
    size = portfolio.shape[0] * portfolio.shape[1]
    knowing = used > 0
    sums = [np.zeros(size, np.int64) for _ in range(4)]
    for made, figures in zip(sums, (of, used, rows, knowing), strict=True):
        np.add.at(made, spot, figures)
    least, most = np.full(size, len(TABLES)), np.full(size, NONE)
    np.minimum.at(least, spot, table)
    np.maximum.at(most, spot, table)
    basis = np.zeros(size, np.int64)
    for source, name in REACH_BASES.items():
        basis[spot[knowing & (table == _number(source))]] |= bit(name)
    told = sums[1] > 0
    tables = np.where(least == most, most, np.where(told, SEVERAL, NONE))
    whole, uses, has, accounts = (one.reshape(portfolio.shape) for one in sums)
    knows = told.reshape(portfolio.shape)
    marks = (tables.reshape(portfolio.shape), accounts, basis.reshape(portfolio.shape))
    return Parts(whole, None, knows, knows, uses, has, *marks)


def _sum(portfolio: Portfolio, measure: Measure) -> Parts:
    cells, told = portfolio.cells(measure), _counted_in(portfolio, measure)
    return replace(_parts(portfolio, measure, cells.of, None, told), among=told | _had_none(portfolio, measure.table))


def _ratio(portfolio: Portfolio, divide: Divide) -> Parts:
    """Two columns over the rows that know both; by rows: over their number."""
    measure = pair(divide.of, divide.by)
    cells = portfolio.cells(measure)
    by = cells.known if divide.by == "rows" else cells.by
    made = _parts(portfolio, measure, cells.of, by, _counted_in(portfolio, measure))
    return replace(made, basis=made.basis | bit(divide.basis)) if divide.basis else made


def _parts(portfolio: Portfolio, measure: Measure, of: Numbers, by: Numbers | None, told: Flags) -> Parts:
    cells, table = portfolio.cells(measure), measure.table
    number = np.full(portfolio.shape, _number(table))
    scales = (scale(table, measure.of), scale(table, measure.by))
    ones = np.ones(portfolio.shape, np.int64)
    basis = sum(bit(name) for name in basis_of(measure)) * ones
    return Parts(of, by, told, told, cells.known, cells.rows, number, ones, basis, *scales)


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


def _had_none(portfolio: Portfolio, table: str) -> Flags:
    """Where rows of no network alone say that social networks had none."""
    if table not in SOCIAL_ONLY & EVENT_TABLES:
        return np.zeros(portfolio.shape, bool)
    rows = Measure(table)
    told = known(portfolio, rows)[:, UNNAMED] & portfolio.names_networks(table)
    none = portfolio.cells(rows).rows == 0
    none[:, UNNAMED] = True
    had_none: Flags = none & told[:, None]
    return had_none


def _first(several: Sequence[Parts]) -> Parts:
    """The first that is known; the first of all, unused, where none is."""
    made = several[-1]
    for one in reversed(several[:-1]):
        made = _where(one.known | ~made.known, one, made)
    return made


def _where(here: Flags, one: Parts, other: Parts) -> Parts:
    """One in some places, the other elsewhere."""
    by = None if one.by is None or other.by is None else np.where(here, one.by, other.by)
    fields = ("of", "known", "among", "used", "rows", "table", "accounts", "basis")
    chosen = {name: np.where(here, getattr(one, name), getattr(other, name)) for name in fields}
    return replace(one, by=by, **chosen)


def _number(table: str) -> int:
    return list(TABLES).index(table)
