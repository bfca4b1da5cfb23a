"""A line over months: one to four series with direct labels."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kpitools.charts import words as alt
from kpitools.charts.axes import Frame, Scale, axis_room, month_axis, round_ticks, spread, value_axis
from kpitools.charts.canvas import NAN, NARROW, SMALL, WIDE, Canvas, text_width
from kpitools.charts.chart import Chart, Figures, House, Words
from kpitools.charts.marks import Event, headroom, label_events, shade
from kpitools.charts.palette import Dashes, network_line
from kpitools.kpis.values import Point
from kpitools.language.quantity import quantity

PLOT = 98.0  # the height of the plot area, in points
LOW = 62.0  # where a chart stands in a row of others


@dataclass(frozen=True)
class Series:
    """One line: its name, its points oldest first, and the network it stands for, if it is one network's."""

    name: str
    points: tuple[Point, ...]
    network: str | None = None


def months(
    house: House,
    series: Sequence[Series],
    unit: str,
    words: Words,
    *,
    events: Sequence[Event] = (),
    zero: bool = True,
    plot: float = PLOT,
) -> Chart:
    """One to four series by month, with a gap where a month is unknown and events marked.

    The first series is the client's, in the brand's colour, unless the lines are networks. `zero` starts the axis at
    zero; a level that moves little (followers) is read better without. `plot` is the plot area's height in points.
    Raises ValueError for no series or over four.
    """
    if not 1 <= len(series) <= 4:
        raise ValueError("a line chart shows one to four series; use small multiples for more")
    periods = [point.period for point in series[0].points]
    text = alt.sentence(
        words.title,
        house.language.text("Courbe par mois, {span}", span=alt.span(house, periods)),
        *(alt.extremes(house, line.name, _readings(house, line), unit) for line in series),
    )
    names = [house.language.month(period.start) for period in periods]
    rows = tuple(
        (name, *(alt.cell(house, line.points[index].value, unit) for line in series))
        for index, name in enumerate(names)
    )
    return Chart(
        draw=lambda width: _draw(house, series, unit, events, zero, plot, width),
        width=WIDE,
        narrow_width=NARROW,
        alt=text,
        words=words,
        figures=Figures(
            (house.language.text("Mois"), *(line.name for line in series)),
            rows,
            tuple(tuple(line.points[index].value for line in series) for index in range(len(periods))),
            unit,
        ),
        data_label=house.language.text("Données du graphique"),
    )


def _readings(house: House, line: Series) -> list[alt.Reading]:
    return [(house.language.month(point.period.start), point.value) for point in line.points]


def look(house: House, line: Series, place: int) -> tuple[str, Dashes, str, float]:
    """Colour, dashes, marker and width of the line at a place."""
    if line.network is not None:
        return (*network_line(line.network), 1.9)
    if place == 0:
        return house.palette.brand_ink, "solid", "o", 2.3
    return house.palette.context, ("solid", (0, (4, 1.6)), (0, (1.3, 1.3)))[place - 1], "s^D"[place - 1], 1.9


def _draw(
    house: House, series: Sequence[Series], unit: str, events: Sequence[Event], zero: bool, plot: float, width: float
) -> Canvas:
    values = [float(point.value) for line in series for point in line.points if point.value is not None] or [0.0]
    ticks = round_ticks(min(0.0, *values) if zero else min(values), max(values), unit)
    labels = [_label(house, line, unit, named=len(series) > 1) for line in series]
    room = max(text_width(name + "  ", SMALL, 600) + text_width(value, SMALL, 600) for name, value in labels)
    events = _within(series[0], events)
    head = headroom(events)
    canvas = Canvas(width, plot + 30 + head)
    frame = Frame(axis_room(house, ticks, unit), width - room - 10, 30, 30 + plot)
    periods = [point.period for point in series[0].points]
    steps = Scale(0, max(1, len(periods) - 1), frame.left + 10, frame.right - 10)
    spans = shade(canvas, house, frame, events, lambda day: steps(_place(periods[0].start, day)))
    scale = value_axis(canvas, house, frame, ticks, unit)
    month_axis(canvas, house, frame, periods)
    label_events(canvas, house, frame, spans)
    ends = []
    for place in reversed(range(len(series))):
        colour, dashes, marker, thick = look(house, series[place], place)
        points = series[place].points
        known = [index for index, point in enumerate(points) if point.value is not None]
        ys = [NAN if point.value is None else scale(float(point.value)) for point in points]
        canvas.line([steps(index) for index in range(len(points))], ys, colour, thick, dashes)
        for index in known:
            lonely = index - 1 not in known and index + 1 not in known
            if index == known[-1] or lonely:
                canvas.dot(steps(index), ys[index], colour, 6 if index == known[-1] else 4, marker)
        ends.append((place, ys[known[-1]] if known else frame.bottom, colour))
    places = spread([y - 2.8 for _, y, _ in ends], 11, frame.bottom - 3, frame.top)
    for (place, _, colour), y in zip(ends, places, strict=True):
        name, value = labels[place]
        ink = house.palette.muted if colour == house.palette.context else colour
        canvas.text(
            frame.right + 2, y, f"{name} {value}".strip(), ink, size=SMALL, weight=400 if ink != colour else 600
        )
    return canvas


def _within(line: Series, events: Sequence[Event]) -> list[Event]:
    """The events that fall within the months shown."""
    first, last = line.points[0].period.start, line.points[-1].period.end
    return [event for event in events if event.end >= first and event.start <= last]


def _label(house: House, line: Series, unit: str, *, named: bool) -> tuple[str, str]:
    """A line's name, left out where the title says it, and its last value."""
    known = [point.value for point in line.points if point.value is not None]
    value = quantity(house.language, known[-1], unit, house.currency) if known else house.language.text("n.d.")
    return line.name if named else "", value


def _place(first: dt.date, day: dt.date) -> float:
    """Where a day lies among months whose points stand in their middle: the first of the first month is -0.5."""
    length = ((day.replace(day=28) + dt.timedelta(4)).replace(day=1) - day.replace(day=1)).days
    return (day.year - first.year) * 12 + day.month - first.month - 0.5 + (day.day - 1) / length
