"""Numbers, amounts and durations as exports write them."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import get_currency_symbol

from kpitools.readers.writing.turned import is_date
from kpitools.tables import Kind

# What can part nothing but thousands: spaces, the apostrophe of Switzerland.
_SPACES = re.compile(r"(?<=\d)[\u00a0\u202f\u2009 '’](?=\d{3}(?!\d))")
_WHOLE = re.compile(r"[+-]?(\d+(\.(0{0,2}|0{4,}))?|(0|\d{4,})\.000)")  # 1.000 may be a thousand
_REAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_SCIENTIFIC = re.compile(rf"{_REAL.pattern}([eE][+-]?\d+)?")
_DURATION = re.compile(r"(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)")
_AMOUNT = re.compile(r"([^\d.,+\u2212-]*)([+\u2212-]?)([^\d.,+\u2212-]*)([\d.,'\s]*\d)([^\d]*)")
# A comma that can be nothing but a decimal sign: fewer than three digits follow it.
_COMMA = re.compile(r"[+-]?[\d.]*,\d{1,2}")
# A point that can part no thousands: more or fewer than three digits follow it, or too many stand before it, or a 0.
_POINT = re.compile(r"[+-]?(\d*\.(\d{1,2}|\d{4,})|(\d{4,}|0\d*)\.\d+)")
_SIGN = re.compile("[.,]")
_MICRO = Decimal("0.000001")
# Beyond anything that happens, and small enough for thousands of rows to be added up.
LARGEST = {Kind.COUNT: 10**15, Kind.NET: 10**15, Kind.MONEY: 10**11, Kind.NUMBER: 10**15}
# Where the sign of a currency is looked up: the languages that exports are written in.
_LOCALES = ("en", "en_GB", "fr", "fr_CA", "nl", "de", "es", "it", "pt", "pl", "ru", "uk")


@dataclass(frozen=True)
class Money:
    """The client's currency, and the signs of others that a file writes (`foreign`). Without a currency any will do."""

    currency: str | None = None
    foreign: set[str] = field(default_factory=set)

    def accepts(self, sign: str) -> bool:
        """Whether a code or sign stands for the client's currency; another is remembered."""
        if not sign or self.currency is None or sign.upper() == self.currency or sign in signs(self.currency):
            return True
        self.foreign.add(sign)
        return False


@cache
def signs(currency: str) -> frozenset[str]:
    """How a currency is written, in the languages of exports and in those of the countries that pay with it."""
    places = {*_LOCALES, *(code for code in ("en_US", "en_CA", "en_AU", "en_NZ", "en_IN") if code[-2:] == currency[:2])}
    return frozenset(get_currency_symbol(currency, Locale.parse(place)) for place in places)


@dataclass(frozen=True)
class Signs:
    """How numbers are punctuated: the decimal sign, and the sign between thousands (none: it is not known).

    `either`: the file's locale decides, and only a number that can be read in one way alone is.
    """

    decimal: str = "."
    thousands: str = ""

    def plain(self, text: str) -> str:
        """A number with a point for its decimals and nothing between its thousands; raises ValueError where a sign
        could be either."""
        text = _SPACES.sub("", text).replace("\u2212", "-")
        if self.decimal == "either":
            return Signs("," if _COMMA.fullmatch(text) else ".").plain(text)
        between = self.thousands or ("," if self.decimal == "." else ".")
        grouped = re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(\{between}\d{{3}})+(\{self.decimal}\d+)?", text)
        if grouped:
            # Thousands that nobody announced are sure only beside a decimal sign, or where they part several groups.
            if self.thousands or grouped[2] or text.count(between) > 1:
                text = text.replace(between, "")
            else:
                raise ValueError(text)
        return text.replace(",", ".", 1) if self.decimal == "," else text


def of_column(written: Signs, texts: Iterable[str | None], *, whole: bool = False) -> Signs:
    """The signs of a column, where its own numbers prove them: a point parts decimals where it can part no thousands;
    of `whole` numbers, a sign parts thousands where what follows it is no fraction of 0."""
    signed = [text for one in texts if one and (text := one.strip().removesuffix("%").rstrip()) and _SIGN.search(text)]
    if whole and not written.thousands:
        for between, decimal in ((",", "."), (".", ",")):
            grouped = re.compile(rf"[+-]?[1-9]\d{{0,2}}(\{between}\d{{3}})+")
            if all(map(grouped.fullmatch, signed)) and any(not text.endswith("000") for text in signed):
                return Signs(decimal, between)
    if not whole and written.decimal == "," and any(map(_POINT.fullmatch, signed)):
        mixed = any("," in text or text.count(".") > 1 for text in signed)
        return written if mixed else Signs(".", written.thousands)
    return written


def reader(
    kind: Kind, factor: Decimal | None, written: Signs, money: Money | None
) -> Callable[[str], int | float | Decimal | None]:
    """A function that reads one number of a kind, and raises ValueError for any other text.

    An amount in a foreign currency is None, and remembered in `money`; without one, no sign of a currency is read.
    """

    def read(text: str) -> int | float | Decimal | None:
        if kind is Kind.NUMBER:
            if duration := _DURATION.fullmatch(text):
                hours, minutes, seconds = duration.groups()
                return float(
                    dt.timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds)).total_seconds()
                )
            text = text.removesuffix("%").rstrip()
        if kind is Kind.MONEY and money and (amount := _AMOUNT.fullmatch(text)):
            before, minus, between, figure, after = amount.groups()
            sign = (before + between).strip() or after.strip()
            if sign and is_date(text):  # no currency is a month's name
                raise ValueError(text)
            text = minus + figure.strip()
            if not money.accepts(sign):
                return None
        text = written.plain(text)
        form = _SCIENTIFIC if factor is not None else _WHOLE if kind in (Kind.COUNT, Kind.NET) else _REAL
        if not form.fullmatch(text):
            raise ValueError(text)
        number = Decimal(text) * (factor or 1)
        if kind in (Kind.COUNT, Kind.NET):
            number = number.to_integral_value()
        if abs(number) >= LARGEST[kind] or (number < 0 and kind is Kind.COUNT):
            raise ValueError(text)
        if kind in (Kind.COUNT, Kind.NET):
            return int(number)
        return number.quantize(_MICRO) if kind is Kind.MONEY else float(number)

    return read


def share(read: Callable[[str], int | float | Decimal | None]) -> Callable[[str], float | None]:
    """A function that reads a share as a fraction: of a hundred where a sign says so, as a text has it; a workbook
    keeps the fraction itself and shows the sign."""

    def fraction(text: str) -> float | None:
        number = read(text)
        return None if number is None else float(number) / (100 if text.rstrip().endswith("%") else 1)

    return fraction
