"""What is wrong in a file of several sheets is said with the sheet that it stands in."""

import io
import zipfile

import pytest

from kpitools.errors import UnreadableExport
from kpitools.readers.files import bounds
from tests.workbook import workbook_of

POSTS = [["Post ID", "Page name", "Publish time", "Post type", "Reach"], ["1", "Acme", "10/30/2026 10:00", "Photo", 5]]


def with_reach(reach: object) -> list[list[object]]:
    return [POSTS[0], ["2", *POSTS[1][1:4], reach]]


def archive(members: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    return file.getvalue()


def test_unreadable_values_name_their_sheets(read_bytes):
    book = workbook_of({"Mai": with_reach("beaucoup"), "Juin": with_reach(3), "Juillet": with_reach("peu")})
    with pytest.raises(UnreadableExport) as error:
        read_bytes(book, "posts.xlsx")
    assert [(one.sheet, one.row, one.column) for one in error.value.problems] == [
        ("Mai", 2, "Reach"),
        ("Juillet", 2, "Reach"),
    ]
    assert "posts.xlsx, feuille « Juillet », ligne 2" in str(error.value).replace("\u00a0", " ")


def test_a_row_too_long_names_the_member_of_its_archive(read_bytes):
    text = "\n".join(",".join(map(str, row)) for row in POSTS)
    with pytest.raises(UnreadableExport) as error:
        read_bytes(archive({"mai.csv": text, "juin.csv": f"{text},6,7\n"}), "posts.zip")
    [problem] = error.value.problems
    assert (problem.id, problem.sheet, problem.row) == ("shifted", "juin.csv", 2)


def test_what_is_noted_of_a_sheet_names_it_too(read_bytes):
    false_zeros = [
        [*POSTS[0], "Views"],
        *([str(number), "Acme", "10/30/2026 10:05", "Photo", 50 + number, 0] for number in range(10)),
    ]
    noted = {
        one.id: one.sheet for one in read_bytes(workbook_of({"Mai": POSTS, "Juin": false_zeros}), "a.xlsx").problems
    }
    assert noted["all_zero"] == "Juin"
    assert {one.sheet for one in read_bytes(workbook_of({"Juin": false_zeros}), "b.xlsx").problems} == {None}


def test_rows_know_their_sheet(read_bytes):
    export = read_bytes(workbook_of({"Mai": POSTS, "Juin": with_reach(7)}), "posts.xlsx")
    assert export.sheets == ("Mai", "Juin")
    assert [(row["reach"], row["_row"]) for row in export.tables["posts"].to_pylist()] == [(5, 2), (7, 2 + 2**32)]


def test_more_sheets_than_a_row_can_name_are_refused(read_bytes, monkeypatch):
    monkeypatch.setattr(bounds, "SHEETS", 2)
    with pytest.raises(UnreadableExport, match="3 feuilles"):
        read_bytes(workbook_of(dict.fromkeys("abc", POSTS)), "posts.xlsx")
