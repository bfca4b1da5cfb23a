"""Page one as data says what page one says."""

import json
from pathlib import Path

from kpitools.report.cards import cards
from kpitools.report.objectives import verdict
from kpitools.report.report import Report
from kpitools.report.summary import plain, summary
from tests.client import Client, day
from tests.report.fakes import context
from tests.report.test_sections import words

OBJECTIVES = [{"name": "visibilite", "kpis": [{"id": "reach", "target": 500}]}]


def client(folder: Path, **parameters: object) -> Report:
    """A client whose reach was 40 a day in October, 20 in September."""
    rows = [day(f"2026-10-{n:02}", reach=40) for n in range(1, 32)]
    rows += [day(f"2026-09-{n:02}", reach=20) for n in range(1, 31)]
    made = Client(folder, objectives=OBJECTIVES, **parameters).table("account_days", rows)
    evaluation = made.october()
    return Report(evaluation, evaluation.language)


def test_the_sentences_and_figures_are_those_of_page_one(tmp_path: Path) -> None:
    said = summary(client(tmp_path))
    assert (said["client"], said["name"], said["language"]) == ("acme", "Acme", "fr")
    assert said["period"] == {"start": "2026-10-01", "end": "2026-10-31", "text": "octobre 2026"}
    assert said["verdict"] == [
        {"text": "Objectif visibilité atteint\u00a0: portée de 1\u202f240 pour une cible de 500.", "good": True}
    ]
    reach = said["cards"][0]
    assert (reach["name"], reach["value"], reach["target"]) == ("Portée", "1\u202f240", "objectif 500, atteint")
    assert (reach["change"], reach["way"], reach["tone"]) == ("+107\u202f% vs septembre", "up", "good")
    assert json.loads(json.dumps(said)) == said


def test_the_brand_comes_along(tmp_path: Path) -> None:
    said = summary(client(tmp_path, report={"brand": {"color": "#7A1F3D", "footer": "Agence Exemple"}}))
    assert said["brand"]["footer"] == "Agence Exemple"
    assert said["brand"]["colors"]["brand"] == "#7A1F3D"


def test_what_cannot_be_known_says_why(tmp_path: Path) -> None:
    said = summary(client(tmp_path, report={"cards": ["video_views"]}))
    [card] = said["cards"]
    assert (card["value"], card["change"]) == ("n.d.", "")
    assert card["reason"].endswith(".")


def test_plain_words_leave_the_proofs_out(tmp_path: Path) -> None:
    report = context(tmp_path)
    for markup in (*(said for said, _ in verdict(report)), *(card.figure.markup for card in cards(report))):
        assert plain(markup) == words(markup)
        assert "<" not in plain(markup)
