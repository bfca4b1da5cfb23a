"""Tables whose labels are values: one column for each country, each age … become rows of a name and a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True)
class Spread:
    """The columns of a table whose labels are values, by the name that each label gives, and the other columns."""

    names: dict[str, tuple[int, ...]]
    others: tuple[int, ...]

    @classmethod
    def of(cls, cells: Sequence[str], pattern: str) -> "Spread":
        """Those whose whole label a regular expression describes; its one group is the name."""
        names: dict[str, list[int]] = {}
        others = []
        for at, cell in enumerate(cells):
            found = re.fullmatch(pattern, cell.strip())
            if found and found[1]:
                names.setdefault(found[1], []).append(at)
            else:
                others.append(at)
        return cls({name: tuple(places) for name, places in names.items()}, tuple(others))

    def base(self, cells: Sequence[str]) -> list[str]:
        """A record without the columns whose labels are values."""
        return [cells[at] if at < len(cells) else "" for at in self.others]

    def rows(self, numbers: Sequence[int], records: Sequence[list[str]]) -> tuple[list[int], list[list[str]]]:
        """Of each record one row for each name that it states a figure of; columns of one name are added up."""
        rows: list[list[str]] = []
        of: list[int] = []
        for number, cells in zip(numbers, records, strict=True):
            base = self.base(cells)
            for name, places in self.names.items():
                texts = [cells[at] for at in places if at < len(cells) and cells[at].strip()]
                if texts:
                    rows.append([*base, name, _sum(texts)])
                    of.append(number)
        return of, rows


def _sum(texts: Sequence[str]) -> str:
    """The sum of figures; a text that is none is left to be refused."""
    try:
        return str(sum(map(Decimal, texts), Decimal()))
    except InvalidOperation:
        return next(text for text in texts if not _is_number(text))


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True
