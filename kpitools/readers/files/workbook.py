"""Sheets of XLSX, XLS and ODS workbooks as records of texts."""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import bounds, remedies

# From here on a spreadsheet's number no longer holds every whole number: an id that was read as one is destroyed.
_EXACT = 2**53

_BLOCK = 1 << 20
_SINCE_1904 = re.compile(rb"""\bdate1904=["'](1|true)["']""")
_BOOK = "xl/workbook.xml"
# What reading a member of a broken, cut or locked workbook can raise.
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")


def sheets(path: Path) -> dict[str, Any]:
    """The workbook's sheets by name, in order; raises UnreadableExport where it is damaged or protected."""
    import python_calamine

    _refuse_oversized(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a damaged workbook can make the parser panic, which is no Exception
        raise _unreadable(path) from error


def records(sheet: Any) -> Iterator[list[str]]:
    """Every record of a sheet from its first row on, blank ones too, each cell as text, from the first column on in
    which anything stands."""
    rows = sheet.to_python(skip_empty_area=False)
    first = _first_column(rows)
    for cells in rows:
        yield [cell_text(cell) for cell in cells[first:]]


def _first_column(rows: list[list[Any]]) -> int:
    """The first column in which anything stands: most often the very first, as its first rows tell."""
    first = len(rows[0]) if rows else 0
    for cells in rows:
        first = next((at for at in range(first) if cells[at] not in ("", None)), first)
        if first == 0:
            break
    return first


def counts_from_1900(path: Path) -> bool:
    """Whether a workbook is sure to count its days from 1900, and not from 1904 as those of old Macintoshes do."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _BOOK in archive.namelist() and not _SINCE_1904.search(archive.read(_BOOK))
    except _DAMAGED:
        return False  # or no ZIP at all: the older form does not say it so plainly


def has_dates(sheet: Any) -> bool:
    """Whether a cell of a sheet is a day, and no text of one."""
    return any(isinstance(cell, dt.date) for cells in sheet.iter_rows() for cell in cells)


def cell_text(cell: object) -> str:
    """A cell's value as text: whole numbers without a fraction, days and times in ISO form, nothing rounded unseen."""
    match cell:
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell)) if abs(cell) < _EXACT else f"{cell:E}"
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case dt.timedelta():
            minutes, seconds = divmod(cell.total_seconds(), 60)
            return f"{minutes // 60:.0f}:{minutes % 60:02.0f}:{seconds:02.0f}"
        case _:
            return str(cell)


def _refuse_oversized(path: Path) -> None:
    """The parser ends the whole program where a workbook does not fit into memory: such a one must not reach it."""
    if not zipfile.is_zipfile(path):  # XLS: 65,536 rows by 256 columns at most
        return
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        bounds.refuse_bomb(members, path.name)
        for member in members:
            if member.filename.lower().endswith(".xml"):  # where the sheets lie is for the workbook to say
                rows, columns = _extent(archive, member)
                # A cell takes more than a byte: fewer bytes than places means that most places are empty.
                if rows * columns > max(bounds.PLACES, member.file_size):
                    raise bounds.too_far(path.name, None, rows, columns)


def _extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """The farthest row and column of a sheet, by the references of its cells; 0 where it is damaged."""
    rows, letters, rest = 0, set[bytes](), b""
    try:
        with archive.open(member) as sheet:
            while block := sheet.read(_BLOCK):
                for column, row in _REFERENCE.findall(rest + block):
                    letters.add(column)
                    rows = max(rows, int(row))
                rest = block[-16:]  # a reference may lie across two blocks
    except _DAMAGED:
        return 0, 0  # the parser says in which way
    return rows, max((_column(name) for name in letters), default=0)


def _column(letters: bytes) -> int:
    """A column's number: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _unreadable(path: Path) -> UnreadableExport:
    with path.open("rb") as file:
        protected = "EncryptedPackage".encode("utf-16-le") in file.read()
    if protected:
        text = mark("Ce classeur est protégé par un mot de passe.")
        remedy = mark("Ouvrez-le, enlevez le mot de passe et enregistrez-le de nouveau.")
        return UnreadableExport(Problem("password", text, remedy=remedy, file=path.name))
    text = mark("Ce classeur est abîmé ou incomplet.")
    return UnreadableExport(Problem("damaged", text, remedy=remedies.DOWNLOAD_AGAIN, file=path.name))
