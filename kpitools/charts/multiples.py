"""Small multiples: one panel a network, side by side, for comparison without tangled lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kpitools.charts import words as alt
from kpitools.charts.axes import Scale
from kpitools.charts.canvas import BODY, NAN, NARROW, WIDE, Canvas
from kpitools.charts.chart import Chart, Figures, House, Words
from kpitools.kpis.values import Point

PANEL = 84.0
GUTTER = 16.0


@dataclass(frozen=True)
class Panel:
    """One small line: its name, its points oldest first, and what is said under the name (its change)."""

    name: str
    points: tuple[Point, ...]
    note: str = ""


def multiples(house: House, panels: Sequence[Panel], unit: str, words: Words, *, own_scales: bool = False) -> Chart:
    """One panel a series, at most four in a row, from zero on one scale; `own_scales` fits each to its own values.

    All panels have the same periods. Say in the subtitle which of the two scales it is.
    """
    language = house.language
    periods = [point.period for point in panels[0].points]
    months = [language.month(period.start) for period in periods]
    text = alt.sentence(
        words.title,
        language.text("Petites courbes par mois, {span}", span=alt.span(house, periods)),
        *(
            alt.extremes(house, panel.name, list(zip(months, (p.value for p in panel.points), strict=True)), unit)
            for panel in panels
        ),
    )
    rows = tuple(
        (month, *(alt.cell(house, panel.points[index].value, unit) for panel in panels))
        for index, month in enumerate(months)
    )
    return Chart(
        draw=lambda width: _draw(house, panels, unit, own_scales, width),
        width=WIDE,
        narrow_width=NARROW,
        alt=text,
        words=words,
        figures=Figures(
            (language.text("Mois"), *(panel.name for panel in panels)),
            rows,
            tuple(tuple(panel.points[index].value for panel in panels) for index in range(len(periods))),
            unit,
        ),
        data_label=language.text("Données du graphique"),
    )


def _draw(house: House, panels: Sequence[Panel], unit: str, own_scales: bool, width: float) -> Canvas:
    across = min(4 if width > NARROW else 2, max(len(panels), 2))
    down = math.ceil(len(panels) / across)
    canvas = Canvas(width, PANEL * down + GUTTER * (down - 1))
    wide = (width - GUTTER * (across - 1)) / across
    shared = _range([point for panel in panels for point in panel.points], zero=True)
    for index, panel in enumerate(panels):
        column, row = index % across, index // across
        left, top = column * (wide + GUTTER), canvas.height - row * (PANEL + GUTTER)
        low, high = _range(panel.points, zero=False) if own_scales else shared
        _panel(canvas, house, panel, unit, left, left + wide, top, Scale(low, high, top - PANEL + 17, top - 30))
    return canvas


def _range(points: Sequence[Point], *, zero: bool) -> tuple[float, float]:
    values = [float(point.value) for point in points if point.value is not None] or [0.0]
    low, high = (min(0.0, *values) if zero else min(values)), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _panel(
    canvas: Canvas, house: House, panel: Panel, unit: str, left: float, right: float, top: float, scale: Scale
) -> None:
    colours, language = house.palette, house.language
    known = [index for index, point in enumerate(panel.points) if point.value is not None]
    last = panel.points[-1].value
    value = alt.cell(house, last, unit)
    canvas.text(left, top - 9, panel.name, colours.ink, size=BODY, weight=600)
    canvas.text(left, top - 20, f"{value} · {panel.note}" if panel.note else value, colours.muted)
    base = scale.start - 4
    canvas.line([left, right], [base, base], colours.line, 0.8)
    across = Scale(0, max(1, len(panel.points) - 1), left + 2, right - 5)
    ys = [NAN if point.value is None else scale(float(point.value)) for point in panel.points]
    canvas.line([across(index) for index in range(len(ys))], ys, colours.brand_ink, 1.8)
    for index in known:
        if index == len(ys) - 1:
            canvas.dot(across(index), ys[index], colours.brand_ink, 5.5)
        elif index - 1 not in known and index + 1 not in known:
            canvas.dot(across(index), ys[index], colours.brand_ink, 3)
    for point, x, align in ((panel.points[0], left, "left"), (panel.points[-1], right, "right")):
        start = point.period.start
        canvas.text(x, base - 10, f"{language.short_month(start)} {start:%y}", colours.muted, align=align)
