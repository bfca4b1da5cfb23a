"""Sections of what comes back: care, influence, traffic, money, production, contests; and what paper leaves out."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kpitools.kpis.values import Value
from kpitools.report.context import Context
from kpitools.report.sections import SECTIONS
from kpitools.report.table import others, statement
from tests.report.fakes import PARAMETERS, FakeEvaluation, context
from tests.report.test_sections import words


def told(report: Context, section: str) -> str:
    return words(SECTIONS[section].make(report).html)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("relation", "148 questions en octobre, 9,8\u202f% de moins qu’en septembre."),
        ("relation", "la moitié des réponses sont venues en 2\u202fh\u202f00 ou moins".replace("\u202fh\u202f", " h ")),
        ("influence", "43 mentions de la marque en octobre"),
        ("influence", "46,2\u202f% sont positives et 13,7\u202f% négatives"),
        ("trafic", "482 visites depuis les réseaux en octobre"),
        ("trafic", "41 conversions conclues par un réseau, 40 préparées"),
        ("publicite", "Coût social media total\u00a0: 1\u202f119\u202f€, soit 101,7\u202f% du budget."),
        ("production", "34 publications, 5 vidéos et 2 articles de blog en octobre."),
        (
            "concours",
            "«\u00a0Jeu d'automne\u00a0», du 5 octobre au 12 octobre 2026\u00a0: 38\u202f% d’interactions",
        ),
    ],
)
def test_each_opens_with_a_plain_sentence(report: Context, section: str, said: str) -> None:
    assert said in told(report, section)


def test_a_contest_says_why_an_effect_is_unknown(report: Context) -> None:
    text = told(report, "concours")
    assert "+38\u202f% +112\u202f% n.d." in text
    assert "Jeu d'automne\u00a0: Les 14 jours ne sont pas passés." in text


def test_without_a_contest_there_is_no_section(tmp_path: Path) -> None:
    text = re.sub(r"contests: .*\n", "", PARAMETERS)
    made = SECTIONS["concours"].make(context(tmp_path, text=text))
    assert made.absent == "Aucun concours sur la période."


def test_a_contest_that_brought_less_is_said_so(tmp_path: Path) -> None:
    class Worse(FakeEvaluation):
        def value(self, kpi_id: str, scope: str = "all") -> Value:
            value = super().value(kpi_id, scope)
            if kpi_id != "contest_uplift":
                return value
            return replace(value, value=[{"contest": "Jeu d'automne", "value": -12.0, "reason": None}])

    assert "12\u202f% d’interactions par jour de moins qu’avant." in told(context(tmp_path, Worse()), "concours")


def test_sources_are_told_in_the_readers_words(report: Context) -> None:
    text = told(report, "trafic")
    assert "Recherche 597" in text and "Réseaux sociaux 482" in text and "organic" not in text


def test_a_campaigns_name_stays_a_text(report: Context) -> None:
    assert "=1+1" in told(report, "publicite")


def test_paper_shows_the_first_rows_and_says_where_the_rest_is(report: Context) -> None:
    table = statement(report, "Relation client", ("questions", "replies", "response_rate"), paper=2)
    assert [row.paper for row in table.rows] == [True, True, False] and table.is_longer_on_screen
    html = SECTIONS["relation"].make(report).html
    assert html.count("<tr data-screen>") == 5  # eleven KPIs, six on paper
    assert "La suite de ce tableau est dans la version HTML." in html


def test_other_kpis_stand_on_the_screen_alone(report: Context) -> None:
    [table] = others(report, ("interactions", "engaged_users"))
    assert not table.paper and [str(row.name) for row in table.rows] == ["Interactions"]
    assert others(report, ("engaged_users",)) == []


def test_an_absent_sections_kpis_are_not_told_one_by_one(tmp_path: Path) -> None:
    class NoCare(FakeEvaluation):
        def amount(self, kpi_id: str, scope: str, months_ago: int = 0) -> float | None:
            return None if self.kpi(kpi_id).id in SECTIONS["relation"].kpis(report) else super().amount(kpi_id, scope)

    report = context(tmp_path)
    text = told(context(tmp_path, NoCare()), "methode")
    assert "Section Relation client — " in text and "Délai de réponse" not in text
