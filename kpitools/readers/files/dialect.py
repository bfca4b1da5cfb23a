"""How a text file of cells is written: its encoding, its delimiter, and whether it was cut short."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import bounds, damage, remedies
from kpitools.readers.files.blanks import BOMS, beginning
from kpitools.readers.files.repair import MIXED
from kpitools.readers.files.utf8 import is_utf8

_SAMPLE, _BLOCK = 64 * 1024, 1 << 20
_DELIMITERS = (",", ";", "\t", "|")
_UNFIT, _FIT = 0.5, 0.9  # scores of a declared delimiter that is wrong, and of the one that is right


@dataclass(frozen=True)
class Dialect:
    """Encoding and delimiter; `declared`: a first line is `sep=`; `ended`: the last line has its end.

    `width` is the number of cells of most records. What a spreadsheet or a conversion did: `wrapped` lines in quotes
    (`bare`: all of them, also those without quotes of their own; `by_line`: each line, not each record), accents
    encoded `twice`, `mixed` encodings, a delimiter that was `misdeclared`.
    """

    encoding: str
    delimiter: str
    declared: bool
    ended: bool
    width: int = 1
    wrapped: bool = False
    bare: bool = False
    by_line: bool = False
    twice: bool = False
    mixed: bool = False
    misdeclared: bool = False

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What was undone."""
        return damage.mended(wrapped=self.wrapped, twice=self.twice, mixed=self.mixed, misdeclared=self.misdeclared)


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
        head = beginning(file, _SAMPLE)
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 4))
        ended = file.read().replace(b"\0", b"")[-1:] in (b"\n", b"\r")
    encoding, mixed = _encoding(source, head)
    text = codecs.getincrementaldecoder(encoding)(MIXED if mixed else "replace").decode(head)
    if _is_binary(text):
        said = mark("Ce fichier n'est ni du texte ni un classeur : il n'y a pas de tableau à lire.")
        raise source.problem("not_text", said, remedies.AS_TABLE)
    declared = text.lstrip()[:4].lower() == "sep="
    text = text.lstrip() if declared else text
    table = text.partition("\n")[2] if declared else text
    votes = {delimiter: _vote(table, delimiter) for delimiter in _DELIMITERS}
    voted = max(_DELIMITERS, key=lambda one: votes[one].score)
    named = text[4:5] if declared and text[4:5] not in ("", "\r", "\n") else voted
    # Resaved with another list separator, a file keeps its line `sep=` and not its delimiter.
    own = votes.get(named) or _vote(table, named)
    misdeclared = own.score[0] < _UNFIT and votes[voted].score[0] > _FIT
    chosen = voted if misdeclared else named
    vote = votes[voted] if misdeclared else own
    return Dialect(
        encoding,
        chosen,
        declared,
        ended,
        vote.width,
        vote.wrapped,
        vote.bare,
        vote.by_line,
        _is_twice(source, encoding),
        mixed,
        misdeclared,
    )


