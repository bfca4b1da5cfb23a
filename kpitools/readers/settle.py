"""What the content leaves open and the hints fill; what a hint contradicts."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.errors import AmbiguousExport
from kpitools.language import mark
from kpitools.params.hints import Hints
from kpitools.problems import Problem
from kpitools.readers.rows.build import Rows
from kpitools.readers.schema.layout import Layout
from kpitools.tables import NETWORKS, Table

# The hints that fill a key column of the tables; without the first two a row can't be placed.
NEEDED = ("network", "date")
FILLED = (*NEEDED, "account", "brand")

# One name for an account, whatever its exports call it: (network, name) → name.
Rename = Callable[[str | None, str], str]


def open_fields(table: Table, told: frozenset[str]) -> tuple[str, ...]:
    """The key columns of a table that a hint fills and that the content does not tell."""
    return tuple(name for name in FILLED if name in table.key and name not in told)


@dataclass
class Said:
    """What a section says of itself: the names of its key columns and its first and last day, of all its parts."""

    rows: Rows  # of its first part
    names: dict[str, set[object]] = field(default_factory=dict)
    days: list[dt.date] = field(default_factory=list)

    def take(self, rows: Rows, hints: Hints) -> None:
        """Add what a part says, as far as the hints may contradict it."""
        asked = {name for name in FILLED if getattr(hints, name) is not None} | ({"account"} if rows.rivals else set())
        for name in asked & set(rows.table.key):
            self.names.setdefault(name, set()).update(_values(rows, name))
        days = [*self.days, *_days(rows)]
        self.days = [min(days), max(days)] if days else []


def refuse_unsettled(sections: Sequence[Said], layout: Layout, hints: Hints, path: Path, rename: Rename) -> None:
    """Raises AmbiguousExport where a column stays open that a row needs, or a hint contradicts the content."""
    problems = [*_still_open(sections, layout, hints, path), *_contradictions(sections, layout, hints, path, rename)]
    if problems:
        raise AmbiguousExport(*problems)


def settled(rows: Rows, hints: Hints, rename: Rename) -> Rows:
    """The rows with their open columns filled from the hints."""
    return _filled(_branded(rows, hints, rename), hints)


def _still_open(sections: Sequence[Said], layout: Layout, hints: Hints, path: Path) -> Iterable[Problem]:
    # In an analyst's own canonical table an absent key column is an empty key.
    fields = () if layout.closed else NEEDED
    each = [said.rows for said in sections]
    for name in fields:
        untold = [rows.section for rows in each if name in open_fields(rows.table, rows.told)]
        if name == "date" and any(lacks_period(rows.table, rows.told) for rows in each):
            continue
        if untold and getattr(hints, name) is None:
            yield missing_hint(name, layout, path, untold)
        elif untold and name == "network" and layout.own_networks and hints.network not in layout.own_networks:
            yield contradiction(path, "network", hints.network, ", ".join(layout.own_networks))
    dated = layout.closed or hints.covers or hints.date
    if not dated and any(lacks_period(rows.table, rows.told) for rows in each):
        yield missing_period(path)
    if hints.year is None and any(rows.years == "hint" for rows in each):
        yield missing_year(path)
    for said in sections:
        if said.rows.rivals and hints.account is None:
            yield missing_account(
                path, sorted(str(pair[1]) for pair in said.names["account"] if isinstance(pair, tuple))
            )


def lacks_period(table: Table, told: frozenset[str]) -> bool:
    """Whether rows of a table that can span several days are of none that the content tells."""
    first = "start" if "start" in table.key else "date"
    return first in table.key and "end" in table.key and first not in told


def missing_period(path: Path) -> Problem:
    """The problem of figures of a period that the file does not state."""
    return Problem(
        "missing_period",
        mark("Le fichier ne dit pas de quelle période sont ses chiffres."),
        {"day": day_saved(path)},
        remedy=mark(
            "Ajoutez sous l'entrée de ce fichier sa période, par exemple la ligne « covers: [{day}, {day}] » "
            "(premier et dernier jour)."
        ),
        file=path.name,
    )


def missing_year(path: Path) -> Problem:
    """The problem of dates that are written without their year."""
    return Problem(
        "missing_year",
        mark("Le fichier ne dit pas de quelle année sont ses dates."),
        {"year": day_saved(path)[:4]},
        remedy=mark(
            "Ajoutez sous l'entrée de ce fichier l'année de sa dernière date, par exemple la ligne « year: {year} »."
        ),
        file=path.name,
    )


def missing_account(path: Path, pages: Sequence[str]) -> Problem:
    """The problem of a comparison of pages that does not say which is the client's."""
    return Problem(
        "missing_account",
        mark("Le fichier compare des pages et ne dit pas laquelle est celle du client : {pages}."),
        {"pages": ", ".join(pages), "first": pages[0] if pages else "…"},
        remedy=mark("Ajoutez sous l'entrée de ce fichier la ligne « account: {first} », ou celle de l'autre page."),
        file=path.name,
    )


