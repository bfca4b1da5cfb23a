"""A column whose every text is written in the plainest way, read by Arrow; any other is left to cast.py."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers import dates

# Fewer digits than the smallest number too large to be a count.
_COUNT = "^[0-9]{1,15}$"
_FIGURES = re.compile(r"%Y[-/.]%m[-/.]%d %H:%M(:%S)?|%[md][-/.]%[md][-/.]%Y %H:%M(:%S)?")
_PARTS = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "hh": "%H", "mm": "%M", "ss": "%S"}


def counts(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Whole numbers without sign or separator; None where a text is anything else."""
    return texts.cast(pa.int64()) if _all(pc.match_substring_regex(texts, _COUNT)) else None


def instants(texts: pa.ChunkedArray, written: str, zone: str) -> pa.ChunkedArray | None:
    """Times in UTC of texts in one format of figures (kpitools.readers.dates), the first of an hour that occurs twice.

    None where a text is not in exactly that format, is of no year that an export can be of, or falls in the hour that
    the change to summer time leaves out.
    """
    form = written
    for part, directive in _PARTS.items():
        form = form.replace(part, directive)
    if not _FIGURES.fullmatch(form):
        return None
    try:
        local = pc.strptime(texts, format=form, unit="s")
        # Arrow takes the 30th of February for a day of March, and a year of any length.
        if not _all(pc.equal(pc.strftime(local, format=form), texts)):
            return None
        if not _all(pc.is_in(pc.year(local), value_set=pa.array(dates.YEARS, pa.int64()))):
            return None
        return pc.assume_timezone(local, zone, ambiguous="earliest", nonexistent="raise")
    except (pa.ArrowException, ValueError):
        return None


def _all(test: pa.ChunkedArray) -> bool:
    return pc.all(test, min_count=0).as_py() is not False
