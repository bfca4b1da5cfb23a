"""One series is one measure: what else there is is left out, and said."""

from dataclasses import dataclass, replace
from pathlib import Path

from kpitools.kpis.values import Point
from kpitools.report.drawing import daily, monthly
from kpitools.report.sections import SECTIONS
from kpitools.report.series import begun, line
from tests.report.fakes import FakeEvaluation, context
from tests.report.test_sections import words


@dataclass
class Changing(FakeEvaluation):
    """A reach whose months before the last `alike` were counted otherwise on all networks together."""

    alike: int = 13

    def series(self, kpi_id: str, scope: str = "all") -> tuple[Point, ...]:
        points = super().series(kpi_id, scope)
        first = len(points) - self.alike
        if kpi_id != "reach" or scope != "all":
            return points
        return tuple(replace(one, basis=("sum_of_posts",)) if at < first else one for at, one in enumerate(points))


def test_months_counted_otherwise_are_gaps(tmp_path: Path) -> None:
    found = line(context(tmp_path, Changing(alike=9)), "reach")
    assert [point.value is None for point in found.points] == [True] * 4 + [False] * 9
    assert found.left_out == 4 and found.drawable
    assert len(begun([found])[0]) == 9


def test_incomplete_months_are_gaps(tmp_path: Path) -> None:
    found = line(context(tmp_path, FakeEvaluation(missing={("reach", 1): 22, ("reach", 5): 2})), "reach")
    assert [index for index, point in enumerate(found.points) if point.value is None] == [11]
    assert found.left_out == 1


def test_months_of_other_networks_are_gaps(tmp_path: Path) -> None:
    assert line(context(tmp_path), "views").left_out == 4  # X is known for nine months


def test_the_subtitle_says_what_is_left_out(tmp_path: Path) -> None:
    chart = monthly(context(tmp_path, Changing(alike=9)), "reach")
    assert chart is not None
    assert chart.words.subtitle.endswith("4 mois mesurés autrement ou incomplets, laissés de côté")
    assert "de février 2026 à octobre 2026" in chart.words.subtitle


def test_two_months_are_no_line(tmp_path: Path) -> None:
    report = context(tmp_path, Changing(networks=("facebook", "instagram"), alike=2))
    assert monthly(report, "reach") is None  # and the networks stand side by side instead
    html = SECTIONS["visibilite"].make(report).html
    assert "Portée cumulée par mois" not in words(html) and "Portée par réseau" in words(html)


def test_a_single_comparable_network_stands_for_a_whole_that_is_not(tmp_path: Path) -> None:
    joined = Changing(networks=("facebook", "x"), alike=1)
    chart = monthly(context(tmp_path, joined), "reach")
    assert chart is not None and chart.words.title == "Portée par mois, Facebook"


def test_without_months_the_days_are_shown(tmp_path: Path) -> None:
    report = context(
        tmp_path, FakeEvaluation(networks=("facebook",), missing={("reach", ago): 20 for ago in range(1, 13)})
    )
    assert monthly(report, "reach") is None and daily(report, "reach") is not None
    assert "Portée par jour" in words(SECTIONS["visibilite"].make(report).html)
