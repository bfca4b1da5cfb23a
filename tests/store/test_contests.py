"""Contests kept in a spreadsheet: the same as those of the parameters."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kpitools.language import language
from kpitools.readers import write_templates
from tests.client import Client, day, post
from tests.workbook import workbook

SHEET = (
    "Nos concours;;;\nConcours;Début;Fin;Coût\nJeu d'automne;05/10/2026;12/10/2026;300,00\n"
    "Jeu d’Automne;05/10/2026;12/10/2026;300,00\nPortrait;31/10/2026;31/10/2026;\nTotal;;;600,00\n"
)


def client(folder: Path, sheet: str = SHEET, **parameters: object) -> Client:
    made = Client(folder, **parameters)
    (folder / "data" / "concours.csv").write_text(sheet, encoding="utf-8")
    return made.table("account_days", [day("2026-10-01", followers=5)])


def told(store) -> list[tuple[str, dt.date, dt.date, Decimal | None]]:
    return [(one.name, one.start, one.end, one.cost) for one in store.parameters.contests]


def doubts(store) -> list[tuple[str, int | None]]:
    return [(problem.id, problem.row) for problem in store.problems if problem.id.startswith("contest")]


AUTUMN = ("Jeu d'automne", dt.date(2026, 10, 5), dt.date(2026, 10, 12), Decimal(300))


def test_a_spreadsheet_of_contests_completes_the_parameters(tmp_path):
    store = client(tmp_path, contests=[{"name": "Été", "start": "2026-07-01", "end": "2026-07-08"}]).store()
    assert told(store) == [
        ("Été", dt.date(2026, 7, 1), dt.date(2026, 7, 8), None),
        AUTUMN,
        ("Portrait", dt.date(2026, 10, 31), dt.date(2026, 10, 31), None),
    ]
    assert doubts(store) == []
    assert "contests" not in store.tables()
    assert told(client(tmp_path).store())[:1] == [AUTUMN]  # from the cache as from the file


def test_a_contest_told_twice_counts_once_and_what_differs_is_said(tmp_path):
    autumn = {"name": "Jeu d'automne", "start": "2026-10-05", "end": "2026-10-11", "cost": 250}
    store = client(tmp_path, contests=[autumn]).store()
    assert told(store)[0] == ("Jeu d'automne", dt.date(2026, 10, 5), dt.date(2026, 10, 11), Decimal(250))
    assert [name for name, *_ in told(store)] == ["Jeu d'automne", "Portrait"]
    assert doubts(store) == [("contest_differs", 3), ("contest_differs", 4)]
    assert "paramètres" in store.problems[0].render(language("fr"))


@pytest.mark.parametrize("row", ["Noël;20/12/2026;;", "Noël;24/12/2026;20/12/2026;", ";20/12/2026;24/12/2026;"])
def test_a_row_that_is_no_whole_contest_is_said(tmp_path, row):
    store = client(tmp_path, SHEET.replace("Total", f"{row}\nTotal")).store()
    assert len(told(store)) == 2
    assert doubts(store) == [("contest_unread", 6)]


def test_the_empty_one_is_filled_in_and_read_back(tmp_path):
    list(write_templates(tmp_path / "templates", language("fr")))
    book = CalamineWorkbook.from_path(str(tmp_path / "templates" / "contests.xlsx"))
    title, labels = book.get_sheet_by_index(0).to_python()[:2]
    cells = {"Concours": "Rentrée", "Début": "01/09/2026", "Fin": "08/09/2026", "Coût": 40}
    row = [next(cell for word, cell in cells.items() if label.startswith(word)) for label in labels]
    made = Client(tmp_path).table("account_days", [day("2026-10-01", followers=5)])
    (tmp_path / "data" / "mes concours.xlsx").write_bytes(
        workbook(title, [text.format(currency="EUR") for text in labels], row)
    )
    assert told(made.store()) == [("Rentrée", dt.date(2026, 9, 1), dt.date(2026, 9, 8), Decimal(40))]


def test_its_effect_is_that_of_a_contest_of_the_parameters(tmp_path):
    posts = [post(f"p{at}", f"2026-09-{at:02}", likes=2) for at in range(1, 31)]
    posts += [post(f"q{at}", f"2026-10-{at:02}", likes=6) for at in range(5, 13)]
    value = client(tmp_path).table("posts", posts).october().value("contest_uplift", "all").value
    assert [line["contest"] for line in value] == ["Jeu d'automne", "Portrait"]
    # Eight days of 6 interactions; before them 24 days of 2 and 4 of none.
    assert value[0]["value"] == pytest.approx((6 / (48 / 28) - 1) * 100)
