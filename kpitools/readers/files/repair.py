"""What other programs break in a text, mended where it is certain what stood there."""

import codecs
import re

# Characters that XML can't hold are carried through its parser as these, which no text uses.
_MASK = 0x10FE00
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MASKED = re.compile(f"[{chr(_MASK)}-{chr(_MASK + 0x1F)}]")
_LITERAL = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_NO_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")
_NO_TAG = re.compile(r"<(?![A-Za-z_/?!])")
# Characters beyond the first plane, each half of them written as if it were one.
_HALVES = re.compile(r"&#(x?)([0-9A-Fa-f]{4,5});&#(x?)([0-9A-Fa-f]{4,5});")
_REFERENCE = re.compile(r"&#(x?)([0-9A-Fa-f]+);")
_CONTROL = 0x20


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


# Decoding UTF-8 with this takes each byte that is none of it for one of cp1252, as where two files were joined.
MIXED = "kpitools-mixed"
codecs.register_error(MIXED, _as_cp1252)


def xml(text: str) -> str:
    """XML whose texts hold what they can't: `&` and `<` that begin nothing, control characters, halves of emoji.

    Control characters come out masked: `unmasked` gives them back from the parser's texts.
    """
    parts = _LITERAL.split(_UNFIT.sub(lambda found: chr(_MASK + ord(found[0])), text))
    for at in range(0, len(parts), 2):  # every other part is one that is meant literally
        part = _NO_TAG.sub("&lt;", _NO_ENTITY.sub("&amp;", parts[at]))
        parts[at] = _REFERENCE.sub(_fit, _HALVES.sub(_joined, part))
    return "".join(parts)


def unmasked(text: str) -> str:
    """A text from the parser of mended XML, with the characters that it could not be given."""
    return _MASKED.sub(lambda found: chr(ord(found[0]) - _MASK), text)


def _joined(found: re.Match[str]) -> str:
    high, low = _code(found[1], found[2]), _code(found[3], found[4])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return found[0]


def _fit(found: re.Match[str]) -> str:
    code = _code(found[1], found[2])
    if code < _CONTROL and chr(code) not in "\t\n\r":
        return chr(_MASK + code)
    return found[0]


def _code(hexadecimal: str, digits: str) -> int:
    try:
        return int(digits, 16 if hexadecimal else 10)
    except ValueError:
        return -1
