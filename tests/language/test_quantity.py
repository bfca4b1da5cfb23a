"""Figures in words, in French and in English."""

import pytest

from kpitools.language import language
from kpitools.language.quantity import change, quantity

FR, EN = language("fr"), language("en")


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (12500, "n", "12\u202f500", "12,500"),
        (0, "n", "0", "0"),
        (-12, "n", "−12", "−12"),
        (3.2174, "%", "3,2\u202f%", "3.2%"),
        (0.071, "%", "0,07\u202f%", "0.07%"),
        (0, "%", "0,0\u202f%", "0.0%"),
        (1.839, "€", "1,84\u202f€", "€1.84"),
        (5.1667, "h", "5 h 10", "5 h 10"),
        (0.5, "h", "30 min", "30 min"),
        (80, "s", "1 min 20 s", "1 min 20 s"),
        (12.4, "s", "12 s", "12 s"),
        (2.58, "ratio", "2,6", "2.6"),
        (0.526, "ratio", "0,53", "0.53"),
    ],
)
def test_quantity(value: float, unit: str, french: str, english: str) -> None:
    assert quantity(FR, value, unit) == french
    assert quantity(EN, value, unit) == english


@pytest.mark.parametrize(
    ("percent", "unit", "points", "french"),
    [
        (12.4, "n", None, "+12\u202f%"),
        (-2.94, "n", None, "−2,9\u202f%"),
        (400.0, "n", None, "+400\u202f%"),
        (10.9, "%", 0.32, "+0,3 point"),
        (-30.0, "%", -2.4, "−2,4 points"),
        (1.0, "%", 0.04, "+0,04 point"),
        (5.0, "%", None, "+5,0\u202f%"),
    ],
)
def test_change(percent: float, unit: str, points: float | None, french: str) -> None:
    assert change(FR, percent, unit, points) == french
