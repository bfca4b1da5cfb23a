"""From a matched section's cells to rows of its canonical table."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.readers import clocks, currencies, dates, derived, suspects, visits, yearless
from kpitools.readers.absent import with_absent_days
from kpitools.readers.bulk import read_bulk
from kpitools.readers.cast import Context, typed
from kpitools.readers.cells import TEXT, Cells, Chunk, chunks, read_cells
from kpitools.readers.column import Column
from kpitools.readers.drop import lasting, without_dropped
from kpitools.readers.export import ROW
from kpitools.readers.facts import facts, told
from kpitools.readers.figures import Money
from kpitools.readers.layout import Layout, Section
from kpitools.readers.lying import in_memory, laid_out
from kpitools.readers.match import ALL, Match, rows_of
from kpitools.readers.persons import Pseudonyms, pseudonymised, without_addresses
from kpitools.readers.recognise import Found
from kpitools.readers.sources import SOURCE_MEDIUM, Sources, say_decisions
from kpitools.readers.totals import check_totals
from kpitools.readers.unreadable import list_bad
from kpitools.tables import Column as Canonical
from kpitools.tables import Kind, Table

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
    the problems met so far, and what the client's workspace knows of currencies, sources and people."""

    file: str
    layout: Layout
    zone: str
    year: int | None
    notes: list[Problem]
    bad: list[Problem]
    bad_count: int = 0
    money: Money | None = None
    sources: Sources = field(default_factory=Sources)
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)

    def note(self, problem_id: str, text: str, severity: Severity = Severity.NOTE, **values: object) -> None:
        """Add something worth knowing about the file."""
        self.notes.append(Problem(problem_id, text, values, severity, file=self.file))


def rows(found: Found, reading: Reading) -> Rows:
    """The rows of one matched section; values that can't be read are added to `reading.bad`."""
    layout = reading.layout
    stated = facts(found, layout)
    found = laid_out(found, layout)
    match = found.match
    context = _context(found, reading, stated)
    cells = None if match.spread or in_memory(match, layout) else read_bulk(match, found.sheet)
    if cells is None:
        cells = read_cells(match, _chunks(found, reading), reading.file, ended=found.sheet.ended)
    cells, totals = without_dropped(cells, match, reading.note)
    cells = lasting(cells, match, context)
    cells = suspects.without_false_zeros(cells, match, reading.note)
    table = match.section.canonical
    states_figure = _any([pc.is_valid(cells.first(name)) for name in match.section.figures if name in cells.columns])
    currencies.compare(match, cells, context)
    columns: dict[str, pa.ChunkedArray] = {}
    # An id that tells when something was made is read before the date that it makes exact.
    for name in sorted(_read_from(match), key=lambda name: match.section.columns[name].clock is not None):
        column = match.section.columns[name]
        ids = columns[column.clock.id] if column.clock else None
        texts = cells.first(name)
        if column.source and table[name].kind is Kind.NETWORK:
            texts = _with_medium(texts, match, cells)
        terms = [texts, *cells.columns.get(f"{name}+", [])]
        read = [_read(term, name, match, states_figure, cells, context, reading, ids) for term in terms]
        values = _where(reduce(pc.add, read), column, cells)
        if name in match.minus:
            off = _read(cells.first(f"{name}-"), name, match, None, cells, context, reading, None)
            if table[name].kind is Kind.MONEY:  # no refund is one of nothing
                off = pc.coalesce(off, pa.scalar(0, off.type))
            values = pc.subtract(values, off)
        columns[name] = pseudonymised(values, reading.pseudonyms) if column.personal else values
        if column.source and table[name].kind is Kind.NETWORK:
            say_decisions(texts, columns[name], table.name, reading.note)
        suspects.say_untranslated(texts, column, name, table.name, reading.note)
        suspects.say_replaced(columns[name], column, match.cells[match.columns[name][0]], reading.note)
    _derive(columns, match, cells, reading)
    if table.when in columns and table[table.when].kind is Kind.TIME:
        suspects.say_minutes_of_months(columns[table.when], layout.time_zone or reading.zone, reading.note)
    suspects.say_undated(columns.get(table.when or ""), reading.note)
    check_totals(totals, columns, match, context, reading.note)
    constants = {name: pa.scalar(value, TEXT).cast(table[name].arrow) for name, value in match.section.set.items()}
    for name, column in match.section.columns.items():
        if column.fact in stated:
            constants[name] = pa.scalar(stated[column.fact].date(), pa.date32())
    data = _assemble(table, columns, constants, cells.rows)
    if match.section.visits:
        data = visits.paths(data, cells, match, context, reading)
    if match.section.absent == "zero":
        data = with_absent_days(data, [name for name in match.section.figures if name in columns], match.section.set)
    if "date" in table.key and "end" in table.key and not layout.closed:
        data = derived.one_day(data)
    data = without_addresses(data, table, reading.pseudonyms)
    return Rows(table, data, told(found, layout), found.block.name, match.section.rivals, years_of(match.section))


