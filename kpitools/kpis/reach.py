"""People reached: they can't be added up, so each account is counted on the best basis that it knows (rule 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.leaves import known
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Part, Result, combined, files_of
from kpitools.kpis.scopes import Scope, networks_in
from kpitools.kpis.values import Number
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

# Where distinct people are counted, the first that an account knows, and what each is called.
REACH_BASES = {"account_periods": "period_unique", "account_days": "sum_of_days", "posts": "sum_of_posts"}


def reach(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Scope) -> Result:
    """For each account the period's own figure, else the sum of days, else the sum of posts (rule 5)."""
    assert kpi.function
    column = kpi.function.column
    parts = {}
    for network in networks_in(networks):
        made = list(account_reach(evaluation, column, lens, network).values())
        parts[network] = _accounts_as_one(made, _why_no_reach(evaluation, column, lens, network))
    return combined(parts, ratio=False, times=1, people=True, no_value=reasons.nothing_known())


def account_reach(evaluation: Evaluation, column: str, lens: Lens, network: str) -> dict[str, Part]:
    """A column of reach for each account of a network, on the basis that it knows."""
    cells = {table: evaluation.cells(Measure(table, column), lens, network) for table in REACH_BASES}
    made = {}
    for account in dict.fromkeys(account for found in cells.values() for account in found):
        known_in = [table for table in REACH_BASES if account in cells[table] and cells[table][account].known]
        first = known_in[0] if known_in else next(table for table in REACH_BASES if account in cells[table])
        cell = cells[first][account]
        made[account] = Part(
            of=cell.of if known_in else None,
            used=cell.known,
            rows=cell.rows,
            table=first,
            basis=frozenset({REACH_BASES[first]}) if known_in else frozenset(),
            method=first if known_in else "",
            missing_days=lens.period.days - cell.known if first == "account_days" and not lens.by else 0,
            young=cell.young if known_in else None,
            files=cell.files,
        )
    return made


def _accounts_as_one(parts: list[Part], reason: Problem | None) -> Part:
    knowing = [part for part in parts if part.of is not None]
    tables = {part.table for part in parts}
    basis = frozenset(name for part in knowing for name in part.basis)
    return Part(
        of=sum(part.of for part in knowing if part.of is not None) if knowing else None,
        used=sum(part.used for part in knowing),
        rows=sum(part.rows for part in parts),
        table=tables.pop() if len(tables) == 1 else None,
        basis=basis | {"not_deduplicated"} if len(knowing) > 1 else basis,
        method=" ".join(sorted({part.method for part in knowing})),
        accounts=len(knowing),
        missing_days=max((part.missing_days for part in knowing), default=0),
        young=young_sum(knowing),
        files=files_of(knowing),
        reason=None if knowing else reason,
    )


def young_sum(parts: Sequence[Part]) -> Number:
    """What stands on posts too young at their export; figures of days have none."""
    return sum(part.young for part in parts if part.young is not None)


def _why_no_reach(evaluation: Evaluation, column: str, lens: Lens, network: str) -> Problem | None:
    for table in ("account_days", "posts"):
        if evaluation.supplied(table, network):
            return known(evaluation, Measure(table, column), lens, network)[1]
    return reasons.no_table(Measure("account_days", column))


def organic_share(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Scope) -> Result:
    """Organic reach by reach, over the accounts that know both on one basis."""
    parts = {}
    for network in networks_in(networks):
        sides = [account_reach(evaluation, column, lens, network) for column in ("reach_organic", "reach")]
        both = [
            (organic, whole)
            for account, organic in sides[0].items()
            if organic.of is not None and (whole := sides[1][account]).of is not None and whole.basis == organic.basis
        ]
        parts[network] = replace(
            _accounts_as_one(
                [organic for organic, _ in both], _why_no_reach(evaluation, "reach_organic", lens, network)
            ),
            by=sum(whole.of for _, whole in both if whole.of is not None) if both else None,
        )
    return combined(parts, ratio=True, times=100, people=True, no_value=reasons.zero_denominator())
