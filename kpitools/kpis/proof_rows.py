"""The rows behind a value: the canonical rows that a formula used, with the file and row that each figure came from.

Sums and ratios of columns are proven row by row: what is shown adds up to the numerator and the denominator. What is
an algorithm shows the rows that it read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.catalogue.arithmetic import parse
from kpitools.catalogue.definition import definitions
from kpitools.kpis.attribution import touching
from kpitools.kpis.change import compared
from kpitools.kpis.crowds import CROWDS
from kpitools.kpis.engagement import recipe_of
from kpitools.kpis.grid import inside
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure, column, function_measures, measures_of
from kpitools.kpis.proof_functions import READ_BY
from kpitools.kpis.proof_select import selected
from kpitools.kpis.scopes import EVERY, UNNAMED, Scope, alone, networks_in
from kpitools.kpis.spans import doubled
from kpitools.kpis.values import Number, Proof, ProofRow
from kpitools.tables import TABLES

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation
    from kpitools.kpis.levels import Level

LEVELS = ("followers", "net_new_followers", "follower_change_rate")
MOVES = ("growth", "gain")  # a KPI by itself in the period before
# Functions that divide one KPI by another.
SIDES = {"conversion_rate": ("last_click_conversions", "social_visits")}
# What a path must be for its conversions to count, by the part that a network of `$3` plays in it.
_PATHS = {
    "held": "list_has_any(t.held, $3)",
    "closer": "list_contains($3, t.closer)",
    "helpers": "list_has_any(t.helpers, $3)",
}


def rows_behind(evaluation: Evaluation, kpi_id: str, scope: str = "all") -> tuple[ProofRow, ...]:
    """The rows behind a KPI's value on all networks or on one, numerators before denominators; raises UnknownKpi."""
    places = {*evaluation.networks, EVERY, UNNAMED} if scope == "all" else {scope}
    return tuple(proof_rows(evaluation, kpi_id, Lens(evaluation.period), frozenset(places)))


def proof_rows(evaluation: Evaluation, kpi_id: str, lens: Lens, scope: Scope, side: str = "") -> Iterator[ProofRow]:
    """The rows behind a KPI on a set of networks in a period, numerators before denominators."""
    kpi = evaluation.kpi(kpi_id)
    if kpi.arithmetic:
        yield from _of_formula(evaluation, kpi, lens, scope)
        return
    if kpi.divide and not kpi.divide.over_columns:
        kept = evaluation.result(kpi_id, lens, scope).networks | (scope & {EVERY, UNNAMED})
        yield from proof_rows(evaluation, kpi.divide.of, lens, kept, side or "numerator")
        if kpi.divide.by != "days":
            yield from proof_rows(evaluation, kpi.divide.by, lens, kept, side or "denominator")
        return
    if kpi.function and kpi.function.name == "engagement_rate":
        yield from _of_rate(evaluation, kpi, lens, scope, side)
        return
    if kpi.function and kpi.function.name in LEVELS:
        yield from _of_levels(evaluation, kpi, lens, scope, side)
        return
    if kpi.function and kpi.function.name in SIDES:
        for part, its_side in zip(SIDES[kpi.function.name], ("numerator", "denominator"), strict=True):
            yield from proof_rows(evaluation, part, lens, scope, side or its_side)
        return
    if kpi.function and kpi.function.name == "path_conversions":
        yield from _of_paths(evaluation, kpi, lens, scope, side)
        return
    if kpi.function and kpi.function.name == "distinct":
        yield from _of_people(evaluation, kpi, lens, scope, side)
        return
    if kpi.function and kpi.function.name in MOVES:
        yield from _of_move(evaluation, kpi, lens, scope, side)
        return
    if kpi.function and kpi.function.name in READ_BY:
        yield from READ_BY[kpi.function.name](evaluation, kpi, lens, scope, side)
        return
    for place in _places(evaluation, kpi, scope):
        result = evaluation.result(kpi_id, lens, alone(place, scope) if place else scope)
        if result.value is not None:
            for measure in _used(kpi, result.method):
                per_row = not measure.by and result.by is not None
                yield from _of_measure(evaluation, measure, lens, place, side, kpi_id, per_row=per_row)


