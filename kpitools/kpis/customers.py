"""Customers over time: what their orders of every channel and date say of those that came from social networks."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Result, divided
from kpitools.kpis.scopes import Scope, networks_in
from kpitools.store.merge import FILE_SHIFT

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation


@dataclass(frozen=True)
class Order:
    """An order of a known customer. `network` is empty where it did not come from social networks."""

    at: int  # microseconds since 1970
    day: dt.date
    network: str
    amount: Decimal | None
    file: int
    row: int  # of the merged table


Histories = Mapping[str, Sequence[Order]]  # by customer, oldest first
Counted = tuple[Sequence[Order], bool]  # a customer's orders that count, and whether there were others before
LIFETIME = "lifetime_value"


def histories(evaluation: Evaluation) -> Histories:
    """The orders of each known customer."""
    found: Histories = evaluation.once("histories", lambda: _histories(evaluation))
    return found


def _histories(evaluation: Evaluation) -> Histories:
    rows = evaluation.store.connection.execute(
        "SELECT customer_id, epoch_us(\"at\"), _day, coalesce(network, ''), amount, "
        f"_src >> {FILE_SHIFT}, rowid FROM orders "
        'WHERE customer_id <> \'\' AND "at" IS NOT NULL ORDER BY "at", order_id'
    ).fetchall()
    found: dict[str, list[Order]] = defaultdict(list)
    for customer, *facts in rows:
        found[customer].append(Order(*facts))
    return found


def lifetime_value(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The mean of all amounts up to the period's end, over the customers whose first order came from social."""
    asked = networks_in(scope)
    if lens.by or not (found := histories(evaluation)):
        return Result().without_value(reasons.no_table(Measure("orders")))
    counted = won(found, lens, scope)
    told = [order for orders, _ in counted for order in orders if order.amount is not None]
    total = sum((order.amount for order in told if order.amount is not None), Decimal(0))
    return _made(divided(total, len(counted)), total if told else None, len(counted), told, asked)


def won(found: Histories, lens: Lens, scope: Scope) -> list[Counted]:
    """The customers whose first order came from the scope, with all their orders up to the period's end.

    One of whom no amount is known is left out: unknown is not zero.
    """
    asked = networks_in(scope)
    until = [[order for order in orders if order.day <= lens.period.end] for orders in found.values()]
    mine = [orders for orders in until if orders and orders[0].network in asked]
    return [(orders, False) for orders in mine if any(order.amount is not None for order in orders)]


def repeat_customer_share(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Customers with an order of the period, from the scope or (`others`) from elsewhere, that had ordered before."""
    assert kpi.function
    if lens.by or not (found := histories(evaluation)):
        return Result().without_value(reasons.no_table(Measure("orders")))
    counted = ordered_here(found, kpi.function.column, lens, scope)
    returned = sum(before for _, before in counted)
    used = [order for orders, _ in counted for order in orders]
    asked = _asked(kpi.function.column, scope)
    return _made(divided(returned, len(counted), 100), returned, len(counted), used, asked)


def ordered_here(found: Histories, which: str, lens: Lens, scope: Scope) -> list[Counted]:
    """The customers with orders of the period from the scope, or (`others`) from elsewhere: these orders."""
    asked = _asked(which, scope)
    here = [
        (orders, mine)
        for orders in found.values()
        if (mine := [one for one in orders if one.network in asked and _inside(one, lens)])
    ]
    return [(mine, orders[0].at < mine[-1].at) for orders, mine in here]


def _asked(which: str, scope: Scope) -> Scope:
    return frozenset({""}) if which == "others" else networks_in(scope)


def _inside(order: Order, lens: Lens) -> bool:
    return lens.period.start <= order.day <= lens.period.end


def _made(value: float | None, of: Decimal | int | None, by: int, used: Sequence[Order], networks: Scope) -> Result:
    return Result(
        value=value,
        of=of,
        by=by,
        used=len(used),
        method="orders",
        networks=networks - {""},
        files=Counter(order.file for order in used),
        reason=None if value is not None else reasons.zero_denominator(),
    )
