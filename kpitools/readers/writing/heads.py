"""Labels as export files write them, compared by what they mean."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from kpitools.language import mark
from kpitools.params.wrong import wrong
from kpitools.readers.files.damage import once

# An apostrophe in its many shapes; control characters stand where a careless conversion cut one (0x19 was U+2019).
_APOSTROPHES = re.compile(r"['’‘ʼ`´′\x00-\x08\x0e-\x1f]")
_NOT_SEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]")
_LONGEST = 1_000  # letters; the longest label that was seen has some two hundred
# A part of a label that differs from file to file and is a value itself.
_PARTS = {"{currency}": r"(?P<currency>[a-z]{3})", "{zone}": r"(?P<zone>[a-z0-9_+/-]+)"}


def fold(text: str) -> str:
    """A label without what says nothing: case, accents, kinds of spaces and apostrophes, soft hyphens.

    A label that a careless conversion garbled is what it was before; of a text too long for one, the beginning will do.
    """
    return _folded(text[:_LONGEST])


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    text = _NOT_SEEN.sub("", unicodedata.normalize("NFKD", once(text))).casefold()
    return " ".join(_APOSTROPHES.sub(" ", text).split())


@dataclass(frozen=True)
class Head:
    """One label of a column or a title; `language` is None where every language writes the same."""

    text: str
    language: str | None = None

    @property
    def folded(self) -> str:
        """The label as it is compared."""
        return fold(self.text)

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """The labels that it stands for as they are compared, where a part of them is a value: `Spent ({currency})`."""
        return _pattern(self.folded) if "{" in self.text else None


@lru_cache(maxsize=1000)
def _pattern(folded: str) -> re.Pattern[str]:
    made = re.escape(folded)
    for part, group in _PARTS.items():
        made = made.replace(re.escape(part), group)
    return re.compile(made)


ANY = Head("*")  # whatever label the one remaining column has


def heads(written: Any) -> tuple[Head, ...]:
    """The labels of a layout file: a text, a list of texts, or both by language (`{en: Reach, fr: Couverture}`).

    Raises a pydantic error where it is none of these.
    """
    if isinstance(written, dict):
        # The preferred label of each language comes before the second of any.
        ranked = [
            (rank, Head(head.text, str(code))) for code in written for rank, head in enumerate(heads(written[code]))
        ]
        return tuple(head for _, head in sorted(ranked, key=lambda item: item[0]))
    texts = written if isinstance(written, list | tuple) else [written]
    if not all(isinstance(text, str | Head) and text for text in texts):
        raise wrong(
            mark("« {key} » attend un libellé, une liste de libellés, ou l'un des deux par langue."),
            mark("Écrivez par exemple {example}."),
            key="",
            example="{en: Reach, fr: Couverture}",
        )
    return tuple(text if isinstance(text, Head) else Head(text) for text in texts)


Heads = Annotated[tuple[Head, ...], PlainValidator(heads), WithJsonSchema({"type": ["string", "array", "object"]})]


def languages(matched: Iterable[Head], others: Iterable[Head]) -> set[str]:
    """The languages that the matched labels tell: those of a label that no other language writes the same."""
    spoken: dict[str, set[str | None]] = {}
    for head in others:
        spoken.setdefault(head.folded, set()).add(head.language)
    return {head.language for head in matched if head.language and spoken.get(head.folded) == {head.language}}
