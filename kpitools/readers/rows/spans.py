"""Rows that are each of a week, a month, a quarter or a year: which days that is, within the period of the file."""

import calendar
import datetime as dt

import pyarrow as pa

from kpitools.errors import AmbiguousExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.schema.column import Span
from kpitools.readers.values.suspects import Note

_MONTHS: dict[Span, int] = {"month": 1, "quarter": 3, "year": 12}
_WEEK = dt.timedelta(6)
# Weeks that begin on no other day than this, the first of them or the last of them by the account's country.
_FIRST_DAYS = ({calendar.MONDAY}, {calendar.SUNDAY})


def with_ends(rows: pa.Table, span: Span, stated: dict[str, dt.datetime], file: str, note: Note) -> pa.Table:
    """The rows with the first and the last day that each is of: its span, as far as the file's own period goes.

    Raises AmbiguousExport where weeks begin on different days, so that nothing says how long each is.
    """
    days = rows["date"].to_pylist()
    start, end = (stated[name].date() if name in stated else None for name in ("start", "end"))
    if span == "told":
        span = _told({day for day in days if day}, start, end)
        if span == "period":
            text = mark(
                "Toutes les lignes ont le premier jour de la période : lues comme des totaux du {start} au {end}."
            )
            note("whole_period", text, start=start, end=end)
    if span == "told":
        return rows
    weekdays = {day.weekday() for day in days if day}
    if span == "week" and weekdays and weekdays not in _FIRST_DAYS:
        raise AmbiguousExport(_weeks_unlike(file, sorted({day for day in days if day})))
    made = [_days(day, span, start, end) if day else (None, None) for day in days]
    for name, values in zip(("date", "end"), zip(*made, strict=True) if made else ((), ()), strict=True):
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, rows.schema.field(at), pa.array(values, pa.date32()))
    return rows


def _told(days: set[dt.date], start: dt.date | None, end: dt.date | None) -> Span:
    """What rows are of that may be of a day, a month or the whole period of the file: of several days in which all rows
    begin on the first, each is of them all; where each begins with a month or with the file, of its month."""
    if start is None or end is None or start >= end or not days:
        return "told"
    if days == {start}:
        return "period"
    return "month" if len(days) > 1 and all(day in (start, day.replace(day=1)) for day in days) else "told"


def _days(day: dt.date, span: Span, start: dt.date | None, end: dt.date | None) -> tuple[dt.date, dt.date]:
    """The first and last day of the span that begins on a day, or that holds it, within a period."""
    if span == "period" and end:
        return day, end
    first, last = (day, day + _WEEK) if span == "week" else _of_months(day, _MONTHS[span])
    within = max(first, start or first), min(last, end or last)
    return within if within[0] <= within[1] else (first, last)


def _of_months(day: dt.date, months: int) -> tuple[dt.date, dt.date]:
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return day.replace(month=first, day=1), day.replace(month=last, day=calendar.monthrange(day.year, last)[1])


def _weeks_unlike(file: str, days: list[dt.date]) -> Problem:
    return Problem(
        "weeks_unlike",
        mark("Les semaines de ce fichier ne commencent pas toutes un lundi, ni toutes un dimanche ({days})."),
        {"days": ", ".join(day.isoformat() for day in days[:4])},
        remedy=mark("Exportez-le par jour ou par mois."),
        file=file,
    )
