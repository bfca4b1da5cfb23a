"""Months of different length beside each other: per day, with their working days and holidays."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.kpis.values import Period
from kpitools.kpis.workdays import workdays
from kpitools.language import language
from kpitools.report import fair
from kpitools.report.sections import SECTIONS
from tests.report.fakes import FakeEvaluation, context


def month(year: int, number: int) -> Period:
    return Period.month(dt.date(year, number, 1))


@pytest.mark.parametrize(
    ("period", "count", "names"),
    [
        (month(2026, 10), 22, []),
        (month(2026, 5), 17, ["Fête du Travail", "Fête de la Victoire", "Ascension", "Lundi de Pentecôte"]),
        (month(2026, 11), 20, ["Armistice"]),  # All Saints' Day falls on a Sunday
    ],
)
def test_french_working_days(period: Period, count: int, names: list[str]) -> None:
    found = workdays(period, "Europe/Paris", language("fr"))
    assert found is not None and (found.count, [name for _, name in found.holidays]) == (count, names)


def test_holidays_read_in_english_and_are_not_guessed_elsewhere() -> None:
    found = workdays(month(2026, 11), "Europe/Paris", language("en"))
    assert found is not None and found.holidays == ((dt.date(2026, 11, 11), "Armistice Day"),)
    assert workdays(month(2026, 11), "America/Montreal", language("fr")) is None


def test_months_of_different_length_are_shown_per_day(tmp_path: Path) -> None:
    page = SECTIONS["bref"].make(context(tmp_path)).html.replace("\u00a0", " ")
    assert "octobre 2026, par jour" in page and "septembre 2026, par jour" in page
    assert "22 jours ouvrés, contre 22" not in page  # October and September 2026 have as many


def test_months_as_long_are_not(tmp_path: Path) -> None:
    evaluation = FakeEvaluation(period=month(2026, 8))
    assert "par jour" not in SECTIONS["bref"].make(context(tmp_path, evaluation)).html


def test_the_note_names_working_days_and_holidays(tmp_path: Path) -> None:
    told = fair.note(context(tmp_path, FakeEvaluation(period=month(2026, 11)))).replace("\u00a0", " ")
    assert told == "20 jours ouvrés, contre 22 (octobre 2026). Jour férié en semaine : Armistice (11 novembre)."
    english = fair.note(context(tmp_path, FakeEvaluation(period=month(2026, 5)), code="en"))
    assert english.startswith(
        "17 working days, against 21 (April 2026). Public holidays on weekdays: Labor Day (1 May)"
    )
