"""A column whose every text is written in the plainest way, read by Arrow; any other is left to cast.py."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers.writing import dates

_DIGITS = 15  # fewer than the smallest number too large to be a count has
_OVERFLOW = 3  # the last day of a month that one which the month before does not have is taken for
_FIGURES = re.compile(r"%Y[-/.]%m[-/.]%d %H:%M(:%S)?|%[md][-/.]%[md][-/.]%Y %H:%M(:%S)?")
_PARTS = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "hh": "%H", "mm": "%M", "ss": "%S"}
_RANGES = {
    "%Y": "[0-9]{4}", "%m": "(0[1-9]|1[0-2])", "%d": "[0-3][0-9]", "%H": "([01][0-9]|2[0-3])",
    "%M": "[0-5][0-9]", "%S": "[0-5][0-9]",
}  # fmt: skip


def counts(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Whole numbers without sign or separator; None where a text is anything else."""
    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    return texts.cast(pa.int64()) if longest <= _DIGITS and _all(pc.ascii_is_decimal(texts)) else None


def instants(texts: pa.ChunkedArray, written: str, zone: str) -> pa.ChunkedArray | None:
    """Times in UTC of texts in one format of figures (writing/dates.py), the first of an hour that occurs twice.

    None where a text is not in exactly that format, is of no year that an export can be of, or falls in the hour that
    the change to summer time leaves out.
    """
    form = written
    for part, directive in _PARTS.items():
        form = form.replace(part, directive)
    if not _FIGURES.fullmatch(form):
        return None
    try:
        if not _all(pc.match_substring_regex(texts, _exactly(form))):
            return None
        local = pc.strptime(texts, format=form, unit="s")
        # Arrow takes the 30th of February for a day of March, and a year of any length.
        early = pc.less_equal(pc.day(local), _OVERFLOW)
        at = form.replace("%Y", "0000").index("%d")
        days = pc.utf8_slice_codeunits(texts.filter(early), at, at + 2).cast(pa.int64())
        if not _all(pc.equal(pc.day(local.filter(early)), days)):
            return None
        if not _all(pc.is_in(pc.year(local.drop_null()), value_set=pa.array(dates.YEARS, pa.int64()))):
            return None
        return pc.assume_timezone(local, zone, ambiguous="earliest", nonexistent="raise")
    except (pa.ArrowException, ValueError):
        return None


def _exactly(form: str) -> str:
    """The pattern of texts in a format, each part in as many figures as it has."""
    pattern = form.replace(".", "[.]")
    for directive, figures in _RANGES.items():
        pattern = pattern.replace(directive, figures)
    return f"^{pattern}$"


def _all(test: pa.ChunkedArray) -> bool:
    return pc.all(test, min_count=0).as_py() is not False
