"""Columns that a file does not hold as they are: made of two of its columns, of fractions, or of a whole row."""

import hashlib
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers.writing.persons import Pseudonyms
from kpitools.tables import Column as Canonical
from kpitools.tables import Kind

_COUNTS = (Kind.COUNT, Kind.NET)


def share_of(shares: pa.ChunkedArray, whole: pa.ChunkedArray, canonical: Canonical) -> pa.ChunkedArray:
    """What a share or a mean of another column comes to, a count to the nearest whole number."""
    product = pc.multiply(shares, whole.cast(pa.float64()))
    return pc.round(product).cast(canonical.arrow) if canonical.kind in _COUNTS else product.cast(canonical.arrow)


def whole(fractions: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    """Counts that a platform states in fractions as whole ones, and how many were none.

    What is cut off of one is carried over to the next, so that they add up to the sum of the fractions.
    """
    made: list[int | None] = []
    carried, cut = 0.0, 0
    for number in fractions.to_pylist():
        if number is None:
            made.append(None)
            continue
        cut += not float(number).is_integer()
        exact = number + carried
        made.append(max(0, round(exact + 1e-9)))
        carried = exact - made[-1]
    return pa.chunked_array([pa.array(made, pa.int64())]), cut


def after(seconds: pa.ChunkedArray, start: pa.ChunkedArray) -> pa.ChunkedArray:
    """The time that comes a number of seconds after another; unknown where either is."""
    micro = pc.round(pc.multiply(seconds, 1_000_000.0)).cast(pa.int64())
    return pc.add(start, micro.cast(pa.duration("us")))


def ids(columns: Sequence[pa.ChunkedArray], pseudonyms: Pseudonyms | None, *, repeat: bool) -> pa.ChunkedArray:
    """An id for each row, made of all its cells; of rows that are equal, one each where they `repeat`."""
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    texts = ["\x1f".join((cell or "").strip() for cell in cells) for cells in rows]
    if repeat:
        seen: Counter[str] = Counter()
        numbered = []
        for text in texts:
            seen[text] += 1
            numbered.append(f"{text}\x1e{seen[text]}" if seen[text] > 1 else text)
        texts = numbered
    of = pseudonyms.of if pseudonyms else _digest
    return pa.chunked_array([pa.array(list(map(of, texts)), pa.string())])


def once(texts: pa.ChunkedArray, beside: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """1 where a text stands beside these values for the first time, 0 where again; unknown where it is blank."""
    seen: set[tuple[object, ...]] = set()
    made: list[int | None] = []
    for text, *values in zip(texts.to_pylist(), *(column.to_pylist() for column in beside), strict=True):
        made.append(None if text is None else int((text, *values) not in seen))
        seen.add((text, *values))
    return pa.chunked_array([pa.array(made, pa.int64())])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def one_day(rows: pa.Table) -> pa.Table:
    """The rows without the end of a period that is one day: an empty end says so."""
    same = pc.fill_null(pc.equal(rows["date"], rows["end"]), False)
    at = rows.schema.get_field_index("end")
    return rows.set_column(at, rows.schema.field(at), pc.if_else(same, pa.scalar(None, pa.date32()), rows["end"]))
