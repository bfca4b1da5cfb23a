"""A long text cut into pieces of whole records, as far as it is regular: there every parser reads the same cells.

Regular: each quotation mark opens or closes a whole cell or is doubled within one, each line ends with a line feed, no
line is blank, and no record has more cells than the header. A record may lack trailing cells; they are added.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

_BOM = b"\xef\xbb\xbf"
_QUOTE, _LF, _CR = b'"\n\r'
_SIZE = 4 << 20
_LONGEST = 64 << 20  # bytes of a record that does not end: the exact reader says what is wrong with it

_HEADER = 1  # the header's number among the records

Places = npt.NDArray[np.intp]
_NOWHERE: Places = np.empty(0, np.intp)


@dataclass(frozen=True)
class Piece:
    """Whole records in UTF-8, each with as many cells as the header; `first` is the number of the first of them, and
    `offset` where it stands in the file."""

    text: bytes | memoryview
    first: int
    count: int
    offset: int


@dataclass(frozen=True)
class Rest:
    """Where the text stops being regular: the record's number, and where it stands in the file."""

    first: int
    offset: int


def pieces(path: Path, delimiter: str, width: int, *, ended: bool) -> Iterator[Piece | Rest]:
    """The records below the header of a text in UTF-8, in order; last of all, if need be, the rest that is not regular.

    `width` is the number of the header's cells; `ended`: the last line has its end, else a last record that lacks
    cells was cut.
    """
    first, size = _HEADER, _SIZE
    with path.open("rb") as file:
        offset = len(_BOM) if file.read(len(_BOM)) == _BOM else 0
        file.seek(offset)
        while text := file.read(size):
            at_end = len(text) < size
            if at_end and not text.endswith(b"\n"):
                text += b"\n"
            ends, cells = _records(text, delimiter) or (_NOWHERE, _NOWHERE)
            if not len(ends) and not at_end and size < _LONGEST:
                size *= 2  # perhaps a record that is longer than the piece
                file.seek(offset)
                continue
            cut = at_end and not ended and len(cells) and cells[-1] < width
            if not len(ends) or cut or _is_odd(text, ends, cells, width):
                break
            headers = int(first == _HEADER)
            if len(ends) > headers:
                begin = int(ends[0]) + 1 if headers else 0
                filled = _filled(text, begin, ends[headers:], width - cells[headers:], delimiter)
                yield Piece(filled, first + headers, len(ends) - headers, offset + begin)
            first, offset = first + len(ends), offset + int(ends[-1]) + 1
            file.seek(offset)
        if text or first <= _HEADER + 1:  # or nothing stands below the header
            yield Rest(first, offset)


def _records(text: bytes, delimiter: str) -> tuple[Places, Places] | None:
    """Where each whole record of a text ends, and how many cells it has; None where the text is not regular."""
    if b"\0" in text:
        return None
    letters = np.frombuffer(text, np.uint8)
    parting = ord(delimiter)
    marks = letters == _QUOTE
    for one in (parting, _LF, _CR):
        marks |= letters == one
    places = np.flatnonzero(marks)
    kinds = letters[places]
    quotes = kinds == _QUOTE
    inside = np.cumsum(quotes) % 2 == 1
    ends = np.flatnonzero((kinds == _LF) & ~inside)
    if not len(ends):
        return _NOWHERE, _NOWHERE
    upto = ends[-1] + 1  # what follows is no whole record yet
    places, kinds, quotes, inside = places[:upto], kinds[:upto], quotes[:upto], inside[:upto]
    opening, closing, returns = places[quotes & inside], places[quotes & ~inside], places[(kinds == _CR) & ~inside]
    begins = (opening == 0) | np.isin(letters[opening - 1], (_QUOTE, parting, _LF))
    stops = np.isin(letters[closing + 1], (_QUOTE, parting, _LF, _CR))  # a line feed stands behind every other mark
    if not (begins.all() and stops.all() and (letters[returns + 1] == _LF).all()):
        return None
    parted = np.cumsum((kinds == parting) & ~inside)[ends]
    return places[ends], np.diff(parted, prepend=0) + 1


def _is_odd(text: bytes, ends: Places, cells: Places, width: int) -> bool:
    """Whether a record is blank, has more cells than the header, or is one cell in quotes, perhaps a whole line."""
    if cells.max() > width:
        return True
    starts = np.concatenate([[0], ends[:-1] + 1])
    letters = np.frombuffer(text, np.uint8)
    if np.isin(letters[starts], (_LF, _CR)).any():
        return True
    alone = (cells == 1) & (width > 1)
    return bool((letters[starts[alone]] == _QUOTE).any())


def _filled(text: bytes, begin: int, ends: Places, lacking: Places, delimiter: str) -> bytes | memoryview:
    """The records with the trailing cells that they lack."""
    view = memoryview(text)
    short = np.flatnonzero(lacking)
    if not len(short):
        return view[begin : ends[-1] + 1]
    letters = np.frombuffer(text, np.uint8)
    places = ends[short] - (letters[ends[short] - 1] == _CR)
    blanks = [delimiter.encode() * count for count in range(int(lacking.max()) + 1)]
    made: list[bytes | memoryview] = []
    for place, count in zip(places.tolist(), lacking[short].tolist(), strict=True):
        made += [view[begin:place], blanks[count]]
        begin = place
    return b"".join([*made, view[begin : ends[-1] + 1]])
