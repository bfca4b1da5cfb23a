"""The house style's drawing hand: matplotlib in points, with fixed margins, into small and repeatable SVG."""

import io
import math
import warnings
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree

from matplotlib import font_manager, rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, RegularPolygon
from matplotlib.path import Path

from kpitools.charts import fonts
from kpitools.charts.palette import Dashes

WIDE = 493.0  # the text width of an A4 page with 18 mm margins, in points
NARROW = 264.0  # a phone's: its text is then as large as the page's notes
HALF = 238.0  # half a page, less the gutter
SMALL = 7.75  # the smallest type on paper, in points
BODY = 8.5
NAN = math.nan

_FAMILY = "Inter, 'Noto Sans', 'DejaVu Sans', sans-serif"
_SVG = "http://www.w3.org/2000/svg"
_NEEDLESS = {f"{{{_SVG}}}metadata", f"{{{_SVG}}}defs"}
_STYLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "kpitools", "font.family": fonts.FAMILY}
_MARKERS = {"s": (4, math.pi / 4), "^": (3, 0.0), "D": (4, 0.0), "v": (3, math.pi)}  # corners, turn


@cache
def _fonts() -> dict[int, FT2Font]:
    """Inter's static faces, made known to matplotlib once a process."""
    faces = {}
    for weight in (400, 600):
        path = str(fonts.inter(weight))
        font_manager.fontManager.addfont(path)
        faces[weight] = FT2Font(path)
    return faces


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = SMALL, weight: int = 400) -> float:
    """The width of a text in points."""
    face = _fonts()[weight]
    face.set_size(size, 72)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a glyph that Inter lacks is drawn by the reader's own font
        face.set_text(text, 0)
    return float(face.get_width_height()[0]) / 64 + 1  # hinting rounds down


def fitted(text: str, width: float, size: float = BODY) -> str:
    """A text, shortened with an ellipsis where it is wider than `width` points."""
    while len(text) > 1 and text_width(text, size) > width:
        text = text[:-2].rstrip() + "…"
    return text


class Canvas:
    """A drawing of `width` × `height` points; x runs right and y up from the lower left corner."""

    def __init__(self, width: float, height: float) -> None:
        _fonts()
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._drawn = 0

    def _above(self) -> int:
        """What is drawn later lies over what was drawn before."""
        self._drawn += 1
        return self._drawn

    def _add(self, artist: Artist) -> None:
        """Limits are fixed, so nothing of the artist need be measured."""
        artist.set_zorder(self._above())
        self._axes.add_artist(artist)

    def line(self, xs: list[float], ys: list[float], colour: str, width: float = 1.8, dashes: Dashes = "solid") -> None:
        """A line through points; NaN breaks it."""
        self._add(Line2D(xs, ys, color=colour, linewidth=width, linestyle=dashes, solid_capstyle="round"))

    def dot(self, x: float, y: float, colour: str, size: float = 5, marker: str = "o") -> None:
        """A point marked with a circle (o), square (s), triangle (^, v) or diamond (D)."""
        half = size / 2
        shape: Circle | RegularPolygon = Circle((x, y), half)
        if marker != "o":
            corners, turn = _MARKERS[marker]
            shape = RegularPolygon((x, y), corners, radius=half * 1.25, orientation=turn)
        shape.set(facecolor=colour, edgecolor="none")
        self._add(shape)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle from its lower left corner."""
        self.boxes([(x, y, width, height)], colour)

    def boxes(self, boxes: Sequence[tuple[float, float, float, float]], colour: str, outline: float = 0) -> None:
        """Rectangles (left, bottom, width, height) drawn as one: filled, or outlined so many points thick."""
        paths = [_rectangle(x, y, wide, high) for x, y, wide, high in boxes]
        if paths:
            fill, edge = ("none", colour) if outline else (colour, "none")
            self._add(PathPatch(Path.make_compound_path(*paths), facecolor=fill, edgecolor=edge, linewidth=outline))

    def text(
        self, x: float, y: float, text: str, colour: str, *, size: float = SMALL, weight: int = 400, align: str = "left"
    ) -> None:
        """A text on its baseline; `align` is left, center or right of `x`."""
        self._axes.text(
            x, y, text.replace("$", r"\$"), color=colour, fontsize=size, fontweight=weight, ha=align, va="baseline",
            zorder=self._above(),
        )  # fmt: skip

    def svg(self, alt: str) -> str:
        """The drawing as SVG with text as text, the same byte for byte on every run."""
        buffer = io.StringIO()
        with rc_context(_STYLE), warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            for text in self._axes.texts:
                text.set_fontfamily(fonts.FAMILY)
            FigureCanvasSVG(self._figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
        return _clean(buffer.getvalue(), alt)


def _rectangle(x: float, y: float, width: float, height: float) -> Path:
    return Path([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], closed=True)


def _clean(svg: str, alt: str) -> str:
    """Less to carry: no prologue, metadata, ground or ids (two charts share a page), and the alternative text."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _NEEDLESS or child.get("id") == "patch_1":
                parent.remove(child)
    for element in root.iter():
        for name in ("id", "clip-path"):
            element.attrib.pop(name, None)
        if "rotate(-0" in element.get("transform", ""):
            del element.attrib["transform"]
        if "d" in element.attrib:
            element.set("d", " ".join(element.get("d", "").split()))
        if element.tag == f"{{{_SVG}}}text":
            element.set("style", _without_family(element.get("style", "")))
        if element.text is not None and not element.text.strip():
            element.text = None
        element.tail = None
    root.attrib.update({"role": "img", "aria-label": alt, "font-family": _FAMILY})
    return ElementTree.tostring(root, encoding="unicode")


def _without_family(style: str) -> str:
    """A text's style without its font family, which the drawing states once."""
    declarations = []
    for declaration in style.split(";"):
        name, _, value = declaration.strip().partition(":")
        if name == "font":  # the shorthand, "600 8px 'Inter'"
            words = value.split("'")[0].split()
            declarations += [f"font-weight: {words[0]}"] if len(words) > 1 else []
            declarations.append(f"font-size: {words[-1]}")
        elif name and name != "font-family":
            declarations.append(f"{name}:{value}")
    return "; ".join(declarations)
