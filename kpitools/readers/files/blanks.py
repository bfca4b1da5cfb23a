"""Where a file begins: someone may have put blank lines above the table, more of them than anyone looks at."""

import codecs
from typing import IO

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLANK = b" \t\r\n\0"
_BLOCK = 64 * 1024  # an even number: no character of two bytes lies across two blocks


def beginning(file: IO[bytes], size: int) -> bytes:
    """The first bytes of a file, as many as `size` at most; where blanks fill its first block, the mark of its encoding
    and the bytes from the first one on that is no blank. Empty where there is none."""
    block = file.read(_BLOCK)
    mark = next((bom for bom, _ in BOMS if block.startswith(bom)), b"")
    if block[len(mark) :].strip(_BLANK):
        return block[:size]
    while block := file.read(_BLOCK):
        if filled := len(block.lstrip(_BLANK)):
            start = (len(block) - filled) // 2 * 2
            return (mark + block[start:] + file.read(start))[:size]
    return b""
