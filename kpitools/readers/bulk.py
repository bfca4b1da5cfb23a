"""A long and regular text file, read by Arrow; whatever is irregular is left to the exact reader of cells.py."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers.cells import TEXT, Cells, without_blanks
from kpitools.readers.match import Match
from kpitools.readers.source import Sheet, is_blank

_BLOCK = 8 << 20


def read_bulk(match: Match, sheet: Sheet) -> Cells | None:
    """The cells of a match's columns; None where the file is short, or not regular through and through.

    Regular: UTF-8, its header on the first line, no row with more cells than it, none without any text, each opening
    quotation mark with its closing one. A row may lack trailing cells.
    """
    path = sheet.long_text
    if path is None or match.header > 0 or sheet.first > 1 or not _quotes_pair(path):
        return None
    import pyarrow.csv as arrow_csv

    names = [str(at) for at in range(len(match.cells))]
    used = sorted({at for places in match.places.values() for at in places})
    short = _Short(sheet.delimiter, len(names))
    try:
        with arrow_csv.open_csv(
            path,
            arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK, use_threads=False),
            arrow_csv.ParseOptions(
                delimiter=sheet.delimiter, newlines_in_values=True, invalid_row_handler=short.take_or_refuse
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT),
                include_columns=[str(at) for at in used],
                strings_can_be_null=False,
            ),
        ) as batches:
            table = batches.read_all()
    except pa.ArrowInvalid:
        return None
    count = len(table) + len(short.rows)
    if not sheet.ended and count + 1 in short.rows:
        return None
    texts = {at: short.among(table[str(at)], at) for at in used}
    if pc.any(pc.is_null(pc.coalesce(*texts.values()))).as_py():
        return None
    rows = pa.chunked_array([pa.array(range(2, count + 2), pa.int64())])
    return Cells({name: [texts[at] for at in places] for name, places in match.places.items()}, rows)


@dataclass
class _Short:
    """The rows that lack trailing cells, by their numbers: Arrow leaves them out, and here they are put back."""

    delimiter: str
    width: int
    rows: dict[int, list[str]] = field(default_factory=dict)

    def take_or_refuse(self, row: Any) -> str:
        """Arrow's question what to do with a row of another width: "skip" or "error"."""
        try:
            records = list(csv.reader(io.StringIO(row.text, newline=""), delimiter=self.delimiter, strict=True))
        except csv.Error:
            return "error"
        if row.number is None or len(records) != 1 or len(records[0]) > self.width or is_blank(records[0]):
            return "error"
        if len(records[0]) == 1 and self.delimiter in records[0][0]:
            return "error"  # perhaps a whole line in quotes
        self.rows[row.number] = records[0] + [""] * (self.width - len(records[0]))
        return "skip"

    def among(self, column: pa.ChunkedArray, at: int) -> pa.ChunkedArray:
        """A column of the other rows with these in their places, blanks as null."""
        if not self.rows:
            return pa.chunked_array([without_blanks(chunk) for chunk in column.chunks], TEXT)
        mine = np.fromiter(self.rows, np.int64)
        others = np.delete(np.arange(2, len(column) + len(mine) + 2), mine - 2)
        cells = pa.array([row[at] for row in self.rows.values()], TEXT)
        made: list[pa.Array] = []
        start = placed = 0
        for chunk in column.chunks:
            end = start + len(chunk)
            until = np.searchsorted(mine, others[end]) if end < len(others) else len(mine)
            order = np.argsort(np.concatenate([others[start:end], mine[placed:until]]), kind="stable")
            both = pa.concat_arrays([chunk, cells.slice(placed, until - placed)])
            made.append(without_blanks(both.take(pa.array(order))))
            start, placed = end, until
        if placed < len(mine):
            made.append(without_blanks(cells.slice(placed)))
        return pa.chunked_array(made, TEXT)


def _quotes_pair(path: Path) -> bool:
    """Whether the number of quotation marks is even, as it is where every quoted cell is whole."""
    count = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            count += block.count(b'"')
    return count % 2 == 0
