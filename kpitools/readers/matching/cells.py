"""From records to columns of text: only the columns that a layout uses, in chunks, whatever the length of a file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import remedies
from kpitools.readers.files.source import is_blank
from kpitools.readers.matching.match import Match
from kpitools.readers.schema.column import Like
from kpitools.readers.schema.layout import ANY_CELL

_CHUNK = 20_000
TEXT = pa.string()

Chunk = tuple[Sequence[int], list[list[str]]]  # some records, none blank, and their numbers


@dataclass(frozen=True)
class Cells:
    """The texts of a table: per canonical column and file column, blanks as null; `rows` are the records' numbers."""

    columns: dict[str, list[pa.ChunkedArray]]
    rows: pa.ChunkedArray

    def first(self, name: str) -> pa.ChunkedArray:
        """A canonical column: in each row the first of its file columns that is not blank."""
        columns = self.columns[name]
        return pc.coalesce(*columns) if len(columns) > 1 else columns[0]

    def filtered(self, keep: pa.ChunkedArray) -> "Cells":
        """The rows where `keep` is true."""
        columns = {name: [column.filter(keep) for column in columns] for name, columns in self.columns.items()}
        return Cells(columns, self.rows.filter(keep))


def read_cells(match: Match, chunks: Iterable[Chunk], file: str, *, ended: bool) -> Iterator[Cells]:
    """The cells of a match's columns, a part for each chunk and at least one.

    `ended`: the file's last line has its end. Trailing cells may be missing; the name of a total may stand behind the
    last column. Raises UnreadableExport where a row has more filled cells than the header otherwise, or the file stops
    in the middle of its last row.
    """
    width = max(len(match.cells), 1 + max(at for places in match.places.values() for at in places))
    used = {at for places in match.places.values() for at in places}
    short_last, numbers = 0, None
    for numbers, lines in chunks:
        short_last = numbers[-1] if len(lines[-1]) < width else 0
        if set(map(len, lines)) != {width}:
            lines = [
                _fitted(_named(line, width, match), width, row, file) for row, line in zip(numbers, lines, strict=True)
            ]
        yield _part({at: [line[at] for line in lines] for at in used}, numbers, match)
    if short_last and not ended:
        raise cut(file, short_last)
    if numbers is None:
        yield _part({at: [] for at in used}, [], match)


def _part(lists: Mapping[int, list[str]], numbers: Sequence[int], match: Match) -> Cells:
    texts = {at: pa.chunked_array([without_blanks(pa.array(cells, TEXT))], TEXT) for at, cells in lists.items()}
    columns = {name: [texts[at] for at in places] for name, places in match.places.items()}
    return Cells(columns, pa.chunked_array([pa.array(numbers, pa.int64())]))


def joined(parts: Sequence[Cells]) -> Cells:
    """Parts of one table, one after another, as a whole."""
    columns = {
        name: [_end_to_end([part.columns[name][at] for part in parts]) for at in range(len(texts))]
        for name, texts in parts[0].columns.items()
    }
    return Cells(columns, _end_to_end([part.rows for part in parts]))


def _end_to_end(columns: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    return pa.chunked_array([chunk for column in columns for chunk in column.chunks], columns[0].type)


def chunks(records: Iterator[list[str]], first: int, after: int) -> Iterator[Chunk]:
    """Records below the one numbered `after`, without blank ones, in chunks with their numbers from `first` on."""
    number = first
    while lines := list(islice(records, _CHUNK)):
        lines = [line for line in lines if not is_blank(line)]
        numbers = range(number, number + len(lines))
        number += len(lines)
        skipped = max(0, after + 1 - numbers.start)
        if len(lines) > skipped:
            yield numbers[skipped:], lines[skipped:]


def _named(line: list[str], width: int, match: Match) -> list[str]:
    """A row of totals whose name stands behind its last column (as in explorations of Google Analytics), with the name
    where it belongs: in the first cell that is read and blank."""
    total = next((where[ANY_CELL] for where in match.section.drop.get("total", ()) if ANY_CELL in where), None)
    if len(line) != width + 1 or not isinstance(total, Like) or not re.fullmatch(total.like, line[width].strip()):
        return line
    read = sorted(at for places in match.places.values() for at in places)
    place = next((at for at in read if not line[at].strip()), None)
    return [line[width] if at == place else cell for at, cell in enumerate(line[:width])]


def _fitted(line: list[str], width: int, row: int, file: str) -> list[str]:
    """A row in the header's width: an export may leave out trailing blanks, a spreadsheet may add some."""
    if len(line) > width and any(cell.strip() for cell in line[width:]):
        raise UnreadableExport(
            Problem(
                "shifted",
                mark("Cette ligne a plus de cellules que l'en-tête : un séparateur s'est glissé dans un texte."),
                remedy=remedies.UNTOUCHED,
                file=file,
                row=row,
            )
        )
    return line[:width] + [""] * (width - len(line))


def without_blanks(texts: pa.Array) -> pa.Array:
    """Texts with blanks as null, the spaces around them kept."""
    return without_spaces(pc.if_else(pc.equal(texts, ""), None, texts))


def without_spaces(texts: pa.Array) -> pa.Array:
    """Texts with those of spaces alone as null."""
    blank = pc.utf8_is_space(texts)
    return pc.if_else(blank, None, texts) if pc.any(blank).as_py() else texts


def cut(file: str, row: int) -> UnreadableExport:
    """The error of a text that stops in the middle of its last row."""
    return UnreadableExport(
        Problem(
            "cut_short",
            mark("Le fichier est coupé : sa dernière ligne n'est pas entière."),
            remedy=remedies.DOWNLOAD_AGAIN,
            file=file,
            row=row,
        )
    )
