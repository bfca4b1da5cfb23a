"""The rows that a file gives, by canonical table: handed on part by part, or held together."""

from collections.abc import Callable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Severity
from kpitools.readers.export import ROW, row_of
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
    column; other sections one after another."""
    schema = parts[0].schema
    # Arrow groups no decimals: as texts they are as exact.
    exact = pa.schema([field.with_type(pa.string()) if pa.types.is_decimal(field.type) else field for field in schema])
    whole = pa.concat_tables(parts)
    key, values = list(FILLED[name].key), list(FILLED[name].values)
    cells = whole.cast(exact)
    for value in values:
        cells = cells.append_column(row_of(value), pc.if_else(pc.is_valid(cells[value]), cells[ROW], None))
    groups = cells.group_by(key, use_threads=False)
    if len(groups.aggregate([])) == len(whole) or any(
        len(part.group_by(key).aggregate([])) < len(part) for part in parts
    ):
        return whole
    differing = groups.aggregate([(value, "count_distinct") for value in values])
    for value in values:
        if (pc.max(differing[f"{value}_count_distinct"]).as_py() or 0) > 1:
            text = mark("Deux sections donnent des valeurs différentes de « {column} » : la première est gardée.")
            note("sections_differ", text, Severity.WARNING, column=value)
    numbers = [row_of(value) for value in values]
    made = groups.aggregate([*((value, "first") for value in values), *((number, "min") for number in (ROW, *numbers))])
    names = {f"{value}_first": value for value in values} | {f"{number}_min": number for number in (ROW, *numbers)}
    fields = [*schema, *(pa.field(number, pa.int64()) for number in numbers)]
    return (
        made.rename_columns([names.get(column, column) for column in made.column_names])
        .select([field.name for field in fields])
        .cast(pa.schema(fields))
    )
