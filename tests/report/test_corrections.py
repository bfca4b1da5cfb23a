"""Errata, advice remembered, what is open and where totals will end."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kpitools.editions.last import Advised, LastEdition, Printed, last_edition
from kpitools.editions.place import Place
from kpitools.findings.finding import Finding
from kpitools.report import Report
from kpitools.report.advice import advice, planned
from kpitools.report.context import Context
from kpitools.report.errata import errata
from kpitools.report.outlook import outlook
from kpitools.report.sections import SECTIONS
from kpitools.statistics import Forecast
from tests.client import Client, post
from tests.report.fakes import MONTH, PARAMETERS, FakeEvaluation, context

OLD = {"reach-2026-09.csv": "b" * 64}
NOW = {f"{network}-2026-10.csv": "a" * 64 for network in ("facebook", "instagram", "x")}


def printed(report: Context, *changes: tuple[str, str, float]) -> LastEdition:
    """The edition of September: everything as today's files give it, but for some figures."""
    others = {(kpi, scope): old for kpi, scope, old in changes}
    values = []
    for kpi in ("reach", "views", "followers", "engagements", "likes"):
        for scope in ("all", *report.networks):
            today, files = report.evaluation.restated(kpi, scope, MONTH.previous)
            if not isinstance(today, list) and today is not None:
                was = others.get((kpi, scope), today)
                values.append(Printed(kpi, scope, was, OLD if (kpi, scope) in others else files))
    return LastEdition(MONTH.previous, tuple(values), ())


def test_what_still_holds_is_no_erratum(report: Context) -> None:
    still = replace(report, last=printed(report))
    assert errata(still) == []
    assert "n’ont pas changé" in SECTIONS["corrections"].absent(still)
    assert "Aucun bilan précédent (septembre 2026)" in SECTIONS["corrections"].absent(report)


def test_an_erratum_says_old_new_and_file(report: Context) -> None:
    known, _ = report.evaluation.restated("reach", "instagram", MONTH.previous)
    changed = replace(report, last=printed(report, ("reach", "instagram", 1000.0)))
    (one,) = errata(changed)
    assert (one.kpi, one.scope, one.old, one.new) == ("reach", "instagram", 1000.0, known)
    assert one.files == tuple(NOW)
    html = SECTIONS["corrections"].make(changed).html
    assert "1 chiffre du bilan précédent (septembre 2026) a changé depuis" in html
    assert "1\u202f000" in html and "instagram-2026-10.csv" in html


def test_the_largest_corrections_come_first_and_the_rest_is_counted(report: Context) -> None:
    many = [
        (kpi, scope, 1.0) for kpi in ("reach", "views", "engagements", "likes") for scope in ("all", *report.networks)
    ]
    changed = replace(report, last=printed(report, *many))
    sizes = [one.size for one in errata(changed)]
    assert sizes == sorted(sizes, reverse=True)
    assert "Et " in SECTIONS["corrections"].make(changed).html


def test_a_figure_no_longer_known_is_told(report: Context) -> None:
    last = LastEdition(MONTH.previous, (Printed("reach", "x", 12, OLD),), ())
    (one,) = errata(replace(report, last=last))
    assert one.new is None
    assert "n.d." in SECTIONS["corrections"].make(replace(report, last=last)).html


