"""The canonical tables as export layouts: an analyst's own TABLE.csv in exactly the columns of the interface."""

from functools import cache

from kpitools.readers.schema.column import Column
from kpitools.readers.schema.layout import Layout, Section
from kpitools.readers.writing.dates import ISO
from kpitools.readers.writing.heads import Head
from kpitools.tables import TABLES, TITLES, Kind, Table

# Key columns whose absence still leaves rows apart: a table without them is a table of one account, one campaign …
_OPTIONAL = {
    "brand",
    "network",
    "account",
    "source",
    "medium",
    "campaign",
    "landing_page",
    "ad_set",
    "ad",
    "goal",
    "post_id",
}


def identifying(table: Table) -> tuple[str, ...]:
    """The columns without which a file can't be this table: its own id, else its day and what slices it."""
    ids = tuple(name for name in table.key[-1:] if name.endswith("_id") and "at" not in table.key)
    return ids or tuple(
        name for name in table.key if name not in _OPTIONAL and not (name == "end" and "date" in table.key)
    )


@cache
def canonical_layouts() -> tuple[Layout, ...]:
    """One layout for each canonical table; its id is the table's name."""
    return tuple(_layout(table) for table in TABLES.values())


def _layout(table: Table) -> Layout:
    columns = {
        column.name: Column(heads=(Head(column.name),), format=(ISO,) if column.kind in (Kind.DATE, Kind.TIME) else ())
        for column in table
    }
    section = Section(table=table.name, columns=columns, required=identifying(table))
    words = TITLES[table.name]
    title = {"fr": f"Relevé : {words.fr} ({table.name})", "en": f"Own table: {words.en} ({table.name})"}
    return Layout(id=table.name, platform="kpitools", title=title, closed=True, sections=(section,))
