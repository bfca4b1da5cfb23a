"""How a rule is written: a function of the facts, on one scope or on all networks together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kpitools.findings.facts import Facts
from kpitools.findings.finding import Finding
from kpitools.findings.said import Amount, Change, Said, Where

Check = Callable[[Facts], Finding | None]


@dataclass(frozen=True)
class Rule:
    """A finding's id and its function; `whole` rules look at all networks together alone."""

    id: str
    check: Check
    whole: bool = False


def rule(identifier: str, *, whole: bool = False) -> Callable[[Check], Rule]:
    """Make a rule of a function."""

    def made(check: Check) -> Rule:
        return Rule(identifier, check, whole)

    return made


def finding(
    identifier: str,
    facts: Facts,
    kpis: tuple[str, ...],
    text: str,
    action: str,
    *causes: str,
    seasonal: str = "",
    **parts: Said,
) -> Finding:
    """A finding on the facts' scope; `seasonal` names the KPI that may swing alike each year.

    Of every KPI named, `{KPI}` is its amount and `{KPI_change}` its change, and `{where}` the scope.
    """
    told: dict[str, Said] = {"where": Where(facts.scope)}
    for kpi in kpis:
        value = facts.value(kpi)
        if value is not None:
            told[kpi] = Amount.of(value)
            if value.change is not None or value.change_points is not None:
                told[f"{kpi}_change"] = Change(value)
    like_last_year = bool(seasonal) and facts.like_last_year(seasonal)
    return Finding(identifier, facts.scope, kpis, text, action, causes, {**told, **parts}, like_last_year)
