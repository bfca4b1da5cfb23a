"""From a matched section's cells to rows of its canonical table."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import pyarrow as pa

from kpitools.readers.export import ROW
from kpitools.readers.files.pieces import Rest
from kpitools.readers.matching.bulk import read_bulk
from kpitools.readers.matching.cells import TEXT, Cells, Chunk, chunks, joined, read_cells
from kpitools.readers.matching.facts import facts, told
from kpitools.readers.matching.lying import in_memory, laid_out
from kpitools.readers.matching.match import rows_of
from kpitools.readers.matching.recognise import Found
from kpitools.readers.rows import currencies, spans, visits
from kpitools.readers.rows.absent import with_absent_days, with_absent_figures
from kpitools.readers.rows.drop import lasting, without_dropped
from kpitools.readers.rows.lists import one_each
from kpitools.readers.rows.subtotals import without_subtotals
from kpitools.readers.rows.totals import check_totals
from kpitools.readers.schema.layout import Section
from kpitools.readers.values import derived, percents, suspects, swapped
from kpitools.readers.values.cast import Context
from kpitools.readers.values.reading import Reading
from kpitools.readers.values.values import Values, values_of
from kpitools.readers.writing import dates
from kpitools.readers.writing.persons import without_addresses
from kpitools.tables import Table

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


def parts(found: Found, reading: Reading) -> Iterator[Rows]:
    """The rows of one matched section, of a long text one part after another; what can't be read and what is worth
    knowing is added to `reading`."""
    stated = facts(found, reading.layout)
    found = laid_out(found, reading.layout, reading.file)
    match = found.match
    context = _context(found, reading, stated)

    def cleaned(note: suspects.Note, refuse: swapped.Refuse) -> Iterator[tuple[Cells, Cells]]:
        cells = _cells(found, reading)
        by_row = _row_by_row(match.section) and not found.sheet.resaved
        for part in cells if by_row else [joined(list(cells))]:
            kept, totals = without_dropped(part, match, note)
            if found.sheet.resaved:
                kept = swapped.mended(
                    percents.mended(kept, match, note),
                    found,
                    reading.layout,
                    {**reading.period, **stated},
                    note,
                    refuse,
                )
            if match.section.each:
                kept = one_each(kept, match, reading.file, refuse)
            yield lasting(kept, match, context), totals

    each = cleaned(reading.note, reading.refuse)
    first = next(each)
    false = suspects.false_zeros(first[0], (kept for kept, _ in cleaned(suspects.unsaid, suspects.unsaid)), match)
    suspects.say_false_zeros(false, match, reading.note)
    minutes = suspects.Minutes(reading.layout.time_zone or reading.zone)
    for cells, totals in chain([first], each):
        cells = suspects.without_false_zeros(cells, false)
        currencies.compare(match, cells, context)
        columns = values_of(cells, match, context, reading)
        when = columns.get(match.section.canonical.when or "")
        if when is not None and pa.types.is_timestamp(when.type):
            minutes.take(when)
        suspects.say_undated(when, reading.note)
        check_totals(totals, columns, match, context, reading.note)
        data = _assembled(columns, _constants(match.section, stated), cells, match.section)
        if match.section.pivot:
            zeros = [name for name in columns if match.section.columns[name].blank == "zero"]
            data = with_absent_figures(data, cells, zeros)
        if match.section.visits:
            data = visits.paths(data, cells, match, context, reading)
        span = next((column.span for column in match.section.columns.values() if column.span), None)
        if span:
            data = spans.with_ends(data, span, stated, reading.file, reading.note)
        data = _completed(data, match.section, reading, list(columns))
        if not reading.layout.closed:
            data = without_subtotals(data, match.section.canonical, reading.note)
        yield Rows(
            match.section.canonical, data, told(found, reading.layout), found.block.name, match.section.rivals,
            years_of(match.section),
        )  # fmt: skip
    minutes.say(reading.note)


def _row_by_row(section: Section) -> bool:
    """Whether each row of a section is read without looking at the others."""
    looks_around = any(
        column.one_format or column.rounded or column.share or column.source or column.once or column.made == "each row"
        or dates.DAY_MONTH in column.format
        for column in section.columns.values()
    )  # fmt: skip
    return not (looks_around or section.visits or section.absent == "zero" or "total" in section.drop)


def years_of(section: Section) -> Years:
    """Where the years of a section's dates come from."""
    undated = [column for column in section.columns.values() if dates.DAY_MONTH in column.format]
    return "written" if not undated else "ids" if all(column.clock for column in undated) else "hint"


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


def _cells(found: Found, reading: Reading) -> Iterator[Cells]:
    """The cells of a section, in parts: of a long text by Arrow as far as that reads it."""
    match, sheet = found.match, found.sheet
    if match.spread or in_memory(match, reading.layout) or not sheet.long_text or match.header or sheet.first > 1:
        yield from read_cells(match, _chunks(found, reading), reading.file, ended=sheet.ended)
        return
    for part in read_bulk(match, sheet.long_text, sheet.delimiter, ended=sheet.ended):
        if isinstance(part, Rest):
            rest = chunks(sheet.from_byte(part.offset), part.first, after=1)
            yield from read_cells(match, rest, reading.file, ended=sheet.ended)
        else:
            yield part


def _chunks(found: Found, reading: Reading) -> Iterable[Chunk]:
    """The records of a section's table: a stack was read to find its parts, a sheet's one table is read here."""
    if not in_memory(found.match, reading.layout):
        header = found.block.records[found.match.header][0]
        lines = chunks(found.sheet.open(), found.sheet.first, header)
        spread = found.match.spread
        return lines if spread is None else (spread.rows(*part) for part in lines)
    records = rows_of(found.match, found.block, reading.file)
    return [([row for row, _ in records], [cells for _, cells in records])] if records else []


def _constants(section: Section, stated: dict[str, dt.datetime]) -> dict[str, pa.Scalar]:
    """The columns that are the same in every row: by the layout, or by the lines above the table."""
    made = {name: pa.scalar(value, TEXT).cast(section.canonical[name].arrow) for name, value in section.set.items()}
    for name, column in section.columns.items():
        if column.fact in stated:
            made[name] = pa.scalar(stated[column.fact].date(), pa.date32())
    return made


def _assembled(columns: Values, constants: dict[str, pa.Scalar], cells: Cells, section: Section) -> pa.Table:
    """All columns of the canonical table in its order and types, and the record each row comes from."""
    table, count = section.canonical, len(cells.rows)
    made = []
    for column in table:
        if column.name in columns:
            made.append(columns[column.name].cast(column.arrow))
        elif column.name in constants:
            made.append(pa.repeat(constants[column.name], count))
        else:
            made.append(pa.nulls(count, column.arrow))
    return pa.table([*made, cells.rows], schema=table.arrow.append(pa.field(ROW, pa.int64())))


def _completed(data: pa.Table, section: Section, reading: Reading, read: list[str]) -> pa.Table:
    """The rows with the days that the export leaves out, and without what a table never holds; `read` are the columns
    that the file has."""
    if section.absent == "zero":
        data = with_absent_days(data, [name for name in section.figures if name in read], section.set)
    if "date" in section.canonical.key and "end" in section.canonical.key and not reading.layout.closed:
        data = derived.one_day(data)
    return without_addresses(data, section.canonical, reading.pseudonyms)
