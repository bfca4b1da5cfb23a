"""Numbers, dates and texts as French and English readers expect them."""

import datetime as dt
from decimal import Decimal

import pytest

from kpitools.language import language
from kpitools.language.messages import french_spaces
from kpitools.problems import Problem, Severity

FR, EN = language("fr"), language("en")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FR.number(12500), "12\u202f500"),
        (FR.number(-3.25, 1), "−3,2"),
        (FR.number(0.04, 1, signed=True), "0,0"),
        (FR.number(12, signed=True), "+12"),
        (FR.percent(3.2), "3,2\u202f%"),
        (FR.points(-0.4), "−0,4\u202fpoint".replace("\u202f", " ")),
        (FR.points(2.0), "+2,0 points"),
        (FR.money(Decimal("1.84"), "EUR"), "1,84\u202f€"),
        (FR.money(1234.5, "EUR"), "1\u202f234\u202f€"),
        (EN.number(12500), "12,500"),
        (EN.percent(3.2), "3.2%"),
        (EN.money(Decimal("-1.84"), "EUR"), "−€1.84"),
        (FR.date(dt.date(2026, 10, 1)), "1er octobre 2026"),
        (FR.date(dt.date(2026, 10, 31), year=False), "31 octobre"),
        (EN.date(dt.date(2026, 10, 1)), "1 October 2026"),
        (FR.month(dt.date(2026, 8, 3)), "août 2026"),
        (FR.day_and_hour(dt.datetime(2026, 10, 5, 18, 5)), "lun. 5, 18 h"),
        (FR.of("octobre"), "d’octobre"),
        (FR.of("septembre"), "de septembre"),
        (FR.of("août"), "d’août"),
        (EN.of("October"), "of October"),
        (FR.names(["a", "b", "c"]), "a, b et c"),
        (FR.period(dt.date(2026, 10, 1), dt.date(2026, 10, 31)), "octobre 2026"),
        (FR.period(dt.date(2026, 10, 5), dt.date(2026, 10, 11)), "du 5 octobre 2026 au 11 octobre 2026"),
    ],
)
def test_forms(text: str, wanted: str) -> None:
    assert text == wanted


def test_french_agrees_with_zero_and_one_in_the_singular() -> None:
    forms = [FR.plural("{n} publication", "{n} publications", n) for n in (0, 1, 2)]
    assert forms == ["0 publication", "1 publication", "2 publications"]


def test_spaces_are_set_in_messages_and_never_in_what_fills_them() -> None:
    assert FR.text("Piège : {pitfall}", pitfall="a : b ! l'eau") == "Piège\u00a0: a : b ! l'eau"


def test_french_marks() -> None:
    assert french_spaces("« L'eau » : 3 % ; oui !") == "«\u00a0L’eau\u00a0»\u00a0: 3\u202f%\u202f; oui\u202f!"


def test_another_language_reads_english() -> None:
    assert language("de").code == "en"


def test_a_problem_reads_in_both_languages_and_survives_the_cache() -> None:
    problem = Problem("no_data", "ligne {row}", {"row": 3}, Severity.NOTE, file="posts.csv", row=14, column="Reach")
    assert FR.text("ligne {row}", row=3) in problem.render(FR)
    assert problem.render(EN) == "posts.csv, row 14, column “Reach”: row 3"
    assert Problem.from_data(problem.as_data()) == problem
