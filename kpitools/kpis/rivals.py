"""The client beside the parameters' competitors: per day and per post, so that sizes don't decide; who moved.

Only networks on which some competitor is known are looked at, for the client too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitools.kpis.influence import MENTIONS
from kpitools.kpis.lens import Lens, sum_of
from kpitools.kpis.scopes import UNNAMED
from kpitools.kpis.values import Period

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

CLIENT = ""
LEAST = 6  # posts in each of two periods, from which a change of reactions per post is said


@dataclass(frozen=True)
class Activity:
    """The posts of a brand in a period: how many, those whose reactions are known, and these reactions."""

    posts: int = 0
    known: int = 0
    reactions: int = 0

    @property
    def per_post(self) -> float | None:
        """Reactions by post."""
        return self.reactions / self.known if self.known else None


@dataclass(frozen=True)
class Standing:
    """One brand (the client's name is empty) on the networks looked at; what is unknown is None.

    `voice` is its share of the mentions of all brands, in percent.
    """

    brand: str
    days: int
    followers: int | None
    now: Activity | None
    before: Activity | None
    voice: float | None

    @property
    def posts_per_day(self) -> float | None:
        """Posts by day of the period."""
        return self.now.posts / self.days if self.now else None

    @property
    def reactions_per_day(self) -> float | None:
        """Reactions by day of the period."""
        return self.now.reactions / self.days if self.now and self.now.known else None

    @property
    def change(self) -> float | None:
        """By how much reactions per post moved since the period before, in percent; None under 6 posts in either."""
        if self.now is None or self.before is None or min(self.now.known, self.before.known) < LEAST:
            return None
        now, before = self.now.per_post, self.before.per_post
        return (now / before - 1) * 100 if now is not None and before else None


def standings(evaluation: Evaluation) -> tuple[Standing, ...]:
    """The client, then the competitors in the parameters' order; none where nothing is known of any competitor."""
    rivals = evaluation.store.parameters.competitors
    brands = (CLIENT, *rivals)
    networks = _networks(evaluation, rivals)
    now, before = (
        _activity(evaluation, period, networks) for period in (evaluation.period, evaluation.period.previous)
    )
    voices = _voices(evaluation, brands)
    followers = {brand: _followers(evaluation, brand, networks) for brand in brands}
    if not any(brand in now or followers[brand] is not None or voices.get(brand) for brand in rivals):
        return ()
    return tuple(
        Standing(brand, evaluation.period.days, followers[brand], now.get(brand), before.get(brand), voices.get(brand))
        for brand in brands
    )


def _networks(evaluation: Evaluation, rivals: Collection[str]) -> list[str]:
    rows = evaluation.store.connection.execute(
        "SELECT DISTINCT network FROM "
        "(SELECT brand, network FROM posts UNION ALL SELECT brand, network FROM account_days) "
        "WHERE list_contains(?, brand) ORDER BY 1",
        [list(rivals)],
    ).fetchall()
    return [network for (network,) in rows]


def _activity(evaluation: Evaluation, period: Period, networks: list[str]) -> dict[str, Activity]:
    rows = evaluation.store.connection.execute(
        "SELECT brand, count(*), count(engagements), coalesce(sum(engagements), 0)::BIGINT FROM posts "
        "WHERE _day BETWEEN ? AND ? AND list_contains(?, network) GROUP BY brand",
        [period.start, period.end, networks],
    ).fetchall()
    return {brand: Activity(*figures) for brand, *figures in rows}


def _followers(evaluation: Evaluation, brand: str, networks: list[str]) -> int | None:
    levels = evaluation.levels
    found = [
        level.followers
        for network in networks
        for account in levels.accounts(network, brand)
        if (level := levels.at_end(network, account, evaluation.period, brand))
    ]
    return sum(found) if found else None


def _voices(evaluation: Evaluation, brands: Collection[str]) -> dict[str, float]:
    """Each brand's share of all mentions, from the first of the two grains that knows any competitor."""
    lens = Lens(evaluation.period)
    for measure in MENTIONS:
        own = [evaluation.cells(measure, lens, network) for network in (*evaluation.networks, UNNAMED)]
        counts = {CLIENT: sum(float(sum_of(cells.values()) or 0) for cells in own)}
        counts |= {brand: _mentions(evaluation, measure.table, brand) for brand in brands if brand != CLIENT}
        whole = sum(counts.values())
        if whole > counts[CLIENT]:
            return {brand: count / whole * 100 for brand, count in counts.items()}
    return {}


def _mentions(evaluation: Evaluation, table: str, brand: str) -> float:
    figure = "count(*)" if table == "mentions" else "coalesce(sum(mentions), 0)"
    [(count,)] = evaluation.store.connection.execute(
        f"SELECT {figure} FROM {table} WHERE brand = ? AND _day BETWEEN ? AND ?",
        [brand, evaluation.period.start, evaluation.period.end],
    ).fetchall()
    return float(count)