def _places(evaluation: Evaluation, kpi: Kpi, scope: Scope) -> Sequence[str]:
    """Where the KPI's rows are looked for: one network after the other, or all rows where it is of them all."""
    if kpi.scope == "all" or (kpi.whole and EVERY in scope):
        return [""]
    tables = {one.table for one in measures_of(kpi)}
    return sorted(evaluation.places(scope, *tables))


def _of_formula(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Iterator[ProofRow]:
    """The rows of every KPI that a formula names, each once."""
    for one in parse(kpi.arithmetic).references():
        own = scope if one.scope in (None, "all") else frozenset({str(one.scope)})
        yield from proof_rows(evaluation, one.id, lens, own, one.id)


def _used(kpi: Kpi, method: str) -> list[Measure]:
    """The measures that a value was made of: those that its method names, else all that its function reads."""
    if kpi.function is None and not kpi.count:
        of, _, by = method.partition(" / ")
        return [Measure(column(of).table, column(of).of, "" if by in ("", "rows") else column(by).of)] if of else []
    if kpi.count:
        return [Measure(kpi.count)]
    assert kpi.function
    read = function_measures(kpi.function.name, kpi.function.column)
    named = method.split(" + ") if " + " in method else method.split()
    chosen = [one for one in read if one.table in named or f"{one.table}.{one.of}" in named]
    return chosen or list(read)


def _of_measure(
    evaluation: Evaluation, measure: Measure, lens: Lens, place: str, side: str, kpi_id: str, *, per_row: bool = False
) -> Iterator[ProofRow]:
    """The rows of a table that know a measure, on one network, or (place "") on all; `per_row`: each divides as 1."""
    table, period = TABLES[measure.table], lens.period
    conditions = [measure.condition, inside(measure.table)]
    if "brand" in table:
        conditions.append("coalesce(t.brand, '') = ''")
    if place and "network" in table:
        conditions.append("coalesce(t.network, '') = $3")
    if out := doubled(evaluation.store, measure.table, [period]).get(period):
        conditions.append(f"t.rowid NOT IN ({', '.join(map(str, out))})")
    given = [period.start, period.end, "" if place == UNNAMED else place]
    of = f"t.{measure.of}" if measure.of else "1"
    by = f"t.{measure.by}" if measure.by else "1" if per_row else "NULL"
    yield from selected(evaluation, measure.table, of, by, conditions, given, measure.columns, side, kpi_id)


def _of_paths(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The paths in which a network of the scope plays its part; without any path, the KPI that stands in."""
    assert kpi.function
    if evaluation.supplied("conversion_paths", "") is None:
        if kpi.function.otherwise:
            yield from proof_rows(evaluation, kpi.function.otherwise, lens, scope, side)
        return
    conditions = [inside("conversion_paths"), "t.conversions IS NOT NULL", _PATHS[kpi.function.column]]
    given = [lens.period.start, lens.period.end, sorted(touching(evaluation, scope))]
    columns = ("conversions",)
    yield from selected(
        evaluation, "conversion_paths", "t.conversions", "NULL", conditions, given, columns, side, kpi.id
    )


def _of_people(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The rows of a crowd: each person who counts counts once, in the first of theirs."""
    assert kpi.function
    crowd = CROWDS[kpi.function.column]
    places = sorted(evaluation.places(scope, crowd.table))
    own = " AND coalesce(brand, '') = ''" if "brand" in TABLES[crowd.table] else ""
    here = f"_day BETWEEN $1::DATE AND $2::DATE AND list_contains($3, coalesce(network, '')){own}"
    counting = f"SELECT {crowd.column} FROM {crowd.table} WHERE {here} GROUP BY 1 HAVING {crowd.counts}"
    who = f"t.{crowd.column}"
    first = f"row_number() OVER (PARTITION BY {who} ORDER BY t._day, t.rowid) = 1"
    of = f"({first} AND {who} IN ({counting}))::INTEGER"
    conditions = [inside(crowd.table), f"{who} <> ''", "list_contains($3, coalesce(t.network, ''))"]
    conditions += ["coalesce(t.brand, '') = ''"] if own else []
    for asked in [places] if crowd.own_ids else [[place] for place in places]:
        named = ["" if place == UNNAMED else place for place in asked]
        given = [lens.period.start, lens.period.end, named]
        yield from selected(evaluation, crowd.table, of, "NULL", conditions, given, (), side, kpi.id)


def _of_levels(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The levels at the end of the period, and at its start where they count against it; else gains and losses."""
    assert kpi.function
    period, levels = lens.period, evaluation.levels
    gained = Measure("account_days", "followers_gained", "followers_lost")
    for network in sorted(networks_in(scope)):
        cells = evaluation.cells(gained, lens, network)
        for account in dict.fromkeys([*levels.accounts(network), *cells]):
            start, end = levels.at_start(network, account, period), levels.at_end(network, account, period)
            if kpi.function.name == "followers":
                if end:
                    yield _level(evaluation, network, account, end, end.followers, None, side, kpi.id)
            elif start and end:
                by = start.followers if kpi.function.name == "follower_change_rate" else None
                yield _level(evaluation, network, account, end, end.followers, None, side, kpi.id)
                yield _level(evaluation, network, account, start, -start.followers, by, side, kpi.id)
            elif kpi.function.name == "net_new_followers":
                for row in _of_measure(evaluation, gained, lens, network, side, kpi.id):
                    if row.account == account:
                        yield row.net()


def _level(
    evaluation: Evaluation, network: str, account: str, level: Level, of: int, by: int | None, side: str, part: str
) -> ProofRow:
    places = (evaluation.store.place(level.source),)
    return ProofRow(part, side, "account_days", network, account, level.day.isoformat(), level.day, of, by, places)


def _of_rate(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The posts that a definition of the engagement rate counts, and the levels that divide them."""
    assert kpi.function
    definition = definitions()[kpi.function.column]
    result = evaluation.result(kpi.id, lens, scope)
    if definition.kpis:
        first = next((one for one in definition.kpis if evaluation.result(one, lens, scope).value is not None), None)
        if first:
            yield from proof_rows(evaluation, first, lens, scope, side)
        return
    for network in sorted(networks_in(result.networks)):
        own = definition.on(network)
        recipe = recipe_of(own, "posts" if evaluation.supplied("posts", network) else "account_days")
        given = [lens.period.start, lens.period.end, network]
        conditions = [f"({recipe.sql}) IS NOT NULL", inside(recipe.table), "t.brand = ''", "t.network = $3"]
        of, by = recipe.sql, f"t.{recipe.column}" if recipe.column else "NULL"
        if recipe.column:
            conditions.append(f"{by} > 0")
            of, by = (f"{of} / {by}", "1") if own.over == "posts" else (of, by)
        mark = side or ("" if recipe.column else "numerator")
        yield from selected(evaluation, recipe.table, of, by, conditions, given, recipe.columns, mark, kpi.id)
        if not recipe.column:
            yield from _of_levels(
                evaluation, evaluation.kpi("followers"), lens, frozenset({network}), side or "denominator"
            )


def _of_move(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope, side: str) -> Iterator[ProofRow]:
    """The rows of a KPI in the period and in the one before it, each a side of their quotient."""
    assert kpi.function
    moved, past = kpi.function.column, Lens(lens.period.previous)
    kept = compared(evaluation, evaluation.kpi(moved), scope, lens.period, past.period).places or scope
    of, by = (lens, past) if kpi.function.name == "growth" else (past, lens)
    yield from proof_rows(evaluation, moved, of, kept, side or "numerator")
    yield from proof_rows(evaluation, moved, by, kept, side or "denominator")


def sums(rows: Sequence[ProofRow]) -> tuple[Number, Number]:
    """What rows add up to: their numerators, and their denominators."""
    above = [row.of for row in rows if row.side in ("", "numerator") and row.of is not None]
    below = [row.by for row in rows if row.side == "" and row.by is not None]
    below += [row.of for row in rows if row.side == "denominator" and row.of is not None]
    return _sum(above), _sum(below)


def add_up(proof: Proof, rows: Sequence[ProofRow]) -> bool:
    """Whether the rows' sums are the numerator and the denominator; one that no row divides (days) is not asked for."""
    if proof.numerator is None or not rows:
        return False
    above, below = sums(rows)
    divided = proof.denominator is not None and any(row.side == "denominator" or row.by is not None for row in rows)
    return _same(above, proof.numerator) and (not divided or _same(below, proof.denominator or 0))


def _sum(numbers: Sequence[Number]) -> Number:
    """Exact while all are whole or decimal."""
    if any(isinstance(number, float) for number in numbers):
        return math.fsum(map(float, numbers))
    return sum((Decimal(number) for number in numbers), Decimal(0))


def _same(one: Number, other: Number) -> bool:
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-9)
