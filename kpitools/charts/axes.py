"""Scales and axes in the house style: few round ticks, thin rules, months and days in the reader's words."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_date

from kpitools.charts.canvas import Canvas, text_width
from kpitools.charts.chart import House
from kpitools.kpis.values import Period
from kpitools.language import Language
from kpitools.language.quantity import quantity


@dataclass(frozen=True)
class Scale:
    """Values to points: `low` lies at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Frame:
    """The plot area within a canvas, in points."""

    left: float
    right: float
    bottom: float
    top: float


def round_ticks(low: float, high: float, unit: str, count: int = 4) -> list[float]:
    """About `count` round steps that hold `low` and `high`; whole numbers for counts."""
    span = high - low if high - low > 1e-6 * max(1.0, abs(high)) else max(1.0, abs(high))
    rough = span / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    if unit in ("n", "h", "s"):
        step = max(1.0, float(math.ceil(step)))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if last == first:
        last += 1
    return [round(index * step, 10) for index in range(first, last + 1)]


def tick_text(house: House, value: float, unit: str, step: float) -> str:
    """A tick's label, with no more decimals than its step needs."""
    if unit in ("%", "ratio", "€"):
        digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step < 1 else int(step % 1 > 0)
        digits = digits + 1 if round(step * 10**digits, 6) % 1 else digits
        words = house.language
        if unit == "€":
            return words.money(value, house.currency, min(digits, 2))
        return words.percent(value, digits) if unit == "%" else words.number(value, digits)
    return quantity(house.language, value, unit, house.currency)


def value_axis(canvas: Canvas, house: House, frame: Frame, ticks: Sequence[float], unit: str) -> Scale:
    """Horizontal rules with their values at the left; the lowest is the base line."""
    scale = Scale(ticks[0], ticks[-1], frame.bottom, frame.top)
    colours = house.palette
    for index, tick in enumerate(ticks):
        y = scale(tick)
        base = index == 0
        canvas.line([frame.left, frame.right], [y, y], colours.context if base else colours.line, 0.9 if base else 0.6)
        canvas.text(
            frame.left - 6, y - 2.7, tick_text(house, tick, unit, ticks[1] - ticks[0]), colours.muted, align="right"
        )
    return scale


def axis_room(house: House, ticks: Sequence[float], unit: str) -> float:
    """The width that the labels of a value axis need."""
    return max(text_width(tick_text(house, tick, unit, ticks[1] - ticks[0])) for tick in ticks) + 8


def month_axis(canvas: Canvas, house: House, frame: Frame, periods: Sequence[Period]) -> Scale:
    """Months under the base line, the year under the first and each January; as many labels as fit, the last kept."""
    scale = Scale(0, max(1, len(periods) - 1), frame.left + 10, frame.right - 10)
    room = (scale(1) - scale(0)) if len(periods) > 1 else frame.right - frame.left
    widest = max(text_width(house.language.short_month(period.start)) for period in periods) + 4
    every = max(1, math.ceil(widest / room))
    last = len(periods) - 1
    year_due = True
    for index, period in enumerate(periods):
        year_due = year_due or period.start.month == 1
        if (last - index) % every:
            continue
        x = scale(index)
        canvas.text(x, frame.bottom - 11, house.language.short_month(period.start), house.palette.muted, align="center")
        if year_due:
            canvas.text(x, frame.bottom - 20, str(period.start.year), house.palette.muted, align="center")
        year_due = False
    return scale


def day_axis(canvas: Canvas, house: House, frame: Frame, days: Sequence[dt.date]) -> Scale:
    """Days under the base line, Mondays named ("lun. 5")."""
    scale = Scale(0, len(days), frame.left, frame.right)
    free = -math.inf
    for index, day in enumerate(days):
        label = short_day(house.language, day)
        x = scale(index + 0.5)
        wide = text_width(label) / 2
        if day.isoweekday() == 1 and x - wide > free and x + wide < canvas.width:
            canvas.text(x, frame.bottom - 11, label, house.palette.muted, align="center")
            free = x + wide + 6
    return scale


def short_day(language: Language, day: dt.date) -> str:
    """ "lun. 5": a day on an axis."""
    return format_date(day, "EEE d", locale=language.locale)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The nearest places to those wanted that keep `gap` between labels, within `low` and `high` where they fit."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    places = [0.0] * len(wanted)
    floor = low
    for index in order:
        places[index] = max(wanted[index], floor)
        floor = places[index] + gap
    ceiling = high
    for index in reversed(order):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - gap
    return places
