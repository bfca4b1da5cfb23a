"""The KPIs that are algorithms rather than formulas over columns: one named function each.

Each takes the evaluation, the KPI, a lens and the networks of the scope, and gives a Result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import engagement, reasons
from kpitools.kpis.leaves import known, ratio, summed
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Part, Result, combined
from kpitools.kpis.top_posts import top_posts
from kpitools.kpis.values import Number
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

Networks = frozenset[str]
Function = Callable[["Evaluation", Kpi, Lens, Networks], Result]


def followers(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """Σ over accounts of the level on the last day of the period that has one (rule 8)."""
    parts = {}
    for network in networks:
        found = [
            evaluation.levels.at_end(network, account, lens.period) for account in evaluation.levels.accounts(network)
        ]
        levels = [level for level in found if level]
        parts[network] = Part(
            of=sum(level.followers for level in levels) if levels else None,
            used=len(levels),
            table=None,
            method="levels",
            accounts=len(levels),
            files=Counter(level.file for level in levels),
            reason=None if levels else reasons.no_level(),
        )
    return combined(parts, ratio=False, times=1, people=False, no_value=reasons.no_level())


def net_new_followers(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """Σ over accounts of end − start where both are known, else Σ (gained − lost) over the days that know both."""
    gained = Measure("account_days", "followers_gained", "followers_lost")
    parts = {}
    for network in networks:
        cells = evaluation.cells(gained, lens, network)
        nets, files, methods, used = [], Counter[int](), set(), 0
        for account in dict.fromkeys([*evaluation.levels.accounts(network), *cells]):
            start = evaluation.levels.at_start(network, account, lens.period)
            end = evaluation.levels.at_end(network, account, lens.period)
            cell = cells.get(account)
            if start and end:
                nets.append(end.followers - start.followers)
                files.update((start.file, end.file))
                methods.add("levels")
                used += 2
            elif cell and cell.known:
                nets.append(int(cell.of or 0) - int(cell.by or 0))
                files += cell.files
                methods.add("gained - lost")
                used += cell.known
        parts[network] = Part(
            of=sum(nets) if nets else None,
            used=used,
            method=" ".join(sorted(methods)),
            files=files,
            reason=None if nets else reasons.no_start(),
        )
    return combined(parts, ratio=False, times=1, people=False, no_value=reasons.no_start())


def follower_change_rate(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """(Σ end − Σ start) / Σ start × 100 over the accounts that know both."""
    parts = {}
    for network in networks:
        pairs = [
            (start, end)
            for account in evaluation.levels.accounts(network)
            if (start := evaluation.levels.at_start(network, account, lens.period))
            and (end := evaluation.levels.at_end(network, account, lens.period))
        ]
        parts[network] = Part(
            of=sum(end.followers - start.followers for start, end in pairs) if pairs else None,
            by=sum(start.followers for start, _ in pairs) if pairs else None,
            used=2 * len(pairs),
            method="levels",
            files=Counter(level.file for pair in pairs for level in pair),
            reason=None if pairs else reasons.no_start(),
        )
    return combined(parts, ratio=True, times=100, people=False, no_value=reasons.no_start())


def reach(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """For each account the period's own figure, else the sum of days, else the sum of posts (rule 5)."""
    assert kpi.function
    column = kpi.function.column
    bases = {"account_periods": "period_unique", "account_days": "sum_of_days", "posts": "sum_of_posts"}
    parts = {}
    for network in networks:
        cells = {table: evaluation.cells(Measure(table, column), lens, network) for table in bases}
        accounts = dict.fromkeys(account for found in cells.values() for account in found)
        made = []
        for account in accounts:
            known_in = [table for table in bases if account in cells[table] and cells[table][account].known]
            first = known_in[0] if known_in else next(table for table in bases if account in cells[table])
            cell = cells[first][account]
            made.append(
                Part(
                    of=cell.of if known_in else None,
                    used=cell.known,
                    rows=cell.rows,
                    table=first,
                    basis=frozenset({bases[first]}) if known_in else frozenset(),
                    method=first if known_in else "",
                    missing_days=lens.period.days - cell.known if first == "account_days" and not lens.by else 0,
                    young=cell.young if known_in else None,
                    files=cell.files,
                )
            )
        parts[network] = _accounts_as_one(made, _why_no_reach(evaluation, column, lens, network))
    return combined(parts, ratio=False, times=1, people=True, no_value=reasons.nothing_known())


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
        young=_young(knowing),
        files=sum((part.files for part in knowing), Counter()),
        reason=None if knowing else reason,
    )


