"""Changes in words: arrows, tones, sentences."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kpitools.catalogue import Better
from kpitools.kpis.values import Value
from kpitools.problems import Problem
from kpitools.report import changes, wording
from kpitools.report.context import Context
from tests.report.fakes import FakeEvaluation, context


@dataclass(frozen=True)
class Case:
    """A change in percent and what is said of it."""

    percent: float
    card: str
    sentence: str


CASES = [
    Case(12.4, "+12\u202f% vs septembre", ", 12\u202f% de plus qu’en septembre"),
    Case(-8.04, "−8,0\u202f% vs septembre", ", 8,0\u202f% de moins qu’en septembre"),
    Case(0.0, "stable vs septembre", ", autant qu’en septembre"),
    Case(0.04, "stable vs septembre", ", autant qu’en septembre"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.card)
def test_change_in_words(case: Case, report: Context) -> None:
    value = Value("reach", "all", "n", 100, 90, change=case.percent)
    assert changes.movement(report, value).text == case.card
    assert changes.compared(report, value) == case.sentence


def test_what_is_not_compared_says_why(report: Context) -> None:
    unknown = Value("reach", "all", "n", 100)
    assert changes.movement(report, unknown).way == "none"
    assert "période précédente inconnue" in changes.movement(report, unknown).text
    other = replace(unknown, previous=90, not_compared=Problem("other_basis", "Deux bases différentes."))
    assert changes.movement(report, other).text == "Deux bases différentes."
    from_zero = replace(unknown, previous=0)
    assert changes.movement(report, from_zero).text == "pas de comparaison en\u202f%"
    assert changes.compared(report, unknown) == ""


@pytest.mark.parametrize(
    ("better", "amount", "tone"),
    [
        (Better.UP, 3, "good"), (Better.UP, -3, "bad"), (Better.DOWN, 3, "bad"), (Better.DOWN, -3, "good"),
        (Better.NEUTRAL, 3, "neutral"), (Better.UP, 0, "neutral"),
    ],
)  # fmt: skip
def test_colour_depends_on_what_is_better(better: Better, amount: float, tone: str) -> None:
    assert wording.tone(better, amount) == tone


def test_months_are_elided(tmp_path: Path) -> None:
    november = FakeEvaluation().period.months_ago(-1)
    report = context(tmp_path, FakeEvaluation(period=november))
    value = Value("reach", "all", "n", 100, 90, change=11.1)
    assert changes.compared(report, value).endswith("qu’en octobre")
    assert wording.since_before(report) == "depuis octobre"
