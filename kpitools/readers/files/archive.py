"""ZIP archives as the platforms hand them out: the text files inside, each like a sheet of one workbook.

Nothing is ever unpacked onto the disk, and no member can give more bytes than the archive says that it has.
"""

import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import bounds, remedies

_MEMBERS = 255
_WORKBOOK = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_ENCRYPTED = 0x1
# What an operating system adds to every archive that it makes.
_CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
_UNPACK = mark("Décompressez-la et donnez les fichiers qu'elle contient.")


def is_workbook(path: Path) -> bool:
    """Whether a ZIP file is a workbook; raises UnreadableExport where it is damaged."""
    with readable(path.name), zipfile.ZipFile(path) as archive:
        return not _WORKBOOK.isdisjoint(archive.namelist())


def members(path: Path) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files of an archive in its order, each with what messages call it; raises UnreadableExport where it is none
    that a platform would make."""
    with readable(path.name), zipfile.ZipFile(path) as archive:
        found = [member for member in archive.infolist() if not (member.is_dir() or _is_clutter(member.filename))]
    if len(found) > _MEMBERS:
        raise _refused(path, "archive", mark("Cette archive contient plus de {most} fichiers."), most=_MEMBERS)
    bounds.refuse_bomb(found, path.name)
    for member in found:
        if _leads_outside(member):
            text = mark("Cette archive contient un lien ou un fichier qui mène hors d'elle : elle n'est pas lue.")
            raise _refused(path, "unsafe_archive", text, member.filename)
        if member.flag_bits & _ENCRYPTED:
            raise _refused(path, "password", mark("Cette archive est protégée par un mot de passe."), member.filename)
    return list(zip(_names([member.filename for member in found]), found, strict=True))


def opened(path: Path, name: str, member: zipfile.ZipInfo) -> IO[bytes]:
    """A member's bytes; the archive is closed with it."""
    archive = zipfile.ZipFile(path)
    with readable(path.name, name):
        return archive.open(member)


def _names(files: Sequence[str]) -> list[str]:
    """Each file's name, with the last folders that it lies in where another one has the same."""
    parts = [PurePosixPath(file).parts for file in files]
    ends = Counter(file[start:] for file in parts for start in range(len(file)))
    alone = ((file[start:] for start in reversed(range(len(file))) if ends[file[start:]] == 1) for file in parts)
    return ["/".join(next(names, file)) for names, file in zip(alone, parts, strict=True)]


def nested(path: Path, name: str) -> UnreadableExport:
    """The error of an archive in which lies another, or a workbook."""
    text = mark("Cette archive contient une autre archive ou un classeur : seuls les fichiers texte y sont lus.")
    return _refused(path, "nested_archive", text, name)


def without_tables(path: Path) -> UnreadableExport:
    """The error of an archive in which lies no text."""
    return _refused(path, "archive", mark("Cette archive ne contient aucun fichier texte à lire."))


@contextmanager
def readable(file: str, member: str | None = None) -> Iterator[None]:
    """Raises UnreadableExport where an archive turns out damaged, at once or in the middle of reading."""
    try:
        yield
    except (*_DAMAGED, RuntimeError) as error:
        text = mark("Cette archive ou ce classeur est abîmé ou incomplet.")
        problem = Problem("damaged", text, remedy=remedies.DOWNLOAD_AGAIN, file=file, sheet=member)
        raise UnreadableExport(problem) from error


def _is_clutter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and (parts[0] in _CLUTTER or parts[-1] in _CLUTTER)


def _leads_outside(member: zipfile.ZipInfo) -> bool:
    """Whether unpacking a member would write elsewhere: an absolute name, one that climbs up, or a link."""
    windows = PureWindowsPath(member.filename)
    outside = bool(windows.drive or windows.root) or ".." in windows.parts
    return outside or stat.S_ISLNK(member.external_attr >> 16)


def _refused(path: Path, problem_id: str, text: str, member: str | None = None, **values: object) -> UnreadableExport:
    return UnreadableExport(Problem(problem_id, text, values, remedy=_UNPACK, file=path.name, sheet=member))
