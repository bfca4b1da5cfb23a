"""The week as a grid and what stands apart from the rest, in the section of contents."""

from pathlib import Path

from kpitools.kpis.moments import Cell, Moments
from kpitools.report import moments
from kpitools.report.sections import SECTIONS
from kpitools.statistics import Apart
from tests.report.fakes import FakeEvaluation, context

GRID = {(2, 18): Cell(12, 1.8), (5, 9): Cell(30, 1.0), (6, 9): Cell(4, 0.6)}
NAMED = Moments(
    46, GRID, [Apart((2, 18), 12, 1.8, 1.0)], [], [],
    [Apart("reel", 14, 1.4, 0.9), Apart("link", 8, 0.5, 1.0)], [], [Apart("été", 9, 1.6, 1.0)],
)  # fmt: skip
QUIET = Moments(46, GRID, [], [], [], [], [], [])


def shown(folder: Path, found: Moments | None, code: str = "fr") -> str:
    html = SECTIONS["contenus"].make(context(folder, FakeEvaluation(weeks=found), code=code)).html
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_best_slot_is_the_title_of_the_grid(tmp_path: Path) -> None:
    page = shown(tmp_path, NAMED)
    assert "Mardi 18 h : 1,8 fois les réactions habituelles (12 publications)" in page
    assert "Tuesday 18:00: 1.8 times the usual reactions (12 posts)" in shown(tmp_path, NAMED, "en")


def test_where_only_worse_slots_stand_apart_the_worst_is_the_title(tmp_path: Path) -> None:
    worse = Moments(46, GRID, [], [Apart(1, 9, 0.8, 1.0), Apart(4, 12, 0.6, 1.0)], [], [], [], [])
    page = shown(tmp_path, worse)
    assert "Jeudi : 0,6 fois les réactions habituelles (12 publications)" in page and "aucun créneau" not in page


def test_where_nothing_stands_apart_the_grid_is_for_the_screen(tmp_path: Path) -> None:
    page = shown(tmp_path, QUIET)
    title = "Quand publier : aucun créneau ne se distingue au-delà du hasard"
    assert title in page and page.index('class="aside" data-screen') < page.index(title)
    assert "Ce qui marche mieux" not in page


def test_what_stands_apart_is_listed_with_its_posts(tmp_path: Path) -> None:
    table = moments.table(context(tmp_path), NAMED)
    assert table is not None
    assert [(row.name, row.cells) for row in table.rows] == [
        ("Réel", ("Format", "14", "1,40", "0,90")), ("Lien", ("Format", "8", "0,50", "1,00")),
        ("#été", ("Hashtag", "9", "1,60", "1,00")),
    ]  # fmt: skip
    assert "46 publications" in table.note.replace("\u00a0", " ")


def test_too_few_posts_leave_no_trace(tmp_path: Path) -> None:
    assert "Quand publier" not in shown(tmp_path, None)
