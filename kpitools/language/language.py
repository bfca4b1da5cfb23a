"""One language of a report or of a command: its texts, numbers and dates."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from kpitools.language.messages import catalogue, french_spaces

CODES = ("fr", "en")
Number = int | float | Decimal


def _exact(value: Number) -> Decimal:
    """The number as it is written: a float rounds by what it shows, not by what binary makes of it."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


_VOWEL = re.compile(r"^[aeiouyhàâéèêëîïôöûüœ]", re.IGNORECASE)


@dataclass(frozen=True)
class Language:
    """Texts, numbers and dates of one language; `code` is `fr` or `en`."""

    code: str

    @property
    def locale(self) -> Locale:
        """The Babel locale: France's French, British English (day before month, euros after nothing odd)."""
        return Locale.parse("fr_FR" if self.code == "fr" else "en_GB")

    # Texts

    def text(self, message: str, /, **values: object) -> str:
        """The message in this language, its `{fields}` filled; French spaces are set in the message, not in values."""
        found = catalogue(self.code).get(message)
        text = str(found.string) if found is not None and found.string else message
        return self._filled(text, values)

    def plural(self, one: str, many: str, n: Number, /, **values: object) -> str:
        """The message that agrees with `n` (French: 0 and 1 are singular), with `{n}` filled with the number."""
        found = catalogue(self.code).get(one)
        forms = (
            found.string if found is not None and isinstance(found.string, tuple) and all(found.string) else (one, many)
        )
        singular = abs(_exact(n)) < 2 if self.code == "fr" else n == 1
        return self._filled(forms[0 if singular else 1], {"n": self.number(n), **values})

    def _filled(self, text: str, values: dict[str, object]) -> str:
        if self.code == "fr":
            text = french_spaces(text)
        told = {key: self.date(value) if isinstance(value, dt.date) else value for key, value in values.items()}
        return text.format(**told) if told else text

    def of(self, name: str) -> str:
        """`de` before a name, elided where French elides: "d’octobre", "de septembre"; English: "of October"."""
        if self.code != "fr":
            return f"of {name}"
        return f"d’{name}" if _VOWEL.match(name) else f"de {name}"

    def since(self, name: str) -> str:
        """The start of a span before its name: "d’octobre 2025" (à…), "from October 2025" (to…)."""
        return self.of(name) if self.code == "fr" else f"from {name}"

    def names(self, names: list[str]) -> str:
        """A list in words: "a, b et c"."""
        return format_list(names, locale=self.locale)

    # Numbers

    def number(self, value: Number, digits: int = 0, *, signed: bool = False) -> str:
        """A number rounded to at most `digits` decimals, with the language's separators and a true minus sign."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        exact = _exact(value)
        text = format_decimal(abs(exact), format=pattern, locale=self.locale)
        is_zero = not any(c in "123456789" for c in text)
        sign = "" if is_zero else "\u2212" if exact < 0 else "+" if signed else ""
        return sign + text

    def percent(self, value: Number, digits: int = 1, *, signed: bool = False) -> str:
        """Numbers of percent: 3.2 is "3,2 %" in French and "3.2%" in English."""
        return self.number(value, digits, signed=signed) + ("\u202f%" if self.code == "fr" else "%")

    def points(self, value: Number, digits: int = 1) -> str:
        """A difference between two percentages: "−0,4 point"."""
        text = self.number(value, digits, signed=True)
        return self._filled(
            "{n} points" if abs(round(_exact(value), digits)) >= 2 or self.code == "en" else "{n} point", {"n": text}
        )

    def money(self, value: Number, currency: str, digits: int | None = None) -> str:
        """An amount with its currency, to the cent unless it is large."""
        digits = (0 if abs(_exact(value)) >= 1000 else 2) if digits is None else digits
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + (" ¤" if self.code == "fr" else "")
        if self.code == "en":
            pattern = "¤" + pattern
        text = format_currency(_exact(value), currency, format=pattern, locale=self.locale, currency_digits=False)
        return text.replace("\u00a0", "\u202f").replace(" ", "\u202f").replace("-", "\u2212")

    # Dates

    def date(self, day: dt.date, *, year: bool = True) -> str:
        """ "31 octobre 2026", the first of a month as "1er"."""
        text = format_date(day, "d MMMM y" if year else "d MMMM", locale=self.locale)
        return re.sub(r"^1 ", "1er ", text) if self.code == "fr" else text

    def short_date(self, day: dt.date) -> str:
        """ "31/10/2026"."""
        return format_date(day, "dd/MM/y", locale=self.locale)

    def day_and_hour(self, at: dt.datetime) -> str:
        """ "lun. 5, 18 h": the day and hour of a post; `at` is in the client's time zone already."""
        return format_datetime(at, "EEE d, H 'h'" if self.code == "fr" else "EEE d, HH:00", locale=self.locale)

    def month(self, day: dt.date) -> str:
        """ "octobre 2026"."""
        return format_date(day, "MMMM y", locale=self.locale)

    def month_name(self, day: dt.date) -> str:
        """ "octobre"."""
        return str(get_month_names("wide", "stand-alone", self.locale)[day.month])

    def short_month(self, day: dt.date) -> str:
        """ "oct."."""
        return format_date(day, "MMM", locale=self.locale)

    def weekday(self, number: int) -> str:
        """The name of an ISO weekday, 1 (Monday) to 7."""
        return str(get_day_names("wide", "stand-alone", self.locale)[number - 1])

    def hour(self, number: int) -> str:
        """ "18 h", "18:00"."""
        return f"{number}\u00a0h" if self.code == "fr" else f"{number:02}:00"

    def period(self, start: dt.date, end: dt.date) -> str:
        """A whole month by its name, another range by its ends, both included."""
        if start.day == 1 and (end + dt.timedelta(1)).day == 1 and (start.year, start.month) == (end.year, end.month):
            return self.month(start)
        return self.text("du {start} au {end}", start=self.date(start), end=self.date(end))


@cache
def language(code: str) -> Language:
    """The language of a code, `fr` or `en`; any other falls back to English."""
    return Language(code if code in CODES else "en")
