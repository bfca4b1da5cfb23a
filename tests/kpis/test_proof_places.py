"""Where a shown row stands: the file, the sheet of a workbook or the member of an archive, and the record there."""

import csv
import io
import zipfile
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from kpitools.kpis.proof_rows import add_up, rows_behind
from kpitools.kpis.values import Period, ProofRow
from kpitools.publish.workbook import workbook
from kpitools.readers.files import bounds
from kpitools.report import Report
from kpitools.store import Place
from kpitools.store.merge import FILE_SHIFT
from tests.client import Client, post
from tests.workbook import workbook_of

METRICS = [
    ["Date", "Impressions (total)", "Unique impressions (organic)", "Clicks (total)", "Reactions (total)"],
    ["10/02/2026", 15, 8, 2, 3],
    ["10/03/2026", 20, 9, 1, 1],
]
FOLLOWERS = [
    ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
    ["10/03/2026", 0, 2, 1, 3],
    ["10/02/2026", 0, 0, 0, 4],
]
BOOK = {"Metrics": METRICS, "New followers": FOLLOWERS}


def client(folder: Path, name: str, data: bytes, **hints: str) -> Client:
    """A client of an export and, before it, of a file of its own."""
    made = Client(
        folder, data=[{"path": "../data/another.csv"}, {"path": f"../data/{name}", "account": "acme", **hints}]
    )
    (folder / "data" / name).write_bytes(data)
    return made.table("posts", [post("p", "2026-10-02", "linkedin", likes=1)], "another.csv")


def archive(members: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return file.getvalue()


def test_a_row_that_two_sheets_make_names_the_sheet_of_each_figure(tmp_path: Path) -> None:
    evaluation = client(tmp_path, "linkedin.xlsx", workbook_of(BOOK)).october()
    gains = rows_behind(evaluation, "new_followers", "linkedin")
    assert [(row.of, row.places) for row in gains] == [
        (4, (Place("linkedin.xlsx", 3, "New followers"),)),
        (3, (Place("linkedin.xlsx", 2, "New followers"),)),
    ]
    seen = rows_behind(evaluation, "impressions", "linkedin")
    assert [(row.of, row.places) for row in seen] == [
        (15, (Place("linkedin.xlsx", 2, "Metrics"),)),
        (20, (Place("linkedin.xlsx", 3, "Metrics"),)),
    ]
    assert add_up(evaluation.value("impressions", "linkedin").proof, seen)
    [source] = evaluation.value("impressions", "linkedin").proof.sources
    assert source.file == "linkedin.xlsx" and source.rows == 2  # as the file's number stands above the sheet's


def test_the_only_sheet_of_a_workbook_goes_without_saying(tmp_path: Path) -> None:
    evaluation = client(tmp_path, "linkedin.xlsx", workbook_of({"Metrics": METRICS})).october()
    first = rows_behind(evaluation, "impressions", "linkedin")[0]
    assert first.places == (Place("linkedin.xlsx", 2),)


def test_the_member_of_a_real_archive_is_named(shared: Path, tmp_path: Path) -> None:
    kinds = {"chart": "Diagrammdaten", "totals": "Gesamtwerte", "table": "Tabellendaten"}
    texts = {
        f"{name}.csv": (shared / f"exports/youtube/yt-{kind}-weima-2020-de.csv").read_text("utf-8-sig")
        for kind, name in kinds.items()
    }
    made = client(tmp_path, "youtube.zip", archive(texts))
    rows = rows_behind(made.october(date(2021, 2, 1), Period(date(2020, 1, 1), date(2020, 12, 31))), "impressions")
    records = list(csv.reader(io.StringIO(texts["Tabellendaten.csv"])))
    assert len(rows) > 50
    for row in rows:
        [place] = row.places
        assert place.file == "youtube.zip" and place.sheet == "Tabellendaten.csv"
        assert (records[place.row - 1][0].strip(), int(records[place.row - 1][6])) == (row.what, row.of)


def test_a_notebook_and_the_workbook_say_the_sheet(tmp_path: Path) -> None:
    path = client(tmp_path, "linkedin.xlsx", workbook_of(BOOK)).path()
    report = Report.load(path, "2026-10")
    proof = report.kpi("new_followers").proof()
    assert set(proof.rows["sheet"]) == {"New followers"} and sorted(proof.rows["row"]) == [2, 3]
    assert "linkedin.xlsx, feuille « New followers », ligne 3" in proof._repr_html_().replace("\u00a0", " ")
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(report, datetime(2026, 11, 2))))
    head, *rows = book.get_sheet_by_name("Lignes").to_python()[3:]
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    told = {(one["Feuille"], one["Ligne"]) for one in lines if one["id"] == "new_followers" and one["Fichier"]}
    assert told == {("New followers", 2.0), ("New followers", 3.0)}


def test_there_is_room_for_files_above_sheets_and_ranks_below_the_weak() -> None:
    assert bounds.SHEETS << 32 == 1 << FILE_SHIFT
    assert FILE_SHIFT + 16 < 61  # of 65,536 files, ranked, beside the bit that marks a column as weak


def merged(shared: Path) -> dict[str, list[list[Any]]]:
    """The three workbooks of LinkedIn's page analytics as one, as people merge them."""
    sheets: dict[str, list[list[Any]]] = {}
    for kind in ("content", "followers", "visitors"):
        book = CalamineWorkbook.from_path(shared / f"exports/linkedin/li-{kind}-doorly-2026-en.xls")
        for name in book.sheet_names:
            sheets[name if name not in sheets else f"{name} (2)"] = book.get_sheet_by_name(name).to_python()
    return sheets


@pytest.mark.parametrize(("kpi", "sheet", "label"), [
    ("impressions", "Metrics", "Impressions (total)"),
    ("new_followers", "New followers", "Total followers"),
    ("profile_visits", "Visitor metrics", "Total page views (total)"),
])  # fmt: skip
def test_every_place_in_a_real_merged_workbook_holds_the_figure(
    shared: Path, tmp_path: Path, kpi: str, sheet: str, label: str
) -> None:
    sheets = merged(shared)
    made = client(tmp_path, "linkedin.xlsx", workbook_of(sheets), date="2026-03-22")
    evaluation = made.october(date(2026, 4, 2), Period(date(2026, 1, 1), date(2026, 3, 22)))
    by_sheet: dict[str, list[ProofRow]] = defaultdict(list)
    for row in rows_behind(evaluation, kpi, "linkedin"):
        [place] = row.places
        by_sheet[place.sheet].append(row)
        filled = [cells for cells in sheets[place.sheet] if any(cell != "" for cell in cells)]
        head = next(cells for cells in filled if "Date" in cells)
        cells = filled[place.row - 1]
        assert cells[0] == f"{row.day:%m/%d/%Y}" and cells[head.index(label)] == row.of
    assert set(by_sheet) == {sheet} and len(by_sheet[sheet]) == 81
