"""Rows of an unknown file that are none of its table's: totals, the description of the labels, a line at the end."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from kpitools.readers.drafting.samples import Sample, is_figure
from kpitools.readers.schema.layout import Reason
from kpitools.readers.writing.heads import fold

_TOTALS = frozenset({"total", "totals", "totaux", "somme", "grand total", "total general", "gesamt", "totale", "итого"})
_ENDS = 4  # how many of the first and of the last rows may be totals or remarks


@dataclass(frozen=True)
class Odd:
    """One such row, and why it is left out. `says`: the label below which it calls itself a total, by its place, and
    how it does; without it, only what it leaves blank tells it."""

    reason: Reason
    cells: list[str]
    says: tuple[int, str] | None = None


def odd_rows(sample: Sample, totals: Collection[str]) -> tuple[Odd, ...]:
    """Such rows among the first and the last of a table; `totals` are words for totals beside the common ones."""
    return tuple(_odd_rows(sample, _TOTALS | set(totals)))


def without(sample: Sample, odd: Collection[Odd]) -> Sample:
    """The table without such rows."""
    left_out = [id(one.cells) for one in odd]
    return replace(sample, records=tuple(cells for cells in sample.records if id(cells) not in left_out))


def _odd_rows(sample: Sample, totals: Collection[str]) -> Iterator[Odd]:
    records = sample.records
    ends = {id(cells): cells for cells in (*records[:_ENDS], *records[-_ENDS:])}
    for cells in ends.values():
        said = next(((at, text.strip()) for at, text in enumerate(cells) if _is_total(at, text, totals)), None)
        if said is not None and said[0] < len(sample.labels):
            yield Odd("total", cells, said)
        elif len(sample.labels) > 2 and len(records) > 1 and sum(bool(text.strip()) for text in cells) == 1:
            yield Odd("footer", cells)
    if len(records) > 1 and not any(map(is_figure, records[0])) and sum(map(is_figure, records[1])) > 1:
        yield Odd("description", records[0])


def _is_total(at: int, text: str, totals: Collection[str]) -> bool:
    folded = fold(text).rstrip(" :")
    return folded in totals or (at == 0 and folded.partition(":")[0] in totals)
