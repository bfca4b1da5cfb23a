"""From a matched section's cells to rows of its canonical table."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.readers import dates, remedies, suspects
from kpitools.readers.bulk import read_bulk
from kpitools.readers.cast import Context, typed
from kpitools.readers.cells import TEXT, Cells, Chunk, chunks, read_cells
from kpitools.readers.export import ROW
from kpitools.readers.heads import fold
from kpitools.readers.layout import Column, Layout
from kpitools.readers.match import Match, rows_of
from kpitools.readers.recognise import Found
from kpitools.tables import Kind, Table

# How many unreadable values one file's error lists.
_LISTED = 10

_BAD = {
    Kind.DATE: (
        "bad_date",
        mark("« {value} » n'est pas une date lisible ici."),
        mark("Date attendue : {expected}, entre {first} et {last}."),
    ),
    Kind.TIME: (
        "bad_time",
        mark("« {value} » n'est pas une date suivie d'une heure, lisibles ici."),
        mark("Date et heure attendues : {expected}, entre {first} et {last}."),
    ),
    Kind.NETWORK: (
        "bad_network",
        mark("« {value} » n'est pas un réseau connu."),
        mark("Écrivez par exemple facebook ou instagram."),
    ),
    Kind.FLAG: ("bad_flag", mark("« {value} » n'est ni vrai ni faux."), mark("Écrivez true ou false.")),
    Kind.TEXT: (
        "bad_id",
        mark("« {value} » est un identifiant abîmé par un tableur : ses derniers chiffres sont perdus."),
        remedies.UNTOUCHED,
    ),
}
# An example says more than the name of a form that is no pattern.
_EXPECTED = {
    (Kind.DATE, dates.ISO): "2026-10-31",
    (Kind.TIME, dates.ISO): "2026-10-31T18:05:00+01:00",
    (Kind.DATE, dates.NTH_DAY): "0000",
}
_BAD_NUMBER = (
    "bad_number",
    mark("« {value} » n'est pas un nombre lisible ici."),
    mark("Nombre attendu : des chiffres seuls, positif et entier pour un compte."),
)


@dataclass(frozen=True)
class Rows:
    """Rows of one section: `told` are the columns that the content states, by a cell or by the layout."""

    table: Table
    data: pa.Table
    told: frozenset[str]
    section: str


@dataclass
class Reading:
    """A file being read: its layout, the client's time zone, and the problems met so far."""

    file: str
    layout: Layout
    zone: str
    notes: list[Problem]
    bad: list[Problem]
    bad_count: int = 0

    def note(self, problem_id: str, text: str, severity: Severity = Severity.NOTE, **values: object) -> None:
        """Add something worth knowing about the file."""
        self.notes.append(Problem(problem_id, text, values, severity, file=self.file))


def facts(found: Found, layout: Layout) -> dict[str, dt.datetime]:
    """What the comments above a block state: `start`, `end`, `exported`."""
    known: dict[str, dt.datetime] = {}
    for comment in found.block.comments:
        label, _, value = comment.partition(":")
        for name, fact in layout.facts.items():
            if fold(label) in {head.folded for head in fact.label}:
                try:
                    known[name] = dates.parser(fact.format)(value.strip())
                except ValueError:
                    continue
    return known


def rows(found: Found, reading: Reading) -> Rows:
    """The rows of one matched section; values that can't be read are added to `reading.bad`."""
    match, layout = found.match, reading.layout
    start = facts(found, layout).get("start")
    context = Context(
        layout,
        found.sheet.delimiter,
        reading.zone,
        tuple(sorted(match.languages | {"en"})),
        start.date() if start else None,
    )
    cells = None if layout.stacked else read_bulk(match, found.sheet)
    if cells is None:
        cells = read_cells(match, _chunks(found, reading), reading.file, ended=found.sheet.ended)
    cells = _without_dropped(cells, found, reading)
    cells = suspects.without_false_zeros(cells, match, reading.note)
    table = match.section.canonical
    states_figure = _any([pc.is_valid(cells.first(name)) for name in match.section.figures if name in cells.columns])
    columns: dict[str, pa.ChunkedArray] = {}
    for name in match.columns:
        column = match.section.columns[name]
        texts = cells.first(name)
        if column.blank == "zero" and states_figure is not None:
            # In a row that states no figure at all, nothing was counted: its blanks are unknown.
            texts = pc.if_else(pc.and_(pc.is_null(texts), states_figure), "0", texts)
        values, bad = typed(texts, table[name], column, context)
        if bad is not None:
            _list_bad(reading, texts, bad, cells.rows, column, table[name].kind, match, name)
        columns[name] = _where(values, column, cells)
        suspects.say_untranslated(texts, column, name, reading.note)
    if table.when in columns and table[table.when].kind is Kind.TIME:
        suspects.say_minutes_of_months(columns[table.when], layout.time_zone or reading.zone, reading.note)
    constants = {name: pa.scalar(value, TEXT) for name, value in match.section.set.items()}
    data = _assemble(table, columns, constants, cells.rows)
    if match.section.absent == "zero":
        data = with_absent_days(data, [name for name in match.section.figures if name in columns], match.section.set)
    return Rows(table, data, match.told, found.block.name)


