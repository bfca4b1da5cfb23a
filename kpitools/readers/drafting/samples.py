"""The tables of a file that no layout knows yet: where their labels stand, and what stands below them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from kpitools.readers.files.source import Sheet, Source
from kpitools.readers.matching.blocks import Block, blocks, numbered

# How many records of each sheet are looked at, and how many of them may stand above the labels.
_RECORDS = 5000
_PREAMBLE = 30
# What a label is not: a number, a date, an address.
_FIGURE = re.compile(r"[\d\s.,:;/%€$£+\u2212-]*\d[\d\s.,:;/%€$£+\u2212TZ-]*|https?://\S*|[^@\s]+@[^@\s]+\.[^@\s]+")
_FEWEST = 2  # labels that a table has at least


@dataclass(frozen=True)
class Sample:
    """One table: the sheet that it lies in, the title alone above it, its labels, and the records below them.

    `stacked`: blank lines part it from other tables of its sheet. `delimiter` is empty in a workbook.
    """

    sheet: str
    title: str
    labels: tuple[str, ...]
    records: tuple[list[str], ...]
    delimiter: str
    stacked: bool

    def texts(self, at: int) -> list[str]:
        """The cells below a label that are not blank."""
        return [text for cells in self.records if at < len(cells) and (text := cells[at].strip())]


def samples(source: Source, knows: Callable[[str], bool]) -> list[Sample]:
    """The tables of a file; `knows` tells the labels and titles of known layouts: where most are, labels stand."""
    return [sample for sheet in source.sheets for sample in _of_sheet(sheet, knows)]


def _of_sheet(sheet: Sheet, knows: Callable[[str], bool]) -> list[Sample]:
    records = list(numbered(islice(sheet.open(), _RECORDS), sheet.first))
    parts = [block for block in blocks(records, sheet.name, sheet.delimiter) if _begins_with_labels(block)]
    if len(parts) > 1:
        return [_sample(block, 1 if block.title else 0, block.title, True) for block in parts]
    whole = Block(sheet.name, sheet.delimiter, (), [record for record in records if record[1]])
    header = _header(whole, knows)
    title = whole.title if header == 1 and knows(whole.title) else ""
    return [] if header is None else [_sample(whole, header, title, False)]


def _sample(block: Block, header: int, title: str, stacked: bool) -> Sample:
    cells = tuple(cell.strip() for cell in block.records[header][1])
    below = tuple(record for _, record in block.records[header + 1 :])
    return Sample(block.sheet, title, cells, below, block.delimiter, stacked)


def _begins_with_labels(block: Block) -> bool:
    """Whether a part between blank lines is a table of its own: labels, and something below that is none."""
    return len(block.table) > 1 and _are_labels(block.table[0][1]) and not _are_labels(block.table[1][1])


def _header(block: Block, knows: Callable[[str], bool]) -> int | None:
    """Where the labels of a sheet's one table stand: the record that says most known ones, else the fullest of the
    first that could be labels at all."""
    last = min(_PREAMBLE, max(1, len(block.records) - 1))
    possible = [at for at, (_, cells) in enumerate(block.records[:last]) if _are_labels(cells)]

    def rank(at: int) -> tuple[int, int, int]:
        cells = [cell for cell in block.records[at][1] if cell.strip()]
        return sum(map(knows, cells)), len(cells), -at

    return max(possible, key=rank, default=None)


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, a date or an address: no label does."""
    return bool(_FIGURE.fullmatch(text.strip()))


def _are_labels(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    texts = [cell for cell in filled if not is_figure(cell)]
    return len(texts) >= _FEWEST and 2 * len(texts) > len(filled)
