"""How the values of a file are written, told from samples of them: only what nothing else could be is certain."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from kpitools.readers.schema.layout import Decimal, Thousands
from kpitools.readers.values.cast import signs
from kpitools.readers.writing import dates, figures, yearless
from kpitools.readers.writing.figures import Money, Signs
from kpitools.readers.writing.heads import fold
from kpitools.tables import Kind

NUMBERS = (Kind.COUNT, Kind.NET, Kind.MONEY, Kind.NUMBER)
_DAYS = (
    *("YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD"),
    *("DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "MM-DD-YYYY", "DD.MM.YYYY"),
    *("DD/MM/YY", "MM/DD/YY", "DD-MM-YY", "DD.MM.YY"),
    *(
        "DD Mon YYYY",
        "Mon DD, YYYY",
        "Mon DD YYYY",
        "DD-Mon-YYYY",
        "DD. Mon YYYY",
        "Day, Mon DD, YYYY",
        "Day DD Mon YYYY",
    ),
)
_HOURS = (
    "",
    " hh:mm",
    " hh:mm:ss",
    "Thh:mm:ss",
    "Thh:mm",
    " hh:mm AM",
    " hh:mm:ss AM",
    " hh:mmAM",
    ", hh:mm AM",
    ", hh:mm",
)
_APART = 0.8  # of the ids of a file, how many are no other's at least
_ZONES = ("", "zone", " zone")
_FORMATS = tuple("".join(parts) for parts in product(_DAYS, _HOURS, _ZONES) if parts[1] or not parts[2])
_DIGITS = ("YYYYMMDD", "unix", "unix ms")
_STYLES: tuple[tuple[Decimal, Thousands], ...] = ((".", ","), (",", "."), (".", "'"), (",", "'"), (".", ""), (",", ""))


@dataclass(frozen=True)
class Texts:
    """The cells below one label that are not blank and do not mean unknown; what they can be is found out once."""

    all: tuple[str, ...]
    language: str
    delimiter: str

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """The formats of dates that read them all, one for each sense."""
        return date_formats(self.all, self.language)

    @cached_property
    def are_written_dates(self) -> bool:
        """Whether they are dates by themselves, whatever the label: no mere numbers."""
        return bool(set(self.formats) - set(_DIGITS))

    @cached_property
    def are_days(self) -> bool:
        """Whether dates are of days: at no hour, or at the same one all the year, but for summer time."""
        if self.formats[0] == dates.DAY_MONTH:
            return True
        parse = dates.parser(self.formats[:1], (self.language, "en"))
        minutes = {(at := parse(text)).hour * 60 + at.minute for text in self.all}
        return len(minutes) < 2 or (len(minutes) == 2 and max(minutes) - min(minutes) == 60)

    @cached_property
    def are_ids(self) -> bool:
        """Whether they can tell things apart: hardly one twice, and a number in each."""
        apart = len(set(self.all)) >= _APART * len(self.all)
        return apart and all(any(map(str.isdigit, text)) for text in self.all)

    @cached_property
    def _numbers(self) -> dict[Kind, bool]:
        return {}

    def are_numbers(self, kind: Kind) -> bool:
        """Whether all can be numbers of a kind, however they are punctuated."""
        if kind not in self._numbers:
            self._numbers[kind] = bool(number_styles([(kind, self.all)], self.delimiter))
        return self._numbers[kind]


def date_formats(texts: Sequence[str], language: str) -> tuple[str, ...]:
    """The formats that all the texts can be read in, one for each sense that they can have; none where nothing reads
    them. A day without its year is last: whoever reads it needs to be told the year."""
    if not texts:
        return ()
    distinct = list(dict.fromkeys(texts))
    senses: dict[tuple[object, ...], str] = {}
    for written in (*_FORMATS, *_DIGITS, dates.ISO):
        parse = dates.parser((written,), (language, "en"))
        try:
            sense = tuple(parse(text) for text in distinct)
        except (ValueError, OverflowError, OSError):
            continue
        senses.setdefault(tuple(at.replace(tzinfo=None) for at in sense), written)
    if senses:
        return tuple(senses.values())
    try:
        yearless.month_days(distinct)
    except ValueError:
        return ()
    return (dates.DAY_MONTH,)


def number_styles(columns: Iterable[tuple[Kind, Sequence[str]]], delimiter: str) -> list[tuple[Decimal, Thousands]]:
    """The decimal sign and the sign of thousands that read all figures, one pair for each sense that they can have."""
    written = [(kind, list(dict.fromkeys(texts))) for kind, texts in columns]
    senses: dict[tuple[object, ...], tuple[Decimal, Thousands]] = {}
    for decimal, thousands in _STYLES:
        if not any(thousands in text for _, texts in written for text in texts):
            continue
        style = signs(decimal, thousands, delimiter)
        read = [number for kind, texts in written for number in _numbers(kind, texts, style)]
        if None not in read:
            senses.setdefault(tuple(read), (decimal, thousands))
    return list(senses.values())


def in_words(texts: Sequence[str], known: dict[str, str]) -> tuple[dict[str, list[str]], list[str]]:
    """The texts that stand for each canonical value, by the words of known layouts, and those that no layout knows."""
    meant: dict[str, list[str]] = {}
    unknown = []
    for text in dict.fromkeys(texts):
        value = known.get(fold(text))
        if value is None:
            unknown.append(text)
        else:
            meant.setdefault(value, []).append(text)
    return meant, unknown


def _has_signs(text: str, decimal: str, thousands: str) -> bool:
    """Whether a comma or a point that is not the decimal sign stands where one between thousands does."""
    other = thousands or ("," if decimal == "." else ".")
    grouped = rf"[^\d]*[1-9]\d{{0,2}}(\{other}\d{{3}})+(\{decimal}\d+)?[^\d]*"
    return other not in text or bool(re.fullmatch(grouped, text))


def _numbers(kind: Kind, texts: Sequence[str], style: Signs) -> list[object]:
    read = figures.reader(kind, None, style, Money())
    made: list[object] = []
    for text in texts:
        if not _has_signs(text, style.decimal, style.thousands):
            return [None]
        try:
            made.append(read(text))
        except (ValueError, ArithmeticError):
            return [None]
    return made
