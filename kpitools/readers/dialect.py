"""How a text file of cells is written: its encoding, its delimiter, and whether it was cut short."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers import remedies

_SAMPLE = 64 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Dialect:
    """Encoding and delimiter; `declared`: a first line `sep=,` says the latter; `ended`: the last line has its end."""

    encoding: str
    delimiter: str
    declared: bool
    ended: bool


def dialect(path: Path) -> Dialect:
    """The dialect of a text file; raises UnreadableExport where it holds no text."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
        file.seek(-min(4, path.stat().st_size), io.SEEK_END)
        ended = file.read().replace(b"\0", b"")[-1:] in (b"\n", b"\r")
    encoding = _encoding(path, head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if _is_binary(text):
        raise UnreadableExport(
            Problem(
                "not_text",
                mark("Ce fichier n'est ni du texte ni un classeur : il n'y a pas de tableau à lire."),
                remedy=remedies.AS_TABLE,
                file=path.name,
            )
        )
    declared = text[:4].lower() == "sep="
    delimiter = text[4:5] if declared and text[4:5] not in ("", "\r", "\n") else _vote(text)
    return Dialect(encoding, delimiter, declared, ended)


def records(path: Path, said: Dialect) -> Iterator[list[str]]:
    """Every record of the file, blank ones too, without the line that declares the delimiter.

    Raises UnreadableExport where the text stops in the middle of a cell or a character.
    """
    with path.open(encoding=said.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=said.delimiter, strict=True)
        try:
            if said.declared:
                file.readline()
            yield from reader
        except (csv.Error, UnicodeError) as error:
            raise UnreadableExport(
                Problem(
                    "cut_short",
                    mark("Le fichier est abîmé ou coupé : il s'arrête au milieu d'une cellule ou d'un caractère."),
                    remedy=remedies.UNTOUCHED,
                    file=path.name,
                    line=reader.line_num + said.declared,
                )
            ) from error


def _encoding(path: Path, head: bytes) -> str:
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    # UTF-16 without its mark: every other byte of Latin text is null.
    for name, nulls in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(head) > 3 and nulls.count(0) > 0.4 * len(nulls):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
        except UnicodeDecodeError:
            return "cp1252" if _fits(path, "cp1252") else "latin-1"
    return "utf-8"


def _fits(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding) as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _is_binary(text: str) -> bool:
    control = sum(1 for letter in text if letter < " " and letter not in "\t\r\n\x0b\x0c")
    return "\0" in text or control > max(5, 0.01 * len(text))


def _vote(text: str) -> str:
    """The delimiter that cuts most of the first records into the same number of cells."""
    sample = text[: text.rfind("\n") + 1] or text

    def score(delimiter: str) -> tuple[int, int]:
        rows = [cells for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(cells)]
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return count, width

    try:
        return max(_DELIMITERS, key=score)
    except csv.Error:
        return ","
