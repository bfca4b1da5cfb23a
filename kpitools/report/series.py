"""Which series are worth a line."""

from collections.abc import Sequence

from kpitools.kpis.values import Point
from kpitools.report.context import Context


def drawable(points: Sequence[Point]) -> bool:
    """Whether a series has a line to draw: two known months."""
    return sum(point.value is not None for point in points) > 1


def networks_with(context: Context, kpi: str) -> dict[str, tuple[Point, ...]]:
    """The series of each network that has a line to draw, in the networks' order."""
    series = {network: context.evaluation.series(kpi, network) for network in context.networks}
    return {network: points for network, points in series.items() if drawable(points)}
