"""Lines of the platforms' text files."""

import re
from collections.abc import Iterable, Sequence

_NEEDS_QUOTES = re.compile(r'[,"\s]')


def quoted_where_needed(cells: Iterable[object]) -> str:
    """One line of Meta's content exports and of X: quotes only around a space, a comma, a quote or a line break."""
    return ",".join(_quoted(cell) if _NEEDS_QUOTES.search(str(cell)) else str(cell) for cell in cells) + "\n"


def quoted(cells: Iterable[object]) -> str:
    """One line with quotes around every cell."""
    return ",".join(_quoted(cell) for cell in cells) + "\n"


def utf16(blocks: Sequence[str]) -> bytes:
    """A file of Meta's result screens: UTF-16, the separator said first, a blank line after each block."""
    return ("\ufeff" + "sep=,\n" + "".join(block + "\n" for block in blocks)).encode("utf-16-le")


def utf8_with_mark(lines: Iterable[str]) -> bytes:
    """A file of Meta's content screens: UTF-8 behind a byte order mark."""
    return b"\xef\xbb\xbf" + "".join(lines).encode()


def _quoted(cell: object) -> str:
    return '"' + str(cell).replace('"', '""') + '"'
