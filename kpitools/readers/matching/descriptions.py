"""Descriptions that an export prints beside its labels; where two labels are equal they alone tell them apart."""

from collections.abc import Sequence

from kpitools.readers.writing.heads import fold

_GROUP = " - "  # parts the label of a group of columns from what each of them counts
_OWN_COLUMN = "description"


def as_described(places: Sequence[int], cells: Sequence[str], below: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Of the columns of one label, those whose description says one of the wanted texts. Without descriptions a label
    that stands only once is its column; one that stands twice is none."""
    found = {at: description(at, cells, below) for at in places}
    if not any(found.values()):
        return list(places) if len(places) == 1 else []
    return [at for at, text in found.items() if any(fold(part) in fold(text) for part in wanted)]


def description(at: int, cells: Sequence[str], below: Sequence[str]) -> str:
    """What the row below the labels says of a column: in its own cell, or in that of the first column of its group."""
    group, parted, _ = cells[at].rpartition(_GROUP)
    while at >= 0:
        text = below[at] if at < len(below) else ""
        if text.strip():
            return text if any(letter.isalpha() for letter in text) and " " in text else ""
        at -= 1
        if not parted or at < 0 or cells[at].rpartition(_GROUP)[0] != group:
            break
    return ""


def says(wanted: Sequence[str], cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a sheet's own column of descriptions says all the wanted texts on its first row."""
    labels = [fold(cell) for cell in cells]
    at = labels.index(_OWN_COLUMN) if _OWN_COLUMN in labels else len(below)
    return at < len(below) and all(fold(text) in fold(below[at]) for text in wanted)
