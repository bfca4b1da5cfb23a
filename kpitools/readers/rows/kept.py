"""The rows that a file gives, by canonical table: handed on part by part, or held together."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Severity
from kpitools.readers.export import ROW, filled_of, row_of
from kpitools.readers.rows.build import Rows
from kpitools.readers.rows.finer import finest
from kpitools.readers.values.suspects import Note
from kpitools.tables import FILLED

Keep = Callable[[str, pa.Table], None]  # what takes some rows of a canonical table


class Kept:
    """The rows of a file's sections: those of an only section go straight on to `keep`, where there is one."""

    def __init__(self, sections: int, keep: Keep | None, note: Note) -> None:
        self._keep, self._note = keep, note
        self._at_once = keep if sections == 1 else None
        self._parts: list[dict[str, list[pa.Table]]] = [{} for _ in range(sections)]
        self.rows: dict[str, int] = {}  # how many, by table

    def take(self, section: int, rows: Rows) -> None:
        """Add a part of a section."""
        name = rows.table.name
        self.rows[name] = self.rows.get(name, 0) + len(rows.data)
        if self._at_once:
            self._at_once(name, rows.data)
        else:
            self._parts[section].setdefault(name, []).append(rows.data)

    def tables(self) -> Mapping[str, pa.Table]:
        """One table for each canonical table that the file fills; none where they are handed on."""
        made: dict[str, pa.Table] = {}
        for name in FILLED:
            here = [pa.concat_tables(parts[name]) for parts in self._parts if name in parts]
            if len(here) > 1:
                here = finest(name, here, self._note)
            if here:
                made[name] = _joined(here, name, self._note) if len(here) > 1 else here[0]
        if self._keep is None:
            return made
        for name, table in made.items():
            self._keep(name, table)
        return {}


def _joined(parts: Sequence[pa.Table], name: str, note: Note) -> pa.Table:
    """Sections that tell of the same rows, each a column of them, as one row each that knows which record gave each
    column; other sections one after another. What a section states comes before what it leaves out."""
    table = FILLED[name]
    key, values = list(table.key), list(table.values)
    whole = _stated_first(pa.concat_tables(parts, promote_options="default"), values)
    # Arrow groups no decimals: as texts they are as exact.
    exact = pa.schema(
        [field.with_type(pa.string()) if pa.types.is_decimal(field.type) else field for field in whole.schema]
    )
    cells = whole.cast(exact)
    for value in values:
        cells = cells.append_column(row_of(value), pc.if_else(pc.is_valid(cells[value]), cells[ROW], None))
    groups = cells.group_by(key, use_threads=False)
    if len(groups.aggregate([])) == len(whole) or any(
        len(part.group_by(key).aggregate([])) < len(part) for part in parts
    ):
        return whole
    for value in _differing(cells, key, values):
        text = mark("Deux sections donnent des valeurs différentes de « {column} » : la première est gardée.")
        note("sections_differ", text, Severity.WARNING, column=value)
    firsts = [column for column in cells.column_names if column not in (*key, ROW)]
    made = groups.aggregate([*((column, "first") for column in firsts), (ROW, "min")])
    names = {f"{column}_first": column for column in firsts} | {f"{ROW}_min": ROW}
    fields = [*whole.schema, *(pa.field(row_of(value), pa.int64()) for value in values)]
    return (
        made.rename_columns([names.get(column, column) for column in made.column_names])
        .select([field.name for field in fields])
        .cast(pa.schema(fields))
    )


def _stated_first(rows: pa.Table, values: Sequence[str]) -> pa.Table:
    """The rows of which all is stated before those that a section leaves out, each with flags where it has a value."""
    filled: pa.ChunkedArray | None = None
    for value in values:
        if (flag := filled_of(value)) in rows.column_names:
            known = pc.fill_null(rows[flag], False)
            filled = known if filled is None else pc.or_(filled, known)
            at = rows.schema.get_field_index(flag)
            rows = rows.set_column(at, flag, pc.if_else(pc.is_valid(rows[value]), known, None))
    return rows if filled is None else pa.concat_tables([rows.filter(pc.invert(filled)), rows.filter(filled)])


def _differing(rows: pa.Table, key: Sequence[str], values: Sequence[str]) -> Iterator[str]:
    """The columns of which rows of one key state different values."""
    for value in values:
        flag = filled_of(value)
        stated = rows.filter(pc.invert(pc.fill_null(rows[flag], False))) if flag in rows.column_names else rows
        counts = stated.group_by(list(key)).aggregate([(value, "count_distinct")])[f"{value}_count_distinct"]
        if (pc.max(counts).as_py() or 0) > 1:
            yield value
