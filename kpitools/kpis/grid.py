"""One pass over each table: every additive measure, for every period, network, account and bucket that is needed."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kpitools.kpis.columns import ADDED, route
from kpitools.kpis.measures import Measure
from kpitools.kpis.patterns import PATTERN, Pattern
from kpitools.kpis.settling import young
from kpitools.kpis.spans import doubled
from kpitools.kpis.values import Number, Period
from kpitools.store import Store
from kpitools.tables import TABLES, Kind

Place = tuple[str, str]  # network, account
Bucket = str | int | None


@dataclass
class Cell:
    """One measure in one place and period: sums over the `known` of its `rows`, and how many rows each file gave.

    `young` is the part of `of` that stands on posts too young at their export.
    """

    rows: int = 0
    known: int = 0
    of: Number | None = None
    by: Number | None = None
    young: Number | None = None
    files: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Cell") -> None:
        """Take in another cell."""
        self.rows += other.rows
        self.known += other.known
        self.of = _sum(self.of, other.of)
        self.by = _sum(self.by, other.by)
        self.young = _sum(self.young, other.young)
        for file, rows in other.files.items():
            self.files[file] += rows


def _sum(a: Number | None, b: Number | None) -> Number | None:
    if a is None or b is None:
        return b if a is None else a
    if isinstance(a, float) or isinstance(b, float):
        return float(a) + float(b)
    return Decimal(a) + b if isinstance(b, Decimal) else a + b


Cells = Mapping[Place, Cell]


@dataclass(frozen=True)
class Group:
    """Rows of one place, period and bucket that share a pattern: how many, and the sum of each column."""

    pattern: int
    young: bool
    rows: int
    sums: Sequence[Number | None]


class Grid:
    """The measures of a table by period, bucket of a dimension and place; each is put together when first asked for."""

    def __init__(self, patterns: Sequence[Pattern], columns: Sequence[str]) -> None:
        self._patterns = patterns
        self._at = {column: at for at, column in enumerate(columns)}
        self._groups: dict[tuple[Period, Bucket], dict[Place, list[Group]]] = {}
        self._cells: dict[tuple[Period, Bucket, Measure], Cells] = {}
        self._used: dict[tuple[int, Measure], frozenset[int] | None] = {}

    def add(self, period: Period, bucket: Bucket, place: Place, group: Group) -> None:
        """Take in what the table says of a place."""
        self._groups.setdefault((period, bucket), {}).setdefault(place, []).append(group)

    def buckets(self, period: Period) -> Mapping[Bucket, Collection[Place]]:
        """The buckets of a period that have rows, and where."""
        return {bucket: places for (one, bucket), places in self._groups.items() if one == period}

    def cells(self, measure: Measure, period: Period, bucket: Bucket) -> Cells:
        """A measure in each place that has rows."""
        key = (period, bucket, measure)
        if key not in self._cells:
            places = self._groups.get((period, bucket), {})
            self._cells[key] = {place: self._cell(measure, groups) for place, groups in places.items()}
        return self._cells[key]

    def _cell(self, measure: Measure, groups: Sequence[Group]) -> Cell:
        cell = Cell()
        for group in groups:
            cell.rows += group.rows
            files = self._files(group.pattern, measure)
            if files is None:
                continue
            cell.known += group.rows
            of = self._sum(group, measure.of)
            cell.of = _sum(cell.of, of)
            if measure.by:
                cell.by = _sum(cell.by, self._sum(group, measure.by))
            if group.young:
                cell.young = _sum(cell.young, of)
            for file in files:
                cell.files[file] += group.rows
        return cell

    def _files(self, number: int, measure: Measure) -> frozenset[int] | None:
        """The files of a measure in a pattern's rows; None where they don't know it."""
        key = (number, measure)
        if key not in self._used:
            pattern = self._patterns[number]
            self._used[key] = pattern.files_of(measure) if pattern.knows(measure) else None
        return self._used[key]

    def _sum(self, group: Group, column: str) -> Number | None:
        return group.sums[self._at[column]] if column else group.rows


NO_ROWS = Grid((), ())  # shared, as nothing is added to it

# The dimensions that a row carries, by the table's columns, as SQL over the table `t`.
_TIME = {
    "day": "strftime(t._day, '%Y-%m-%d')",
    "week": "strftime(t._day, '%G-W%V')",
    "month": "strftime(t._day, '%Y-%m')",
    "weekday": "isodow(t._day)",
}
CALENDAR = (*_TIME, "hour")  # few buckets each: read together
DIMENSIONS = (
    "network",
    "day",
    "week",
    "month",
    "account",
    "type",
    "topic",
    "weekday",
    "hour",
    "campaign",
    "goal",
    "source",
)


def dimension(table: str, name: str) -> str | None:
    """The SQL of a dimension of a table's rows, or None where its rows don't carry it."""
    schema = TABLES[table]
    if name in _TIME:
        return _TIME[name] if schema.when else None
    if name == "hour":
        return "t._hour" if schema.when and schema[schema.when].kind is Kind.TIME else None
    carried = name in schema or name in ADDED.get(table, {})
    return f"nullif(t.{name}, '')" if carried else None


def periods_as_values(periods: Sequence[Period]) -> str:
    """Periods as rows of SQL: number, first and last day."""
    return ", ".join(f"({number}, DATE '{one.start}', DATE '{one.end}')" for number, one in enumerate(periods))


def measure(
    store: Store,
    table: str,
    measures: Sequence[Measure],
    periods: Sequence[Period],
    known: Sequence[Pattern],
    by: Sequence[str] = ("",),
    brands: Sequence[str] = ("",),
) -> list[Grid]:
    """All measures of a table in one query: a grid for each of several dimensions, by period and bucket (None without a
    dimension); of the client's own rows, or those of other brands.

    `known` are the table's patterns. The place of a path is its route, as it holds many networks.
    """
    schema = TABLES[table]
    carried = {name: sql for name in by if (sql := dimension(table, name) if name else "NULL")}
    columns = sorted({column for one in measures for column in (one.of, one.by) if column})
    grids = {name: Grid(known, columns) for name in carried}
    if not carried:
        return [NO_ROWS for _ in by]
    buckets = [f"b{at}" for at in range(len(carried))]
    keys = "number, network, account, pattern, young"
    selected = [
        "p.number AS number",
        f"{_place(table)} AS network",
        f"{'t.account' if 'account' in schema else repr('')} AS account",
        f"t.{PATTERN} AS pattern",
        f"{young(store) if table == 'posts' else 'false'} AS young",
        *(f"{sql} AS {bucket}" for sql, bucket in zip(carried.values(), buckets, strict=True)),
        *(f"t.{column} AS c{at}" for at, column in enumerate(columns)),
    ]
    conditions = ["list_contains($1, coalesce(t.brand, ''))"] if "brand" in schema else []
    for period, left_out in doubled(store, table, periods).items():
        conditions.append(f"NOT (p.number = {periods.index(period)} AND t.rowid IN ({', '.join(map(str, left_out))}))")
    rows = store.connection.execute(
        f"SELECT {keys}, grouping({', '.join(buckets)}), {', '.join(buckets)}, count(*)"
        + "".join(f", sum(c{at})" for at in range(len(columns)))
        + f" FROM (SELECT {', '.join(selected)} FROM {table} AS t "
        f"JOIN (VALUES {periods_as_values(periods)}) AS p(number, first, last) ON {inside(table)}"
        + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
        + f") GROUP BY GROUPING SETS ({', '.join(f'({keys}, {bucket})' for bucket in buckets)})",
        [list(brands)] if "brand" in schema else [],
    ).fetchall()
    # `grouping` has a bit for each dimension that a row is not of, the first the highest.
    every, width = (1 << len(carried)) - 1, len(carried)
    at = {every ^ 1 << (width - 1 - place): (place, grids[name]) for place, name in enumerate(carried)}
    for number, network, account, pattern, early, of, *cells in rows:
        place, grid = at[of]
        group = Group(pattern, early, cells[width], cells[width + 1 :])
        grid.add(periods[number], cells[place], (network or "", account or ""), group)
    return [grids.get(name, NO_ROWS) for name in by]


def _place(table: str) -> str:
    if table == "conversion_paths":
        return route("t.held", "t.closer", "t.helpers")
    return "t.network" if "network" in TABLES[table] else "''"


def inside(table: str) -> str:
    """Rows of one day lie in the period; a row that spans days counts in a period that holds it whole (rule 13).

    A row that ends before it begins counts in none. Statements of a period count in exactly that one.
    """
    if table == "account_periods":
        return 't.start = p.first AND t."end" = p.last'
    last = 'coalesce(t."end", t._day)' if "end" in TABLES[table] else "t._day"
    return f"t._day >= p.first AND {last} <= p.last AND {last} >= t._day"


def counted(files: Mapping[str, list[Any]] | None) -> Counter[int]:
    """DuckDB gives a map whose keys are lists as two lists: the keys and the values."""
    per_file: Counter[int] = Counter()
    for several, rows in zip(files["key"], files["value"], strict=True) if files else ():
        for file in several:
            per_file[file] += rows
    return per_file
