"""From a matched section's cells to rows of its canonical table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.readers import clocks, dates, remedies, suspects, yearless
from kpitools.readers.absent import with_absent_days
from kpitools.readers.bulk import read_bulk
from kpitools.readers.cast import Context, typed
from kpitools.readers.cells import TEXT, Cells, Chunk, chunks, read_cells
from kpitools.readers.column import Column
from kpitools.readers.drop import without_dropped
from kpitools.readers.export import ROW
from kpitools.readers.facts import facts, told
from kpitools.readers.layout import Layout, Section
from kpitools.readers.match import Match, rows_of
from kpitools.readers.recognise import Found
from kpitools.readers.totals import check_totals
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
_NO_ID = ("no_id", mark("« {value} » ne contient pas d'identifiant lisible ici."), remedies.UNTOUCHED)
# An example says more than the name of a form that is no pattern.
_EXPECTED = {
    (Kind.DATE, dates.ISO): "2026-10-31",
    (Kind.TIME, dates.ISO): "2026-10-31T18:05:00+01:00",
    (Kind.DATE, dates.NTH_DAY): "0000",
    (Kind.DATE, dates.DAY_MONTH): "31 October",
    (Kind.TIME, dates.DAY_MONTH): "31 October",
}
_BAD_NUMBER = (
    "bad_number",
    mark("« {value} » n'est pas un nombre lisible ici."),
    mark("Nombre attendu : des chiffres seuls, positif et entier pour un compte."),
)


# The years of a section's dates are written, told by ids beside them, or left to the parameters.
Years = Literal["written", "ids", "hint"]


@dataclass(frozen=True)
class Rows:
    """Rows of one section: `told` are the columns that the content states, by a cell or by the layout; `rivals`: they
    are of several brands, each the one that its account is called; `years`: where the years of its dates come from."""

    table: Table
    data: pa.Table
    told: frozenset[str]
    section: str
    rivals: bool = False
    years: Years = "written"


@dataclass
class Reading:
    """A file being read: its layout, the client's time zone, the year of its last date where the parameters say it,
    and the problems met so far."""

    file: str
    layout: Layout
    zone: str
    year: int | None
    notes: list[Problem]
    bad: list[Problem]
    bad_count: int = 0

    def note(self, problem_id: str, text: str, severity: Severity = Severity.NOTE, **values: object) -> None:
        """Add something worth knowing about the file."""
        self.notes.append(Problem(problem_id, text, values, severity, file=self.file))


def rows(found: Found, reading: Reading) -> Rows:
    """The rows of one matched section; values that can't be read are added to `reading.bad`."""
    match, layout = found.match, reading.layout
    stated = facts(found, layout)
    start = stated.get("start")
    context = Context(
        layout,
        found.sheet.delimiter,
        reading.zone,
        tuple(sorted(match.languages | {"en"})),
        start.date() if start else None,
    )
    cells = None if layout.stacked or match.spread else read_bulk(match, found.sheet)
    if cells is None:
        cells = read_cells(match, _chunks(found, reading), reading.file, ended=found.sheet.ended)
    cells, totals = without_dropped(cells, match, reading.note)
    cells = suspects.without_false_zeros(cells, match, reading.note)
    table = match.section.canonical
    states_figure = _any([pc.is_valid(cells.first(name)) for name in match.section.figures if name in cells.columns])
    columns: dict[str, pa.ChunkedArray] = {}
    # An id that tells when something was made is read before the date that it makes exact.
    for name in sorted(match.columns, key=lambda name: match.section.columns[name].clock is not None):
        column = match.section.columns[name]
        ids = columns[column.clock.id] if column.clock else None
        terms = [cells.first(name), cells.first(f"{name}+")] if name in match.plus else [cells.first(name)]
        read = [_read(term, name, match, states_figure, cells, context, reading, ids) for term in terms]
        columns[name] = _where(read[0] if len(read) == 1 else pc.add(*read), column, cells)
        suspects.say_untranslated(terms[0], column, name, reading.note)
        suspects.say_replaced(columns[name], column, match.cells[match.columns[name][0]], reading.note)
    if table.when in columns and table[table.when].kind is Kind.TIME:
        suspects.say_minutes_of_months(columns[table.when], layout.time_zone or reading.zone, reading.note)
    check_totals(totals, columns, match, context, reading.note)
    constants = {name: pa.scalar(value, TEXT) for name, value in match.section.set.items()}
    for name, column in match.section.columns.items():
        if column.fact in stated:
            constants[name] = pa.scalar(stated[column.fact].date(), pa.date32())
    data = _assemble(table, columns, constants, cells.rows)
    if match.section.absent == "zero":
        data = with_absent_days(data, [name for name in match.section.figures if name in columns], match.section.set)
    return Rows(table, data, told(found, layout), found.block.name, match.section.rivals, years_of(match.section))


def years_of(section: Section) -> Years:
    """Where the years of a section's dates come from."""
    undated = [column for column in section.columns.values() if dates.DAY_MONTH in column.format]
    return "written" if not undated else "ids" if all(column.clock for column in undated) else "hint"


def _read(
    texts: pa.ChunkedArray,
    name: str,
    match: Match,
    states_figure: pa.ChunkedArray | None,
    cells: Cells,
    context: Context,
    reading: Reading,
    ids: pa.ChunkedArray | None,
) -> pa.ChunkedArray:
    """The values of one column of the file; those that can't be read are added to `reading.bad`."""
    column, canonical = match.section.columns[name], match.section.canonical[name]
    if column.blank == "zero" and states_figure is not None:
        # In a row that states no figure at all, nothing was counted: its blanks are unknown.
        texts = pc.if_else(pc.and_(pc.is_null(texts), states_figure), "0", texts)
    dated = column
    clock = column.clock.of if column.clock else None
    if dates.DAY_MONTH in column.format:
        texts = yearless.by_ids(texts, ids, clock) if clock else yearless.by_sequence(texts, reading.year)
        dated = column.model_copy(update={"format": (dates.ISO,)})
    values, bad = typed(texts, canonical, dated, context)
    if bad is not None:
        _list_bad(reading, texts, bad, cells.rows, column, canonical.kind, match, name)
    elif clock and canonical.kind is Kind.TIME:
        values = clocks.exact(values, ids, clock, reading.zone)
    return values


def _chunks(found: Found, reading: Reading) -> Iterable[Chunk]:
    """The records of a section's table: a stack was read to find its parts, a sheet's one table is read here."""
    if not reading.layout.stacked:
        header = found.block.records[found.match.header][0]
        lines = chunks(found.sheet.open(), found.sheet.first, header)
        spread = found.match.spread
        return lines if spread is None else (spread.rows(*part) for part in lines)
    records = rows_of(found.match, found.block, reading.file)
    return [([row for row, _ in records], [cells for _, cells in records])] if records else []


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
    problem_id, text, remedy = _NO_ID if kind is Kind.TEXT and column.extract else _BAD.get(kind, _BAD_NUMBER)
    label = match.cells[match.columns[name][0]]
    for value, row in zip(values[:_LISTED].to_pylist(), places[:_LISTED].to_pylist(), strict=True):
        if len(reading.bad) < _LISTED:
            form = " / ".join(column.format)
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
