"""Which months of a series make one line: those measured alike and complete."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpitools.kpis.values import Point
from kpitools.report.complete import incomplete
from kpitools.report.context import Context

LEAST = 3  # months known; fewer show no course


@dataclass(frozen=True)
class Line:
    """A series of one measure: months measured otherwise or incomplete are gaps, `left_out` counts them."""

    points: tuple[Point, ...]
    left_out: int = 0

    @property
    def drawable(self) -> bool:
        """Whether there is a course to show."""
        return sum(point.value is not None for point in self.points) >= LEAST


def line(context: Context, kpi: str, scope: str = "all") -> Line:
    """A KPI's months that are comparable with the last one: same basis, same networks, days not lacking."""
    points = context.evaluation.series(kpi, scope)
    known = [point for point in points if point.value is not None]
    whole = [point for point in known if not incomplete(point.missing_days, point.period)]
    alike = [point for point in whole if (point.basis, point.networks) == (whole[-1].basis, whole[-1].networks)]
    kept = {point.period for point in alike}
    return Line(
        tuple(point if point.period in kept else replace(point, value=None) for point in points),
        len(known) - len(alike),
    )


def networks_with(context: Context, kpi: str) -> dict[str, Line]:
    """The series of each network that has a line to draw, in the networks' order."""
    lines = {network: line(context, kpi, network) for network in context.networks}
    return {network: line for network, line in lines.items() if line.drawable}


def begun(lines: Sequence[Line]) -> list[tuple[Point, ...]]:
    """The points of lines that share an axis, from the first month that one of them knows."""
    first = min(
        (index for line in lines for index, point in enumerate(line.points) if point.value is not None), default=0
    )
    return [line.points[first:] for line in lines]
