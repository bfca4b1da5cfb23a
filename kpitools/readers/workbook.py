"""Sheets of XLSX, XLS and ODS workbooks as records of texts."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers import remedies

# From here on a spreadsheet's number no longer holds every whole number: an id that was read as one is destroyed.
_EXACT = 2**53


def sheets(path: Path) -> dict[str, Any]:
    """The workbook's sheets by name, in order; raises UnreadableExport where it is damaged or protected."""
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a damaged workbook can make the parser panic, which is no Exception
        raise _unreadable(path) from error


def records(sheet: Any) -> Iterator[list[str]]:
    """Every record of a sheet from its first row on, blank ones too, each cell as text."""
    for cells in sheet.to_python(skip_empty_area=False):
        yield [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    match cell:
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell)) if abs(cell) < _EXACT else f"{cell:E}"
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell)


def _unreadable(path: Path) -> UnreadableExport:
    with path.open("rb") as file:
        protected = "EncryptedPackage".encode("utf-16-le") in file.read()
    if protected:
        text = mark("Ce classeur est protégé par un mot de passe.")
        remedy = mark("Ouvrez-le, enlevez le mot de passe et enregistrez-le de nouveau.")
        return UnreadableExport(Problem("password", text, remedy=remedy, file=path.name))
    text = mark("Ce classeur est abîmé ou incomplet.")
    return UnreadableExport(Problem("damaged", text, remedy=remedies.DOWNLOAD_AGAIN, file=path.name))
