"""What a chart function gives: the drawing, its words, and the figures behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from kpitools.charts.canvas import Canvas
from kpitools.charts.palette import Palette
from kpitools.kpis.values import Number
from kpitools.language import Language, language


@dataclass(frozen=True)
class House:
    """Who a chart is drawn for: the brand's colours, the reader's language, the client's currency."""

    palette: Palette = field(default_factory=Palette)
    language: Language = field(default_factory=lambda: language("fr"))
    currency: str = "EUR"


@dataclass(frozen=True)
class Words:
    """What stands around a chart: title, subtitle (measure, unit, period) and source with coverage."""

    title: str
    subtitle: str = ""
    source: str = ""


@dataclass(frozen=True)
class Figures:
    """The table behind a chart, formatted; the first column names the rows.

    `numbers` are the other columns unrounded, in `unit`, where they are numbers.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[Number | None, ...], ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart, drawn when it is first looked at, as its figures are also read without.

    `svg` is for paper and wide screens, `narrow` for a phone (empty: `svg` serves both). `draw` makes the drawing of a
    width; `width` and `narrow_width` are those of the two, in points (0: none). `alt` says what it shows, made from its
    data.
    """

    draw: Callable[[float], Canvas]
    width: float
    narrow_width: float
    alt: str
    words: Words
    figures: Figures
    data_label: str = ""

    @cached_property
    def svg(self) -> str:
        """The drawing for paper and wide screens."""
        return self.draw(self.width).svg(self.alt)

    @cached_property
    def narrow(self) -> str:
        """The drawing for a phone, or an empty text."""
        return self.draw(self.narrow_width).svg(self.alt) if self.narrow_width else ""

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        words = self.words
        caption = f"<h3>{escape(words.title)}</h3>"
        if words.subtitle:
            caption += f'<p class="subtitle">{escape(words.subtitle)}</p>'
        drawing = f'<div class="drawing">{_inline(self.svg)}</div>'
        if self.narrow:
            wide, narrow = _inline(self.svg), _inline(self.narrow)
            drawing = (
                f'<div class="drawing wide">{wide}</div><div class="drawing narrow" data-screen hidden>{narrow}</div>'
            )
        source = f'<p class="source">{escape(words.source)}</p>' if words.source else ""
        return f'<figure class="chart"><figcaption>{caption}</figcaption>{drawing}{source}{self._table()}</figure>'

    def _table(self) -> str:
        if not self.figures.rows:
            return ""
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in self.figures.head)
        rows = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in self.figures.rows
        )
        return (
            f'<details class="data" data-screen><summary>{escape(self.data_label)}</summary>'
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details>"
        )


def _inline(svg: str) -> str:
    """An SVG within HTML, where its namespace is implied and naming it again disturbs some readers."""
    return svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
