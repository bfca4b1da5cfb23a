"""Horizontal bars from zero, for comparison: sorted, each with its value."""

from collections.abc import Sequence

from kpitools.charts import words as alt
from kpitools.charts.axes import Scale
from kpitools.charts.canvas import BODY, HALF, NARROW, WIDE, Canvas, fitted, text_width
from kpitools.charts.chart import Chart, Figures, House, Words
from kpitools.kpis.values import Number

ROW = 19.0

Bar = tuple[str, Number | None]


def bars(house: House, rows: Sequence[Bar], unit: str, words: Words, *, half: bool = False) -> Chart:
    """Bars sorted from the largest, the first in the brand's colour and the others in grey; unknown ones last, said.

    `half` draws for half a page's width. Raises ValueError without rows.
    """
    if not rows:
        raise ValueError("nothing to compare")
    ordered = sorted(rows, key=lambda row: (row[1] is None, -float(row[1] or 0)))
    language = house.language
    said = [language.text("{name} : {value}", name=name, value=alt.cell(house, value, unit)) for name, value in ordered]
    text = alt.sentence(words.title, language.text("Barres, de la plus grande à la plus petite"), " ; ".join(said))
    return Chart(
        draw=lambda width: _draw(house, ordered, unit, width),
        width=HALF if half else WIDE,
        narrow_width=0 if half else NARROW,
        alt=text,
        words=words,
        figures=Figures(
            (language.text("Catégorie"), words.title),
            tuple((name, alt.cell(house, value, unit)) for name, value in ordered),
            tuple((value,) for _, value in ordered),
            unit,
        ),
        data_label=language.text("Données du graphique"),
    )


def _draw(house: House, rows: Sequence[Bar], unit: str, width: float) -> Canvas:
    canvas = Canvas(width, ROW * len(rows) + 2)
    labels = [alt.cell(house, value, unit) for _, value in rows]
    names = [fitted(name, width * 0.45) for name, _ in rows]
    left = max(text_width(name, BODY) for name in names) + 8
    right = width - max(text_width(label, BODY, 600) for label in labels) - 8
    highest = max([float(value) for _, value in rows if value is not None] + [0.0]) or 1.0
    scale = Scale(0, highest, left, max(right, left + 20))
    for index, (name, (_, value), label) in enumerate(zip(names, rows, labels, strict=True)):
        y = canvas.height - ROW * (index + 1) + 5
        canvas.text(left - 8, y + 1, name, house.palette.ink, size=BODY, align="right")
        end = left if value is None else scale(float(value))
        if value is not None:
            colour = house.palette.brand_ink if index == 0 else house.palette.context
            canvas.box(left, y - 2, max(end - left, 0.8), 11, colour)
        canvas.text(
            end + 5, y + 1, label, house.palette.muted if value is None else house.palette.ink, size=BODY,
            weight=600 if index == 0 and value is not None else 400,
        )  # fmt: skip
    canvas.line([left, left], [2, canvas.height - 1], house.palette.context, 0.9)
    return canvas
