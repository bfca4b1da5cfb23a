"""Days without a year, in whatever language an interface writes them: which day of which year each of them is.

The languages and the way each writes a day and its month are those of the Unicode CLDR, as Babel gives them.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import pyarrow as pa
from babel import Locale
from babel.dates import get_month_names
from babel.localedata import locale_identifiers

from kpitools.readers.writing.clocks import Clock, instant
from kpitools.readers.writing.heads import fold

MonthDay = tuple[int, int]

# A short name of a month is another month in a rare language: those that interfaces speak are asked first.
_INTERFACES = (
    "en fr es de pt it nl el pl cs sk hu ro bg hr sr sl uk ru tr ar he fa hi bn ur ta te th vi id ms jv fil ceb my km "
    "ja ko zh sv da nb no fi et lv lt ca eu gl"
)
# A leap year: every day that can be written is one of its days.
_LEAP = 2024
_PATTERN_WORD = re.compile(r"'[^']*'|[ML]+|d+|\s+|.", re.DOTALL)
# From one row to the next, a file by day leaves out no more than this.
_NEAR = 31
# TikTok keeps a video that is planned for later for a month at most; a day more for the clocks of two places.
_EARLIER, _LATER = dt.timedelta(days=1), dt.timedelta(days=180)


def by_ids(texts: pa.ChunkedArray, ids: pa.ChunkedArray, clock: Clock) -> pa.ChunkedArray:
    """Days without a year as ISO dates, each of the year that the instant in its id tells.

    Where one of them tells no date, the texts stay as they are.
    """
    known = [(text.strip(), number) for text, number in zip(texts.to_pylist(), ids.to_pylist(), strict=True) if text]
    try:
        read = month_days([text for text, _ in known])
        return _written(texts, [_after(text, read[text], instant(number, clock)) for text, number in known])
    except ValueError:
        return texts


def by_sequence(texts: pa.ChunkedArray, last_year: int | None) -> pa.ChunkedArray:
    """Days without a year as ISO dates: the newest is of `last_year` (any year with every day, where that is not
    known), and each other of the year that their sequence tells. Where it tells none, the texts stay as they are.
    """
    known = [text.strip() for text in texts.drop_null().to_pylist()]
    try:
        return _written(texts, in_sequence(known, last_year or _LEAP))
    except ValueError:
        return texts


def _written(texts: pa.ChunkedArray, dates: Sequence[dt.date]) -> pa.ChunkedArray:
    left = iter(dates)
    return pa.chunked_array([pa.array([text and next(left).isoformat() for text in texts.to_pylist()], pa.string())])


def month_days(texts: Sequence[str]) -> dict[str, MonthDay]:
    """The month and the day of each text, in the one language that reads them all.

    Raises ValueError with a text that no language reads, or that two languages read as different days.
    """
    distinct = list(dict.fromkeys(texts))
    for languages in _languages():
        readings: list[dict[str, MonthDay]] = []
        for language in languages:
            read = _read_in(language, distinct)
            if read is not None and read not in readings:
                readings.append(read)
        if len(readings) == 1:
            return readings[0]
        if readings:
            break
    raise ValueError(distinct[0] if distinct else "")


def in_sequence(texts: Sequence[str], last_year: int) -> list[dt.date]:
    """The dates of rows that follow each other by day, from the oldest or from the newest; the newest is of
    `last_year`.

    Raises ValueError with the text that does not follow, or is no day of its year.
    """
    read = month_days(texts)
    days = [_ordinal(read[text]) for text in texts]
    steps = [(after - before) % 366 for before, after in pairwise(days)]
    newest_first = sum(step > 183 for step in steps) * 2 > len(steps)
    made: list[dt.date] = []
    year, newer = last_year, None
    for text in texts if newest_first else reversed(texts):
        day = _ordinal(read[text])
        if newer is not None:
            if (newer - day) % 366 > _NEAR:
                raise ValueError(text)
            year -= day > newer
        made.append(_date(year, read[text], text))
        newer = day
    return made if newest_first else made[::-1]


def _after(text: str, month_day: MonthDay, made: dt.datetime | None) -> dt.date:
    """The day on which something came out that was made at an instant."""
    if made is None:
        raise ValueError(text)
    for year in (made.year - 1, made.year, made.year + 1):
        try:
            date = _date(year, month_day, text)
        except ValueError:
            continue
        if made.date() - _EARLIER <= date <= made.date() + _LATER:
            return date
    raise ValueError(text)


def _ordinal(month_day: MonthDay) -> int:
    return dt.date(_LEAP, *month_day).timetuple().tm_yday


def _date(year: int, month_day: MonthDay, text: str) -> dt.date:
    try:
        return dt.date(year, *month_day)
    except ValueError as error:  # the 29th of February of a year that has none
        raise ValueError(text) from error


@cache
def _languages() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages of interfaces, and those of the CLDR that few interfaces have."""
    return tuple(_INTERFACES.split()), tuple(sorted(code for code in locale_identifiers() if "_" not in code))


def _read_in(language: str, texts: Sequence[str]) -> dict[str, MonthDay] | None:
    made: dict[str, MonthDay] = {}
    for text in texts:
        found = _day_of(language, text)
        if found is None:
            return None
        made[text] = found
    return made


def _day_of(language: str, text: str) -> MonthDay | None:
    """The month and day of a text in one language, None where it is no day there."""
    plain = _plain(text)
    months = _months(language)
    for pattern in _patterns(language):
        found = pattern.fullmatch(plain)
        if found is None:
            continue
        month = months[found["name"]] if "name" in pattern.groupindex else int(found["number"])
        try:
            return dt.date(_LEAP, month, int(found["day"])).timetuple()[1:3]
        except ValueError:
            return None
    return None


def _plain(text: str) -> str:
    """A text folded, its digits those of Latin script."""
    digits = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    return fold(digits)


@cache
def _months(language: str) -> dict[str, int]:
    """The months of a language by their folded names, whole and abbreviated, alone and within a date."""
    locale = Locale.parse(language)
    return {
        _plain(name): number
        for width in ("abbreviated", "wide")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()
    }


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """How a language writes a day and its month: as the CLDR has it, or just one after the other."""
    skeletons = Locale.parse(language).datetime_skeletons
    written = [skeletons[key].pattern for key in ("MMMMd", "MMMd") if key in skeletons]
    return tuple(
        re.compile(pattern) for pattern in dict.fromkeys(_expression(one, language) for one in [*written, "d MMMM"])
    )


def _expression(pattern: str, language: str) -> str:
    names = sorted(_months(language), key=len, reverse=True)
    made = ""
    for word in _PATTERN_WORD.findall(pattern):
        if word[0] in "ML":
            named = len(word) > 2
            made += rf"(?P<name>{'|'.join(map(re.escape, names))})\.?" if named else r"(?P<number>\d{1,2})"
        elif word[0] == "d":
            made += r"(?P<day>\d{1,2})(?:er|\.|st|nd|rd|th|º|o)?"
        elif word.isspace():
            made += r"\s*"
        else:
            made += re.escape(_plain(word.strip("'")))
    return made
