"""Beside the engagement rate: what other tools would have shown, and benchmarks of the very same definition only."""

from dataclasses import replace
from pathlib import Path

from kpitools.catalogue.definition import LACKED
from kpitools.kpis.values import Alternative, Value
from kpitools.problems import Problem
from kpitools.report import Report
from kpitools.report.context import Context
from kpitools.report.definitions import benchmark_lines, compared
from kpitools.report.sections import SECTIONS
from tests.client import Client, day, post
from tests.report.fakes import FakeEvaluation, context
from tests.report.test_sections import words


class Compared(FakeEvaluation):
    """Three definitions beside the client's own, one of which can't be computed."""

    def value(self, kpi_id: str, scope: str = "all") -> Value:
        value = super().value(kpi_id, scope)
        if kpi_id != "engagement_rate":
            return value
        amount = self.amount(kpi_id, scope)
        others = (
            Alternative("rival_iq", amount and amount / 10, None, 12.0, 300),
            Alternative("napoleoncat", None, Problem("lacks_part", LACKED["comment_reactions"])),
        )
        return replace(value, definition="kpitools", alternatives=others)


def test_each_definition_is_a_row_with_its_own_proof(tmp_path: Path) -> None:
    html = SECTIONS["engagement"].make(context(tmp_path, Compared())).html
    text = words(html)
    assert "Ce qu’un autre outil aurait affiché pour le même mois" in text
    assert "Rival IQ 0,23\u202f% 0,40\u202f% 0,07\u202f%" in text
    assert "NapoleonCat\u00a0: Cette définition compte les réactions aux commentaires" in text
    assert "moyenne par publication de (réactions + commentaires + partages) / abonnés en fin de période" in html
    assert "12 ÷ 300" in html


def test_nothing_is_compared_unless_the_parameters_ask(report: Context) -> None:
    assert compared(report) is None
    assert "Repère publié" not in words(SECTIONS["engagement"].make(report).html)


def test_a_benchmark_stands_under_a_rate_of_its_own_definition(tmp_path: Path) -> None:
    facebook, instagram, x = benchmark_lines(context(tmp_path, Compared()))
    assert instagram.startswith("Repère publié pour Instagram\u00a0: Rival IQ 2025")  # the newest
    assert instagram.endswith("(0,40\u202f% ici).") and "non vérifié" in instagram
    assert "Buffer" not in facebook + x


def test_a_real_client_gets_all_of_it(tmp_path: Path) -> None:
    client = Client(tmp_path, compare_definitions=["quintly"])
    client.table("posts", [post("a", "2026-10-02", likes=4, comments=1, reach=100)])
    client.table("account_days", [day("2026-09-30", followers=90), day("2026-10-31", followers=110)])
    report = Report.load(client.path(), month="2026-10")
    assert "Quintly 5,0\u202f%" in words(report.section("engagement").html)
    rates = report.kpi("engagement_rate").definitions()
    assert list(rates["definition"]) == ["kpitools", "quintly"] and list(rates["value"]) == [5.0, 5.0]
