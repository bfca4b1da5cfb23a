"""The regular part of a long text, read by Arrow piece by piece; from where it is irregular on, cells.py reads it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers.files.pieces import Piece, Rest, pieces
from kpitools.readers.matching.cells import TEXT, Cells, without_spaces
from kpitools.readers.matching.match import Match

_Item = TypeVar("_Item")


def read_bulk(match: Match, path: Path, delimiter: str, *, ended: bool) -> Iterator[Cells | Rest]:
    """The cells of a match's columns, in parts; last of all, if need be, the rest that is left to another.

    `path` is a text in UTF-8 whose header is its first record; `ended`: its last line has its end. While a part is
    worked with, the next one is read.
    """
    used = sorted({at for places in match.places.values() for at in places})

    def parts() -> Iterator[Cells | Rest]:
        for piece in pieces(path, delimiter, len(match.cells), ended=ended):
            part = _parsed(piece, match, used, delimiter) if isinstance(piece, Piece) else piece
            yield part
            if isinstance(part, Rest):
                return

    return _ahead(parts())


def _parsed(piece: Piece, match: Match, used: list[int], delimiter: str) -> Cells | Rest:
    """The cells of a piece; what can't be told from blank lines or isn't UTF-8 is left to the exact reader."""
    import pyarrow.csv as arrow_csv

    names = [str(at) for at in range(len(match.cells))]
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(piece.text),
            arrow_csv.ReadOptions(column_names=names, block_size=len(piece.text) + 1, use_threads=False),
            arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT),
                include_columns=[str(at) for at in used],
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return Rest(piece.first, piece.offset)
    texts = {at: pa.chunked_array([without_spaces(chunk) for chunk in table[str(at)].chunks], TEXT) for at in used}
    if len(table) != piece.count or pc.any(pc.is_null(pc.coalesce(*texts.values()))).as_py():
        return Rest(piece.first, piece.offset)
    rows = pa.chunked_array([pa.array(range(piece.first, piece.first + piece.count), pa.int64())])
    return Cells({name: [texts[at] for at in places] for name, places in match.places.items()}, rows)


def _ahead(items: Iterator[_Item]) -> Iterator[_Item]:
    """The items, each made while the one before it is used."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, items, None)
        while (item := following.result()) is not None:
            following = pool.submit(next, items, None)
            yield item
