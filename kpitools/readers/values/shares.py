"""Shares of a whole that are written without a sign: fractions, or of a hundred."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

Scale = Literal["fraction", "hundredths"]


@dataclass(frozen=True)
class Shares:
    """Shares as their cells write them and the wholes that they are of, both by row; `signed`: a cell has its sign, and
    all of them are fractions by now."""

    numbers: pa.ChunkedArray
    wholes: pa.ChunkedArray
    signed: bool


def scales(columns: Mapping[str, Shares], *, workbook: bool) -> tuple[dict[str, Scale], list[str]]:
    """The scale of each column, and the columns of which nothing in the file tells it: these are taken for fractions.

    A workbook's cell holds a fraction, however it shows it. Of a text, the figures tell: no fraction is above 1, and
    hundredths of a count are whole things. A tool writes all of its columns alike, so that one may tell another's.
    """
    known = {name: scale for name, shares in columns.items() if (scale := _scale(shares, workbook)) is not None}
    if len(set(known.values())) == 1:
        return dict.fromkeys(columns, next(iter(known.values()))), []
    stated = [name for name in columns if name not in known and _states_any(columns[name])]
    return {name: known.get(name, "fraction") for name in columns}, stated


def as_fractions(shares: pa.ChunkedArray, scale: Scale) -> pa.ChunkedArray:
    """Shares as fractions."""
    return shares if scale == "fraction" else pc.divide(shares, 100.0)


def _scale(shares: Shares, workbook: bool) -> Scale | None:
    """What a column tells of its scale, None where it could be either."""
    if shares.signed:
        return "fraction"
    most = pc.max(shares.numbers).as_py()
    if most is not None and most > 1:
        return "hundredths"
    if workbook:
        return "fraction"
    return None if _may_be_of_a_hundred(shares) else "fraction"


def _may_be_of_a_hundred(shares: Shares) -> bool:
    """Whether each share, read as one of a hundred, comes to a whole number of its whole, as far as it was rounded.

    The other way round nothing is told: what is so of a hundredth is so of the whole.
    """
    pairs = zip(shares.numbers.to_pylist(), shares.wholes.to_pylist(), strict=True)
    counted = [(Decimal(repr(share)), Decimal(whole) / 100) for share, whole in pairs if share and whole]
    digits = max((-int(share.as_tuple().exponent) for share, _ in counted), default=0)
    half = Decimal(5).scaleb(-digits - 1)
    return all(
        abs(share * hundredth - round(share * hundredth)) <= half * hundredth + Decimal("1e-6")
        for share, hundredth in counted
    )


def _states_any(shares: Shares) -> bool:
    """Whether a share is stated that the scale makes a difference to."""
    return bool(pc.any(pc.not_equal(shares.numbers, 0)).as_py())
