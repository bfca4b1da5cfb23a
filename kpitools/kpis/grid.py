"""One pass over each table: every additive measure, for every period, network, account and bucket that is needed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kpitools.kpis.columns import ADDED, route
from kpitools.kpis.measures import Measure
from kpitools.kpis.settling import young
from kpitools.kpis.spans import doubled
from kpitools.kpis.values import Number, Period
from kpitools.store import Store
from kpitools.store.merge import FILE_SHIFT
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

    def __iadd__(self, other: "Cell") -> "Cell":
        self.rows += other.rows
        self.known += other.known
        self.of = _sum(self.of, other.of)
        self.by = _sum(self.by, other.by)
        self.young = _sum(self.young, other.young)
        self.files += other.files
        return self


def _sum(a: Number | None, b: Number | None) -> Number | None:
    if a is None or b is None:
        return b if a is None else a
    if isinstance(a, float) or isinstance(b, float):
        return float(a) + float(b)
    return Decimal(a) + b if isinstance(b, Decimal) else a + b


Cells = Mapping[Place, Cell]
Grid = Mapping[tuple[Period, Bucket], Mapping[Measure, Cells]]

# The dimensions that a row carries, by the table's columns, as SQL over the table `t`.
_TIME = {
    "day": "strftime(t._day, '%Y-%m-%d')",
    "week": "strftime(t._day, '%G-W%V')",
    "month": "strftime(t._day, '%Y-%m')",
    "weekday": "isodow(t._day)",
}
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
    by: str = "",
    brands: Sequence[str] = ("",),
) -> Grid:
    """All measures of a table in one query, by period and bucket (None without a dimension); the client's own rows,
    or those of other brands. The place of a path is its route, as it holds many networks."""
    schema = TABLES[table]
    bucket = dimension(table, by) if by else "NULL"
    if bucket is None:
        return {}
    is_young = young(store) if table == "posts" else "false"
    selected = [
        f"{_place(table)} AS network",
        f"{'t.account' if 'account' in schema else repr('')} AS account",
        f"{bucket} AS bucket",
        "count(*) AS all_rows",
    ]
    for number, one in enumerate(measures):
        test = f"FILTER (WHERE {one.condition})"
        selected += [
            f"sum({f't.{one.of}' if one.of else 1}) {test} AS of_{number}",
            f"sum({f't.{one.by}' if one.by else 'NULL'}) {test} AS by_{number}",
            f"count(*) {test} AS known_{number}",
            f"histogram({_files(one)}) {test} AS files_{number}",
            f"sum({f't.{one.of}' if one.of else 1}) FILTER (WHERE {one.condition} AND {is_young}) AS young_{number}",
        ]
    conditions = ["list_contains($1, coalesce(t.brand, ''))"] if "brand" in schema else []
    for period, left_out in doubled(store, table, periods).items():
        conditions.append(f"NOT (p.number = {periods.index(period)} AND t.rowid IN ({', '.join(map(str, left_out))}))")
    found: dict[tuple[Period, Bucket], dict[Measure, dict[Place, Cell]]] = defaultdict(lambda: defaultdict(dict))
    cursor = store.connection.execute(
        f"SELECT p.number, {', '.join(selected)} FROM {table} AS t "
        f"JOIN (VALUES {periods_as_values(periods)}) AS p(number, first, last) ON {inside(table)} "
        + (f"WHERE {' AND '.join(conditions)} " if conditions else "")
        + "GROUP BY ALL",
        [list(brands)] if "brand" in schema else [],
    )
    for row in cursor.fetchall():
        number, network, account, name, rows, *rest = row
        for index, one in enumerate(measures):
            of, per, known, files, early = rest[5 * index : 5 * index + 5]
            cell = Cell(rows, known, of, per if one.by else None, early, counted(files))
            found[periods[number], name][one][network or "", account or ""] = cell
    return found


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


def _files(one: Measure) -> str:
    """The files that gave a used field of the row, as a sorted list."""
    columns = one.columns or ("",)
    keys = TABLES[one.table].key
    sources = [f"t.{name}__src" if name and name not in keys else "t._src" for name in columns]
    listed = ", ".join(f"{source} >> {FILE_SHIFT}" for source in sources)
    return f"list_sort(list_distinct([{listed}]))"  # list_distinct leaves nulls out


def counted(files: Mapping[str, list[Any]] | None) -> Counter[int]:
    """DuckDB gives a map whose keys are lists as two lists: the keys and the values."""
    per_file: Counter[int] = Counter()
    for several, rows in zip(files["key"], files["value"], strict=True) if files else ():
        for file in several:
            per_file[file] += rows
    return per_file
