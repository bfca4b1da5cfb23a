"""Where the report says what the period lacks, and where a measure was redefined."""

from pathlib import Path

from kpitools.kpis.values import Point
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.report.sections import SECTIONS
from tests.report.fakes import FakeEvaluation, context

HOLE = Problem(
    "table_gone",
    mark("{table}, {network} : aucune ligne dans la période, alors qu'il y en avait en {before}."),
    {"table": "publications", "network": "X", "before": "septembre 2026"},
    Severity.RESERVATION,
    mark("Exportez-les de nouveau plus tard."),
)
DETAIL = Problem(
    "days_gone",
    mark("{table}, {network} : jours sans donnée dans la période : {days}."),
    {"table": "publications", "network": "X", "days": 2},
    Severity.WARNING,
)


def shown(folder: Path, section: str, *lacking: Problem, code: str = "fr") -> str:
    html = SECTIONS[section].make(context(folder, FakeEvaluation(lacking=lacking), code=code)).html
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def test_page_one_says_a_grave_hole_and_leaves_the_rest_to_the_method(tmp_path: Path) -> None:
    page = shown(tmp_path, "essentiel", HOLE, DETAIL)
    assert "Données incomplètes." in page and "Publications, X : aucune ligne dans la période" in page
    assert "jours sans donnée" not in page
    assert "Données incomplètes" not in shown(tmp_path, "essentiel", DETAIL)


def test_the_method_lists_all_with_what_to_do(tmp_path: Path) -> None:
    page = shown(tmp_path, "methode", HOLE, DETAIL)
    listed = page.split("Ce qui manque à la période")[1]
    assert "<strong>Publications, X : aucune ligne" in listed and "Exportez-les de nouveau plus tard." in listed
    assert "Publications, X : jours sans donnée dans la période : 2." in listed
    assert "Ce qui manque à la période" not in shown(tmp_path, "methode")
    assert "What the period lacks" in shown(tmp_path, "methode", HOLE, code="en")


def test_a_redefinition_is_marked_on_the_months_of_its_kpis(tmp_path: Path) -> None:
    here = context(tmp_path)
    months = tuple(Point(here.period.months_ago(n), 1) for n in (12, 0))
    names = {kpi: [event.name for event in here.marks(kpi, "all", months)] for kpi in ("impressions", "reach")}
    assert "rupture de mesure" in names["impressions"] and "rupture de mesure" not in names["reach"]
    assert "rupture de mesure" not in [event.name for event in here.marks("impressions", "x", months)]
