"""The rows that algorithms read: rankings, contests, customers' histories, audiences, competitors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis.contests import AFTER, baseline, overlapping, span
from kpitools.kpis.customers import LIFETIME, histories, ordered_here, won
from kpitools.kpis.lens import Lens
from kpitools.kpis.proof_select import selected
from kpitools.kpis.scopes import Scope, networks_in
from kpitools.kpis.target_audience import UNKNOWN
from kpitools.kpis.values import ProofRow

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

OWN = "t.brand = ''"
HERE = "t._day BETWEEN $1 AND $2"
OF_NETWORKS = "list_contains($3, coalesce(t.network, ''))"


def _top_posts(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The posts that rank first, with the figure that ranks them."""
    assert kpi.function
    ranked = evaluation.result(kpi.id, lens, scope).value
    by = kpi.function.column
    of, per = ("t.engagements", "t.reach") if by == "err" else (f"t.{by}", "NULL")
    columns = ("likes", "comments", "shares", "reach") if by == "err" else () if by == "engagements" else (by,)
    for post in ranked if isinstance(ranked, list) else ():
        conditions = [OWN, HERE, "t.network = $3", "t.account = $4", "t.post_id = $5"]
        given = [lens.period.start, lens.period.end, post["network"], post["account"], post["post_id"]]
        yield from selected(evaluation, "posts", of, per, conditions, given, columns, side, kpi.id)


def _contest_effect(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """What was read during each contest, and on the days it is held against: before it, or after it for who stayed."""
    assert kpi.function
    figure = kpi.function.column
    table, gains = ("posts", "interactions") if figure == "interactions" else ("account_days", "followers_gained")
    for contest in overlapping(evaluation, lens.period):
        against, other = baseline(evaluation, contest), gains
        if figure == "retention":
            first = contest.end + dt.timedelta(1)
            against, other = [first + dt.timedelta(day) for day in range(AFTER)], "followers_lost"
        for days, column, its_side in ((span(contest), gains, "numerator"), (against, other, "denominator")):
            if days:
                conditions = [OWN, HERE, OF_NETWORKS, "list_contains($4, t._day)", f"t.{column} IS NOT NULL"]
                given = [min(days), max(days), sorted(networks_in(scope)), days]
                own = () if column == "interactions" else (column,)
                mark = side or its_side
                yield from selected(evaluation, table, f"t.{column}", "NULL", conditions, given, own, mark, kpi.id)


def _orders(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The orders of the customers who count, each customer once: amounts, or who had ordered before."""
    assert kpi.function
    found = histories(evaluation)
    amounts = kpi.function.name == LIFETIME
    counted = won(found, lens, scope) if amounts else ordered_here(found, kpi.function.column, lens, scope)
    listed = [[order.row for order in orders] for orders, _ in counted]
    firsts = [orders[0].row for orders, _ in counted]
    returned = [orders[0].row for orders, before in counted if before]
    rows = [row for orders in listed for row in orders]
    of = "t.amount" if amounts else "list_contains($5, t.rowid)::INTEGER"
    conditions = ["list_contains($3, t.rowid)"]
    given: list[object] = [lens.period.start, lens.period.end, rows, firsts, *([] if amounts else [returned])]
    per, columns = "list_contains($4, t.rowid)::INTEGER", ("amount",) if amounts else ("at",)
    yield from selected(evaluation, "orders", of, per, conditions, given, columns, side, kpi.id)


def _target_audience(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The last figures of each dimension of the target: followers, or shares, inside the target and in all."""
    target = evaluation.store.parameters.audience_target
    for dimension, buckets in target.dimensions.items() if target else ():
        figure = "coalesce(t.followers::DOUBLE, t.share)"
        wanted = [bucket.casefold() for bucket in buckets]
        of = f"CASE WHEN list_contains($5, lower(t.bucket)) THEN {figure} ELSE 0 END"
        last = (
            "t.date = (SELECT max(a.date) FROM audience AS a WHERE a.brand = '' AND a.network = t.network "
            f"AND a.account = t.account AND a.dimension = $4 AND a.date <= $2 AND lower(a.bucket) <> '{UNKNOWN}')"
        )
        known = f"{figure} IS NOT NULL AND lower(t.bucket) NOT IN ('{UNKNOWN}', '')"
        conditions = [OWN, OF_NETWORKS, "t.dimension = $4", last, known]
        given = [lens.period.start, lens.period.end, sorted(networks_in(scope)), dimension, wanted]
        yield from selected(evaluation, "audience", of, figure, conditions, given, (), side, kpi.id)


def _rank(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The rates of single posts, the client's and its competitors', whose means are ranked."""
    brands = ["", *evaluation.store.parameters.competitors]
    conditions = [HERE, OF_NETWORKS, "list_contains($4, t.brand)", "t.er_post IS NOT NULL"]
    given = [lens.period.start, lens.period.end, sorted(networks_in(scope)), brands]
    columns = ("likes", "comments", "shares", "followers_then")
    yield from selected(evaluation, "posts", "t.er_post", "1", conditions, given, columns, side, kpi.id)


Reading = Callable[["Evaluation", Kpi, Lens, Scope, str], Iterator[ProofRow]]
READ_BY: Mapping[str, Reading] = {
    "top_posts": _top_posts,
    "contest_effect": _contest_effect,
    LIFETIME: _orders,
    "repeat_customer_share": _orders,
    "target_audience_share": _target_audience,
    "competitor_rank": _rank,
}