def _is_twice(source: Text, encoding: str) -> bool:
    """Whether accents are encoded twice in some piece of a text, however far down."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with source.open() as file:
        for block in iter(partial(file.read, _SAMPLE), b""):
            if damage.is_twice(block if encoding.startswith("utf-8") else decoder.decode(block).encode()):
                return True
    return False


def records(source: Text, said: Dialect, offset: int = 0) -> Iterator[list[str]]:
    """Every record of a text, blank ones too, without the line that declares the delimiter; or those from a byte on.

    Raises UnreadableExport where the text stops in the middle of a cell or a character.
    """
    errors = MIXED if said.mixed else "strict"
    with source.open() as binary, io.TextIOWrapper(binary, said.encoding, errors, newline="") as file:
        reader = csv.reader(file, delimiter=said.delimiter, strict=True)
        try:
            if offset:
                binary.seek(offset)
            elif said.declared:
                while not file.readline().strip():  # the first line that is not blank declares it
                    pass
            for cells in _mended(reader, said):
                if len(cells) > bounds.COLUMNS:
                    raise bounds.too_wide(source.file, source.sheet, len(cells))
                yield cells
        except (csv.Error, UnicodeError) as error:
            text = mark("Le fichier est abîmé ou coupé : il s'arrête au milieu d'une cellule ou d'un caractère.")
            line = reader.line_num + (_lines_before(source, offset) if offset else said.declared)
            raise source.problem("cut_short", text, remedies.UNTOUCHED, line=line) from error


def _lines_before(source: Text, offset: int) -> int:
    """How many lines end before a byte."""
    with source.open() as file:
        return sum(file.read(min(_BLOCK, offset - start)).count(b"\n") for start in range(0, offset, _BLOCK))


def _mended(records: Iterable[list[str]], said: Dialect) -> Iterator[list[str]]:
    """Lines in quotes and accents encoded twice as they were; a line in quotes may first come far down."""
    for cells in damage.joined(records, said.delimiter) if said.by_line else records:
        own = cells
        if len(cells) == 1 < said.width:
            inside = damage.unwrapped(cells, said.delimiter, bare=said.bare)
            own = inside if len(inside) == said.width else cells
        yield [damage.once(cell) for cell in own] if said.twice else own


def _encoding(source: Text, head: bytes) -> tuple[str, bool]:
    """The encoding, and whether some lines are in cp1252 where others are UTF-8."""
    for bom, name in BOMS:
        if head.startswith(bom):
            return name, name == "utf-8-sig" and not _fits(source, name)
    # UTF-16 without its mark: every other byte of Latin text is null.
    for name, nulls in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(head) > 3 and nulls.count(0) > 0.4 * len(nulls):
            return name, False
    if _fits(source, "utf-8"):
        return "utf-8", False
    with source.open() as file:
        if damage.is_mixed(iter(partial(file.readline, _SAMPLE), b"")):
            return "utf-8", True
    if _is_cyrillic(head):
        return "cp1251", False
    return ("cp1252" if _fits(source, "cp1252") else "latin-1"), False


def _is_cyrillic(head: bytes) -> bool:
    """Whether whole words have no letter of ASCII, as Russian has and no language that Latin letters write: what
    Windows saved in Russian."""
    accented = [word for word in re.findall(rb"[A-Za-z\xc0-\xff]+", head) if not word.isascii()]
    whole = [word for word in accented if len(word) > 3 and min(word) >= 0xC0]
    return len(whole) > 2 and 2 * len(whole) > len(accented)


def _fits(source: Text, encoding: str) -> bool:
    with source.open() as file:
        blocks = iter(partial(file.read, _BLOCK), b"")
        if encoding.startswith("utf-8"):
            return is_utf8(blocks)
        try:
            decoder = codecs.getincrementaldecoder(encoding)()
            for block in blocks:
                decoder.decode(block)
        except UnicodeDecodeError:
            return False
    return True


def _is_binary(text: str) -> bool:
    control = sum(1 for letter in text if letter < " " and letter not in "\t\r\n\x0b\x0c")
    return "\0" in text or control > max(5, 0.01 * len(text))


@dataclass(frozen=True)
class _Vote:
    """What a delimiter makes of a sample: how well it fits, the cells of most records, whether lines are in quotes."""

    score: tuple[float, int]
    width: int
    wrapped: bool = False
    bare: bool = False
    by_line: bool = False


def _vote(text: str, delimiter: str) -> _Vote:
    """The share of records that a delimiter cuts into the same number of cells, from the first such record on.

    A share, as a wrong delimiter takes no quote for one and parts a text of several lines into records of its own; from
    the first on, as free lines above a table know no delimiter; weighed with how much of the sample that is.
    """
    sample = text[: text.rfind("\n") + 1] or text
    try:
        rows = [
            cells
            for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            if any(map(str.strip, cells))
        ]
        by_line = bool(rows) and len(rows[0]) == 1 < len(damage.unwrapped(rows[0], delimiter, bare=False))
        if by_line:
            rows = list(damage.joined(rows, delimiter, at_end=False))
    except csv.Error:
        return _Vote((0.0, 1), 1)
    bare = all(len(cells) == 1 for cells in rows)
    inside = [damage.unwrapped(cells, delimiter, bare=bare) for cells in rows]
    widths = Counter(len(cells) for cells in inside if len(cells) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    if not count:
        return _Vote((0.0, 1), 1)
    fits = [len(cells) == width for cells in inside]
    share, weight = count / (len(rows) - fits.index(True)), (count / len(rows)) ** 0.5
    wrapped = any(fit and len(cells) == 1 for fit, cells in zip(fits, rows, strict=True))
    return _Vote((share * weight, width), width, wrapped, bare, by_line)
