"""What spreadsheets and careless conversions do to a text of cells, undone where it is certain what stood there."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator

from kpitools.language import mark
from kpitools.problems import Problem, Severity

# UTF-8 that was taken for cp1252 (`dÃ©pensÃ©`): the first byte of a letter shows as one of these, the next as a sign
# or a letter that few words have behind it.
MISTAKEN = re.compile("[\u00c2-\u00f4][^\\x00-\\x7f]")
_MISTAKEN_BYTES = re.compile(rb"\xc3[\x82-\xb4][\xc2-\xe2]")
_NO_FIRST_BYTES = bytes(range(0xC2))
_SIGNS = 5  # a sign encoded twice shows as four at most
# These letters begin few words. What others make of the two signs behind them is a letter of East Asia: `é…»` is one,
# and stands where a sentence of a French text ends.
_SURE = re.compile("[ÂÃÄÅÎÏÐÑØÙâð][^\\x00-\\x7f]")
_SEVERAL = 5
_BETWEEN_WORDS = re.compile(r"[\s,;|\"]+")
# The share of lines in cp1252 that may be UTF-8 as well: « É» » alone on a line is.
_CHANCE = 0.05

_SAID = {
    "lines_unwrapped": mark("Des lignes entières étaient entre guillemets : elles ont été rétablies."),
    "encoded_twice": mark("Des accents étaient encodés deux fois : ils ont été rétablis."),
    "mixed_encodings": mark("Deux encodages se mêlaient dans le fichier : chaque signe est lu dans le sien."),
    "separator_ignored": mark("La ligne « sep= » annonçait un autre séparateur que celui du fichier."),
}


def unwrapped(cells: list[str], delimiter: str, *, bare: bool) -> list[str]:
    """A record that may be a whole line in quotes, as the cells that it would be; any other as it is.

    Where other lines stand as they were, only those are put into quotes that have quotes themselves; `bare`: none does,
    so that any line may be one.
    """
    if len(cells) != 1 or delimiter not in cells[0] or not (bare or '"' in cells[0]):
        return cells
    return parted(cells[0], delimiter) or cells


def joined(records: Iterable[list[str]], delimiter: str, *, at_end: bool = True) -> Iterator[list[str]]:
    """The records of a text whose lines were put into quotes each by itself, those of several lines whole again.

    The line that begins one and the line that ends it hold an odd number of quotation marks each, any other an even
    one. Raises csv.Error where one does not end; a sample of a text may break off in one (`at_end`).
    """
    lines: list[str] = []
    for cells in records:
        line = delimiter.join(cells)  # as it stood, whether in quotes or without any
        is_edge = len(cells) == 1 and line.count('"') % 2 == 1
        if lines and len(cells) > 1 and '"' in line:
            raise csv.Error(line)
        if lines or (is_edge and delimiter in line):
            lines.append(line)
            if is_edge and len(lines) > 1:
                yield ["\n".join(lines)]
                lines = []
        else:
            yield cells
    if lines and at_end:
        raise csv.Error(lines[0])


def parted(line: str, delimiter: str) -> list[str]:
    """A line as the cells that it is."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def is_twice(block: bytes) -> bool:
    """Whether most words with an accent, in a piece of a text in UTF-8, were encoded twice."""
    suspect = len(_MISTAKEN_BYTES.findall(block))  # costs little on every piece of a long file
    if not suspect or len(block.translate(None, _NO_FIRST_BYTES)) > _SIGNS * suspect:
        return False
    words = [word for word in _BETWEEN_WORDS.split(block.decode("utf-8", "ignore")) if not word.isascii()]
    mistaken = [word for word in words if once(word) != word]
    sure = len(set(mistaken)) >= _SEVERAL or any(map(_SURE.search, mistaken))
    return sure and 2 * len(mistaken) > len(words)


def once(text: str) -> str:
    """A text that was encoded twice as it was before; any other as it is."""
    if not MISTAKEN.search(text):
        return text
    try:
        return text.encode("cp1252", _CARRIED).decode("utf-8")
    except UnicodeError:
        return text


def _carried(error: UnicodeError) -> tuple[bytes, int]:
    """cp1252 leaves five bytes without a letter: programs carry them through as they are."""
    if not isinstance(error, UnicodeEncodeError) or not "\x80" <= error.object[error.start] <= "\x9f":
        raise error
    return error.object[error.start].encode("latin-1"), error.start + 1


_CARRIED = "kpitools-carried"
codecs.register_error(_CARRIED, _carried)


def is_mixed(lines: Iterable[bytes]) -> bool:
    """Whether some lines of a text that is not UTF-8 are: two files were joined, or one edited in another program.

    More of them than look so by chance where all are in an encoding of one byte a letter.
    """
    accented = utf8 = 0
    for line in lines:
        if not line.isascii():
            accented += 1
            utf8 += _is_utf8(line)
    return utf8 > _CHANCE * accented


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def mended(*, wrapped: bool, twice: bool, mixed: bool, misdeclared: bool) -> tuple[Problem, ...]:
    """Notes of what was undone, so that nobody wonders why the file looks otherwise in an editor."""
    found = {
        "lines_unwrapped": wrapped, "encoded_twice": twice, "mixed_encodings": mixed, "separator_ignored": misdeclared,
    }  # fmt: skip
    return tuple(Problem(kind, _SAID[kind], severity=Severity.NOTE) for kind, is_so in found.items() if is_so)
