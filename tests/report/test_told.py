"""Findings in the report: three on page one, each section's own, each figure with its proof."""

from dataclasses import replace
from pathlib import Path

import pytest

from kpitools.findings.finding import Finding
from kpitools.findings.said import Amount, Counted, Quoted
from kpitools.report.context import Context
from kpitools.report.drawing import monthly
from kpitools.report.sections import SECTIONS
from kpitools.report.told import headline, page_one
from tests.report.fakes import context


def finding(identifier: str, report: Context, text: str, scope: str = "all", kpi: str = "reach") -> Finding:
    value = report.evaluation.value(kpi, scope)
    parts = {kpi: Amount.of(value), "post": Quoted("<b>Gras</b>"), "n": Counted("{n} jour", "{n} jours", 2)}
    return Finding(identifier, scope, (kpi,), text, "Agir sans tarder.", ("une cause",), parts)


@pytest.fixture
def telling(tmp_path: Path) -> Context:
    report = context(tmp_path)
    texts = ("Une portée de {reach} en {n}.", "Deuxième : {post}.", "Troisième.", "Quatrième.")
    ids = ("reach_without_interest", "one_hit", "healthy_growth", "likes_only")
    return replace(report, findings=tuple(finding(one, report, text) for one, text in zip(ids, texts, strict=True)))


def test_page_one_says_three_with_their_actions(telling: Context) -> None:
    told = page_one(telling)
    assert [one.tone for one in told] == ["warning", "note", "good"]
    assert all(one.action == "Agir sans tarder." for one in told)
    html = SECTIONS["essentiel"].make(telling).html
    assert "Ce qu’il faut retenir" in html
    assert "Quatrième" not in html
    assert "Ce qui a le plus changé" not in html


def test_a_figure_opens_its_proof_and_a_post_is_escaped(telling: Context) -> None:
    html = SECTIONS["essentiel"].make(telling).html
    said = html[html.index("Une portée de") : html.index("Deuxième")]
    assert "<details" in said and "47\u202f340" in said and "2 jours" in said
    assert "&lt;b&gt;Gras" in html and "<b>Gras" not in html


def test_a_section_ends_with_its_own(telling: Context) -> None:
    assert "Une portée de" in SECTIONS["visibilite"].make(telling).html
    assert "Quatrième" in SECTIONS["engagement"].make(telling).html
    assert "Quatrième" not in SECTIONS["visibilite"].make(telling).html


def test_a_chart_s_title_is_the_finding_that_it_shows(telling: Context) -> None:
    assert headline(telling, "reach").startswith("Une portée de")
    assert headline(telling, "followers") == ""
    chart = monthly(telling, "reach")
    assert chart is not None
    assert chart.words.title.startswith("Une portée de 47")
    assert chart.words.subtitle.startswith("Portée cumulée par mois. ")


def test_without_findings_page_one_says_what_moved(tmp_path: Path) -> None:
    html = SECTIONS["essentiel"].make(context(tmp_path)).html
    assert "Ce qui a le plus changé" in html
