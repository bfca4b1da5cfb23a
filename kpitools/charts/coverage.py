"""A calendar strip: which days of the period each source covers."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kpitools.charts import words as alt
from kpitools.charts.axes import Frame, day_axis
from kpitools.charts.canvas import BODY, NARROW, WIDE, Canvas, fitted, text_width
from kpitools.charts.chart import Chart, Figures, House, Words
from kpitools.kpis.values import Period

ROW = 15.0


@dataclass(frozen=True)
class Covered:
    """A source and the days for which it holds data; `told` says it in words where a day without is no gap."""

    name: str
    days: Collection[dt.date]
    told: str = ""


def coverage(house: House, sources: Sequence[Covered], period: Period, words: Words) -> Chart:
    """One row a source, one cell a day: filled where covered, an empty outline where not."""
    dates = [period.start + dt.timedelta(index) for index in range(period.days)]
    language = house.language
    rows = []
    for source in sources:
        missing = [day for day in dates if day not in source.days]
        told = source.told or (_missing(house, missing) if missing else language.text("complet"))
        rows.append((source.name, told))
    text = alt.sentence(
        words.title, "; ".join(language.text("{name} : {value}", name=name, value=told) for name, told in rows)
    )
    return Chart(
        draw=lambda width: _draw(house, sources, dates, width),
        width=WIDE,
        narrow_width=NARROW,
        alt=text,
        words=words,
        figures=Figures((language.text("Source"), language.text("Jours couverts")), tuple(rows)),
        data_label=language.text("Données du graphique"),
    )


def _missing(house: House, days: Sequence[dt.date]) -> str:
    """Days without data, runs of them by their ends."""
    language = house.language
    runs: list[list[dt.date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == dt.timedelta(1):
            runs[-1].append(day)
        else:
            runs.append([day])
    said = [
        language.date(run[0], year=False)
        if len(run) == 1
        else language.text(
            "du {start} au {end}", start=language.date(run[0], year=False), end=language.date(run[-1], year=False)
        )
        for run in runs
    ]
    return language.text("sans donnée : {days}", days=language.names(said))


def _draw(house: House, sources: Sequence[Covered], dates: Sequence[dt.date], width: float) -> Canvas:
    canvas = Canvas(width, ROW * len(sources) + 18)
    names = [fitted(source.name, width * 0.42) for source in sources]
    left = max(text_width(name, BODY) for name in names) + 10
    frame = Frame(left, width - 1, 16, canvas.height)
    places = day_axis(canvas, house, frame, dates)
    cell = (frame.right - frame.left) / len(dates)
    for row, source in enumerate(sources):
        y = canvas.height - ROW * (row + 1) + 3
        canvas.text(left - 8, y + 2, names[row], house.palette.ink, size=BODY, align="right")
        known = [places(index) for index, day in enumerate(dates) if day in source.days]
        empty = [places(index) for index, day in enumerate(dates) if day not in source.days]
        canvas.boxes([(x + 0.6, y - 0.5, cell - 1.2, 10) for x in known], house.palette.brand_ink)
        canvas.boxes([(x + 1, y, cell - 2, 9) for x in empty], house.palette.context, outline=0.6)
    return canvas
