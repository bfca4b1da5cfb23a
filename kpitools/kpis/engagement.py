"""The engagement rate by any vendor's definition: one evaluator for all of them (`kpitools.catalogue.definition`).

The rules of missing data are those of the reference: a numerator is the sum of its known reactions (rule 7), columns
are used where both are known, all networks together are cut to those that know both sides (rule 4), a level is at most
7 days old, and what is known of posts gives way to what was received where a network never supplies posts (rule 11).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpitools.catalogue.definition import Definition, definitions
from kpitools.kpis import reasons, settling
from kpitools.kpis.day_sums import REACTIONS, Recipe, Sums
from kpitools.kpis.leaves import known
from kpitools.kpis.lens import Lens, Whole, total
from kpitools.kpis.levels import Level
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Result, divided
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

AccountDay = tuple[str, dt.date]


@dataclass
class Sides:
    """Numerator and denominator of a rate before the per cent, and what they stand on; `by` 0 where nothing divides."""

    of: int | float = 0
    by: int | float = 0
    used: int = 0
    files: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Place:
    """One network as a definition sees it: its sums, or the reason why it has none."""

    definition: Definition
    table: str = "posts"
    sums: Mapping[AccountDay, Sums] = field(default_factory=dict)
    reason: Problem | None = None


def engagement_rate(evaluation: Evaluation, profile: str, lens: Lens, networks: frozenset[str]) -> Result:
    """The rate of a definition over a set of networks, in %."""
    definition = definitions()[profile]
    if definition.kpis:
        return _first_known(evaluation, definition, lens, networks)
    places = {network: _place(evaluation, definition.on(network), lens, network) for network in sorted(networks)}
    knowing = {
        network: place
        for network, place in places.items()
        if not place.reason and _sides(evaluation, lens, {network: place}).by
    }
    if not knowing:
        return Result().without_value(_why(evaluation, definition, lens, places))
    sides = _weighted(evaluation, lens, knowing) if definition.weighted else _sides(evaluation, lens, knowing)
    sums = [one for place in knowing.values() for one in place.sums.values()]
    # The rows of a network that never says what the definition counts are rows of the scope too.
    rows = sum(total(evaluation.cells(Measure("posts"), lens, network).values()).rows for network in networks)
    whole, early = sum(one.of for one in sums), sum(one.young for one in sums)
    return Result(
        value=divided(sides.of, sides.by, 100),
        of=sides.of,
        by=sides.by,
        used=sides.used,
        coverage=sides.used / rows if definition.of_posts and rows else None,
        basis=frozenset("published" if place.table == "posts" else "received" for place in knowing.values()),
        method=f"{profile} " + " ".join(sorted({place.table for place in knowing.values()})),
        networks=frozenset(knowing),
        early=bool(whole) and early / whole > settling.SHARE,
        files=sides.files,
    )


def _first_known(evaluation: Evaluation, definition: Definition, lens: Lens, networks: frozenset[str]) -> Result:
    """The first of the catalogue's KPIs that is known; within a bucket only the first, as followers have none."""
    results = [evaluation.result(kpi, lens, networks) for kpi in definition.kpis[: 1 if lens.by else None]]
    return next((result for result in results if result.value is not None), results[-1])


def _place(evaluation: Evaluation, definition: Definition, lens: Lens, network: str) -> Place:
    if definition.lacks:
        return Place(definition, reason=reasons.lacks_part(definition.lacks))
    received = definition.over == "pooled" and definition.per != "posts" and definition.denominator == "followers"
    by_posts = evaluation.supplied("posts", network) is not None
    table = "account_days" if received and not by_posts and evaluation.supplied("account_days", network) else "posts"
    _, reason = known(evaluation, Measure(table, "engagements"), lens, network)
    supplied = evaluation.supplied(table, network)
    for name in definition.numerator:
        if not reason and supplied and name not in REACTIONS and name not in supplied.known:
            reason = reasons.no_column(Measure(table, name))
    if reason:
        return Place(definition, table, reason=reason)
    if not definition.of_posts and not evaluation.levels.accounts(network):
        return Place(definition, table)  # without a level on any day there is nothing to divide by
    bucket = None if isinstance(lens.bucket, Whole) else lens.bucket
    found = evaluation.day_sums(recipe_of(definition, table), lens.by).get((lens.period, bucket), {})
    sums = {(account, day): one for (place, account, day), one in found.items() if place == network}
    return Place(definition, table, sums)


def recipe_of(definition: Definition, table: str) -> Recipe:
    column: str = definition.denominator
    if column == "followers":
        column = "followers_then" if definition.followers == "post" else ""
    return Recipe(table, tuple(definition.numerator.items()), column)


def _sides(evaluation: Evaluation, lens: Lens, places: Mapping[str, Place]) -> Sides:
    """Numerator and denominator over some networks together."""
    definition = next(iter(places.values())).definition
    if definition.of_posts:
        return _of_posts([one for place in places.values() for one in place.sums.values()], definition.over)
    if definition.over == "days":
        return _of_days(evaluation, lens, places)
    return _of_period(evaluation, lens, places)


