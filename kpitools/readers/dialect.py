"""How a text file of cells is written: its encoding, its delimiter, and whether it was cut short."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

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


@dataclass(frozen=True)
class Text:
    """A file of text, or one that lies in an archive: `open` gives its bytes from the beginning, `file` and `sheet` are
    what messages call it."""

    open: Callable[[], IO[bytes]]
    file: str
    sheet: str | None = None

    def problem(self, problem_id: str, text: str, remedy: str, **place: int | None) -> UnreadableExport:
        """The error of this text."""
        return UnreadableExport(Problem(problem_id, text, remedy=remedy, file=self.file, sheet=self.sheet).at(**place))


def dialect(source: Text) -> Dialect:
    """The dialect of a text; raises UnreadableExport where it is none."""
    with source.open() as file:
        head = file.read(_SAMPLE)
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 4))
        ended = file.read().replace(b"\0", b"")[-1:] in (b"\n", b"\r")
    encoding = _encoding(source, head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if _is_binary(text):
        said = mark("Ce fichier n'est ni du texte ni un classeur : il n'y a pas de tableau à lire.")
        raise source.problem("not_text", said, remedies.AS_TABLE)
    declared = text[:4].lower() == "sep="
    delimiter = text[4:5] if declared and text[4:5] not in ("", "\r", "\n") else _vote(text)
    return Dialect(encoding, delimiter, declared, ended)


def records(source: Text, said: Dialect) -> Iterator[list[str]]:
    """Every record of a text, blank ones too, without the line that declares the delimiter.

    Raises UnreadableExport where the text stops in the middle of a cell or a character.
    """
    with source.open() as binary, io.TextIOWrapper(binary, encoding=said.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=said.delimiter, strict=True)
        try:
            if said.declared:
                file.readline()
            yield from reader
        except (csv.Error, UnicodeError) as error:
            text = mark("Le fichier est abîmé ou coupé : il s'arrête au milieu d'une cellule ou d'un caractère.")
            line = reader.line_num + said.declared
            raise source.problem("cut_short", text, remedies.UNTOUCHED, line=line) from error


def _encoding(source: Text, head: bytes) -> str:
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    # UTF-16 without its mark: every other byte of Latin text is null.
    for name, nulls in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(head) > 3 and nulls.count(0) > 0.4 * len(nulls):
            return name
    return next((name for name in ("utf-8", "cp1252") if _fits(source, name)), "latin-1")


def _fits(source: Text, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open() as file:
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
        except UnicodeDecodeError:
            return False
    return True


def _is_binary(text: str) -> bool:
    control = sum(1 for letter in text if letter < " " and letter not in "\t\r\n\x0b\x0c")
    return "\0" in text or control > max(5, 0.01 * len(text))


def _vote(text: str) -> str:
    """The delimiter that cuts the largest share of the first records into the same number of cells.

    A share, as a wrong delimiter takes no quote for one and parts a text of several lines into records of its own.
    """
    sample = text[: text.rfind("\n") + 1] or text

    def score(delimiter: str) -> tuple[float, int]:
        rows = [cells for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(cells)]
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return count / max(len(rows), 1), width

    try:
        return max(_DELIMITERS, key=score)
    except csv.Error:
        return ","
