"""A long and regular text file, read by Arrow; whatever is irregular is left to the exact reader of cells.py."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers.cells import TEXT, Cells, without_blanks
from kpitools.readers.match import Match
from kpitools.readers.source import Sheet

_BLOCK = 8 << 20


def read_bulk(match: Match, sheet: Sheet) -> Cells | None:
    """The cells of a match's columns; None where the file is short, or not regular through and through.

    Regular: UTF-8, its header on the first line, as many cells in every row, none of them without any text, each
    opening quotation mark with its closing one.
    """
    path = sheet.long_text
    if path is None or match.header > 0 or sheet.first > 1 or not _quotes_pair(path):
        return None
    import pyarrow.csv as arrow_csv

    names = [str(at) for at in range(len(match.cells))]
    used = sorted({at for places in match.places.values() for at in places})
    try:
        with arrow_csv.open_csv(
            path,
            arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK),
            arrow_csv.ParseOptions(delimiter=sheet.delimiter, newlines_in_values=True),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT),
                include_columns=[str(at) for at in used],
                strings_can_be_null=False,
            ),
        ) as batches:
            table = batches.read_all()
    except pa.ArrowInvalid:
        return None
    texts = {at: pa.chunked_array([without_blanks(chunk) for chunk in table[str(at)].chunks], TEXT) for at in used}
    if pc.any(pc.is_null(pc.coalesce(*texts.values()))).as_py():
        return None
    rows = pa.chunked_array([pa.array(range(2, len(table) + 2), pa.int64())])
    return Cells({name: [texts[at] for at in places] for name, places in match.places.items()}, rows)


def _quotes_pair(path: Path) -> bool:
    """Whether the number of quotation marks is even, as it is where every quoted cell is whole."""
    count = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            count += block.count(b'"')
    return count % 2 == 0
