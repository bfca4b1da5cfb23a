"""Workbooks in XML (SpreadsheetML 2003, most often named .xls): their sheets as records of texts.

The format: "XML Spreadsheet Reference", Microsoft, 2001. Nothing is fetched and nothing is expanded: a document type,
the only place of entities, is refused.
"""

import codecs
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from xml.parsers import expat

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.readers.files import bounds, remedies, repair
from kpitools.readers.files.workbook import cell_text

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_ENCODING = re.compile(r"""<\?xml[^>]*?encoding=["']([\w.-]+)["']""")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLOCK = 1 << 20
_DEPTH = 64  # elements within each other; a workbook has a dozen
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
# What may stand open where the file ends while every row that was begun is whole.
_BETWEEN_SHEETS = (["Workbook"], ["Workbook", "Worksheet"])
_MENDABLE = 200_000_000  # bytes; a malformed workbook is mended in memory
_MALFORMED = expat.errors.codes
_CUT = {
    _MALFORMED[expat.errors.XML_ERROR_NO_ELEMENTS],
    _MALFORMED[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    _MALFORMED[expat.errors.XML_ERROR_PARTIAL_CHAR],
    _MALFORMED[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
}

T = TypeVar("T")


@dataclass
class XmlSheet:
    """A sheet: its name, its rows with the blank ones between them, and how many its table says it has."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    expected: int | None = None
    places: int = 0


def is_spreadsheetml(head: bytes) -> bool:
    """Whether a file that begins so is a workbook in XML."""
    text = head.decode("utf-16" if head.startswith(_UTF_16) else "latin-1", "ignore")
    return _NAMESPACE in text and re.search(r"<(\w+:)?Workbook\b", text) is not None


def sheets(path: Path) -> tuple[list[XmlSheet], list[Problem]]:
    """The workbook's sheets in order, and what had to be repaired to read them.

    Raises UnreadableExport, with the sheet and the row, where it is damaged beyond what can be repaired for certain.
    """
    if path.stat().st_size > bounds.UNPACKED:
        raise bounds.too_large_unpacked(path.name)
    try:
        with path.open("rb") as file:
            return _Reader(path.name).read(iter(lambda: file.read(_BLOCK), b"")), []
    except (expat.ExpatError, LookupError, ValueError) as error:
        if path.stat().st_size > _MENDABLE:
            raise bounds.too_large_unpacked(path.name) from error
        text, notes = _mended(path)
        reader = _Reader(path.name)
        try:
            return reader.read(text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK)), notes
        except expat.ExpatError as still:
            return reader.whole_until(still), [*notes, reader.cut_note()]


def _mended(path: Path) -> tuple[str, list[Problem]]:
    """The text without what is certain to be no markup, and what was wrong with it."""
    data, notes = path.read_bytes(), []
    text = _decoded(data)
    mended = repair.xml(text)
    if mended != text:
        said = mark("Le XML de ce classeur est mal formé (caractères non codés) : il a été réparé sans perte.")
        notes.append(Problem("repaired", said, severity=Severity.NOTE, file=path.name))
    return mended, notes


def _decoded(data: bytes) -> str:
    """The text of a file in the encoding that it names, or that its first bytes tell."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    named = _ENCODING.search(data[:200].decode("latin-1"))
    try:
        return data.decode(named[1] if named else "utf-8").lstrip("\ufeff \t\r\n")
    except (LookupError, UnicodeError):
        return data.decode("utf-8", repair.MIXED).lstrip("\ufeff \t\r\n")


class _Reader:
    """What a parser of one file has met so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: list[XmlSheet] = []
        self._open: list[str] = []
        self._row: list[str] = []
        self._cell: list[str] = []
        self._type = ""
        self._across = 0

    def read(self, blocks: Iterator[bytes] | Iterator[str]) -> list[XmlSheet]:
        """All sheets; raises expat's own error where the XML is malformed."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
        return self.sheets

    def whole_until(self, error: expat.ExpatError) -> list[XmlSheet]:
        """The sheets of a file that ends too early, where each of them is certain to be whole."""
        if error.code not in _CUT:
            raise self._damaged() from error
        between = self._open in _BETWEEN_SHEETS
        last_row = self._open == ["Workbook", "Worksheet", "Table"] and self.sheets[-1].expected
        if not (self.sheets and (between or last_row == len(self.sheets[-1].rows))):
            raise self._damaged("cut_short", mark("Le fichier est coupé : cette ligne n'est pas entière.")) from error
        return self.sheets

    def cut_note(self) -> Problem:
        """What to say of a file that ends after a whole sheet."""
        text = mark("Le fichier est coupé après cette feuille : s'il y en avait d'autres, elles manquent.")
        return Problem("sheets_cut", text, severity=Severity.WARNING, file=self.file, sheet=self.sheets[-1].name)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        said = {_local(key): value for key, value in attributes.items()}
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        if len(self._open) > _DEPTH:
            raise self._damaged()
        if name == "Worksheet":
            self.sheets.append(XmlSheet(repair.unmasked(said.get("Name", ""))))
        elif not self.sheets:
            return
        elif name == "Table":
            self.sheets[-1].expected = self._number(said, "ExpandedRowCount")
        elif name == "Row" and parent == "Table":
            sheet, at = self.sheets[-1], self._number(said, "Index")
            self._fill(sheet.rows, [], at, bounds.ROWS)
            self._row = []
        elif name == "Cell" and parent == "Row":
            self._fill(self._row, "", self._number(said, "Index"), bounds.COLUMNS)
            self._across = self._number(said, "MergeAcross") or 0
            self._cell, self._type = [], ""
        elif name == "Data" and parent == "Cell":
            self._type = said.get("Type", "String")

    def _end(self, name: str) -> None:
        name = self._open.pop() if self._open else _local(name)
        parent = self._open[-1] if self._open else ""
        if name == "Cell" and parent == "Row":
            self._row.append(_value("".join(self._cell), self._type))
            if self._across:
                self._fill(self._row, "", len(self._row) + self._across + 1, bounds.COLUMNS)
        elif name == "Row" and parent == "Table":
            sheet = self.sheets[-1]
            sheet.rows.append(self._row)
            sheet.places += len(self._row)
            if sheet.places > bounds.PLACES:
                raise bounds.too_far(self.file, sheet.name, len(sheet.rows), len(self._row))

    def _text(self, text: str) -> None:
        # A cell's comment has Data of its own, and within a cell's Data stands markup for parts of the text.
        if "Data" in self._open and "Comment" not in self._open:
            self._cell.append(text)

    def _doctype(self, *_: object) -> None:
        raise self._damaged()

    def _fill(self, places: list[T], blank: T, at: int | None, most: int) -> None:
        """Blank places up to the one before `at`, counted from 1, which is where the next one goes."""
        if at is None:
            at = len(places) + 1
        if at <= len(places):
            raise self._damaged()
        if at > most:
            sheet = self.sheets[-1]
            rows, columns = (at, len(self._row)) if places is sheet.rows else (len(sheet.rows) + 1, at)
            raise bounds.too_far(self.file, sheet.name, rows, columns)
        places.extend([blank] * (at - len(places) - 1))

    def _number(self, said: dict[str, str], name: str) -> int | None:
        written = said.get(name)
        if written is None:
            return None
        if not (written.isascii() and written.isdecimal() and len(written) < 10):
            raise self._damaged()
        return int(written)

    def _damaged(self, problem_id: str = "damaged", text: str = "") -> UnreadableExport:
        sheet = self.sheets[-1] if self.sheets else None
        return UnreadableExport(
            Problem(
                problem_id,
                text or mark("Le XML de ce classeur est abîmé à partir d'ici."),
                remedy=remedies.DOWNLOAD_AGAIN,
                file=self.file,
                sheet=sheet.name if sheet else None,
                row=len(sheet.rows) + 1 if sheet else None,
            )
        )


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _value(text: str, kind: str) -> str:
    """A cell's text as a workbook's cells are told: whole numbers plain, days and times in ISO form."""
    text = repair.unmasked(text)
    match kind:
        case "Number" if not _PLAIN.fullmatch(text.strip()):
            return _number(text)
        case "Boolean":
            return {"1": "true", "0": "false"}.get(text.strip(), text)
        case "DateTime":
            return _instant(text)
        case _:
            return text


def _number(text: str) -> str:
    try:
        return cell_text(float(text))
    except ValueError:
        return text


def _instant(text: str) -> str:
    try:
        return cell_text(dt.datetime.fromisoformat(text))
    except ValueError:
        return text
