"""The edition's workbook, read back as a reader's program reads it."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kpitools.publish.client import publish
from kpitools.publish.contract.sheets import workbook_faults, workbook_text
from kpitools.publish.workbook import workbook
from kpitools.publish.workbook.sheet import neutral
from kpitools.report import Report
from tests.client import OCTOBER, Client, day, post

CREATED = dt.datetime(2026, 11, 2, 8, 30, tzinfo=dt.UTC)
TRAP = "=cmd|'/c calc'!A1"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    labels = {"labels": {"err": TRAP, "comments": "@SUM(1)"}}
    made = Client(tmp_path_factory.mktemp("acme"), compare_definitions=["buffer"], report=labels)
    made.table("posts", [
        post("+1", "2026-10-02", likes=4, comments=1, reach=120, impressions=300, clicks=3, type="image"),
        post("b", "2026-10-03", likes=1, reach=30, type="reel"), post("c", "2026-09-03", likes=2, reach=90),
    ])  # fmt: skip
    days = [day(f"2026-10-{date:02}", followers=1000 + date, followers_gained=date % 4) for date in range(1, 32)]
    return made.table("account_days", days)


@pytest.fixture(scope="module")
def book(client: Client) -> dict[str, list[list[Any]]]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(made(client)))
    return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def made(client: Client, language: str = "") -> bytes:
    return workbook(Report.load(client.path(), "2026-10", language=language), CREATED)


def lines(book: dict[str, list[list[Any]]], sheet: str) -> list[dict[str, Any]]:
    """A sheet's rows by the heads of their columns."""
    rows = book[sheet]
    return [dict(zip(rows[3], row, strict=True)) for row in rows[4:]]


def test_values_are_native_numbers_at_full_precision(book: dict[str, list[list[Any]]]) -> None:
    [err] = [one for one in lines(book, "Valeurs") if (one["id"], one["Réseau"]) == ("err", "Facebook")]
    assert err["Valeur"] == pytest.approx(6 / 150 * 100, abs=0) and isinstance(err["Évolution"], float)
    [saves] = [one for one in lines(book, "Valeurs") if (one["id"], one["Réseau"]) == ("saves", "Facebook")]
    assert saves["Valeur"] == "" and "ne donnent pas cette mesure" in saves["Pourquoi inconnu"]


def test_proofs_name_files_and_hashes(book: dict[str, list[list[Any]]]) -> None:
    [err] = [one for one in lines(book, "Preuves") if (one["id"], one["Réseau"]) == ("err", "Facebook")]
    assert (err["Numérateur"], err["Dénominateur"], err["Lignes"]) == (6, 150, 2)
    assert err["Fichier"] == "posts.csv" and len(err["sha256"]) == 64


def test_the_rows_behind_a_value_add_up_to_it(book: dict[str, list[list[Any]]]) -> None:
    err = [one for one in lines(book, "Lignes") if one["id"] == "err"]
    *rows, total = err
    assert [(one["Numérateur"], one["Dénominateur"], one["Ligne"]) for one in rows] == [(5, 120, 2), (1, 30, 3)]
    assert (total["Partie"], total["Numérateur"], total["Dénominateur"]) == ("Somme", 6, 150)
    assert rows[0]["Clé"] == "'+1" and rows[0]["Fichier"] == "posts.csv"


def test_the_figures_behind_the_charts_are_numbers(book: dict[str, list[list[Any]]]) -> None:
    sheet = book["Graphiques"]
    start = next(place for place, row in enumerate(sheet) if row[0] == "Nouveaux abonnés par jour")
    assert [row[1] for row in sheet[start + 3 : start + 3 + 31]] == [float(date % 4) for date in range(1, 32)]


def test_other_definitions_have_their_sheet(book: dict[str, list[list[Any]]]) -> None:
    buffer = lines(book, "Définitions")[0]
    assert (buffer["id"], buffer["Valeur"]) == ("buffer", pytest.approx(8 / 300 * 100))


def test_nothing_in_it_is_a_formula_or_a_link(client: Client, book: dict[str, list[list[Any]]]) -> None:
    content = made(client)
    assert list(workbook_faults("report.xlsx", content)) == []
    assert TRAP not in [cell for sheet in book.values() for row in sheet for cell in row]
    assert f"'{TRAP}" in [one["Indicateur"] for one in lines(book, "Valeurs")]
    assert TRAP.replace("'", "&apos;") in workbook_text(content) or TRAP in workbook_text(content)


@given(st.text())
def test_no_text_begins_as_a_formula_does(text: str) -> None:
    written = neutral(text)
    assert not written.lstrip().startswith(("=", "+", "-", "@"))
    assert "\x00" not in written


def test_the_contract_refuses_formulas_and_links() -> None:
    parts = {
        "xl/worksheets/sheet1.xml": b"<c><f>1+1</f></c>",
        "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationship TargetMode="External" Target="https://example.org"/>',
        "xl/externalLinks/externalLink1.xml": b"",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    found = [problem.id for problem in workbook_faults("report.xlsx", out.getvalue())]
    assert sorted(found) == ["workbook_formula", "workbook_links", "workbook_links"]


def test_the_same_report_gives_the_same_bytes(client: Client) -> None:
    assert made(client) == made(client)


def test_it_speaks_the_readers_language(client: Client) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(made(client, "en"))).sheet_names
    assert names[0] == "Values" and "Proofs" in names and not {"Valeurs", "Preuves"} & set(names)


def test_an_edition_has_it_where_it_is_asked_for(client: Client) -> None:
    without = publish(client.path(), OCTOBER, ("html",))
    assert not (without.folder / "report.xlsx").exists()
    outcome = publish(client.path(), OCTOBER, ("html", "xlsx"))
    assert not outcome.is_kept and (outcome.folder / "report.xlsx").exists()
    assert "report.xlsx" in (outcome.folder / "manifest.json").read_text(encoding="utf-8")
    assert publish(client.path(), OCTOBER, ("html", "xlsx")).is_kept


def test_a_secret_in_it_breaks_the_contract(client: Client, tmp_path: Path) -> None:
    from kpitools.publish.contract.leaks import leaks

    text = workbook_text(made(client))
    assert [one.id for one in leaks("report.xlsx", text, secrets=("posts.csv",))] == ["secret_in_report"]