def _context(found: Found, reading: Reading, stated: dict[str, dt.datetime]) -> Context:
    start, match = stated.get("start"), found.match
    return Context(
        reading.layout,
        found.sheet.delimiter,
        reading.zone,
        match.spoken,
        start.date() if start else None,
        reading.money,
        {name: zone for name, parts in match.parts.items() if (zone := dates.zone(parts.get("zone", "")))},
        reading.sources,
    )


def _read_from(match: Match) -> list[str]:
    """The columns of the table that are read from columns of the file."""
    return [name for name in match.section.kept if name in match.columns]


def _with_medium(texts: pa.ChunkedArray, match: Match, cells: Cells) -> pa.ChunkedArray:
    """The sources of visits with their mediums beside them, where the file has these in a column of their own."""
    if "medium" not in match.columns or match.columns["medium"] == match.columns["network"]:
        return texts
    return pc.binary_join_element_wise(pc.coalesce(texts, ""), pc.coalesce(cells.first("medium"), ""), SOURCE_MEDIUM)


def _derive(columns: dict[str, pa.ChunkedArray], match: Match, cells: Cells, reading: Reading) -> None:
    """Put in place of the columns that the file does not hold as they are what comes of them."""
    for name in match.section.kept:
        column, canonical = match.section.columns[name], match.section.canonical[name]
        if name in columns and column.of:
            whole = columns.get(column.of, pa.chunked_array([pa.nulls(len(cells.rows), pa.int64())]))
            columns[name] = derived.share_of(columns[name], whole, canonical)
        elif name in columns and column.after and column.after in columns:
            columns[name] = derived.after(columns[name], columns[column.after])
        elif name in columns and column.rounded:
            columns[name], cut = derived.whole(columns[name])
            if cut:
                text = mark("« {column} » compte en fractions sur {count} ligne(s) : arrondi, le total est gardé.")
                reading.note("rounded", text, column=match.cells[match.columns[name][0]].strip(), count=cut)
        elif column.once and column.once.each in cells.columns:
            beside = [columns[other] for other in column.once.beside if other in columns]
            columns[name] = derived.once(cells.first(column.once.each), beside)
        elif column.made:
            pseudonyms = reading.pseudonyms if column.personal else None
            ids = derived.ids(cells.columns[ALL], pseudonyms, repeat=column.made == "each row")
            columns[name] = pc.coalesce(columns[name], ids) if name in columns else ids


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
    if column.of or column.after or column.rounded:  # what becomes of the figure is for `_derive` to say
        canonical = Canonical(name, Kind.NUMBER)
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
        list_bad(reading, texts, bad, cells.rows, column, canonical.kind, match, name)
    elif clock and canonical.kind is Kind.TIME:
        values = clocks.exact(values, ids, clock, reading.zone)
    return values


def _chunks(found: Found, reading: Reading) -> Iterable[Chunk]:
    """The records of a section's table: a stack was read to find its parts, a sheet's one table is read here."""
    if not in_memory(found.match, reading.layout):
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
