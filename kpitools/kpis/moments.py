"""When, in which form and about what posts do better than the account's others, where that is beyond chance.

A post counts by its reactions as a multiple of the median of its network in its month, so that neither a growing
audience nor a lively network decides. Boosted posts, contest days and posts too young at their export are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from kpitools.kpis.contests import span
from kpitools.kpis.settling import young
from kpitools.statistics import Apart, apart

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

LEAST = 30  # posts, under which nothing is said
LEAST_IN_MONTH = 6  # posts of a network in a month for a median of their own; else that of all its posts
LEVEL = 0.95
_HASHTAG = re.compile(r"#(\w+)")

Slot = tuple[int, int]  # ISO weekday, hour on the client's clock


@dataclass(frozen=True)
class Cell:
    """The posts of one hour of one weekday: how many, and the median of their multiples."""

    n: int
    typical: float


@dataclass(frozen=True)
class Moments:
    """What `posts` posts of the 13 months say: the grid, and what stands apart from the rest, best first."""

    posts: int
    grid: Mapping[Slot, Cell]
    slots: Sequence[Apart[Slot]]
    weekdays: Sequence[Apart[int]]
    hours: Sequence[Apart[int]]
    formats: Sequence[Apart[str]]
    topics: Sequence[Apart[str]]
    hashtags: Sequence[Apart[str]]


@dataclass(frozen=True)
class _Post:
    weekday: int
    hour: int | None
    kind: str
    topic: str
    hashtags: frozenset[str]
    multiple: float


def moments(evaluation: Evaluation) -> Moments | None:
    """What the posts of the 13 months up to the period's end say; None under 30 of them."""
    posts = _posts(evaluation)
    if len(posts) < LEAST:
        return None
    timed = [post for post in posts if post.hour is not None]
    cells = _groups(timed, lambda post: (post.weekday, post.hour))
    return Moments(
        len(posts),
        {slot: Cell(len(figures), median(figures)) for slot, figures in cells.items()},
        apart(cells, LEVEL),
        apart(_groups(posts, lambda post: post.weekday), LEVEL),
        apart(_groups(timed, lambda post: post.hour), LEVEL),
        apart(_groups(posts, lambda post: post.kind), LEVEL),
        apart(_groups([post for post in posts if post.topic], lambda post: post.topic), LEVEL),
        _hashtags(posts),
    )


def _groups(posts: Sequence[_Post], key: Callable[[_Post], Any]) -> dict[Any, list[float]]:
    groups: dict[Hashable, list[float]] = defaultdict(list)
    for post in posts:
        groups[key(post)].append(post.multiple)
    return dict(groups)


def _hashtags(posts: Sequence[_Post]) -> list[Apart[str]]:
    """Hashtags overlap: each is held against the posts without it, the level shared among those looked at."""
    tags = sorted({tag for post in posts for tag in post.hashtags})
    frequent = [tag for tag in tags if sum(tag in post.hashtags for post in posts) >= LEAST_IN_MONTH]
    found = []
    for tag in frequent:
        groups = {key: [post.multiple for post in posts if (tag in post.hashtags) == bool(key)] for key in (tag, "")}
        found += [one for one in apart(groups, 1 - (1 - LEVEL) / len(frequent)) if one.key == tag]
    return sorted(found, key=lambda one: -one.typical)


def _posts(evaluation: Evaluation) -> list[_Post]:
    contest_days = {day for contest in evaluation.store.parameters.contests for day in span(contest)}
    first, last = evaluation.months[0].start, evaluation.period.end
    rows = evaluation.store.connection.execute(
        "SELECT t.network, date_trunc('month', t._day), t._day, t._hour, coalesce(t.type, ''), coalesce(t.topic, ''), "
        "coalesce(t.text, ''), t.engagements FROM posts AS t WHERE t.brand = '' AND t._day BETWEEN ? AND ? "
        f"AND t.engagements IS NOT NULL AND coalesce(t.reach_paid, 0) = 0 AND NOT {young(evaluation.store)} "
        "AND coalesce(t.type, '') <> 'reply' ORDER BY t._day, t.network, t.account, t.post_id",
        [first, last],
    ).fetchall()
    kept = [row for row in rows if row[2] not in contest_days]
    by_network, by_month = defaultdict(list), defaultdict(list)
    for network, month, *_, engagements in kept:
        by_network[network].append(engagements)
        by_month[network, month].append(engagements)
    found = []
    for network, month, day, hour, kind, topic, text, engagements in kept:
        own = by_month[network, month]
        usual = median(own if len(own) >= LEAST_IN_MONTH else by_network[network])
        if usual:
            tags = frozenset(tag.casefold() for tag in _HASHTAG.findall(text))
            found.append(_Post(day.isoweekday(), hour, kind, topic, tags, engagements / usual))
    return found
