"""Canonical tables that come as Parquet."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.export import ROW
from kpitools.readers.files import bounds
from kpitools.readers.files.source import Source
from kpitools.readers.matching import unrecognised
from kpitools.readers.matching.cells import TEXT
from kpitools.readers.matching.match import match_header
from kpitools.readers.rows.build import Rows
from kpitools.readers.schema.layout import Layout
from kpitools.readers.values.cast import Context, typed
from kpitools.readers.values.reading import Reading
from kpitools.readers.writing.figures import LARGEST
from kpitools.readers.writing.persons import without_addresses
from kpitools.tables import NETWORKS, Column, Kind

_ROWS = 100_000  # of a part


def recognise(source: Source, layouts: Sequence[Layout], kind: str | None) -> Layout:
    """The canonical table that a Parquet file holds, by the names of its columns."""
    names = [name for name in _open(source.path).schema_arrow.names if name != ROW]
    closed = [layout for layout in layouts if layout.closed]
    fitting = [layout for layout in closed if match_header(layout, layout.sections[0], names)]
    if kind is not None:
        layout = unrecognised.named_kind(source, layouts, kind)
        if layout not in fitting:
            raise unrecognised.contradicting_kind(source, kind, ())
        return layout
    if not fitting:
        raise unrecognised.unknown(source, closed, [names])
    named = [layout for layout in fitting if layout.id == source.path.stem] or fitting
    if len(named) > 1:
        raise unrecognised.ambiguous(source, [layout.id for layout in named])
    return named[0]


def parts(path: Path, reading: Reading) -> Iterator[Rows]:
    """The rows of a Parquet file in the canonical types, some at a time; what does not fit them is added to `reading`.

    There is at least one part.
    """
    file = _open(path)
    if file.metadata.num_rows > bounds.RECORDS:
        raise bounds.too_many_rows(path.name, file.metadata.num_rows)
    first = 1
    try:
        for batch in file.iter_batches(_ROWS):
            yield _rows(pa.Table.from_batches([batch]), first, reading, path.name)
            first += len(batch)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path) from error
    if first == 1:
        yield _rows(file.schema_arrow.empty_table(), first, reading, path.name)


def _rows(data: pa.Table, first: int, reading: Reading, name: str) -> Rows:
    section = reading.layout.sections[0]
    table, count = section.canonical, len(data)
    numbers = pa.chunked_array([pa.array(range(first, first + count), pa.int64())])
    context = Context(reading.layout, "", reading.zone)
    made: list[Any] = []
    for column in table:
        if column.name not in data.column_names:
            made.append(pa.nulls(count, column.arrow))
            continue
        values = _plain(data[column.name])
        bad = None
        if values.type == TEXT:
            blank = pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(values)), 0)
            values, bad = typed(pc.if_else(blank, None, values), column, section.columns[column.name], context)
        else:
            values, bad = _cast(values, column, reading.zone)
        if bad is not None:
            _refuse(reading, numbers.filter(bad), column)
        made.append(values)
    schema = table.arrow.append(pa.field(ROW, pa.int64()))
    rows = without_addresses(pa.table([*made, numbers], schema=schema), table, reading.pseudonyms)
    return Rows(table, rows, frozenset(data.column_names), name)


def _open(path: Path) -> Any:
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path) from error


def _plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts as texts, whatever way Parquet kept them."""
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    texts = pa.types.is_large_string(values.type) or pa.types.is_string_view(values.type)
    return values.cast(TEXT) if texts else values


def _cast(values: pa.ChunkedArray, column: Column, zone: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """A typed column in its canonical type, and a mask of what can't be said in it (None where all can)."""
    try:
        if pa.types.is_timestamp(values.type) and values.type.tz is None and column.kind is Kind.TIME:
            values = pc.assume_timezone(
                values.cast(pa.timestamp("us")), zone, ambiguous="earliest", nonexistent="earliest"
            )
        if pa.types.is_floating(values.type):  # "not a number" is how some programs write the unknown
            values = pc.if_else(pc.is_nan(values), None, values)
        cast = values.cast(column.arrow)
    except (pa.ArrowException, ValueError):
        return pa.chunked_array([pa.nulls(len(values), column.arrow)]), pc.is_valid(values)
    if column.kind not in LARGEST:
        return cast, None
    largest = pa.scalar(LARGEST[column.kind], cast.type)
    bad = pc.or_(pc.greater_equal(cast, largest), pc.less_equal(cast, pc.negate(largest)))
    if column.kind is Kind.COUNT:
        bad = pc.or_(bad, pc.less(cast, 0))
    bad = pc.fill_null(bad, False)
    return cast, bad if pc.any(bad).as_py() else None


def _refuse(reading: Reading, numbers: pa.ChunkedArray, column: Column) -> None:
    text = mark("Cette colonne contient des valeurs qui ne sont pas de son type ({kind}).")
    values = {"kind": column.kind.value, "networks": ", ".join(NETWORKS)}
    rows = numbers[:1].to_pylist()
    bad = [Problem("bad_type", text, values, file=reading.file, row=row, column=column.name) for row in rows]
    reading.refuse(bad, len(numbers))


def _damaged(path: Path) -> UnreadableExport:
    text = mark("Ce fichier Parquet est abîmé ou incomplet.")
    return UnreadableExport(Problem("damaged", text, remedy=mark("Faites-le de nouveau."), file=path.name))
