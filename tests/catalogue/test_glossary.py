"""The glossary: what an entry says, the committed pages, and benchmarks beside figures of their own definition only."""

import importlib.util
from pathlib import Path

import pytest

from kpitools.catalogue import catalogue
from kpitools.catalogue.benchmark import benchmarks, published
from kpitools.catalogue.definition import definitions
from kpitools.catalogue.glossary import entry, page
from kpitools.language import language


def test_the_pages_in_docs_are_those_of_the_catalogue(project: Path) -> None:
    """`python tools/glossary.py` writes them anew."""
    spec = importlib.util.spec_from_file_location("glossary", project / "tools" / "glossary.py")
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for name, text in tool.pages().items():
        assert (project / "docs" / name).read_text(encoding="utf-8") == text, name


def test_an_entry_says_what_a_reader_must_know() -> None:
    made = entry(catalogue(), catalogue()["err"], language("fr"))
    assert (made.name, made.abroad) == ("Taux d’engagement sur la portée", "Engagement rate by reach")
    assert made.definition and made.pitfall and made.source
    assert [kpi for kpi, _, _ in made.confused] == ["er", "er_impressions"]
    english = entry(catalogue(), catalogue()["err"], language("en"))
    assert english.abroad == made.name and english.side == "a rise is good"


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_page_holds_every_kpi_and_every_definition(code: str) -> None:
    text = page(catalogue(), language(code))
    for name in (*(kpi.id for kpi in catalogue().listed), *definitions()):
        assert f"`{name}`" in text
    assert "None" not in text


def test_a_benchmark_stands_beside_its_own_definition_alone() -> None:
    fr = language("fr")
    [own] = [one for one in published("engagement_rate", "instagram") if (one.source, one.year) == ("Rival IQ", 2023)]
    assert own.text(fr) == "Rival IQ 2023 (données 2022), médiane, interactions ÷ abonnés\u00a0: 0,47\u202f%"
    assert own.refusal("rival_iq", fr) == ""
    assert "pas «\u00a0kpitools\u00a0»" in own.refusal("kpitools", fr)
    [partial] = [one for one in published("engagement_rate", "x") if (one.source, one.year) == ("Socialinsider", 2023)]
    for definition in definitions():
        assert "pas publiée" in partial.refusal(definition, fr)


def test_what_could_not_be_verified_says_so() -> None:
    unsure = [one for one in benchmarks() if not one.verified]
    assert {one.network for one in unsure} == {"instagram", "tiktok", "facebook", "x"}
    assert all(one.text(language("fr")).endswith("(non vérifié)") for one in unsure)


def test_every_benchmark_names_a_definition_that_is_there() -> None:
    known = {*definitions(), *catalogue().kpis, ""}
    assert {one.definition for one in benchmarks()} <= known
    assert len(benchmarks()) > 40
