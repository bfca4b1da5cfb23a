"""Which of the catalogue's KPIs can be made for all clients at once, and the measures that they add up.

They are those that sums and formulas make: people, medians and other algorithms need a client's own rows (`own`).
"""

from functools import cache

from kpitools.catalogue import Catalogue, Kpi
from kpitools.catalogue.arithmetic import Reference, parse
from kpitools.kpis import columns
from kpitools.kpis.dimensions import made_of
from kpitools.kpis.measures import Measure, measures_of
from kpitools.tables import DERIVED, TABLES, Kind

ALL = "all"
# The level of an account's last known day of each month: what followers (rule 8) are the sum of.
LEVEL = Measure("account_days", "level")
MICRO = 1_000_000  # money is summed in millionths, as whole numbers


def formed(catalogue: Catalogue) -> tuple[Kpi, ...]:
    """The KPIs that are shown, in the catalogue's order."""
    return tuple(kpi for kpi in catalogue.listed if is_formed(catalogue, kpi))


def is_formed(catalogue: Catalogue, kpi: Kpi) -> bool:
    """Whether a KPI is a sum, a count, a level or a reach, or a ratio of such; a client's own is none for all."""
    if kpi.category == "custom":
        return False
    if kpi.function:
        return kpi.function.name in ("followers", "reach")
    if kpi.arithmetic:
        one = parse(kpi.arithmetic).root
        return isinstance(one, Reference) and one.scope is not None and is_formed(catalogue, catalogue[one.id])
    if kpi.divide and not kpi.divide.over_columns:
        parts = [catalogue[part] for part in made_of(kpi) - {"days"}]
        # A figure of all networks alone, or a cost, is taken whole: those are algorithms anyway.
        return all(is_formed(catalogue, one) and one.scope != ALL and not one.whole for one in parts)
    return all("network" in TABLES[one.table] for one in measures_of(kpi))


def summed_columns(catalogue: Catalogue) -> dict[str, list[str]]:
    """The columns that they add up, by table, in the order of the bits that say which of them a row knows."""
    found: dict[str, set[str]] = {}
    for kpi in catalogue.kpis.values():
        if is_formed(catalogue, kpi):
            for one in (*measures_of(kpi), LEVEL):
                found.setdefault(one.table, set()).update(name for name in (one.of, one.by) if name)
    return {table: sorted(names) for table, names in sorted(found.items())}


@cache
def kind(table: str, column: str) -> Kind:
    """Whether a column is money, a fraction or a whole number."""
    added = columns.ADDED.get(table, {}).get(column)
    if added:
        return Kind.MONEY if added.kind.startswith("DECIMAL") else Kind.COUNT
    stored = column in TABLES[table] and column not in DERIVED.get(table, {})
    found = TABLES[table][column].kind if stored else Kind.COUNT
    return found if found in (Kind.MONEY, Kind.NUMBER) else Kind.COUNT


def scale(table: str, column: str) -> int:
    """By what a sum is divided to be the column's own."""
    return MICRO if column and kind(table, column) is Kind.MONEY else 1
