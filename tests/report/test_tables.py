"""Tables without empty columns and rows, and figures that tell a target missed from one reached."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kpitools.kpis.values import Value
from kpitools.report.cards import cards
from kpitools.report.context import Context
from kpitools.report.figures import against_target, bare, said
from kpitools.report.files import covered
from kpitools.report.objectives import verdict
from kpitools.report.table import MOST_COLUMNS, Wanted, by_network, statement
from tests.report.fakes import PARAMETERS, FakeEvaluation, context
from tests.report.test_sections import words


@dataclass
class First(FakeEvaluation):
    """A client's first month: nothing to compare with."""

    def amount(self, kpi_id: str, scope: str, months_ago: int = 0) -> float | None:
        return None if months_ago else super().amount(kpi_id, scope)


def test_a_first_month_has_one_column_and_a_note(tmp_path: Path) -> None:
    table = statement(context(tmp_path, First()), "Visibilité", ("reach", "views"))
    assert [column.head for column in table.columns] == ["Indicateur", "oct. 2026"]
    assert {len(row.cells) for row in table.rows} == {1}
    assert table.note == "Aucun chiffre connu pour septembre 2026 et octobre 2025."


def test_networks_without_a_figure_are_told_below(report: Context) -> None:
    table = by_network(report, "Audience", [Wanted("new_followers")])
    assert [str(row.name) for row in table.rows] == ["Facebook", "Instagram", "Ensemble"]
    assert table.note == "Sans donnée\u00a0: X."


def test_a_network_that_an_objective_asks_for_stays(tmp_path: Path) -> None:
    text = PARAMETERS.replace("{id: reach, target: 45000}", "{id: reach, target: 45000, scope: x}")
    table = by_network(context(tmp_path, text=text), "Audience", [Wanted("new_followers")])
    assert [str(row.name) for row in table.rows] == ["Facebook", "Instagram", "X", "Ensemble"]


def test_a_single_network_left_needs_no_total(report: Context) -> None:
    assert [str(row.name) for row in by_network(report, "Clics", [Wanted("ctr")]).rows] == ["Facebook"]


def test_paper_holds_seven_columns(report: Context) -> None:
    wanted = [Wanted(kpi) for kpi in ("likes", "comments", "shares", "saves", "views", "posts", "reach")]
    assert len(by_network(report, "Tout", wanted).columns) == MOST_COLUMNS == 7


@pytest.mark.parametrize(
    ("amount", "status", "texts"),
    [
        (2.98, "missed", ("2,98\u202f%", "3,00\u202f%")),
        (2.9996, "missed", ("2,9996\u202f%", "3,0000\u202f%")),
        (2.4, "missed", ("2,4\u202f%", "3,0\u202f%")),
        (3.04, "reached", ("3,0\u202f%", "3,0\u202f%")),
    ],
)
def test_decimals_tell_a_missed_target_apart(
    amount: float, status: str, texts: tuple[str, str], report: Context
) -> None:
    value = Value("engagement_rate", "all", "%", amount, target=3.0, target_status=status)
    assert against_target(report, value) == texts


def test_card_and_verdict_show_those_decimals(tmp_path: Path) -> None:
    missed = FakeEvaluation(targets={"engagement_rate": (2.36, "missed")})
    text = PARAMETERS.replace("target: 3.5", "target: 2.36")
    report = context(tmp_path, missed, text=text)
    shown = next(card for card in cards(report) if card.name == "Taux d’engagement")
    assert (shown.figure.text, shown.target) == ("2,35\u202f%", "objectif 2,36\u202f%, manqué")
    assert "de 2,35\u202f% pour une cible de 2,36\u202f%" in words(verdict(report)[0][0])


def test_amplification_is_shares_per_post(report: Context) -> None:
    assert said(report, "amplification_rate", 230.0) == "2,3 partages par publication"
    assert said(report, "amplification_rate", 40.0) == "0,40 partage par publication"
    assert bare(report, "amplification_rate", 230.0) == "2,3"
    asked = statement(report, "Engagement", ("amplification_rate",))
    assert str(asked.rows[0].name) == "Taux d’amplification (partages par publication)"


def test_the_calendar_has_a_line_a_source_in_words(report: Context) -> None:
    lines = {line.name: line for line in covered(report)}
    assert next(iter(lines)) == "Visites du site"
    assert len(lines["X · résultats par jour"].days) == 28
    assert lines["X · publications"].told == "11 jours avec publication"
    assert not any("audience" in name for name in lines)


def test_no_calendar_without_a_day(tmp_path: Path) -> None:
    blank = context(tmp_path, FakeEvaluation(blank=True))
    assert covered(blank) == []
