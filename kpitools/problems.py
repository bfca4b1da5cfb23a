"""One Problem serves errors, warnings, `check`, reservations and the manifest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kpitools.language import Language, mark


class Severity(StrEnum):
    """How much a problem weighs on an edition."""

    ERROR = "error"  # nothing is made
    RESERVATION = "reservation"  # the edition is made, and waits for a person before it is mailed
    WARNING = "warning"  # the edition is made, the problem is said
    NOTE = "note"  # worth knowing


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and what to do.

    `text` and `remedy` are French source messages with `{fields}`; `values` fills them where they are shown, so that
    one problem reads in any language. `file` is the path as the user knows it; `row` counts a file's records from 1,
    its header included, within `sheet` where it has several (a workbook's sheets, an archive's files); `line` is a line
    of a text file (parameters).
    """

    id: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    remedy: str = ""
    file: str | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None
    sheet: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mapping proxy can't be pickled; problems cross process borders.
        fields = (self.id, self.text, dict(self.values), self.severity, self.remedy)
        return Problem, (*fields, self.file, self.line, self.row, self.column, self.sheet)

    def at(self, **place: Any) -> "Problem":
        """The same problem with its place filled in (`file`, `line`, `row`, `column`, `sheet`)."""
        return replace(self, **place)

    def with_values(self, **values: object) -> "Problem":
        """The same problem with more values for its texts."""
        return replace(self, values={**self.values, **values})

    @property
    def where(self) -> dict[str, str | int]:
        """Its place as plain data, what is known of it."""
        names = ("file", "sheet", "line", "row", "column")
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    def as_data(self) -> dict[str, Any]:
        """The problem as plain data, for the cache and the manifest; values become text or numbers."""
        plain = {
            key: value if isinstance(value, int | float | str) else str(value) for key, value in self.values.items()
        }
        return {
            "id": self.id,
            "text": self.text,
            "values": plain,
            "severity": self.severity.value,
            "remedy": self.remedy,
        } | self.where

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Problem":
        """The problem that `as_data` gave."""
        return cls(**{**data, "severity": Severity(data["severity"])})

    def place(self, language: Language) -> str:
        """Where it is: "params/acme.yaml:12", "posts.csv, ligne 14, colonne « Reach »"."""
        if self.file is None:
            return ""
        parts = [self.file if self.line is None else f"{self.file}:{self.line}"]
        if self.sheet:
            parts.append(language.text("feuille « {sheet} »", sheet=self.sheet))
        if self.row is not None:
            parts.append(language.text("ligne {row}", row=self.row))
        if self.column is not None:
            parts.append(language.text("colonne « {column} »", column=self.column))
        return ", ".join(parts)

    def message(self, language: Language) -> str:
        """What is wrong, without place or remedy."""
        return language.text(self.text, **self.values)

    def cure(self, language: Language) -> str:
        """What to do, or an empty text."""
        return language.text(self.remedy, **self.values) if self.remedy else ""

    def render(self, language: Language) -> str:
        """Place, message and remedy in one text."""
        place, cure = self.place(language), self.cure(language)
        separator = mark("{place} : {message}")
        text = self.message(language)
        if place:
            text = language.text(separator, place=place, message=text)
        return f"{text} {cure}" if cure else text
