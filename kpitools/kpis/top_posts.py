"""The five best posts of a period, by reach, by a count, or by engagement rate."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Result
from kpitools.store.merge import FILE_SHIFT

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

HOW_MANY = 5
COUNTS = ("reach", "engagements", "likes", "comments", "shares")
COLUMNS = ("post_id", "network", "account", *COUNTS)
ORDERS = (*COUNTS, "err")  # what posts can be ranked by


def top_posts(evaluation: Evaluation, kpi: Kpi, lens: Lens, networks: frozenset[str]) -> Result:
    """By reach, then engagements, then post_id, unknown reach last; by another count, over the posts that know it.

    By `err`: over posts with a known rate and a reach of at least the median of the scope's posts.
    """
    assert kpi.function
    by = kpi.function.column
    supplied = [network for network in networks if evaluation.supplied("posts", network)]
    if not supplied:
        return Result().without_value(reasons.no_table(Measure("posts")))
    ranked: list[dict[str, Any]] = evaluation.once(("ranked", by, lens.period), lambda: _ranked(evaluation, by, lens))
    posts = [post for post in ranked if post["network"] in supplied]
    if not posts and not all(
        supply.covers(lens.period) for network in supplied if (supply := evaluation.supplied("posts", network))
    ):
        return Result().without_value(reasons.no_rows(Measure("posts")))
    if by == "err":
        reaches = [post["reach"] for post in posts if post["reach"] is not None]
        least = median(reaches) if reaches else 0
        posts = [post for post in posts if post["err"] is not None and post["reach"] >= least]
    elif by != "reach":
        posts = [post for post in posts if post[by] is not None]
    best = posts[:HOW_MANY]
    files = Counter(file for post in best for file in post["files"])
    rows = [
        {
            key: post[key]
            for key in ("post_id", "network", "account", "reach", "engagements", "err", "likes", "comments", "shares")
        }
        for post in best
    ]
    basis = frozenset() if by == "reach" else frozenset({"published"})
    return Result(value=rows, used=len(rows), basis=basis, method="posts", networks=frozenset(supplied), files=files)


def _ranked(evaluation: Evaluation, by: str, lens: Lens) -> list[dict[str, Any]]:
    """The period's posts of all networks, best first: in the same order on each of them."""

    def order(post: dict[str, Any]) -> tuple[Any, ...]:
        first = post[by]
        tie = () if by == "err" else (-(post["engagements"] or 0),)
        return (first is None, -(first or 0), *tie, post["post_id"])

    posts: list[dict[str, Any]] = evaluation.once(("posts", lens.period), lambda: _posts(evaluation, lens))
    return sorted(posts, key=order)


def _posts(evaluation: Evaluation, lens: Lens) -> list[dict[str, Any]]:
    rows = evaluation.store.connection.execute(
        f"SELECT {', '.join(COLUMNS)}, [_src >> {FILE_SHIFT}] FROM posts WHERE brand = '' AND _day BETWEEN ? AND ?",
        [lens.period.start, lens.period.end],
    ).fetchall()
    posts = [dict(zip((*COLUMNS, "files"), row, strict=True)) for row in rows]
    for post in posts:
        reach, engagements = post["reach"], post["engagements"]
        post["err"] = engagements / reach * 100 if reach and engagements is not None else None
    return posts