def _chunks(found: Found, reading: Reading) -> Iterable[Chunk]:
    """The records of a section's table: a stack was read to find its parts, a sheet's one table is read here."""
    if not reading.layout.stacked:
        header = found.block.records[found.match.header][0]
        return chunks(found.sheet.open(), found.sheet.first, header)
    records = rows_of(found.match, found.block, reading.file)
    return [([row for row, _ in records], [cells for _, cells in records])] if records else []


def _without_dropped(cells: Cells, found: Found, reading: Reading) -> Cells:
    """The cells without the rows that the layout leaves out; only those in error are a loss worth saying."""
    for reason, where in found.match.section.drop.items():
        masks = []
        for name, wanted in where.items():
            if name not in cells.columns:
                continue
            texts = cells.first(name)
            masks.append(pc.is_null(texts) if wanted == "blank" else _is_one_of(texts, wanted))
        if not masks:
            continue
        dropped = masks[0]
        for mask in masks[1:]:
            dropped = pc.and_(dropped, mask)
        count = pc.sum(dropped).as_py() or 0
        if count:
            cells = cells.filtered(pc.invert(dropped))
        if count and reason == "error":
            text = mark("Lignes écartées, que le réseau a exportées en erreur : {count}.")
            reading.note("error_rows", text, count=count)
    return cells


def _is_one_of(texts: pa.ChunkedArray, wanted: tuple[str, ...]) -> pa.ChunkedArray:
    labels = {fold(text) for text in wanted}
    matching = [text for text in pc.unique(texts).to_pylist() if text is not None and fold(text) in labels]
    return pc.is_in(texts, value_set=pa.array(matching, TEXT))


def _any(masks: list[pa.ChunkedArray]) -> pa.ChunkedArray | None:
    found = None
    for mask in masks:
        found = mask if found is None else pc.or_(found, mask)
    return found


def _where(values: pa.ChunkedArray, column: Column, cells: Cells) -> pa.ChunkedArray:
    """The values, with those that another column's text gives."""
    for value, conditions in column.where.items():
        for name, part in conditions.items():
            if name in cells.columns:
                matched = pc.fill_null(pc.match_substring(cells.first(name), part), False)
                values = pc.if_else(matched, pa.scalar(value, values.type), values)
    return values


def _list_bad(
    reading: Reading,
    texts: pa.ChunkedArray,
    bad: pa.ChunkedArray,
    numbers: pa.ChunkedArray,
    column: Column,
    kind: Kind,
    match: Match,
    name: str,
) -> None:
    values, places = texts.filter(bad), numbers.filter(bad)
    reading.bad_count += len(values)
    problem_id, text, remedy = _BAD.get(kind, _BAD_NUMBER)
    label = match.cells[match.columns[name][0]]
    for value, row in zip(values[:_LISTED].to_pylist(), places[:_LISTED].to_pylist(), strict=True):
        if len(reading.bad) < _LISTED:
            form = column.format or ""
            expected = _EXPECTED.get((kind, form), form)
            years = {"first": dates.YEARS[0], "last": dates.YEARS[-1]}
            said = {"value": value.strip()[:60], "expected": expected, **years}
            reading.bad.append(
                Problem(problem_id, text, said, remedy=remedy, file=reading.file, row=row, column=label.strip() or name)
            )


def _assemble(
    table: Table, columns: dict[str, pa.ChunkedArray], constants: dict[str, pa.Scalar], numbers: pa.ChunkedArray
) -> pa.Table:
    """All columns of the canonical table in its order and types, and the record each row comes from."""
    count = len(numbers)
    made = []
    for column in table:
        if column.name in columns:
            made.append(columns[column.name].cast(column.arrow))
        elif column.name in constants:
            made.append(pa.repeat(constants[column.name], count))
        else:
            made.append(pa.nulls(count, column.arrow))
    return pa.table([*made, numbers], schema=table.arrow.append(pa.field(ROW, pa.int64())))


def with_absent_days(data: pa.Table, figures: list[str], constants: dict[str, str]) -> pa.Table:
    """The rows, and one with 0 for each day between the first and the last that the platform left out."""
    days = data["date"].to_pylist()
    known = sorted({day for day in days if day is not None})
    if not known:
        return data
    row_of = dict(zip(days, data[ROW].to_pylist(), strict=True))
    absent: list[tuple[dt.date, int]] = []
    for before, after in pairwise(known):
        gap = (before + dt.timedelta(number) for number in range(1, (after - before).days))
        absent += [(day, row_of[before]) for day in gap]
    zeros = [{"date": day, ROW: row, **dict.fromkeys(figures, 0), **constants} for day, row in absent]
    return pa.concat_tables([data, pa.Table.from_pylist(zeros, schema=data.schema)]).sort_by("date")
