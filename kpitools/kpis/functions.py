"""The KPIs that are algorithms rather than formulas over columns: one named function each.

Each takes the evaluation, the KPI, a lens and the networks of the scope, and gives a Result.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import (
    attribution,
    contests,
    customers,
    engagement,
    influence,
    money,
    people,
    reach,
    reasons,
    replies,
    site,
    target_audience,
)
from kpitools.kpis.columns import LEAD_DAYS
from kpitools.kpis.leaves import known, ratio, summed
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure
from kpitools.kpis.reach import young_sum
from kpitools.kpis.result import Part, Result, combined, files_of
from kpitools.kpis.scopes import Scope, networks_in
from kpitools.kpis.top_posts import top_posts
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

Networks = Scope
FEWEST_REACTIONS = 30
Function = Callable[["Evaluation", Kpi, Lens, Networks], Result]


def followers(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """Σ over accounts of the level on the last day of the period that has one (rule 8)."""
    parts = {}
    for network in networks_in(networks):
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
    for network in networks_in(networks):
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
    made = combined(parts, ratio=False, times=1, people=False, no_value=reasons.no_start())
    return replace(made, measures="net gain")  # by levels or by days, it is the same


def follower_change_rate(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """(Σ end − Σ start) / Σ start × 100 over the accounts that know both."""
    parts = {}
    for network in networks_in(networks):
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


def mean_of_posts(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """The mean over posts of a rate of each, over the posts that know it."""
    assert kpi.function
    path = f"posts.er_{kpi.function.column}"
    parts = {network: ratio(evaluation, path, "rows", lens, network) for network in networks_in(networks)}
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
    for network in networks_in(networks):
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
            young=young_sum(found),
            files=files_of(found),
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
    return engagement.engagement_rate(evaluation, kpi.function.column, lens, networks_in(networks))


def negative_reactions(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """Sad and angry reactions among all that are not likes, where there are enough of them."""
    parts = {
        network: ratio(evaluation, "posts.negative_reactions", "posts.told_reactions", lens, network)
        for network in networks_in(networks)
    }
    made = combined(parts, ratio=True, times=100, people=False, no_value=reasons.zero_denominator())
    if made.by is not None and made.by < FEWEST_REACTIONS:
        return replace(made, value=None, reason=reasons.too_few_reactions(FEWEST_REACTIONS))
    return made


def lead_conversion(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: Networks) -> Result:
    """Leads of the period that became customers within 30 days; early until those days are over."""
    places = evaluation.places(networks, "leads")
    parts = {place: ratio(evaluation, "leads.won", "rows", lens, place) for place in places}
    made = combined(parts, ratio=True, times=100, people=False, no_value=reasons.zero_denominator())
    open_until = lens.period.end + dt.timedelta(LEAD_DAYS)
    return evaluation.said_whole({"leads"}, places, replace(made, early=evaluation.today <= open_until))


FUNCTIONS: dict[str, Function] = {
    "followers": followers,
    "net_new_followers": net_new_followers,
    "follower_change_rate": follower_change_rate,
    "reach": reach.reach,
    "organic_share": reach.organic_share,
    "mean_of_posts": mean_of_posts,
    "link_clicks": link_clicks,
    "negative_reactions": negative_reactions,
    "unique_visitors": unique_visitors,
    "engagement_rate": engagement_rate,
    "engaged_users": people.engaged_users,
    "distinct": people.distinct,
    "top_posts": top_posts,
    "produced": site.produced,
    "traffic_sources": site.traffic_sources,
    "social_visit_share": attribution.social_visit_share,
    "path_conversions": attribution.path_conversions,
    "conversion_rate": attribution.conversion_rate,
    "inbound_requests": attribution.inbound_requests,
    "lead_conversion": lead_conversion,
    "response_time": replies.response_time,
    "growth": replies.growth,
    "gain": replies.gain,
    "contest_effect": contests.contest_effect,
    "share_of_voice": influence.share_of_voice,
    "competitor_rank": influence.competitor_rank,
    "potential_reach": influence.potential_reach,
    "target_audience_share": target_audience.target_audience_share,
    "costs": money.costs,
    "social_cost": money.social_cost,
    "marketing_budget": money.marketing_budget,
    "cost_per_new_follower": money.cost_per_new_follower,
    "er_paid": money.er_paid,
    "lifetime_value": customers.lifetime_value,
    "repeat_customer_share": customers.repeat_customer_share,
}
