"""Whether bytes are UTF-8, told by Arrow many times faster than by decoding them."""

import codecs
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

_LEAD, _FURTHER = 0xC0, 0x80  # from which number on a byte begins a letter of several bytes, or goes on with one
_LONGEST = 4  # bytes of a letter


def is_utf8(blocks: Iterable[bytes]) -> bool:
    """Whether a text, given in blocks of bytes, is UTF-8; its last letter may be cut."""
    rest = b""
    for block in blocks:
        text = rest + block
        end = _boundary(text)
        whole = pa.Array.from_buffers(
            pa.string(), 1, [None, pa.py_buffer(np.array([0, end], np.int32)), pa.py_buffer(text)]
        )
        try:
            whole.validate(full=True)
        except pa.ArrowInvalid:
            return False
        rest = text[end:]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(rest)
    except UnicodeDecodeError:
        return False
    return True


def _boundary(text: bytes) -> int:
    """Where the last letter begins, if it may go on in the next block; else the end."""
    for at in range(len(text) - 1, max(-1, len(text) - _LONGEST), -1):
        if text[at] >= _LEAD:
            return at
        if text[at] < _FURTHER:
            break
    return len(text)
