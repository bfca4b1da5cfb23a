"""Events on a time axis: campaigns as shaded spans, launches, breaks and outages as lines, each with its name."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kpitools.charts.axes import Frame
from kpitools.charts.canvas import SMALL, Canvas, text_width
from kpitools.charts.chart import House


@dataclass(frozen=True)
class Event:
    """Something that happened on the time axis, `end` included; a day alone has end = start."""

    name: str
    start: dt.date
    end: dt.date


Mark = tuple[float, float, str]  # from, to, name


def shade(
    canvas: Canvas, house: House, frame: Frame, events: Sequence[Event], place: Callable[[dt.date], float]
) -> list[Mark]:
    """Draw the spans of the events that fall in the frame, under everything else; gives where they are."""
    marks = []
    for event in sorted(events, key=lambda event: event.start):
        left, right = place(event.start), place(event.end + dt.timedelta(1))
        if right <= frame.left or left >= frame.right:
            continue
        left, right = max(left, frame.left), min(right, frame.right)
        if right - left > 2.5:
            canvas.box(left, frame.bottom, right - left, frame.top - frame.bottom, house.palette.shade)
        else:
            canvas.line([left, left], [frame.bottom, frame.top], house.palette.accent_ink, 0.8, (0, (2, 2)))
        marks.append((left, right, event.name))
    return marks


def headroom(events: Sequence[Event]) -> float:
    """The height over the frame that the names of the events need, in points: none, one row or two."""
    return (6.0, 13.0, 22.0)[min(len(events), 2)]


def label_events(canvas: Canvas, house: House, frame: Frame, marks: Sequence[Mark]) -> None:
    """The names of the marks over the frame, in two rows; the latest come first, one that finds no room is left out."""
    rows: list[list[tuple[float, float]]] = [[], []]
    for left, right, name in reversed(marks):
        wide = text_width(name, SMALL)
        # From its mark's beginning, else up to its end.
        for row, start in ((row, start) for start in (left, right - wide) for row in range(len(rows))):
            start = max(frame.left, min(start, canvas.width - wide - 1))
            if all(start > end + 6 or start + wide + 6 < begin for begin, end in rows[row]):
                canvas.text(start, frame.top + 4 + row * 9, name, house.palette.accent_ink, size=SMALL)
                rows[row].append((start, start + wide))
                break
