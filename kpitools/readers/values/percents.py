"""Percentages that a spreadsheet made numbers of: its cell holds 0.25 and shows 25 %, and a reader sees 0.25 alone."""

from decimal import Decimal, InvalidOperation

import pyarrow as pa

from kpitools.language import mark
from kpitools.readers.matching.cells import TEXT, Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.values.suspects import Note
from kpitools.tables import Kind

# The shares of a whole add up to it, but for what each was rounded by: of a hundred, the whole is far from 1.
_DIGITS = 9  # beyond them stands what a binary fraction makes of a decimal one
_WHOLE = Decimal("1.05")


def mended(cells: Cells, match: Match, note: Note) -> Cells:
    """The cells of a workbook with their percentages as the export writes them: beside cells that kept their sign, and
    where shares add up to 1 and not to 100."""
    columns = dict(cells.columns)
    for name in match.section.kept:
        column, canonical = match.section.columns[name], match.section.canonical[name]
        if name not in columns or canonical.kind is not Kind.NUMBER or column.times is not None or column.share:
            continue
        made = [_signed(texts, name == "share") for texts in columns[name]]
        if any(one is not None for one in made):
            columns[name] = [old if new is None else new for old, new in zip(columns[name], made, strict=True)]
            label = match.cells[match.columns[name][0]].strip()
            said = mark("Pourcentages de « {column} » dont un tableur avait fait des fractions : rétablis.")
            note("percentages", said, column=label)
    return Cells(columns, cells.rows)


def _signed(texts: pa.ChunkedArray, is_share: bool) -> pa.ChunkedArray | None:
    """The texts with a sign wherever one was lost; None where none was."""
    written = texts.to_pylist()
    numbers = {text: number for text in set(written) if text and (number := _number(text)) is not None}
    signed = any(text and text.rstrip().endswith("%") for text in written)
    shares = [numbers[text] for text in written if text in numbers]
    in_fractions = is_share and 0 < sum(shares) <= _WHOLE
    if not numbers or not (signed or in_fractions):
        return None
    made = [f"{round(numbers[text] * 100, _DIGITS):f}%" if text in numbers else text for text in written]
    return pa.chunked_array([pa.array(made, TEXT)])


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None
