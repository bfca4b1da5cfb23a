"""Where in its file a row or a problem lies: in a file of several sheets, a row's number alone does not say it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.errors import ExportError
from kpitools.problems import Problem
from kpitools.readers import bounds
from kpitools.readers.export import ROW, SHEET_SHIFT
from kpitools.readers.source import Sheet, Source

if TYPE_CHECKING:
    from kpitools.readers.build import Reading


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
def named(sheet: Sheet, source: Source, reading: "Reading") -> Iterator[None]:
    """Names the sheet, where it is one of several, in all that is raised, noted or found unreadable meanwhile."""
    notes, bad = len(reading.notes), len(reading.bad)

    def there(problem: Problem) -> Problem:
        return problem if problem.sheet or len(source.sheets) < 2 else problem.at(sheet=sheet.name)

    try:
        yield
    except ExportError as error:
        raise type(error)(*map(there, error.problems)) from error
    reading.notes[notes:] = map(there, reading.notes[notes:])
    reading.bad[bad:] = map(there, reading.bad[bad:])