def test_an_edition_keeps_what_it_printed_and_the_next_one_reads_it(tmp_path: Path) -> None:
    """From files to page: September is printed, its export restated, October lists what changed and the file."""
    client = Client(tmp_path)
    september = [post(f"s{n}", f"2026-09-{n + 1:02d}", reach=100, likes=5) for n in range(8)]
    october = [post(f"o{n}", f"2026-10-{n + 1:02d}", reach=100, likes=5) for n in range(8)]
    client.table("posts", september, "september.csv").table("posts", october, "october.csv")
    folder = tmp_path / "output" / "2026-09" / "acme"
    folder.mkdir(parents=True)
    from kpitools.kpis import document

    evaluation = client.october(period=MONTH.previous)
    said = [{"id": "one_hit", "scope": "all", "kpis": ["engagements"], "text": "…", "action": "Refaire."}]
    content = document.document(evaluation, evaluation.language, findings=said)
    (folder / "kpis.json").write_text(json.dumps(content), encoding="utf-8")
    client.table("posts", [*september[:7], {**september[7], "likes": 50}], "september.csv")
    report = Report.load(client.path(), "2026-10")
    html = report.section("corrections").html
    assert "september.csv" in html
    assert "J’aime" in html and "40" in html and "85" in html
    assert "Refaire." in report.section("objectifs").html


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"values": [{"kpi": "reach"}], "findings": []}', '{"values": 3}'])
def test_an_edition_that_can_t_be_read_is_none(tmp_path: Path, content: str) -> None:
    place = Place(tmp_path, "acme", MONTH)
    assert last_edition(place) is None
    place.folder.mkdir(parents=True)
    (place.folder / "kpis.json").write_text(content, encoding="utf-8")
    assert last_edition(place) is None


def test_what_findings_advised_is_followed_up(report: Context) -> None:
    findings = (
        Advised("one_hit", "all", ("engagements",), "…", "Refaire sous un autre angle."),
        Advised("one_hit", "x", ("engagements",), "…", "Deux fois la même règle."),
        Advised("too_few_kpis", "all", ("reach",), "…", "Pour l'analyste."),
        Advised("contest_month", "all", (), "…", "Sans chiffre à suivre."),
    )
    last = LastEdition(MONTH.previous, (), findings)
    (one,) = advice(replace(report, last=last))
    assert one.text == "Refaire sous un autre angle."
    assert one.became == ""
    assert one.moved.startswith("Volume d’engagement ")
    assert "(depuis\u00a0: Volume" in SECTIONS["objectifs"].make(replace(report, last=last)).html
    assert advice(replace(report, last=replace(last, period=MONTH.months_ago(2)))) == []


def test_next_month_is_what_is_open(tmp_path: Path) -> None:
    text = PARAMETERS + (
        "recommendations:\n"
        "  - {month: 2026-08, text: Répondre le samedi, status: doing}\n"
        "  - {month: 2026-10, text: Une vidéo par semaine}\n"
        "  - {month: 2026-09, text: Déjà fait, status: done}\n"
        "  - {month: 2026-12, text: Plus tard}\n"
    )
    found = (
        Finding("one_hit", "all", (), "…", "Refaire."),
        Finding("healthy_growth", "all", (), "…", "Continuer."),
    )
    report = replace(context(tmp_path, text=text), findings=found)
    assert [(one.text, one.standing) for one in planned(report)] == [
        ("Répondre le samedi", "en cours"), ("Une vidéo par semaine", "en attente"), ("Refaire.", ""),
    ]  # fmt: skip
    assert "Le mois prochain" in SECTIONS["objectifs"].make(report).html


YEARLY = PARAMETERS.replace("{id: reach, target: 45000}", "{id: views, target: 900000, per: year}")


def test_a_total_whose_year_is_not_over_is_foreseen_with_its_interval(tmp_path: Path) -> None:
    evaluation = FakeEvaluation(forecasts={"views": Forecast(912_000.4, 871_000.0, 953_000.0, 40)})
    (told,) = outlook(context(tmp_path, evaluation, text=YEARLY))
    assert told.startswith("Vues des publications")
    assert "912\u202f000 au 31 décembre 2026, entre 871\u202f000 et 953\u202f000" in told
    (english,) = outlook(context(tmp_path, evaluation, text=YEARLY, code="en"))
    assert "eight times in ten" in english


def test_without_enough_history_it_says_so(tmp_path: Path) -> None:
    (told,) = outlook(context(tmp_path, text=YEARLY))
    assert "sans au moins 8 semaines d’historique" in told


def test_a_month_that_is_over_needs_no_forecast(report: Context) -> None:
    assert outlook(report) == []
