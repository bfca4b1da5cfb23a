"""Columns over the days of a period: a missing day is a gap, never a zero."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kpitools.charts import words as alt
from kpitools.charts.axes import Frame, Scale, axis_room, day_axis, round_ticks, short_day, value_axis
from kpitools.charts.canvas import NARROW, SMALL, WIDE, Canvas, text_width
from kpitools.charts.chart import Chart, Figures, House, Words
from kpitools.charts.marks import Event, headroom, label_events, shade
from kpitools.kpis.values import Number
from kpitools.language.quantity import quantity

PLOT = 66.0  # the height of the plot area, in points

Day = tuple[dt.date, Number | None]


def days(house: House, readings: Sequence[Day], unit: str, words: Words, *, events: Sequence[Event] = ()) -> Chart:
    """One column a day from zero, the highest with its value; a day without data is a grey ground, a zero a thin line.

    `readings` has every day of the period, oldest first.
    """
    language = house.language
    named = [(language.date(day), value) for day, value in readings]
    text = alt.sentence(
        words.title,
        language.text("Colonnes par jour, du {start} au {end}", start=named[0][0], end=named[-1][0]),
        alt.extremes(house, words.title, named, unit),
    )
    return Chart(
        draw=lambda width: _draw(house, readings, unit, events, width),
        width=WIDE,
        narrow_width=NARROW,
        alt=text,
        words=words,
        figures=Figures(
            (language.text("Jour"), words.title),
            tuple((name, alt.cell(house, value, unit)) for name, value in named),
            tuple((value,) for _, value in named),
            unit,
        ),
        data_label=language.text("Données du graphique"),
    )


def _draw(house: House, readings: Sequence[Day], unit: str, events: Sequence[Event], width: float) -> Canvas:
    known = [float(value) for _, value in readings if value is not None] or [0.0]
    ticks = round_ticks(min(0.0, *known), max(known), unit, 3)
    shown = [event for event in events if event.end >= readings[0][0] and event.start <= readings[-1][0]]
    # The names of events stand above the label of the highest column where that reaches out of the frame.
    lift = 10.0 if shown and max(known) > 0.85 * ticks[-1] else 0.0
    head = max(headroom(shown) + lift, 13.0)
    canvas = Canvas(width, PLOT + 20 + head)
    frame = Frame(axis_room(house, ticks, unit), width - 4, 20, 20 + PLOT)
    dates = [day for day, _ in readings]
    step = (frame.right - frame.left) / len(dates)
    marks = shade(canvas, house, frame, shown, lambda day: frame.left + (day - dates[0]).days * step)
    unknown = [frame.left + index * step for index, (_, value) in enumerate(readings) if value is None]
    canvas.boxes([(x, frame.bottom, step, frame.top - frame.bottom) for x in unknown], house.palette.line)
    scale = value_axis(canvas, house, frame, ticks, unit)
    places = day_axis(canvas, house, frame, dates)
    label_events(canvas, house, replace(frame, top=frame.top + lift), marks)
    base = scale(max(0.0, ticks[0]))
    columns = [(index, scale(float(value)) - base) for index, (_, value) in enumerate(readings) if value is not None]
    canvas.boxes(
        [(places(index + 0.14), base, step * 0.72, height or 0.8) for index, height in columns],
        house.palette.brand_ink,
    )
    _label_highest(canvas, house, readings, unit, places, scale)
    return canvas


def _label_highest(
    canvas: Canvas, house: House, readings: Sequence[Day], unit: str, places: Scale, scale: Scale
) -> None:
    known = [(float(value), index) for index, (_, value) in enumerate(readings) if value]
    if not known:
        return
    value, best = max(known, key=lambda reading: reading[0])
    label = house.language.text(
        "{name} : {value}",
        name=short_day(house.language, readings[best][0]),
        value=quantity(house.language, value, unit, house.currency),
    )
    wide = text_width(label, SMALL, 600) / 2
    x = min(max(places(best + 0.5), wide), canvas.width - wide)
    canvas.box(x - wide - 1, scale(value) + 1.5, 2 * wide + 2, SMALL, house.palette.ground)  # no rule runs through it
    canvas.text(x, scale(value) + 3, label, house.palette.ink, weight=600, align="center")
