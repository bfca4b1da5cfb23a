"""Incomplete months: said, not compared, not drawn."""

from dataclasses import replace
from pathlib import Path

import pytest

from kpitools.kpis.values import Value
from kpitools.report import changes, complete
from kpitools.report.cards import cards
from kpitools.report.context import Context
from kpitools.report.moves import moves
from kpitools.report.objectives import goals
from kpitools.report.sections import SECTIONS
from tests.report.fakes import FakeEvaluation, context
from tests.report.test_sections import words

REACH = Value("reach", "all", "n", 5317, 1168, change=355.2)
SHORT_BEFORE = replace(REACH, previous_missing_days=22)
SHORT_NOW = replace(REACH, missing_days=11)


def test_an_incomplete_month_before_is_said_instead_of_a_change(report: Context) -> None:
    moved = changes.movement(report, SHORT_BEFORE)
    assert (moved.text, moved.way) == ("septembre incomplet\u00a0: 8 jours sur 30 connus", "none")
    assert changes.signed(report, SHORT_BEFORE) == "n.d."
    assert changes.compared(report, SHORT_BEFORE) == " (septembre incomplet\u00a0: 8 jours sur 30 connus)"


def test_an_incomplete_month_now_is_said_and_compared_with_nothing(report: Context) -> None:
    assert changes.movement(report, SHORT_NOW).text == "20 jours sur 31 connus"
    assert changes.year(report, replace(SHORT_NOW, year_ago=100, year_ago_change=12.0)) == ""


@pytest.mark.parametrize(("missing", "told"), [(3, True), (4, False)])
def test_a_tenth_of_the_days_may_be_missing(missing: int, told: bool, report: Context) -> None:
    assert complete.comparable(report, replace(REACH, previous_missing_days=missing)) is told


def test_a_year_ago_incomplete_is_not_compared(tmp_path: Path) -> None:
    year = Value("reach", "all", "n", 100, year_ago=50, year_ago_change=100.0)
    assert changes.year(context(tmp_path / "a"), year) == "+100\u202f% en un an"
    assert changes.year(context(tmp_path / "b", FakeEvaluation(missing={("reach", 12): 20})), year) == ""


def test_a_change_of_some_networks_names_them(report: Context) -> None:
    grown = replace(REACH, change=35.0, compared=("facebook",))
    assert changes.compared(report, grown) == " (35\u202f% de plus qu’en septembre sur Facebook)"
    assert complete.note(report, [grown]) == "Comparable avec septembre sur Facebook seulement (Portée cumulée)."


def test_nothing_and_nothing_is_no_change(report: Context) -> None:
    assert changes.movement(report, Value("link_clicks", "all", "n", 0, 0)).text == "stable vs septembre"


def test_page_one_ranks_and_marks_nothing_on_an_incomplete_month(tmp_path: Path) -> None:
    whole, short = context(tmp_path / "a"), context(tmp_path / "b", FakeEvaluation(missing={("reach", 1): 22}))
    assert any("Portée" in move.name for move in moves(whole))
    assert not any("Portée" in move.name for move in moves(short))
    assert "<circle" in goals(whole)[0].bar and "<circle" not in goals(short)[0].bar
    assert "8 jours sur 30 connus" in cards(short)[0].movement.text


@pytest.mark.parametrize("section", ["bref", "visibilite"])
def test_tables_say_which_month_lacks_days(section: str, tmp_path: Path) -> None:
    short = context(tmp_path, FakeEvaluation(missing={("reach", 1): 22}))
    assert "Septembre incomplet\u00a0: 8 jours sur 30 connus (" in words(SECTIONS[section].make(short).html)
