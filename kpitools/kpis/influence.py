"""The brand beside others: share of voice, rank by engagement, and how many people it might reach."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.crowds import CROWDS
from kpitools.kpis.leaves import known
from kpitools.kpis.lens import Lens, bucket_of
from kpitools.kpis.measures import ROWS, Measure
from kpitools.kpis.people import people_on
from kpitools.kpis.result import Part, Result, combined
from kpitools.kpis.scopes import EVERY, UNNAMED, Scope, networks_in

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

# The two grains in which mentions come; a network's are counted by the first that it supplies.
MENTIONS = (Measure("mentions", ROWS), Measure("mention_days", "mentions"))
_STANCE = Measure("interactions", "stance")  # whether who acts is a follower is known


def share_of_voice(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Mentions of the client, of those of the client and of the parameters' competitors."""
    if not evaluation.store.parameters.competitors:
        return Result().without_value(reasons.no_competitor())
    asked = networks_in(scope) | (scope & {UNNAMED})
    if EVERY in scope:  # where only competitors are talked about, the client has no voice, which is not unknown
        spoken = {place or UNNAMED for one in MENTIONS for place, _ in evaluation.rival_cells(one, lens)}
        asked |= spoken - frozenset(evaluation.networks) - {UNNAMED}
    parts = {network: _voice(evaluation, lens, network) for network in asked}
    return combined(parts, ratio=True, times=100, people=False, no_value=reasons.zero_denominator())


def _voice(evaluation: Evaluation, lens: Lens, network: str) -> Part:
    """The client's mentions on a network, and those of it and its competitors, from the first table that has any."""
    first: Part | None = None
    for measure in MENTIONS:
        cell, reason = known(evaluation, measure, lens, network)
        cells = evaluation.rival_cells(measure, lens).items()
        rivals = [one for (place, _), one in cells if (place or UNNAMED) == network]
        if not reason or rivals:  # rows of a competitor say that the period was looked at
            return Part(
                of=cell.of or 0,
                by=(cell.of or 0) + sum(int(one.of or 0) for one in rivals),
                used=cell.known + sum(one.known for one in rivals),
                rows=cell.rows + sum(one.rows for one in rivals),
                table=measure.table,
                method=measure.table,
                files=sum((one.files for one in rivals), cell.files),
            )
        first = first or Part(table=measure.table, rows=cell.rows, method=measure.table, reason=reason)
    assert first is not None
    return first


def competitor_rank(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The rank of the client's er_post among its competitors' on one network; equals share the better."""
    if len(networks_in(scope)) != 1 or lens.by or scope != networks_in(scope):
        return Result().without_value(reasons.one_network_only())
    [network] = scope
    own = evaluation.result("er_post", lens, scope)
    rates = evaluation.once(("rival rates", lens.period), lambda: _rival_rates(evaluation, lens))
    others = {brand: rate for (place, brand), rate in rates.items() if place == network}
    if own.value is None or isinstance(own.value, list) or not others:
        return Result().without_value(own.reason or reasons.no_competitor())
    rank = 1 + sum(rate > own.value for rate in others.values())
    return replace(own, value=rank, of=rank, by=len(others) + 1, coverage=None, method="er_post rank")


def _rival_rates(evaluation: Evaluation, lens: Lens) -> dict[tuple[str, str], float]:
    if not evaluation.store.parameters.competitors:
        return {}
    rows = evaluation.store.connection.execute(
        "SELECT network, brand, avg(er_post) FROM posts WHERE _day BETWEEN ? AND ? AND er_post IS NOT NULL "
        "AND list_contains(?, brand) GROUP BY ALL",
        [lens.period.start, lens.period.end, list(evaluation.store.parameters.competitors)],
    ).fetchall()
    return {(network, brand): rate for network, brand, rate in rows}


def potential_reach(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Engaged people who don't follow, followers of competitors and of who mentions the brand: an upper bound."""
    parts = {network: _potential(evaluation, lens, network) for network in evaluation.places(scope, "mentions")}
    told = {network: part for network, part in parts.items() if part.of is not None}
    made = combined(told, ratio=False, times=1, people=True, no_value=reasons.nothing_known())
    asked = [part for network, part in parts.items() if network != UNNAMED or part.of is not None]
    known_parts = sum(part.accounts for part in told.values())
    return replace(made, coverage=known_parts / (3 * len(asked)) if told and asked else None)


def _potential(evaluation: Evaluation, lens: Lens, network: str) -> Part:
    """What a network gives of the three parts; `accounts` counts those that it knows."""
    outsiders = people_on(evaluation, CROWDS["outsiders"], lens, network)
    if known(evaluation, _STANCE, lens, network)[1]:  # nobody is said to follow, or not to
        outsiders = replace(outsiders, of=None, used=0, files=Counter())
    rivals = _rival_followers(evaluation, lens, network)
    mentioned = None
    cell, reason = known(evaluation, Measure("mentions", "author_followers"), lens, network)
    if not reason:
        authors = evaluation.once(("authors", lens.by), lambda: _authors(evaluation, lens.by))
        told = authors.get((lens.period, bucket_of(lens)), {})
        mentioned = told.get(network, None if cell.rows else 0)  # mentions of nobody named tell of no author
    found = [part for part in (outsiders.of, rivals[0] if rivals else None, mentioned) if part is not None]
    files = outsiders.files + (rivals[1] if rivals else Counter())
    return Part(
        of=sum(found) if found else None,
        used=outsiders.used,
        method="potential",
        accounts=len(found),
        files=files,
        reason=None if found else reasons.nothing_known(),
    )


def _authors(evaluation: Evaluation, by: str) -> dict[object, dict[str, int]]:
    """The followers of the authors who mention the client, each author once with the largest figure."""
    if by:
        return {}
    found: dict[object, dict[str, int]] = {}
    for period in evaluation.periods(by):
        rows = evaluation.store.connection.execute(
            f"SELECT network, sum(followers) FROM (SELECT coalesce(nullif(network, ''), '{UNNAMED}') AS network, "
            "author, max(author_followers) AS followers FROM mentions WHERE coalesce(brand, '') = '' AND author <> '' "
            "AND author_followers IS NOT NULL AND _day BETWEEN ? AND ? GROUP BY ALL) GROUP BY ALL",
            [period.start, period.end],
        ).fetchall()
        found[period, None] = {network: int(followers) for network, followers in rows}
    return found


def _rival_followers(evaluation: Evaluation, lens: Lens, network: str) -> tuple[int, Counter[int]] | None:
    """The competitors' followers at the end of the period (rule 8), and the files that say so."""
    levels = evaluation.levels
    found = [
        level
        for brand in evaluation.store.parameters.competitors
        for account in levels.accounts(network, brand)
        if (level := levels.at_end(network, account, lens.period, brand))
    ]
    return (sum(level.followers for level in found), Counter(level.file for level in found)) if found else None
