"""Dates and times as exports write them, by formats that read like what they describe.

A format is made of `YYYY YY MM DD hh mm ss`, `Mon` (a month's name, in any language that Babel knows for the export),
`Day` (a weekday's name), `AM` (AM or PM), `zone` (an offset, as +0000) and whatever stands between them. `iso` is any
ISO 8601 form; `nth day` is a day's number counted from 0 at the start that the block states; `day month` is a day
without its year, as any language writes it (kpitools.readers.writing.yearless); `unix` and `unix ms` count from 1970.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_month_names

from kpitools.readers.writing.heads import fold

_TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<year>\d{2})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "hh": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})(?:\.\d+)?",
    "Mon": r"(?P<name>[^\W\d_]+)\.?",
    "Day": r"[^\W\d_]+\.?",
    "AM": r"(?P<half>[AaPp])\.?[Mm]\.?",
    "zone": r"(?P<zone>Z|[+-]\d{2}:?\d{2}|(?:GMT|UTC)[+-]\d{1,2}(?::\d{2})?)",
}
_WORD = re.compile(r"YYYY|YY|MM|DD|hh|mm|ss|Mon|Day|AM|zone")
ISO, NTH_DAY, DAY_MONTH = "iso", "nth day", "day month"
_UNDECIDED = "nothing"  # a format that no text has
_UNIX = {"unix": 1, "unix ms": 1000}  # seconds or milliseconds since 1970, in UTC
_WHOLE = (ISO, NTH_DAY, DAY_MONTH, *_UNIX)  # formats that are one word, and name a day

Parse = Callable[[str], dt.datetime]


# Beyond these years a date is a mistake: a misread format, or a number that was never a date.
YEARS = range(1990, 2101)


@cache
def parser(formats: tuple[str, ...], languages: tuple[str, ...] = ("en",)) -> Parse:
    """A function that reads one text in the first of the formats that it has, and raises ValueError for any other text
    or a year out of range.

    What it returns has an offset where the text has one, and is the first day of a month or a year that is written
    alone. `languages` are those of the months' names.
    """
    readers = [_one(one, languages) for one in formats]

    def parse(text: str) -> dt.datetime:
        for read in readers:
            try:
                at = read(text)
            except ValueError:
                continue
            if at.year in YEARS:
                return at
        raise ValueError(text)

    return parse


def _one(written: str, languages: tuple[str, ...]) -> Parse:
    if written == _UNDECIDED:
        return _refuse
    if written in _UNIX:
        return lambda text: _since_1970(int(text), _UNIX[written])
    return dt.datetime.fromisoformat if written == ISO else _reader(written, languages)


def _since_1970(number: int, second: int) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(number / second, dt.UTC)
    except (OverflowError, OSError) as error:  # an instant that no clock shows
        raise ValueError(number) from error


def _refuse(text: str) -> dt.datetime:
    raise ValueError(text)


def _reader(written: str, languages: tuple[str, ...]) -> Parse:
    pattern = re.compile(_pattern(written))

    def parse(text: str) -> dt.datetime:
        found = pattern.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        part = found.groupdict()
        year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
        month = _month(part["name"], languages) if part.get("name") else int(part.get("month") or 1)
        hour = int(part.get("hour") or 0)
        if part.get("half"):
            if not 1 <= hour <= 12:
                raise ValueError(text)
            hour = hour % 12 + (12 if part["half"] in "Pp" else 0)
        minute, second = int(part.get("minute") or 0), int(part.get("second") or 0)
        at = dt.datetime(year, month, int(part.get("day") or 1), hour, minute, second)
        return at.replace(tzinfo=_offset(part["zone"])) if part.get("zone") else at

    return parse


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def zone(name: str) -> str | None:
    """The time zone of a name in any letter case, None where there is none of it."""
    return _zones().get(name.casefold())


def of_column(texts: Sequence[str | None], formats: tuple[str, ...], languages: tuple[str, ...]) -> str:
    """The one format that a whole column is written in: of those that read all its texts, the one that puts its days
    closest together; where two do
    so alike, nothing says which, and no text is read."""
    written = [text for text in texts if text and text.strip()]
    spans: dict[str, int] = {}
    days: dict[str, list[dt.datetime]] = {}
    for one in formats:
        try:
            days[one] = [parser((one,), languages)(text.strip()) for text in written]
        except ValueError:
            continue
        spans[one] = (max(days[one]) - min(days[one])).days if written else 0
    best = sorted(spans, key=lambda one: spans[one])
    if not best:
        return formats[0]
    rivals = [one for one in best if spans[one] == spans[best[0]] and days[one] != days[best[0]]]
    return _UNDECIDED if rivals else best[0]


def nth_day(start: dt.date | None) -> Parse:
    """A function that reads a day's number, 0 being `start`; raises ValueError without a start."""

    def parse(text: str) -> dt.datetime:
        if start is None or not text.isdecimal() or len(text) > 5:
            raise ValueError(text)
        return dt.datetime.combine(start, dt.time()) + dt.timedelta(int(text))

    return parse


def check(written: str) -> str:
    """The format itself; raises ValueError where it names no year, a day without its month, or a part twice."""
    if written not in _WHOLE:
        named = _named(written)
        if "year" not in named or ("day" in named and not {"month", "name"} & named):
            raise ValueError("format")
    return written


def names_day(written: str) -> bool:
    """Whether a format names a day, and not a month or a year alone."""
    return written in _WHOLE or "day" in _named(written)


def _named(written: str) -> set[str]:
    try:
        return set(re.compile(_pattern(written)).groupindex)
    except re.error as error:
        raise ValueError("format") from error


def _pattern(written: str) -> str:
    """The regular expression of a format; numbers that touch each other have their two digits, others one or two."""
    made, end = [], 0
    words = list(_WORD.finditer(written))
    for word, following in zip(words, [*words[1:], None], strict=True):
        made.append(_between(written[end : word.start()]))
        token = _TOKENS[word[0]]
        touches = (end == word.start() and end > 0) or (following is not None and following.start() == word.end())
        made.append(token.replace(r"\d{1,2}", r"\d{2}") if touches else token)
        end = word.end()
    return "".join([*made, _between(written[end:])])


def _between(text: str) -> str:
    return re.sub(r"(?:\\\s)+", r"\\s+", re.escape(text))


@cache
def _months(language: str) -> dict[str, int]:
    """The months of a language by their names, whole, abbreviated, and in the case that dates take."""
    locale = Locale.parse(language)
    return {
        fold(name).rstrip("."): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()
    }


def is_month(name: str, languages: tuple[str, ...]) -> bool:
    """Whether a word is a month's name, whole or abbreviated, in one of some languages."""
    return any(fold(name) in _months(language) for language in languages)


def _month(name: str, languages: tuple[str, ...]) -> int:
    for language in languages:
        number = _months(language).get(fold(name))
        if number:
            return number
    raise ValueError(name)


def _offset(zone: str) -> dt.timezone:
    if zone == "Z":
        return dt.UTC
    sign, hours, minutes = re.fullmatch(r"[A-Z]*([+-])(\d{1,2}):?(\d{2})?", zone).groups("0")  # type: ignore[union-attr]
    return dt.timezone((dt.timedelta(hours=int(hours), minutes=int(minutes))) * (-1 if sign == "-" else 1))
