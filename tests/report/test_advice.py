"""Last month's advice, and what became of it."""

from pathlib import Path

from kpitools.report.sections import SECTIONS
from tests.report.fakes import PARAMETERS, context

ADVICE = """
recommendations:
  - {month: 2026-09, text: "Deux carrousels <par semaine>", status: done, kpis: [reach]}
  - {month: 2026-09, text: Répondre le samedi}
  - {month: 2026-08, text: Changer d'horaire, status: dropped}
"""


def test_the_month_befores_advice_says_what_became_of_it(tmp_path: Path) -> None:
    html = SECTIONS["objectifs"].make(context(tmp_path, text=PARAMETERS + ADVICE)).html
    assert "Les conseils de septembre" in html
    assert "&lt;par semaine&gt;" in html
    assert "<strong>fait</strong>" in html
    assert "<strong>en attente</strong>" in html
    assert "horaire" not in html


def test_without_advice_there_is_no_heading(tmp_path: Path) -> None:
    html = SECTIONS["objectifs"].make(context(tmp_path, text=PARAMETERS)).html
    assert "Les conseils" not in html
