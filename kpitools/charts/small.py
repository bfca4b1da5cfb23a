"""The marks of a card, without text or axes: sparkline and target bars. Written as SVG, they need no drawing engine."""

from collections.abc import Sequence

from kpitools.charts.axes import Scale
from kpitools.charts.palette import Palette
from kpitools.kpis.values import Number, Point

SPARK_WIDTH, SPARK_HEIGHT = 50.0, 20.0


def sparkline(palette: Palette, points: Sequence[Point]) -> str:
    """Thirteen months in the size of a word, the last stretch and its end in the brand's colour; unknown months gap it.

    Decoration beside a card's words (hidden from readers aloud): empty where fewer than three months are known.
    """
    known = [float(point.value) for point in points if point.value is not None]
    if len(known) < 3:
        return ""
    low, high = min(known), max(known)
    across = Scale(0, len(points) - 1, 2, SPARK_WIDTH - 3.5)
    up = Scale(low, high if high > low else low + 1, SPARK_HEIGHT - 4, 4)
    places = [
        None if point.value is None else (across(index), up(float(point.value))) for index, point in enumerate(points)
    ]
    drawn = [_path(run, palette.context, 1.2) for run in _runs(places)]
    last, before = places[-1], places[-2]
    if last is not None:
        if before is not None:
            drawn.append(_path([before, last], palette.brand_ink, 1.7))
        drawn.append(f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.4" fill="{palette.brand_ink}"/>')
    return _svg("spark", SPARK_WIDTH, SPARK_HEIGHT, "".join(drawn))


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if len(run) > 1]


def _path(run: Sequence[tuple[float, float]], colour: str, width: float) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def bullet(
    palette: Palette,
    value: Number,
    target: Number,
    *,
    met: bool,
    before: Number | None = None,
    width: float = 150,
    height: float = 8,
) -> str:
    """A value as a bar against its target, a tick that stands over both edges; `before` is a hollow dot.

    Decoration beside the words that say the same. A target that is not met leaves the bar hollow.
    """
    most = max(float(value), float(target), float(before or 0)) * 1.06 or 1.0
    scale = Scale(0, most, 0, width)
    thick = height / 2
    top = (height - thick) / 2
    at = min(max(scale(float(target)), 0.8), width - 0.8)
    drawn = (
        f'<rect x="0" y="{top:.1f}" width="{width:.1f}" height="{thick:.1f}" fill="{palette.line}"/>'
        f"{_bar(palette, top, scale(max(float(value), 0)), thick, met=met)}"
        f'<rect x="{at - 0.8:.1f}" y="0" width="1.6" height="{height:.1f}" fill="{palette.ink}"/>'
    )
    if before is not None and float(before) >= 0:
        drawn += (
            f'<circle cx="{scale(float(before)):.1f}" cy="{height / 2:.1f}" r="{thick / 2 + 0.6:.1f}" '
            f'fill="{palette.ground}" stroke="{palette.muted}" stroke-width="1"/>'
        )
    return _svg("bullet", width, height, drawn)


def _bar(palette: Palette, top: float, width: float, height: float, *, met: bool) -> str:
    if met:
        return f'<rect x="0" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{palette.brand_ink}"/>'
    return (
        f'<rect x="0.5" y="{top + 0.5:.1f}" width="{max(width - 1, 0):.1f}" height="{height - 1:.1f}" '
        f'fill="{palette.ground}" stroke="{palette.bad}" stroke-width="1"/>'
    )


def _svg(name: str, width: float, height: float, content: str) -> str:
    return (
        f'<svg class="{name}" width="{width:g}pt" height="{height:g}pt" '
        f'viewBox="0 0 {width:g} {height:g}" aria-hidden="true">{content}</svg>'
    )
