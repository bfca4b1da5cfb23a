"""What the definitions of the engagement rate are made of: sums of a numerator by account and day, in one query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kpitools.kpis.grid import counted, dimension
from kpitools.kpis.settling import young
from kpitools.kpis.values import Period
from kpitools.store.merge import FILE_SHIFT

if TYPE_CHECKING:
    from kpitools.kpis.grid import Bucket
    from kpitools.store import Store

REACTIONS = ("likes", "comments", "shares", "saves")  # summed over those known (rule 7); other columns must be known


@dataclass(frozen=True)
class Recipe:
    """A numerator, and the column of posts that divides it, if one does; `table` is posts, or account_days."""

    table: str
    numerator: tuple[tuple[str, int], ...]
    column: str = ""

    @property
    def sql(self) -> str:
        """The numerator of one row: unknown where no reaction is known, or another part is not."""
        kinds = [(name, weight) for name, weight in self.numerator if name in REACTIONS]
        others = [f"{weight} * t.{name}" for name, weight in self.numerator if name not in REACTIONS]
        none = " AND ".join(f"t.{name} IS NULL" for name, _ in kinds)
        total = " + ".join([*(f"{weight} * coalesce(t.{name}, 0)" for name, weight in kinds), *others])
        return f"CASE WHEN {none} THEN NULL ELSE {total} END"

    @property
    def columns(self) -> tuple[str, ...]:
        """The stored columns that it uses."""
        return (*(name for name, _ in self.numerator), *((self.column,) if self.column else ()))


@dataclass
class Sums:
    """One account's posts of one day (or its day): `of` sums the numerator over the `known` of its `rows`.

    Where a column divides, `pair_of` and `pair_by` sum both over the rows that know both, and `rates` sums the
    quotients of the `rated` rows.
    """

    rows: int = 0
    known: int = 0
    of: int = 0
    pair_of: int = 0
    pair_by: int = 0
    rates: float = 0.0
    rated: int = 0
    young: int = 0
    files: Counter[int] = field(default_factory=Counter)


Place = tuple[str, str, date]  # network, account, day
DaySums = Mapping[tuple[Period, "Bucket"], Mapping[Place, Sums]]


def day_sums(store: Store, recipe: Recipe, periods: Sequence[Period], by: str = "") -> DaySums:
    """The sums of a recipe for every period (and bucket of a dimension), account and day."""
    bucket = dimension(recipe.table, by) if by else "NULL"
    if bucket is None:
        return {}
    divisor = f"t.{recipe.column}" if recipe.column else "NULL::BIGINT"
    sources = ", ".join(f"{name}__src >> {FILE_SHIFT}" for name in recipe.columns)
    is_young = young(store) if recipe.table == "posts" else "false"
    values = ", ".join(f"({number}, DATE '{one.start}', DATE '{one.end}')" for number, one in enumerate(periods))
    used = "num IS NOT NULL AND (den > 0 OR NOT divided)"
    rows = store.connection.execute(
        f"WITH t AS (SELECT p.number, t.network, t.account, t._day, {bucket} AS bucket, {recipe.sql} AS num, "
        f"{divisor} AS den, {bool(recipe.column)} AS divided, {is_young} AS young, "
        f"list_sort(list_distinct([{sources}])) AS files FROM {recipe.table} AS t "
        f"JOIN (VALUES {values}) AS p(number, first, last) ON t._day BETWEEN p.first AND p.last WHERE t.brand = '') "
        "SELECT number, bucket, network, account, _day, count(*), count(num), coalesce(sum(num), 0), "
        "coalesce(sum(num) FILTER (den IS NOT NULL), 0), coalesce(sum(den) FILTER (num IS NOT NULL), 0), "
        "coalesce(sum(num / den) FILTER (den > 0), 0), count(num) FILTER (den > 0), "
        f"coalesce(sum(num) FILTER (young), 0), histogram(files) FILTER ({used}) FROM t GROUP BY ALL"
    ).fetchall()
    found: dict[tuple[Period, Bucket], dict[Place, Sums]] = {}
    for number, name, network, account, day, *sums, files in rows:
        places = found.setdefault((periods[number], name), {})
        places[network, account, day] = Sums(*(*sums, counted(files)))
    return found