def missing_hint(name: str, layout: Layout, path: Path, sections: Sequence[str]) -> Problem:
    """The problem of a file that needs a hint: which line to add to its entry."""
    if name == "network":
        choices = layout.own_networks or NETWORKS
        return Problem(
            "missing_network",
            mark("Le fichier ne dit pas de quel réseau il vient ({sections})."),
            {"sections": "; ".join(dict.fromkeys(sections)), "first": choices[0], "choices": ", ".join(choices)},
            remedy=mark("Ajoutez sous l'entrée de ce fichier la ligne « network: {first} » (choix : {choices})."),
            file=path.name,
        )
    return Problem(
        "missing_date",
        mark("Le fichier ne dit pas de quel jour il est."),
        {"day": day_saved(path)},
        remedy=mark("Ajoutez sous l'entrée de ce fichier le jour de l'export, par exemple la ligne « date: {day} »."),
        file=path.name,
    )


def day_saved(path: Path) -> str:
    """The day on which a file was last written, an example of the day of its export."""
    return dt.date.fromtimestamp(path.stat().st_mtime).isoformat()


def contradiction(path: Path, name: str, hint: object, content: str) -> Problem:
    """The problem of a hint that says something else than the file."""
    return Problem(
        "contradiction",
        mark("Les paramètres disent « {name}: {hint} », mais le fichier dit : {content}."),
        {"name": name, "hint": str(hint), "content": content},
        remedy=mark("Corrigez ou supprimez cette ligne sous l'entrée de ce fichier."),
        file=path.name,
    )


def _contradictions(
    sections: Sequence[Said], layout: Layout, hints: Hints, path: Path, rename: Rename
) -> Iterable[Problem]:
    for name in FILLED:
        hint = getattr(hints, name)
        keyed = [said for said in sections if name in said.rows.table.key]
        if hint is None or any(name in open_fields(said.rows.table, said.rows.told) for said in keyed):
            continue
        values = {value for said in keyed for value in said.names[name]}
        if values and not _agrees(name, hint, values, rename):
            yield contradiction(path, name, hint, _in_short(values))
    days = [day for said in sections if said.rows.years != "ids" for day in said.days]
    if hints.year is not None and days and max(days).year != hints.year:
        yield contradiction(path, "year", hints.year, str(max(days).year))
    if hints.timezone is not None and layout.time_zone not in (None, hints.timezone):
        yield contradiction(path, "timezone", hints.timezone, layout.time_zone or "")


def _values(rows: Rows, name: str) -> list[object]:
    if name != "account":
        return list(pc.unique(rows.data[name].drop_null()).to_pylist())
    pairs = rows.data.select(["network", "account"]).group_by(["network", "account"]).aggregate([])
    networks, accounts = pairs["network"].to_pylist(), pairs["account"].to_pylist()
    return [pair for pair in zip(networks, accounts, strict=True) if pair[1] is not None]


def _agrees(name: str, hint: object, said: set[object], rename: Rename) -> bool:
    if name == "account":
        pairs = [pair for pair in said if isinstance(pair, tuple)]
        return any(rename(network, account) == rename(network, str(hint)) for network, account in pairs)
    if isinstance(hint, dt.date):
        days = [day for day in said if isinstance(day, dt.date)]
        return min(days) <= hint <= max(days)
    return hint in said


def _in_short(said: set[object]) -> str:
    texts = sorted(str(value[1] if isinstance(value, tuple) else value) for value in said)
    return ", ".join(texts) if len(texts) < 4 else f"{texts[0]} … {texts[-1]}"


def _days(rows: Rows) -> list[dt.date]:
    """The first and last day of a section."""
    when = rows.table.when
    column = rows.data[when].cast(pa.date32()) if when else None
    ends = pc.min_max(column).as_py() if column is not None else {}
    return [day for day in ends.values() if day is not None]


def _branded(rows: Rows, hints: Hints, rename: Rename) -> Rows:
    """Rows of several pages with their brands: none for the client's page, its own name for each other."""
    if not rows.rivals:
        return rows
    networks, names = rows.data["network"].to_pylist(), rows.data["account"].to_pylist()
    brands = [
        None if name is None or rename(network, name) == rename(network, str(hints.account)) else name
        for network, name in zip(networks, names, strict=True)
    ]
    at = rows.data.schema.get_field_index("brand")
    data = rows.data.set_column(at, rows.data.schema.field(at), pa.array(brands, pa.string()))
    return replace(rows, data=data, told=rows.told | {"brand"})


def _filled(rows: Rows, hints: Hints) -> Rows:
    data = _dated(rows, hints)
    for name in FILLED:
        hint = getattr(hints, name)
        # A blank brand is the client itself, and a blank day of a table of days no day at all: only names are filled.
        fill = name in open_fields(rows.table, rows.told) or (name in ("network", "account") and name in rows.table.key)
        if hint is None or not fill:
            continue
        column = data[name]
        filled = pc.fill_null(column, pa.scalar(hint, column.type))
        data = data.set_column(data.schema.get_field_index(name), data.schema.field(name), filled)
    return replace(rows, data=data)


def _dated(rows: Rows, hints: Hints) -> pa.Table:
    """The rows with the period of the parameters, where their table takes one and the file states none."""
    first = next((name for name in ("start", "date") if name in rows.table.key), None)
    if first is None or "end" not in rows.table.key or first in rows.told or hints.covers is None:
        return rows.data
    start, end = hints.covers
    data = rows.data
    for name, day in ((first, start), ("end", end if first == "start" or end > start else None)):
        at = data.schema.get_field_index(name)
        data = data.set_column(at, data.schema.field(at), pa.repeat(pa.scalar(day, pa.date32()), len(data)))
    return data