def _of_posts(sums: Iterable[Sums], over: str) -> Sides:
    """Rates of posts by a column of their own: their mean, or sum over sum."""
    sides = Sides()
    for one in sums:
        sides.of += one.pair_of if over == "pooled" else one.rates
        sides.by += one.pair_by if over == "pooled" else one.rated
        sides.used += one.rated
        sides.files += one.files
    return sides


def _of_days(evaluation: Evaluation, lens: Lens, places: Mapping[str, Place]) -> Sides:
    """The mean of each day's rate; days without a known level, or whose posts know nothing, are left out."""
    definition = next(iter(places.values())).definition
    days: dict[dt.date, Sums] = defaultdict(Sums)
    sides, read = Sides(), set[Level]()
    for place in places.values():
        for (_, day), one in place.sums.items():
            days[day].rows += one.rows
            days[day].known += one.known
            days[day].of += one.of
            sides.used += one.known
            sides.files += one.files
    for offset in range(lens.period.days):
        day = lens.period.start + dt.timedelta(offset)
        one, levels = days.get(day, Sums()), evaluation.levels
        told = (levels.on(network, account, day) for network in places for account in levels.accounts(network))
        found = [level for level in told if level]
        followers = sum(level.followers for level in found)
        empty = not one.rows
        if not followers or (empty and not definition.empty_days) or (one.rows and not one.known):
            continue
        rate = one.of / followers
        sides.of += rate / one.known if definition.per == "posts" else rate
        sides.by += 1
        read.update(found)
    return _with_levels(sides, read)


def _with_levels(sides: Sides, read: Iterable[Level]) -> Sides:
    """The sides with the levels that they stand on counted among the rows used."""
    files = Counter(level.file for level in read)
    return replace(sides, used=sides.used + files.total(), files=sides.files + files)


def _of_period(evaluation: Evaluation, lens: Lens, places: Mapping[str, Place]) -> Sides:
    """The period's sum over its followers, or the mean of the rates of posts by the followers of their account."""
    definition = next(iter(places.values())).definition
    levels = {
        (network, account): found
        for network in places
        for account in evaluation.levels.accounts(network)
        if (found := _levels(evaluation, definition, lens, network, account))
    }
    size = {account: sum(level.followers for level in found) / len(found) for account, found in levels.items()}
    by_account: dict[tuple[str, str], Sums] = defaultdict(Sums)
    sides = Sides()
    for network, place in places.items():
        for (account, _), one in place.sums.items():
            by_account[network, account].known += one.known
            by_account[network, account].of += one.of
            sides.used += one.known
            sides.files += one.files
    sides = _with_levels(sides, (level for found in levels.values() for level in found))
    if definition.over == "posts":
        for place_of, one in by_account.items():
            if size.get(place_of):
                sides.of += one.of / size[place_of]
                sides.by += one.known
        return sides
    posts = sum(one.known for one in by_account.values())
    followers = sum(size.values())
    sides.of = sum(one.of for one in by_account.values())
    if not posts and definition.without_posts and followers:
        return replace(sides, of=0, by=followers)
    sides.by = followers * {"": 1, "posts": posts, "days": lens.period.days}[definition.per]
    return sides


def _levels(
    evaluation: Evaluation, definition: Definition, lens: Lens, network: str, account: str
) -> tuple[Level, ...]:
    """An account's levels at the moment that the definition says: the end, or both the start and the end."""
    end = evaluation.levels.at_end(network, account, lens.period)
    start = evaluation.levels.at_start(network, account, lens.period)
    if definition.followers == "end":
        return (end,) if end else ()
    return (start, end) if start and end else ()


def _weighted(evaluation: Evaluation, lens: Lens, places: Mapping[str, Place]) -> Sides:
    """Each network's rate, weighted by its followers at the end of the period."""
    whole = Sides()
    for network, place in places.items():
        sides = _sides(evaluation, lens, {network: place})
        weight = evaluation.result("followers", lens, frozenset({network})).value
        assert isinstance(weight, int)
        whole.of += sides.of / sides.by * weight
        whole.by += weight
        whole.used += sides.used
        whole.files += sides.files
    return whole


def _why(evaluation: Evaluation, definition: Definition, lens: Lens, places: Mapping[str, Place]) -> Problem:
    """Why no network knows the rate: the same reason for all, or that none does."""
    told = {place.reason.id: place.reason for place in places.values() if place.reason}
    if len(told) == 1 and all(place.reason for place in places.values()):
        return next(iter(told.values()))
    if told or not places:
        return next(iter(told.values())) if len(told) == 1 else reasons.nothing_known()
    if definition.denominator != "followers":
        return reasons.no_column(Measure("posts", definition.denominator))
    return reasons.no_start() if definition.followers == "mean" else reasons.no_level()
