"""What an export states once, above its table or on a sheet of its own: its period, when it was made."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from kpitools.readers.matching.recognise import Found
from kpitools.readers.schema.layout import Fact, Layout
from kpitools.readers.writing import dates
from kpitools.readers.writing.heads import fold


def facts(found: Found, layout: Layout) -> dict[str, dt.datetime]:
    """What the comments or the cells above a table state, or a sheet of its own: `start`, `end`, `exported`."""
    known: dict[str, dt.datetime] = {}
    for name, fact in layout.facts.items():
        for text in _texts(found, fact):
            try:
                known[name] = dates.parser(fact.format, found.match.spoken)(text)
            except ValueError:
                continue
    return known


def _texts(found: Found, fact: Fact) -> Iterator[str]:
    """What may be the fact: of the workbook's sheets without a table first, of the table's own sheet last, as what
    comes later is nearer."""
    for block in found.fronts:
        yield from _within(fact, [cell.strip() for _, cells in block.records for cell in cells])
    above = [" ".join(cells).strip() for _, cells in found.block.records[: found.match.header]]
    yield from _within(fact, [line.strip() for line in (*found.block.comments, *above)])
    for comment in found.block.comments:
        label, _, value = comment.partition(":")
        if fold(label) in {head.folded for head in fact.label}:
            yield value.strip()
    if fact.cell is not None:
        row, place = int(fact.cell[1:]), ord(fact.cell[0]) - ord("A")
        for number, cells in found.block.records[: found.match.header]:
            if number == row and place < len(cells):
                yield cells[place].strip()


def _within(fact: Fact, lines: Iterable[str]) -> Iterator[str]:
    """The parts of whole lines that state the fact."""
    for line in lines:
        if fact.within and (stated := re.fullmatch(fact.within, line)):
            yield stated[1].strip()


def told(found: Found, layout: Layout) -> frozenset[str]:
    """The canonical columns that a file tells: by its cells, above its table, or by being what it is."""
    section, stated = found.match.section, facts(found, layout)
    above = {name for name, column in section.columns.items() if column.fact in stated or column.made}
    return frozenset(found.match.columns) | frozenset(section.set) | above
