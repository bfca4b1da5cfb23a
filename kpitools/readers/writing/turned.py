"""Figures that a spreadsheet turned into dates: 1.5 became 1 May, 3-4 became 4 March, and what stood there is lost."""

import re

from kpitools.readers.writing import dates

# The languages that the spreadsheet may speak: it is the user's, whatever the export's is.
_LANGUAGES = ("fr", "en", "de", "nl", "es", "it", "pt")
_CELL = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")  # a workbook's own date
_NUMBERS = re.compile(r"\d{1,2}([/-])\d{1,2}(\1\d{2,4})?")
_NAMED = re.compile(r"(?:\d{1,2}(?:[-/ ]|\. ?))?([^\W\d_]{3,})\.?(?:[-/. ]\d{2,4})?")


def is_date(text: str) -> bool:
    """Whether a text that should be a figure is a date, as spreadsheets write theirs: 01-mai, 5-Jan, Jan-05, 10/12."""
    text = text.strip()
    if _CELL.fullmatch(text) or _NUMBERS.fullmatch(text):
        return True
    named = _NAMED.fullmatch(text)
    return named is not None and any(map(str.isdecimal, text)) and dates.is_month(named[1], _LANGUAGES)
