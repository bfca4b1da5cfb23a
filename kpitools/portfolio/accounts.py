"""What is decided account by account, for all clients at once: reach by the best basis, and the net of followers.

The rules are those of `kpitools.kpis.reach` and of `net_new_followers`, over arrays.
"""

from dataclasses import dataclass, replace

import numpy as np

from kpitools.kpis.measures import Measure
from kpitools.kpis.reach import REACH_BASES
from kpitools.portfolio.formulas import CHANGE, NET
from kpitools.portfolio.parts import NONE, SEVERAL, Parts, bit, number
from kpitools.portfolio.sums import Flags, Groups, Integers, Portfolio
from kpitools.tables import TABLES


@dataclass(frozen=True)
class Accounts:
    """Figures of accounts: each one's place and month (`spot`), and the rows of the table that it is counted by."""

    spot: Integers
    of: Integers
    used: Integers
    rows: Integers
    table: Integers


def reach(portfolio: Portfolio, column: str) -> Parts:
    """For each account the month's own figure, else the sum of days, else the sum of posts (rule 5)."""
    made = _reached(portfolio, column)
    return replace(_by_place(portfolio, made, made.used > 0), people=True)


def organic_share(portfolio: Portfolio) -> Parts:
    """Organic reach by reach, over the accounts that know both on one basis."""
    organic, whole = _reached(portfolio, "reach_organic"), _reached(portfolio, "reach")
    both = (organic.used > 0) & (whole.used > 0) & (organic.table == whole.table)
    return replace(_by_place(portfolio, organic, both, whole), people=True, times=100)


def net(portfolio: Portfolio) -> Parts:
    """For each account the gain of its level where start and end are known, else what it gained less what it lost."""
    groups = portfolio.groups(CHANGE.table)
    if groups is None:
        none = np.zeros(portfolio.shape, np.int64)
        told = none > 0
        return Parts(none, None, told, told, none, none, none + NONE, none, none)
    keys = _keys(portfolio, groups)
    every, at = np.unique(keys, return_inverse=True)
    gained = _added(groups, CHANGE.of, groups.knowing(CHANGE), at, len(every))
    levels = _added(groups, "", groups.knowing(CHANGE), at, len(every)) > 0
    told = _added(groups, "", groups.knowing(NET), at, len(every)) > 0
    difference = sum(
        sign * _added(groups, column, groups.knowing(NET), at, len(every))
        for sign, column in ((1, NET.of), (-1, NET.by))
    )
    knows, figures = levels | told, np.where(levels, gained, difference)
    counts = np.where(knows, 1, 0)
    accounts = Accounts(every // len(portfolio.accounts), figures, counts, counts, np.full(len(every), SEVERAL))
    return _by_place(portfolio, accounts, knows).of_several()


def _keys(portfolio: Portfolio, groups: Groups) -> Integers:
    keys: Integers = (groups.row * portfolio.shape[1] + groups.place) * len(portfolio.accounts) + groups.account
    return keys


def _added(groups: Groups, column: str, which: Flags, at: Integers, size: int) -> Integers:
    """A column of some groups, or their rows, added up by account."""
    made = np.zeros(size, np.int64)
    np.add.at(made, at[which], groups.sums.get(column, groups.count)[which])
    return made


def _reached(portfolio: Portfolio, column: str) -> Accounts:
    held = [(table, groups) for table in REACH_BASES if (groups := portfolio.groups(table))]
    keys = [_keys(portfolio, groups) for _, groups in held]
    every = np.unique(np.concatenate(keys)) if keys else np.zeros(0, np.int64)
    size = len(every)
    of, used, rows = (np.zeros(size, np.int64) for _ in range(3))
    table = np.full(size, NONE)
    for (source, groups), key in zip(held, keys, strict=True):
        at, knows = np.searchsorted(every, key), groups.knowing(Measure(source, column))
        count, told, figure = (
            _added(groups, name, which, at, size)
            for name, which in (("", np.ones_like(knows)), ("", knows), (column, knows))
        )
        # The first table that knows it; where none does, the first that has a row.
        better = ((told > 0) & (used == 0)) | ((count > 0) & (table == NONE))
        of, used, rows = (np.where(better, one, kept) for one, kept in ((figure, of), (told, used), (count, rows)))
        table = np.where(better, number(source), table)
    return Accounts(every // max(len(portfolio.accounts), 1), of, used, rows, table)


def _by_place(portfolio: Portfolio, one: Accounts, knowing: Flags, by: Accounts | None = None) -> Parts:
    """The figures of the accounts that know them added up by place; of a ratio, only those that know both sides."""
    size = portfolio.shape[0] * portfolio.shape[1]
    counted = np.ones_like(knowing) if by is None else knowing
    sums = [np.zeros(size, np.int64) for _ in range(5)]
    figures = (one.of, one.used, one.rows, np.ones_like(one.of), one.of if by is None else by.of)
    for made, figure, which in zip(sums, figures, (knowing, knowing, counted, knowing, knowing), strict=True):
        np.add.at(made, one.spot[which], figure[which])
    least, most = np.full(size, len(TABLES)), np.full(size, NONE)
    np.minimum.at(least, one.spot[counted], one.table[counted])
    np.maximum.at(most, one.spot[counted], one.table[counted])
    basis = np.zeros(size, np.int64)
    for source, name in REACH_BASES.items():
        basis[one.spot[knowing & (one.table == number(source))]] |= bit(name)
    told = sums[3] > 0
    tables = np.where(least == most, most, np.where(told, SEVERAL, NONE))
    of, used, rows, accounts, divisor, knows, table, bases = (
        found.reshape(portfolio.shape) for found in (*sums, told, tables, basis)
    )
    return Parts(of, None if by is None else divisor, knows, knows, used, rows, table, accounts, bases)
