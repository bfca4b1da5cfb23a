"""From the cells of a matched section to the values of its canonical columns."""

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.readers.matching.cells import Cells
from kpitools.readers.matching.match import ALL, Match
from kpitools.readers.schema.column import Column
from kpitools.readers.values import derived, shares, suspects
from kpitools.readers.values.cast import Context, typed
from kpitools.readers.values.paths import say_unnamed
from kpitools.readers.values.reading import Reading
from kpitools.readers.values.sources import SOURCE_MEDIUM, say_decisions
from kpitools.readers.values.unreadable import unreadable
from kpitools.readers.writing import clocks, dates, yearless
from kpitools.readers.writing.persons import pseudonymised
from kpitools.tables import Column as Canonical
from kpitools.tables import Kind

Values = dict[str, pa.ChunkedArray]


def values_of(cells: Cells, match: Match, context: Context, reading: Reading) -> Values:
    """The columns of the table that the cells give; texts that can't be read are added to `reading`."""
    section, table = match.section, match.section.canonical
    read = _Read(cells, match, context, reading)
    columns: Values = {}
    # An id that tells when something was made is read before the date that it makes exact.
    for name in sorted(_read_from(match), key=lambda name: section.columns[name].clock is not None):
        column = section.columns[name]
        ids = columns[column.clock.id] if column.clock else None
        texts = cells.first(name)
        if column.source and table[name].kind is Kind.NETWORK:
            texts = _with_medium(texts, match, cells)
        terms = [texts, *cells.columns.get(f"{name}+", [])]
        values = _where(reduce(pc.add, [read.column(term, name, ids) for term in terms]), column, cells)
        if name in match.minus:
            off = read.column(cells.first(f"{name}-"), name, None, blank_is_zero=False)
            if table[name].kind is Kind.MONEY:  # no refund is one of nothing
                off = pc.coalesce(off, pa.scalar(0, off.type))
            values = pc.subtract(values, off)
        columns[name] = pseudonymised(values, reading.pseudonyms) if column.personal else values
        if column.source and table[name].kind is Kind.NETWORK:
            say_decisions(texts, columns[name], table.name, reading.note)
        elif column.source:
            say_unnamed(columns[name], reading.note)
        suspects.say_untranslated(texts, column, name, table.name, reading.note)
        suspects.say_replaced(columns[name], column, match.cells[match.columns[name][0]], reading.note)
    reading.refuse(read.bad, read.bad_count)
    _as_fractions(columns, match, cells, context, reading)
    _derive(columns, match, cells, reading)
    return columns


class _Read:
    """Texts of a section's columns read as values, and those that can't be."""

    def __init__(self, cells: Cells, match: Match, context: Context, reading: Reading) -> None:
        self.cells, self.match, self.context, self.reading = cells, match, context, reading
        self.bad: list[Problem] = []
        self.bad_count = 0
        figures = [pc.is_valid(cells.first(name)) for name in match.section.figures if name in cells.columns]
        self.states_figure = reduce(pc.or_, figures) if figures else None

    def column(
        self, texts: pa.ChunkedArray, name: str, ids: pa.ChunkedArray | None, *, blank_is_zero: bool = True
    ) -> pa.ChunkedArray:
        """The values of one column of the file; `ids` are those that make its dates exact."""
        column, canonical = self.match.section.columns[name], self.match.section.canonical[name]
        if column.of or column.after or column.rounded:  # what becomes of the figure is for `_derive` to say
            canonical = Canonical(name, Kind.NUMBER)
        if column.blank == "zero" and blank_is_zero and self.states_figure is not None:
            # In a row that states no figure at all, nothing was counted: its blanks are unknown.
            texts = pc.if_else(pc.and_(pc.is_null(texts), self.states_figure), "0", texts)
        dated = column
        clock = column.clock.of if column.clock else None
        if dates.DAY_MONTH in column.format:
            texts = yearless.by_ids(texts, ids, clock) if clock else yearless.by_sequence(texts, self.reading.year)
            dated = column.model_copy(update={"format": (dates.ISO,)})
        values, bad = typed(texts, canonical, dated, self.context)
        if bad is not None:
            self.bad_count += pc.sum(bad).as_py()
            self.bad += unreadable(self.reading.file, texts, bad, self.cells.rows, canonical.kind, self.match, name)
        elif clock and canonical.kind is Kind.TIME:
            values = clocks.exact(values, ids, clock, self.reading.zone)
        return values


def _read_from(match: Match) -> list[str]:
    """The columns of the table that are read from columns of the file."""
    return [name for name in match.section.kept if name in match.columns]


def _with_medium(texts: pa.ChunkedArray, match: Match, cells: Cells) -> pa.ChunkedArray:
    """The sources of visits with their mediums beside them, where the file has these in a column of their own."""
    if "medium" not in match.columns or match.columns["medium"] == match.columns["network"]:
        return texts
    return pc.binary_join_element_wise(pc.coalesce(texts, ""), pc.coalesce(cells.first("medium"), ""), SOURCE_MEDIUM)


def _where(values: pa.ChunkedArray, column: Column, cells: Cells) -> pa.ChunkedArray:
    """The values, with those that another column's text gives."""
    for value, conditions in column.where.items():
        for name, part in conditions.items():
            if name in cells.columns:
                matched = pc.fill_null(pc.match_substring(cells.first(name), part), False)
                if pc.any(matched).as_py():
                    values = pc.if_else(matched, pa.scalar(value, values.type), values)
    return values


def _as_fractions(columns: Values, match: Match, cells: Cells, context: Context, reading: Reading) -> None:
    """Put shares in place as fractions, whichever way the file writes them."""
    written = {}
    for name, column in match.section.columns.items():
        if name in columns and column.share and column.of:
            signed = pc.any(pc.match_substring_regex(cells.first(name), r"%\s*$")).as_py()
            written[name] = shares.Shares(columns[name], _whole(columns, column.of, cells), bool(signed))
    scales, open_ones = shares.scales(written, workbook=not context.delimiter)
    for name, scale in scales.items():
        columns[name] = shares.as_fractions(columns[name], scale)
    if open_ones:
        text = mark(
            "Rien ne dit si « {columns} » compte en fractions ou en pour cent : lu en fractions (0,5 = 50 %). Si ce "
            "sont des pour cent, les valeurs qui en viennent sont cent fois trop grandes."
        )
        labels = tuple(match.cells[match.columns[name][0]].strip() for name in open_ones)
        reading.note("shares_open", text, Severity.WARNING, columns=labels)


def _whole(columns: Values, name: str, cells: Cells) -> pa.ChunkedArray:
    """The column that shares are of, unknown where the file lacks it."""
    return columns.get(name, pa.chunked_array([pa.nulls(len(cells.rows), pa.int64())]))


def _derive(columns: Values, match: Match, cells: Cells, reading: Reading) -> None:
    """Put in place of the columns that the file does not hold as they are what comes of them."""
    for name in match.section.kept:
        column, canonical = match.section.columns[name], match.section.canonical[name]
        if name in columns and column.of:
            whole = _whole(columns, column.of, cells)
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
