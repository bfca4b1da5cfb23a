"""How sure the labels of a layout are: seen in real files of some years, or only described."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from kpitools.readers.schema.column import Model

Verified = Literal["real file", "documentation"]


class Spoken(Model):
    """How sure the labels of one language are, and the years of the files they were seen in."""

    verified: Verified
    years: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None


@dataclass(frozen=True)
class Seen:
    """The languages and the years of the real files that a layout was made from, and the languages of which nothing but
    documentation is known."""

    languages: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    described: tuple[str, ...] = ()
