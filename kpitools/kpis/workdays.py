"""Working days and public holidays of a period: months of one length may differ in them.

Known for France, where clients on the clock of Paris are taken to work; of other clocks nothing is said.
"""

import datetime as dt
from dataclasses import dataclass

import holidays

from kpitools.kpis.values import Period
from kpitools.language import Language

FRENCH_CLOCK = "Europe/Paris"
SATURDAY = 6


@dataclass(frozen=True)
class Workdays:
    """How many days of a period are neither at a weekend nor a public holiday, and the holidays on weekdays."""

    count: int
    holidays: tuple[tuple[dt.date, str], ...]


def workdays(period: Period, timezone: str, language: Language) -> Workdays | None:
    """The working days of a period in the country of a clock; None where that is not known."""
    if timezone != FRENCH_CLOCK:
        return None
    names = "fr" if language.code == "fr" else "en_US"
    free = holidays.country_holidays("FR", years=range(period.start.year, period.end.year + 1), language=names)
    days = [period.start + dt.timedelta(number) for number in range(period.days)]
    weekdays = [day for day in days if day.isoweekday() < SATURDAY]
    off = tuple((day, free[day]) for day in weekdays if day in free)
    return Workdays(len(weekdays) - len(off), off)
