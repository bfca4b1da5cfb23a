"""The message catalogue: French source texts and their English translations (`en.po`)."""

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

HERE = Path(__file__).parent


def mark(text: str) -> str:
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text


@cache
def catalogue(code: str) -> Catalog:
    """The translations into `code`; French, the source, needs none."""
    path = HERE / f"{code}.po"
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


_BEFORE_NARROW = re.compile(r" (?=[;!?%€])")
_BEFORE_WIDE = re.compile(r" (?=:)")


def french_spaces(text: str) -> str:
    """The no-break spaces and apostrophes that French wants, from plainly typed text."""
    text = _BEFORE_NARROW.sub("\u202f", text)
    text = _BEFORE_WIDE.sub("\u00a0", text)
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return text.replace("'", "’")
