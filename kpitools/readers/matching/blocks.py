"""Parts of a file that hold one table each, and the shapes that a table can have."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import remedies
from kpitools.readers.files.source import is_blank
from kpitools.readers.schema.layout import NAME, VALUE, Shape

Record = tuple[int, list[str]]  # a record's number in its file or sheet, and its cells


@dataclass(frozen=True)
class Block:
    """Records that no blank line parts: comments (`# …`), perhaps a title alone on its line, and a table."""

    sheet: str
    delimiter: str
    comments: tuple[str, ...] = ()
    records: list[Record] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The text that stands alone on the line above the table, else an empty text."""
        cells = self.records[0][1] if len(self.records) > 1 else []
        return cells[0] if cells and cells[0] and is_blank(cells[1:]) else ""

    @property
    def table(self) -> list[Record]:
        """The records below the title."""
        return self.records[1:] if self.title else self.records

    @property
    def name(self) -> str:
        """What a message calls it: its title, else its header."""
        return self.title or ", ".join(cell for cell in (self.records[0][1] if self.records else []) if cell)[:80]


def numbered(records: Iterable[list[str]], first: int) -> Iterator[Record]:
    """Records with their numbers; blank lines are no records, and come as empty lists between them."""
    row = first
    for cells in records:
        if is_blank(cells):
            yield row, []
        else:
            yield row, cells
            row += 1


def blocks(records: Iterable[Record], sheet: str, delimiter: str) -> Iterator[Block]:
    """The blocks of a sheet. Comments that are followed by a blank line belong to the block that comes next, and a
    block without any has those of the one before."""
    comments: list[str] = []
    before: tuple[str, ...] = ()
    lines: list[Record] = []
    for row, cells in (*records, (0, [])):
        comment = bool(cells) and cells[0].startswith("#")
        if (comment or not cells) and lines:
            before = tuple(comments) or before
            yield Block(sheet, delimiter, before, lines)
            comments, lines = [], []
        if comment:
            # A spreadsheet gives a comment as many cells as the table has.
            comments.append((delimiter or ",").join(cells).lstrip("# ").rstrip(f"{delimiter or ','} "))
        elif cells:
            lines.append((row, cells))


def shaped(block: Block, shape: Shape, file: str) -> list[Record]:
    """The block's table as records under a header; a shape without a header of its own gets `name` and `value`.

    Raises UnreadableExport where its cells no longer fit together.
    """
    header = (block.table[0][0], [NAME.text, VALUE.text]) if block.table else (0, [])
    match shape:
        case "table":
            return block.table
        case "number":
            row, cells = block.table[-1]
            return [header, (row, ["", next(cell for cell in cells if cell)])]
        case "pairs":
            return [header, *(_pair(row, cells, file) for row, cells in block.table[1:])]
        case "across":
            return [header, *_across(block, file)]
        case "grid":
            labels = block.table[-1][1]
            figures = [(row, cells) for row, cells in block.table[:-1] if len(cells) == len(labels)]
            return [
                header,
                *((row, [cells[0], cells[at], labels[at]]) for row, cells in figures for at in range(1, len(labels))),
            ]
        case "row_totals":
            places = _named(block)
            return [header, *((row, [cells[0], _total(cells, places)]) for row, cells in block.table[1:])]
        case "column_totals":
            row, names = block.table[0]
            grid = [cells for _, cells in block.table[1:]]
            columns = {names[at]: [cells[at] for cells in grid if at < len(cells)] for at in _named(block)}
            return [header, *((row, [name, _total(cells, range(len(grid)))]) for name, cells in columns.items())]


def _named(block: Block) -> list[int]:
    """The columns of a grid's figures: those that have a name, after that of the rows."""
    return [at for at, name in enumerate(block.table[0][1]) if at and name]


def _pair(row: int, cells: list[str], file: str) -> Record:
    """A name and its value; a spreadsheet that cut a name at its commas left the space behind each of them."""
    filled = [cell for cell in cells if cell.strip()]
    name, value = filled[:-1], filled[-1]
    if not name or any(not part.startswith((" ", "\u00a0")) for part in name[1:]):
        raise UnreadableExport(
            Problem(
                "shifted",
                mark("Cette ligne n'a pas le nombre de cellules attendu."),
                remedy=remedies.UNTOUCHED,
                file=file,
                row=row,
            )
        )
    return row, [",".join(name), value]


def _across(block: Block, file: str) -> list[Record]:
    """A row of names above a row of values, as a name and a value a row."""
    if len(block.table) < 2:
        return []
    (row, names), (_, values) = block.table[0], block.table[1]
    names, values = [cell for cell in names if cell], [cell for cell in values if cell]
    if len(names) != len(values):
        raise UnreadableExport(
            Problem(
                "names_and_values",
                mark("La section « {section} » compte {names} noms pour {values} valeurs."),
                {"section": block.name, "names": len(names), "values": len(values)},
                remedy=remedies.UNTOUCHED,
                file=file,
                row=row,
            )
        )
    return [(row, list(pair)) for pair in zip(names, values, strict=True)]


def _total(cells: list[str], places: Iterable[int]) -> str:
    """The sum of some figures, exact; a blank one leaves it unknown. One that is no figure is left to be refused,
    and so are percentages beside fractions that a spreadsheet made of others."""
    found = [cells[at] for at in places if at < len(cells)]
    if len({"%" in cell for cell in found if cell.strip() not in ("", "0")}) > 1:
        return " + ".join(found)
    total = Decimal()
    for at in places:
        cell = cells[at] if at < len(cells) else ""
        try:
            total += Decimal(re.sub(r"[\s%]", "", cell).replace(",", "."))
        except InvalidOperation:
            return cell
    return str(total)
