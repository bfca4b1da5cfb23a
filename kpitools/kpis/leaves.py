"""A formula's leaves: sums, counts and ratios of columns, for one network (rules 3, 4, 10 and 11 of the reference)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from kpitools.catalogue.kpi import Divide
from kpitools.kpis import reasons
from kpitools.kpis.grid import Cell
from kpitools.kpis.lens import Lens, total
from kpitools.kpis.measures import Measure, column, pair
from kpitools.kpis.result import REACTIONS, Part
from kpitools.kpis.supply import WHOLE_SITE, Supplied
from kpitools.problems import Problem
from kpitools.tables import EVENT_TABLES

_PUBLISHED, _RECEIVED = frozenset({"published"}), frozenset({"received"})


class Facts(Protocol):
    """Where leaves look figures up. Network "" is every network together, for figures of the whole site."""

    def cells(self, measure: Measure, lens: Lens, network: str) -> dict[str, Cell]:
        """The cells of a measure, by account."""

    def supplied(self, table: str, network: str) -> Supplied | None:
        """What the network gives to the table, over all periods."""


def untold(facts: Facts, measure: Measure, network: str) -> Problem | None:
    """Why no period tells a measure: no export is of its table, or none states its columns."""
    # The whole site's tables speak of every source on a day for which they have any row.
    whole = measure.table in WHOLE_SITE
    supplied = facts.supplied(measure.table, "" if whole else network)
    if supplied is None:
        return reasons.no_table(measure)
    if whole and network and measure.table == "web_visits" and tells_network(network) not in supplied.known:
        return reasons.no_column(Measure(measure.table, "source"))
    for name in (measure.of, measure.by):
        if name and name not in supplied.known:
            return reasons.no_column(Measure(measure.table, name))
    return None


def tells_network(network: str) -> str:
    """The column of web_visits that says whether an export tells a network's visits apart."""
    return "told_source" if network == "other" else "told_network"


def known(facts: Facts, measure: Measure, lens: Lens, network: str) -> tuple[Cell, Problem | None]:
    """The total of a measure, and why it is unknown where it is.

    A table of events without a row counts 0 where it is known to cover the period and the network has the column.
    """
    cell = total(facts.cells(measure, lens, network).values())
    if reason := untold(facts, measure, network):
        return cell, reason
    if not cell.rows:
        whole = measure.table in WHOLE_SITE
        supplied = facts.supplied(measure.table, "" if whole else network)
        if whole and network and total(facts.cells(measure, lens, "").values()).rows:
            return Cell(of=0, by=0 if measure.by else None), None
        if supplied and measure.table in EVENT_TABLES and supplied.covers(lens.period):
            return Cell(of=0, by=0 if measure.by else None), None
        return cell, reasons.no_rows(measure)
    return cell, None if cell.known else reasons.no_column(measure)


def summed(facts: Facts, columns: Sequence[str], received: Sequence[str], lens: Lens, network: str) -> Part:
    """Σ of the first column that the network knows; `received` where it never supplies posts."""
    if received and facts.supplied("posts", network) is None and facts.supplied("account_days", network) is not None:
        columns = received
    first: Part | None = None
    for path in columns:
        measure = column(path)
        cell, reason = known(facts, measure, lens, network)
        part = Part(
            of=None if reason else cell.of,
            used=cell.known,
            rows=cell.rows,
            table=measure.table,
            basis=basis_of(measure),
            method=path,
            missing_days=0 if reason else missing_days(facts, measure, lens, network),
            young=cell.young,
            files=cell.files,
            reason=reason,
        )
        if not reason:
            return part
        first = first or part
    assert first is not None  # a sum has at least one column
    return replace(first, used=0)


def missing_days(facts: Facts, measure: Measure, lens: Lens, network: str) -> int:
    """Days of the period without a figure, of the account that lacks most; 0 where the table is not one of days."""
    if measure.table != "account_days" or lens.by:
        return 0
    known_days = (cell.known for cell in facts.cells(measure, lens, network).values() if cell.known)
    return max((lens.period.days - days for days in known_days), default=0)


def counted(facts: Facts, table: str, lens: Lens, network: str) -> Part:
    """The number of rows."""
    cell, reason = known(facts, Measure(table), lens, network)
    return Part(
        of=None if reason else cell.of,
        used=cell.rows,
        rows=cell.rows,
        table=table,
        method=table,
        files=cell.files,
        reason=reason,
    )


def first_ratio(facts: Facts, divide: Divide, lens: Lens, network: str) -> Part:
    """The first of a formula's ratios that the network knows, on the basis that it names."""
    first: Part | None = None
    for one in divide.alternatives:
        part = ratio(facts, one.of, one.by, lens, network)
        if part.of is not None:
            return part.on_basis(one.basis) if one.basis else part
        first = first or part
    assert first is not None  # a division has at least one pair
    return replace(first, used=0) if len(divide.alternatives) > 1 else first


def ratio(facts: Facts, of: str, by: str, lens: Lens, network: str) -> Part:
    """Σ of one column over Σ of another, over the rows that know both; by rows: over their number."""
    measure = pair(of, by)
    cell, reason = known(facts, measure, lens, network)
    return Part(
        of=None if reason else cell.of,
        by=None if reason else cell.known if by == "rows" else cell.by,
        used=cell.known,
        rows=cell.rows,
        table=measure.table,
        basis=basis_of(measure),
        method=f"{of} / {by}",
        young=cell.young,
        files=cell.files,
        reason=reason,
    )


def basis_of(measure: Measure) -> frozenset[str]:
    """How reactions are counted: of what was published, or received."""
    if measure.of not in REACTIONS:
        return frozenset()
    return _PUBLISHED if measure.table == "posts" else _RECEIVED
