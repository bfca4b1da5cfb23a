"""Distinct people: counted in one query a table, for every period and bucket.

A `user_id` of interactions and conversations, and an author, is a person on one network: over networks they are added
up. The client's own ids, of actions and orders, are distinct over all networks (rule 5 of the reference).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.crowds import CROWDS, Crowd
from kpitools.kpis.grid import Bucket, dimension, periods_as_values
from kpitools.kpis.leaves import known
from kpitools.kpis.lens import Lens, bucket_of
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Part, Result, combined
from kpitools.kpis.scopes import UNNAMED, Scope, networks_in
from kpitools.kpis.values import Period

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

Seen = Mapping[
    tuple[Period, Bucket], Mapping[frozenset[str], int]
]  # how many people, by the networks they were seen on


def counted_people(evaluation: Evaluation, crowd: Crowd, lens: Lens, scope: Scope, network: str = "") -> int:
    """How many people count; on one network, or (the client's own ids) seen on any network of the scope."""
    seen = evaluation.once((crowd, lens.by), lambda: _seen(evaluation, crowd, lens.by))
    found: Mapping[frozenset[str], int] = seen.get((lens.period, bucket_of(lens)), {})
    asked = frozenset({network}) if network else scope
    return sum(people for networks, people in found.items() if networks & asked)


def distinct(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The distinct people of a crowd."""
    assert kpi.function
    crowd = CROWDS[kpi.function.column]
    places = evaluation.places(scope, crowd.table)
    if crowd.own_ids:
        return _own(evaluation, crowd, lens, places)
    parts = {network: people_on(evaluation, crowd, lens, network) for network in places}
    return combined(parts, ratio=False, times=1, people=True, no_value=reasons.nothing_known())


def people_on(evaluation: Evaluation, crowd: Crowd, lens: Lens, network: str) -> Part:
    """The people of a crowd on one network."""
    cell, reason = known(evaluation, Measure(crowd.table, "person"), lens, network)
    return Part(
        of=None if reason else counted_people(evaluation, crowd, lens, frozenset(), network),
        used=cell.known,
        rows=cell.rows,
        table=crowd.table,
        method=crowd.table,
        files=cell.files,
        reason=reason,
    )


def _own(evaluation: Evaluation, crowd: Crowd, lens: Lens, places: Scope) -> Result:
    """The client's own ids: each person once, on however many networks of the scope."""
    parts = {network: people_on(evaluation, crowd, lens, network) for network in places}
    made = combined(parts, ratio=False, times=1, people=False, no_value=reasons.nothing_known())
    if made.value is None:
        return made
    people = counted_people(evaluation, crowd, lens, made.networks)
    return evaluation.said_whole({crowd.table}, places, made.with_sides(people))


def engaged_users(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """For each network its own figure of the period, else distinct people of its interactions (rule 5)."""
    parts = {network: _engaged(evaluation, lens, network) for network in networks_in(scope)}
    return combined(parts, ratio=False, times=1, people=True, no_value=reasons.nothing_known())


def _engaged(evaluation: Evaluation, lens: Lens, network: str) -> Part:
    cells = {} if lens.by else evaluation.cells(Measure("account_periods", "engaged_users"), lens, network)
    told = [cell for cell in cells.values() if cell.known]
    if told:
        return Part(
            of=sum(cell.of for cell in told if cell.of is not None),
            used=len(told),
            basis=frozenset({"period_unique"}),
            method="account_periods",
            accounts=len(told),
            files=sum((cell.files for cell in told), Counter()),
        )
    part = people_on(evaluation, CROWDS["engaged"], lens, network)
    return part.on_basis("distinct_users")


def _seen(evaluation: Evaluation, crowd: Crowd, by: str) -> Seen:
    """How many people count in each period and bucket, by the set of networks that they were seen on."""
    bucket = dimension(crowd.table, by) if by else "NULL"
    if bucket is None:
        return {}
    periods = evaluation.periods(by)
    network = f"coalesce(nullif(t.network, ''), '{UNNAMED}')"
    own = "AND coalesce(t.brand, '') = ''" if crowd.table == "mentions" else ""
    apart = "" if crowd.own_ids else ", place"
    rows = evaluation.store.connection.execute(
        f"WITH seen AS (SELECT p.number, {bucket} AS bucket, {network} AS place, t.{crowd.column} AS who, "
        f"t.* FROM {crowd.table} AS t JOIN (VALUES {periods_as_values(periods)}) AS p(number, first, last) "
        f"ON t._day BETWEEN p.first AND p.last WHERE t.{crowd.column} <> '' {own}), "
        "people AS (SELECT number, bucket, list_sort(list(DISTINCT place)) AS networks "
        f"FROM seen GROUP BY number, bucket, who{apart} HAVING {crowd.counts}) "
        "SELECT number, bucket, networks, count(*) FROM people GROUP BY ALL"
    ).fetchall()
    found: dict[tuple[Period, Bucket], dict[frozenset[str], int]] = {}
    for number, name, networks, people in rows:
        found.setdefault((periods[number], name), {})[frozenset(networks)] = people
    return found
