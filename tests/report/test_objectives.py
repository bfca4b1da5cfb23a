"""The sentence at the head of page one."""

from pathlib import Path

import pytest

from kpitools.report.objectives import goals, verdict
from tests.report.fakes import PARAMETERS, FakeEvaluation, context
from tests.report.test_sections import words

Targets = dict[str, tuple[float, str]]


def said(tmp_path: Path, targets: Targets, text: str = PARAMETERS) -> list[tuple[str, bool]]:
    report = context(tmp_path, FakeEvaluation(targets=targets), text=text)
    return [(words(sentence), good) for sentence, good in verdict(report)]


MISSED = "Objectif engagement manqué\u00a0: taux d’engagement de 2,4\u202f% pour une cible de 3,5\u202f%."
ON_TRACK = (
    "Objectif trafic en bonne voie\u00a0: visiteurs uniques (tout le site) de 1\u202f212 pour une cible de 1\u202f100."
)


@pytest.mark.parametrize(
    ("targets", "sentences"),
    [
        (
            {"reach": (45000, "reached")},
            [("Objectif visibilité atteint\u00a0: portée cumulée de 47\u202f340 pour une cible de 45\u202f000.", True)],
        ),
        ({"engagement_rate": (3.5, "missed")}, [(MISSED, False)]),
        (
            {"reach": (45000, "reached"), "engagement_rate": (3.5, "missed"), "unique_visitors": (1100, "reached")},
            [("2 objectifs sur 3 atteints\u00a0: visibilité et trafic.", True), (MISSED, False)],
        ),
        (
            {"reach": (45000, "behind"), "engagement_rate": (3.5, "behind"), "unique_visitors": (1100, "on_track")},
            [
                (ON_TRACK, True),
                ("En retard\u00a0: visibilité et engagement.", False),
            ],
        ),
        (
            {"reach": (1, "missed"), "engagement_rate": (3.5, "missed"), "unique_visitors": (1100, "missed")},
            [("Manqués\u00a0: visibilité, engagement et trafic.", False)],
        ),
        (
            {"reach": (1, "reached"), "engagement_rate": (3.5, "on_track"), "unique_visitors": (1100, "reached")},
            [("3 objectifs sur 3 en bonne voie\u00a0: visibilité, engagement et trafic.", True)],
        ),
    ],
    ids=["one reached", "one missed", "mixed", "running", "all missed", "all on the way"],
)
def test_verdict(targets: Targets, sentences: list[tuple[str, bool]], tmp_path: Path) -> None:
    assert said(tmp_path, targets) == sentences


def test_without_objectives_it_says_what_the_main_figure_did(tmp_path: Path) -> None:
    text = PARAMETERS[: PARAMETERS.index("objectives:")] + PARAMETERS[PARAMETERS.index("events:") :]
    assert said(tmp_path, {}, text) == [
        ("Portée cumulée\u00a0: 47\u202f340 en octobre, 15\u202f% de plus qu’en septembre.", True)
    ]


def test_without_any_figure_it_says_so(tmp_path: Path) -> None:
    report = context(tmp_path, FakeEvaluation(networks=(), blank=True))
    assert [words(sentence) for sentence, _ in verdict(report)] == ["Aucun indicateur ne peut être calculé en octobre."]


def test_goals_say_their_outcome(tmp_path: Path) -> None:
    report = context(
        tmp_path, FakeEvaluation(targets={"reach": (45000, "reached"), "engagement_rate": (3.5, "missed")})
    )
    assert [(goal.outcome, goal.status) for goal in goals(report)] == [
        ("met", "atteint"),
        ("missed", "manqué"),
        ("unmeasured", "sans mesure"),
    ]
