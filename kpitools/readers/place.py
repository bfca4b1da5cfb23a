"""Where in its file a row or a problem lies: in a file of several sheets, a row's number alone does not say it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.errors import ExportError
from kpitools.readers.export import ROW, SHEET_SHIFT
from kpitools.readers.files import bounds
from kpitools.readers.files.source import Sheet, Source
from kpitools.readers.values.reading import Reading


def sheets(source: Source) -> tuple[str, ...]:
    """The names of a file's sheets, none where it has one alone; raises UnreadableExport where they are too many."""
    if len(source.sheets) > bounds.SHEETS:
        raise bounds.too_many_sheets(source.path.name, len(source.sheets))
    return tuple(sheet.name for sheet in source.sheets) if len(source.sheets) > 1 else ()


def numbered(data: pa.Table, sheet: Sheet, source: Source) -> pa.Table:
    """Rows whose numbers say the sheet that they lie in too."""
    before = next(at for at, one in enumerate(source.sheets) if one is sheet) << SHEET_SHIFT
    at = data.schema.get_field_index(ROW)
    return data.set_column(at, data.schema.field(at), pc.add(data[ROW], before)) if before else data


@contextmanager
def named(sheet: Sheet, source: Source, reading: Reading) -> Iterator[None]:
    """Names the sheet, where it is one of several, in all that is raised, noted or found unreadable meanwhile."""
    reading.sheet = name = sheet.name if len(source.sheets) > 1 else None
    try:
        yield
    except ExportError as error:
        there = (problem if problem.sheet or name is None else problem.at(sheet=name) for problem in error.problems)
        raise type(error)(*there) from error
    finally:
        reading.sheet = None
