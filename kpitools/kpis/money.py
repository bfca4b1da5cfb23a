"""What social media cost and what they earned: costs belong to networks, or to all of them together."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.columns import COST_CATEGORIES
from kpitools.kpis.leaves import known, ratio
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure, cost_counts
from kpitools.kpis.quotient import quotient
from kpitools.kpis.result import Part, Result, combined, summed_parts
from kpitools.kpis.scopes import EVERY, UNNAMED, Scope, networks_in
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.params.subject import Budget
from kpitools.problems import Problem, Severity
from kpitools.store.merge import FILE_SHIFT

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

_COSTS = Measure("costs", "amount")
_SPEND = Measure("ads", "spend")


def costs(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Σ of a column of the costs; those of no network belong to all networks together alone (rule 2)."""
    assert kpi.function
    measure = Measure("costs", kpi.function.column)
    if shared := _shared(evaluation, lens, scope):
        return Result().without_value(shared)
    parts = {place: _part(evaluation, measure, lens, place) for place in _places(scope)}
    if measure.of in COST_CATEGORIES:
        silent = [place for place in parts if _silent(evaluation, measure.of, lens, place)]
        parts |= {place: replace(parts[place], of=None, reason=reasons.no_column(_COSTS)) for place in silent}
    return summed_parts(list(parts.values()), networks_in(scope), reasons.nothing_known())


def _silent(evaluation: Evaluation, category: str, lens: Lens, place: str) -> bool:
    """Whether there are costs of a category, and none of them says its amount."""
    rows, told = (known(evaluation, one, lens, place)[0].of for one in cost_counts(category))
    return bool(rows) and not told


