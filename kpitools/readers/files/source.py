"""Opening an export file: what it is by its first bytes, whatever its name says, and the records it holds."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BufferedReader
from pathlib import Path

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.readers.files import answers, archive, dialect, remedies, spreadsheetml, workbook
from kpitools.readers.files.blanks import beginning
from kpitools.readers.files.dialect import Text

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_HEAD = 1024  # bytes that tell what a file is
# Below this size reading cell by cell is as fast as anyone notices.
_LONG = 4_000_000
_PAGES = (b"<!doctype html", b"<html")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, one text of an archive, or the one table of a text file (its name is then empty).

    `open` gives every record from the beginning, blank ones too; `first` is the number of the first of them;
    `delimiter` and `encoding` are those of a text, and empty in a workbook; `ended`: the last line has its end;
    `long_text`: the file itself, where it is a long text in UTF-8; `from_byte` gives a text's records from there on;
    `notes`: what was undone in a text; `resaved`: a spreadsheet may have saved it, and made dates of its texts;
    `has_dates` looks whether it holds date cells; `since_1900`: a number that is a date counts days from there on;
    `alone`: its workbook has no other sheet.
    """

    name: str
    open: Callable[[], Iterator[list[str]]]
    first: int = 1
    delimiter: str = ""
    ended: bool = True
    encoding: str = ""
    long_text: Path | None = None
    from_byte: Callable[[int], Iterator[list[str]]] = lambda _: iter(())
    notes: tuple[Problem, ...] = ()
    resaved: bool = False
    has_dates: Callable[[], bool] = lambda: False
    since_1900: bool = False
    alone: bool = True


@dataclass(frozen=True)
class Source:
    """A file that can be read: its sheets, none where it is Parquet; `problems`: what was mended or left out."""

    path: Path
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()
    is_parquet: bool = False


def open_source(path: Path) -> Source:
    """The file's sheets; raises UnreadableExport for what is no table, with what it is instead."""
    with accessible(path):
        if path.is_dir() and os.access(path, os.R_OK | os.X_OK):
            text = mark("C'est un dossier, pas un fichier.")
            raise _refused(path, "directory", text, mark("Donnez les fichiers qu'il contient."))
        with open_file(path) as file:
            head = beginning(file, _HEAD)
    if not head:
        raise _refused(path, "empty", mark("Le fichier est vide."), remedies.DOWNLOAD_AGAIN)
    if head.startswith(b"PAR1"):
        return Source(path, (), is_parquet=True)
    if head.startswith(_ZIP) and not archive.is_workbook(path):
        return _archive(path)
    if head.startswith((_OLE, _ZIP)):
        return _workbook(path)
    if spreadsheetml.is_spreadsheetml(head):
        found, problems = spreadsheetml.sheets(path)
        return Source(path, tuple(Sheet(sheet.name, partial(iter, sheet.rows)) for sheet in found), tuple(problems))
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            text = mark("Ce fichier est au format {what} : ce n'est pas un tableau, quel que soit son nom.")
            raise _refused(path, "foreign", text, remedies.AS_TABLE, what=what)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        text = mark("Ce fichier est une page web, peut-être la page de connexion du réseau.")
        raise _refused(path, "web_page", text, mark("Connectez-vous puis téléchargez de nouveau l'export."))
    if answers.is_json(head) and (answer := answers.opened(path)):
        return Source(path, tuple(Sheet(name, opened) for name, opened in answer.sheets.items()), answer.problems)
    sheet = _text("", Text(partial(open_file, path), path.name))
    is_long = sheet.encoding.startswith("utf-8") and not sheet.notes and path.stat().st_size > _LONG
    return Source(path, (replace(sheet, long_text=path) if is_long else sheet,), sheet.notes)


def _text(name: str, text: Text) -> Sheet:
    """The one table of a text."""
    said = dialect.dialect(text)
    return Sheet(
        name,
        lambda: dialect.records(text, said),
        first=2 if said.declared else 1,
        delimiter=said.delimiter,
        ended=said.ended,
        encoding=said.encoding,
        from_byte=partial(dialect.records, text, said),
        notes=said.notes,
    )


def _archive(path: Path) -> Source:
    """The texts that lie in an archive, each like a sheet of one workbook; what else lies there is said."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for name, member in archive.members(path):
        text = Text(partial(archive.opened, path, name, member), path.name, name)
        with archive.readable(path.name, name):
            with text.open() as file:
                head = beginning(file, _HEAD)
            if head.startswith((_ZIP, _OLE)):
                raise archive.nested(path, name)
            if not head:
                continue
            try:
                sheet = _text(name, text)
            except UnreadableExport as error:
                problems += [replace(problem, severity=Severity.NOTE) for problem in error.problems]
            else:
                sheets.append(replace(sheet, open=partial(_member_records, path, name, sheet)))
                problems += [problem.at(sheet=name) for problem in sheet.notes]
    if not sheets:
        raise archive.without_tables(path)
    return Source(path, tuple(sheets), tuple(problems))


def _member_records(path: Path, name: str, sheet: Sheet) -> Iterator[list[str]]:
    with archive.readable(path.name, name):
        yield from sheet.open()


@contextmanager
def accessible(path: Path) -> Iterator[None]:
    """Raises UnreadableExport where the system refuses the file, at once or in the middle of reading."""
    try:
        yield
    except OSError as error:
        text = mark("Ce fichier n'existe pas ou ne peut pas être ouvert.")
        raise _refused(path, "no_access", text, mark("Vérifiez son nom et vos droits.")) from error


def open_file(path: Path) -> BufferedReader:
    """The file's bytes; raises OSError for a device or a pipe too, whose bytes might never end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path.open("rb")


def sha256(path: Path) -> str:
    """The file's SHA-256, in hexadecimal; raises OSError where it can't be opened."""
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_blank(cells: list[str]) -> bool:
    """Whether no cell of a record holds anything."""
    return not any(map(str.strip, cells))


def _workbook(path: Path) -> Source:
    """The sheets of a workbook, which a spreadsheet may have saved."""
    found, since_1900 = workbook.sheets(path), workbook.counts_from_1900(path)
    made = (
        Sheet(
            name,
            partial(workbook.records, sheet),
            resaved=True,
            has_dates=partial(workbook.has_dates, sheet),
            since_1900=since_1900,
            alone=len(found) == 1,
        )
        for name, sheet in found.items()
    )
    return Source(path, tuple(made))


def _refused(path: Path, problem_id: str, text: str, remedy: str, **values: object) -> UnreadableExport:
    return UnreadableExport(Problem(problem_id, text, values, remedy=remedy, file=path.name))
