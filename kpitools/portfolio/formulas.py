"""Which of the catalogue's KPIs can be made for all clients at once, and the columns that they add up.

They are those that sums and formulas make: medians, contests and other algorithms need a client's own rows (`own`).
"""

from collections.abc import Collection, Mapping
from functools import cache

from kpitools.catalogue import Catalogue, Kpi
from kpitools.catalogue.arithmetic import Call, Part, Reference, parse
from kpitools.catalogue.definition import Definition, definitions
from kpitools.catalogue.kpi import Divide, Function
from kpitools.kpis import columns, rates
from kpitools.kpis.crowds import CROWDS
from kpitools.kpis.definitions import RATE
from kpitools.kpis.measures import Measure, measures_of
from kpitools.kpis.quotient import DAYS
from kpitools.kpis.service import RESPONSE
from kpitools.tables import DERIVED, TABLES, Kind

ALL = "all"
MICRO = 1_000_000  # money is summed in millionths, as whole numbers
# The level of an account's last known day of each month: what followers (rule 8) are the sum of. Beside it the start of
# the month, and the gain since.
LEVEL = Measure("account_days", "level")
CHANGE = Measure("account_days", "level_gained", "level_before")
NET = Measure("account_days", "followers_gained", "followers_lost")
# The two sides of the client's own engagement rate, post by post, and each post's rate.
OWN_SIDES, OWN_RATE = Measure("posts", "rate_of", "rate_by"), Measure("posts", "rate")
# The distinct people of a crowd, each on one row of a month and network; those by
# the client's own ids on one of a month too.
PEOPLE = {name: Measure(crowd.table, name) for name, crowd in CROWDS.items()}
ONCE = {name: Measure(crowd.table, f"{name}_once") for name, crowd in CROWDS.items() if crowd.own_ids}
MADE = (LEVEL, CHANGE, OWN_SIDES, OWN_RATE, *PEOPLE.values(), *ONCE.values())

# Functions whose figures each network has, and those that are made of several tables or belong to all networks.
_BY_NETWORK = {
    "followers", "reach", "organic_share", "net_new_followers", "follower_change_rate", "mean_of_posts", "link_clicks",
    "engaged_users", "distinct",
}  # fmt: skip
_OF_SCOPE = {
    "negative_reactions", "lead_conversion", "inbound_requests", "produced", "unique_visitors", "social_visit_share",
    "costs", "social_cost", "marketing_budget", "cost_per_new_follower",
}  # fmt: skip


def formed(catalogue: Catalogue) -> tuple[Kpi, ...]:
    """The KPIs that are shown, in the catalogue's order."""
    return tuple(kpi for kpi in catalogue.listed if is_formed(catalogue, kpi))


def is_formed(catalogue: Catalogue, kpi: Kpi) -> bool:
    """Whether a KPI is made of sums, counts, levels and reach for all clients at once; a client's own is not."""
    if kpi.category == "custom":
        return False
    if kpi.function:
        return _is_function_formed(catalogue, kpi, kpi.function)
    if kpi.arithmetic:
        signs = terms(parse(kpi.arithmetic).root)
        return bool(signs) and all(is_formed(catalogue, catalogue[one.id]) for one in signs)
    if kpi.divide and not kpi.divide.over_columns:
        return _is_quotient_formed(catalogue, kpi.divide)
    return all("network" in TABLES[one.table] for one in measures_of(kpi))


def _is_function_formed(catalogue: Catalogue, kpi: Kpi, function: Function) -> bool:
    if function.name == "engagement_rate":
        definition = definitions()[function.column]
        if definition.kpis:
            return all(is_formed(catalogue, catalogue[one]) for one in definition.kpis)
        return kpi.id == RATE and of_posts(definition)
    if function.name == "response_time":
        return function.column == "mean"
    return function.name in _BY_NETWORK | _OF_SCOPE


def _is_quotient_formed(catalogue: Catalogue, divide: Divide) -> bool:
    """Two KPIs are cut to the networks that know both, unless one of them is of all networks alone or a cost."""
    parts = [catalogue[one] for one in (divide.of, divide.by) if one != DAYS]
    cut = len(parts) == 2 and not any(one.whole or one.scope == ALL for one in parts)
    return all(is_formed(catalogue, one) and (not cut or _has_networks(one)) for one in parts)


def _has_networks(kpi: Kpi) -> bool:
    if kpi.function:
        return kpi.function.name in _BY_NETWORK and kpi.function.column not in ONCE
    return not kpi.arithmetic and (not kpi.divide or kpi.divide.over_columns)


def of_posts(definition: Definition) -> bool:
    """Whether an engagement rate is made of figures that each post has."""
    return definition.of_posts and (definition.denominator != "followers" or definition.over == "posts")


def terms(part: Part) -> Mapping[Reference, int]:
    """The KPIs that a formula adds up and takes away, by how often; none where it does anything else."""
    if isinstance(part, Reference):
        return {part: 1}
    if not isinstance(part, Call) or part.function not in ("+", "-") or len(part.arguments) != 2:
        return {}
    sides = [terms(argument) for argument in part.arguments]
    if not all(sides):
        return {}
    made = dict(sides[0])
    for one, times in sides[1].items():
        made[one] = made.get(one, 0) + (times if part.function == "+" else -times)
    return made


def formed_ids(catalogue: Catalogue) -> Collection[str]:
    """The ids of all that is made for all clients at once."""
    return frozenset(kpi.id for kpi in catalogue.kpis.values() if is_formed(catalogue, kpi))


def summed_columns(catalogue: Catalogue) -> dict[str, list[str]]:
    """The columns that they add up, by table, in the order of the bits that say which of them a row knows."""
    formulas = [measures_of(kpi) for kpi in catalogue.kpis.values() if is_formed(catalogue, kpi)]
    found: dict[str, set[str]] = {}
    for one in (*MADE, *(measure for measures in formulas for measure in measures)):
        found.setdefault(one.table, set()).update(name for name in (one.of, one.by) if name)
    return {table: sorted(names) for table, names in sorted(found.items())}


@cache
def kind(table: str, column: str) -> Kind:
    """Whether a column is money, a fraction or a whole number."""
    if column in (*rates.PARTS, OWN_RATE.of, RESPONSE):
        return Kind.NUMBER
    added = columns.ADDED.get(table, {}).get(column)
    if added:
        return Kind.MONEY if added.kind.startswith("DECIMAL") else Kind.COUNT
    stored = column in TABLES[table] and column not in DERIVED.get(table, {})
    found = TABLES[table][column].kind if stored else Kind.COUNT
    return found if found in (Kind.MONEY, Kind.NUMBER) else Kind.COUNT


def scale(table: str, column: str) -> int:
    """By what a sum is divided to be the column's own."""
    return MICRO if column and kind(table, column) is Kind.MONEY else 1