def _young(parts: Sequence[Part]) -> Number:
    """What stands on posts too young at their export; figures of days have none."""
    return sum(part.young for part in parts if part.young is not None)


def _why_no_reach(evaluation: Evaluation, column: str, lens: Lens, network: str) -> Problem | None:
    for table in ("account_days", "posts"):
        if evaluation.supplied(table, network):
            return known(evaluation, Measure(table, column), lens, network)[1]
    return reasons.no_table(Measure("account_days", column))


def mean_of_posts(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """The mean over posts of a rate of each, over the posts that know it."""
    assert kpi.function
    path = f"posts.er_{kpi.function.column}"
    parts = {network: ratio(evaluation, path, "rows", lens, network) for network in networks}
    needs_level = kpi.function.column == "post"
    published = {
        network: replace(part, basis=frozenset({"published"}))
        if part.of is not None
        else replace(part, reason=_why_no_rate(part, needs_level))
        for network, part in parts.items()
    }
    return combined(published, ratio=True, times=1, people=False, no_value=reasons.nothing_known())


def _why_no_rate(part: Part, needs_level: bool) -> Problem | None:
    """The rate of a post is no column of an export: what it lacks is the account's level, or the post's views."""
    if part.reason and part.reason.id == "no_column":
        return reasons.no_level() if needs_level else reasons.no_column(Measure("posts", "views"))
    return part.reason


def link_clicks(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """Clicks in posts, else received, plus clicks in the profile: those that are known."""
    parts = {}
    for network in networks:
        in_posts = summed(evaluation, ("posts.link_clicks", "account_days.link_clicks"), (), lens, network)
        in_profile = summed(evaluation, ("account_days.website_clicks",), (), lens, network)
        found = [part for part in (in_posts, in_profile) if part.of is not None]
        bases = {"posts.link_clicks": "published", "account_days.link_clicks": "received"}
        tables = {part.table for part in found}
        parts[network] = Part(
            of=sum(part.of for part in found if part.of is not None) if found else None,
            used=sum(part.used for part in found),
            rows=sum(part.rows for part in found) if found else in_posts.rows,
            table=None if len(found) > 1 else (tables.pop() if tables else in_posts.table),
            basis=frozenset(bases.get(part.method, "received") for part in found),
            method=" + ".join(part.method for part in found),
            missing_days=max((part.missing_days for part in found), default=0),
            young=_young(found),
            files=sum((part.files for part in found), Counter()),
            reason=None if found else in_posts.reason,
        )
    return combined(parts, ratio=False, times=1, people=False, no_value=reasons.nothing_known())


def unique_visitors(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """The export's one figure for the period, else the sum of days (an upper bound)."""
    for measure, basis in (
        (Measure("account_periods", "unique_visitors"), "period_unique"),
        (Measure("web_visits", "users"), "sum_of_days"),
    ):
        cell, reason = known(evaluation, measure, lens, "")
        if not reason:
            part = Part(
                cell.of, None, cell.known, cell.rows, measure.table, frozenset({basis}), measure.table, files=cell.files
            )
            return combined({"": part}, ratio=False, times=1, people=False, no_value=reasons.nothing_known())
    return Result().without_value(reason or reasons.nothing_known())


def engagement_rate(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """The client's own, by the definition that its column names."""
    assert kpi.function
    return engagement.engagement_rate(evaluation, kpi.function.column, lens, networks)


FUNCTIONS: dict[str, Function] = {
    "followers": followers,
    "net_new_followers": net_new_followers,
    "follower_change_rate": follower_change_rate,
    "reach": reach,
    "mean_of_posts": mean_of_posts,
    "link_clicks": link_clicks,
    "unique_visitors": unique_visitors,
    "engagement_rate": engagement_rate,
    "top_posts": top_posts,
}
