"""Tables that must be read whole before they are records under a header: pivoted ones, and grids."""

from dataclasses import replace

from kpitools.readers.matching.blocks import Block, numbered
from kpitools.readers.matching.cells import cut
from kpitools.readers.matching.match import Match, match_header
from kpitools.readers.matching.pivot import pivoted
from kpitools.readers.matching.recognise import Found
from kpitools.readers.schema.layout import Layout


def in_memory(match: Match, layout: Layout) -> bool:
    """Whether a section's records are those of its block, rather than the rest of its sheet."""
    return layout.stacked or match.section.pivot is not None or match.section.shape != "table"


def laid_out(found: Found, layout: Layout, file: str) -> Found:
    """A section of a sheet's one table with the records that its shape needs, all others as they are.

    Raises UnreadableExport where a pivoted one stops in the middle of its last row.
    """
    match, section, block = found.match, found.match.section, found.block
    if layout.stacked or not in_memory(match, layout):
        return found
    records = [record for record in numbered(found.sheet.open(), found.sheet.first) if record[1]]
    if section.pivot is None:
        return replace(found, block=replace(block, records=records))
    _, cells = records[match.header]
    last, end = records[-1]
    if len(end) < len(cells) and not found.sheet.ended:
        raise cut(file, last)
    made = pivoted(cells, records[match.header + 1 :], section.pivot)
    again = match_header(layout, section, made[0][1])
    # Where none of the figures that the section knows is there, its table is one without a row.
    whole = Block(block.sheet, block.delimiter, block.comments, made if again else made[:1])
    return replace(found, match=again or replace(match, header=0), block=whole)
