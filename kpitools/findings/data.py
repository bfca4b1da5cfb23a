"""The rows behind a few rules: posts, days of mentions, competitors; read from the merged tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.values import Period

HISTORY = 12  # periods


@dataclass(frozen=True)
class Post:
    """A post with its figures; `hour` and `day` are on the client's clock."""

    network: str
    account: str
    post_id: str
    day: dt.date
    hour: int | None = None
    type: str | None = None
    topic: str | None = None
    text: str = ""
    reach: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    engagements: int | None = None
    boosted: bool = False


@dataclass(frozen=True)
class Voices:
    """One day's mentions, or reactions, on one network: how many, and how many of them negative."""

    day: dt.date
    network: str
    negative: int
    total: int


class Data(Protocol):
    """What rules read beside KPIs."""

    def posts(self, period: Period) -> list[Post]:
        """The client's posts of a period."""

    @property
    def voices(self) -> list[Voices]:
        """Mentions of the client by day, over the period and its history."""

    @property
    def publishing_days(self) -> Mapping[str, list[dt.date]]:
        """The days with a post, of each network, up to the period's end."""

    def covers_posts(self, network: str, period: Period) -> bool:
        """Whether days without a post are known to have had none."""

    def rivals(self, what: str) -> Mapping[str, list[tuple[Period, float]]]:
        """A measure of each competitor by period, oldest first: `followers_gained` or `engagements`."""


class StoreData:
    """The rows of a client's store."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._run = evaluation.store.connection.execute
        self._period = evaluation.period
        self._periods = [evaluation.period]
        for _ in range(HISTORY):
            self._periods.append(self._periods[-1].previous)

    def posts(self, period: Period) -> list[Post]:
        """The client's posts of a period."""
        rows = self._run(
            "SELECT network, account, post_id, _day, _hour, type, topic, coalesce(text, ''), reach, likes, comments, "
            "shares, saves, engagements, coalesce(reach_paid, 0) > 0 FROM posts WHERE brand = '' "
            "AND _day BETWEEN ? AND ? ORDER BY _day, network, account, post_id",
            [period.start, period.end],
        ).fetchall()
        return [Post(*row) for row in rows]

    @cached_property
    def voices(self) -> list[Voices]:
        """Mentions of the client by day."""
        start = self._periods[-1].start
        rows = self._run(
            "SELECT _day, coalesce(network, ''), count(*) FILTER (WHERE sentiment = 'negative'), "
            "count(sentiment) FROM mentions WHERE coalesce(brand, '') = '' AND _day BETWEEN $1 AND $2 GROUP BY ALL "
            "UNION ALL SELECT _day, coalesce(network, ''), sum(negative)::BIGINT, "
            "sum(coalesce(positive, 0) + coalesce(neutral, 0) + negative)::BIGINT FROM mention_days "
            "WHERE coalesce(brand, '') = '' AND negative IS NOT NULL AND _day BETWEEN $1 AND $2 GROUP BY ALL "
            "UNION ALL SELECT _day, network, sum(coalesce(sad, 0) + coalesce(angry, 0))::BIGINT, "
            "sum(coalesce(love, 0) + coalesce(care, 0) + coalesce(haha, 0) + coalesce(wow, 0) + coalesce(sad, 0) "
            "+ coalesce(angry, 0))::BIGINT FROM posts WHERE brand = '' AND angry IS NOT NULL "
            "AND _day BETWEEN $1 AND $2 GROUP BY ALL",
            [start, self._period.end],
        ).fetchall()
        return [Voices(*row) for row in sorted(rows) if row[3]]

    @cached_property
    def publishing_days(self) -> Mapping[str, list[dt.date]]:
        """The days with a post, of each network."""
        days: dict[str, list[dt.date]] = defaultdict(list)
        rows = self._run(
            "SELECT DISTINCT network, _day FROM posts WHERE brand = '' AND _day <= ? ORDER BY _day", [self._period.end]
        ).fetchall()
        for network, day in rows:
            days[network].append(day)
        return days

    def covers_posts(self, network: str, period: Period) -> bool:
        """Whether an export with posts on both sides, or one that states its range, covers the days."""
        supplied = self._evaluation.supplied("posts", network)
        return supplied is not None and supplied.covers(period)

    def rivals(self, what: str) -> Mapping[str, list[tuple[Period, float]]]:
        """A measure of each competitor by period, oldest first; periods without a row are left out."""
        table = "posts" if what == "engagements" else "account_days"
        found: dict[str, list[tuple[Period, float]]] = defaultdict(list)
        for period in reversed(self._periods):
            rows = self._run(
                f"SELECT brand, sum({what})::DOUBLE FROM {table} WHERE brand <> '' AND _day BETWEEN ? AND ? "
                f"GROUP BY brand HAVING count({what}) > 0",
                [period.start, period.end],
            ).fetchall()
            for brand, figure in rows:
                found[brand].append((period, figure))
        return found