def social_cost(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Costs, and the ad spend of the networks for which the costs of the period hold no row of category ads."""
    if shared := _shared(evaluation, lens, scope):
        return Result().without_value(shared)
    asked = frozenset(evaluation.networks) | {UNNAMED} if EVERY in scope else networks_in(scope)
    beside = sorted(asked - _with_ads_in_costs(evaluation, lens))
    spent = {network: _part(evaluation, _SPEND, lens, network) for network in beside}
    costs_of = [_part(evaluation, _COSTS, lens, place) for place in _places(scope)]
    made = summed_parts([*costs_of, *spent.values()], asked - {UNNAMED}, reasons.nothing_known())
    # Ads are told by the costs or by their own exports; a cost that lacks those of a network is no other's equal.
    lacking = [network for network, part in spent.items() if part.reason and evaluation.supplied("ads", network)]
    told = [part.method for part in costs_of if not part.reason]
    return replace(made, measures=" ".join(("cost", *told, *lacking)))


def _places(scope: Scope) -> list[str]:
    """Where a scope's costs stand: in all rows for all networks, else in those of its own."""
    return [""] if EVERY in scope else sorted(networks_in(scope))


def _shared(evaluation: Evaluation, lens: Lens, scope: Scope) -> Problem | None:
    """Why the costs of some networks can't be told apart from those of all."""
    unnamed = evaluation.cells(_COSTS, Lens(lens.period), UNNAMED)
    return reasons.shared_costs() if EVERY not in scope and any(cell.rows for cell in unnamed.values()) else None


def _with_ads_in_costs(evaluation: Evaluation, lens: Lens) -> Scope:
    """The networks whose ads the costs hold already; a row of no network stands for all."""
    found = {
        network
        for network in (*evaluation.networks, UNNAMED)
        for cell in evaluation.cells(Measure("costs", "advertising"), Lens(lens.period), network).values()
        if cell.of
    }
    return frozenset(evaluation.networks) | {UNNAMED} if UNNAMED in found else frozenset(found)


def told_twice(evaluation: Evaluation) -> list[Problem]:
    """What to say where the costs and the ads' own exports tell of one spend: which of them counts."""
    lens = Lens(evaluation.period)
    spent = {
        network: cell.of
        for network in _with_ads_in_costs(evaluation, lens) - {UNNAMED}
        for cell in evaluation.cells(_SPEND, lens, network).values()
        if cell.of
    }
    if not spent:
        return []
    text = mark(
        "La publicité ({networks}) est à la fois dans les dépenses et dans les exports de publicité ({amount}) : le "
        "coût social media prend celle des dépenses, la dépense publicitaire celle des exports."
    )
    words = evaluation.language
    amount = words.money(sum(spent.values()), evaluation.store.parameters.client.currency)
    values = {"networks": ", ".join(sorted(spent)), "amount": amount}
    return [Problem("spend_told_twice", text, values, Severity.WARNING)]


def _part(evaluation: Evaluation, measure: Measure, lens: Lens, place: str) -> Part:
    cell, reason = known(evaluation, measure, lens, place)
    return Part(
        of=None if reason else cell.of,
        used=cell.known,
        rows=cell.rows,
        table=measure.table,
        method=f"{measure.table}.{measure.of}",
        files=cell.files,
        reason=reason,
    )


def marketing_budget(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The parameters' budget, each month's by the days of it that lie in the period."""
    total = None if lens.by else budget_of(evaluation.store.parameters.budget, lens.period)
    if total is None:
        return Result().without_value(reasons.no_budget())
    return Result(value=total, of=total, method="parameters", networks=networks_in(scope))


def budget_of(budget: Budget | None, period: Period) -> Decimal | None:
    """The budget of a period; None where any month of it has none."""
    total, day = Decimal(0), period.start
    while day <= period.end:
        amount = budget.month(day) if budget else None
        if amount is None:
            return None
        length = calendar.monthrange(day.year, day.month)[1]
        last = min(period.end, day.replace(day=length))
        total += amount * ((last - day).days + 1) / length
        day = last + dt.timedelta(1)
    return total


def cost_per_new_follower(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Ad spend by the followers that the ads gained; for a network that does not say them, social cost by gains."""
    paid = {
        network: ratio(evaluation, "ads.spend", "ads.followers_gained", lens, network) for network in networks_in(scope)
    }
    parts = dict(paid)
    for network, part in paid.items():
        if part.of is None:
            whole = quotient(evaluation, "social_cost", "new_followers", 1, lens, frozenset({network}))
            parts[network] = Part(
                of=whole.of,
                by=whole.by,
                used=whole.used,
                method="social_cost / new_followers",
                files=whole.files,
                reason=whole.reason,
            )
    if any(part.of is not None for part in paid.values()) or EVERY not in scope:
        return combined(parts, ratio=True, times=1, people=False, no_value=reasons.zero_denominator())
    return quotient(evaluation, "social_cost", "new_followers", 1, lens, scope)


def er_paid(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The mean over days with ads of engagements per view of ad posts, per ad post, in %."""
    rates, used, files = [], 0, Counter[int]()
    reason: Problem | None = None
    knowing = set()
    for network in networks_in(scope):
        missing = [
            why
            for column in ("engagements", "post_views", "posts")
            if (why := known(evaluation, Measure("ads", column), lens, network)[1])
        ]
        reason = missing[0] if missing else reason
        if not missing:
            knowing.add(network)
    asked = knowing and not lens.by
    days = evaluation.once(("er_paid", lens.period), lambda: _ad_days(evaluation, lens)) if asked else {}
    for rows in days.values():
        mine = [row for network, row in rows.items() if network in knowing]
        engagements, views, posts = (sum(row[index] for row in mine) for index in range(3))
        if mine and views and posts:
            rates.append(engagements / views / posts * 100)
            used += sum(row[3] for row in mine)
            for row in mine:
                files.update(dict.fromkeys(row[4], 1))
    if not rates:
        return Result().without_value(reason or reasons.zero_denominator())
    return Result(
        value=sum(rates) / len(rates),
        of=sum(rates),
        by=len(rates),
        used=used,
        method="ads",
        networks=frozenset(knowing),
        files=files,
    )


def _ad_days(evaluation: Evaluation, lens: Lens) -> dict[dt.date, dict[str, tuple[int, int, int, int, list[int]]]]:
    """By day and network: engagements, views of ad posts and ad posts of the rows that know them all."""
    rows = evaluation.store.connection.execute(
        "SELECT _day, network, sum(engagements), sum(post_views), sum(posts), count(*), "
        f"list(DISTINCT _src >> {FILE_SHIFT}) "
        'FROM ads WHERE _day BETWEEN ? AND ? AND "end" IS NULL AND engagements IS NOT NULL AND post_views IS NOT NULL '
        "AND posts IS NOT NULL GROUP BY ALL ORDER BY 1",
        [lens.period.start, lens.period.end],
    ).fetchall()
    found: dict[dt.date, dict[str, tuple[int, int, int, int, list[int]]]] = {}
    for day, network, *figures in rows:
        found.setdefault(day, {})[network] = tuple(figures)
    return found
