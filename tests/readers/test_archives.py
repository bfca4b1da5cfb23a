"""ZIP archives: their texts are read as one file's sheets; what is no archive of a platform is refused."""

import datetime as dt
import io
import stat
import struct
import zipfile

import pytest

from kpitools.errors import AmbiguousExport, UnreadableExport
from kpitools.language import language
from kpitools.params.hints import Hints
from kpitools.readers import read
from kpitools.readers.files import bounds
from kpitools.readers.files.source import open_source
from kpitools.readers.schema.library import load
from tests.workbook import workbook

POSTS = "Post ID,Page name,Publish time,Post type,Reach,Title\n1,Acme,10/30/2026 10:00,Photo,5,Café à l'été\n"
OTHER = "sep=;\nA;B\n1;2\n"


def archive(*members: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return file.getvalue()


@pytest.fixture
def opened(tmp_path):
    def made(data: bytes):
        path = tmp_path / "export.zip"
        path.write_bytes(data)
        return open_source(path)

    return made


def test_each_text_is_a_sheet_with_a_dialect_of_its_own(opened):
    source = opened(
        archive(
            ("Export/Table data.csv", POSTS.encode("utf-8-sig")),
            ("Export/Totals.csv", OTHER.encode("utf-16")),
            ("Export/Chart data.csv", "Date,Vues\n2026-10-01,é\n".encode("cp1252")),
            ("Export/empty.csv", b""),
            ("__MACOSX/Export/._Table data.csv", b"\0\5\x16\7"),
            ("Export/logo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9),
        )
    )
    assert [(sheet.name, sheet.delimiter, list(sheet.open())[-1][-1]) for sheet in source.sheets] == [
        ("Table data.csv", ",", "Café à l'été"),
        ("Totals.csv", ";", "2"),
        ("Chart data.csv", ",", "é"),
    ]
    assert [(problem.id, problem.sheet) for problem in source.problems] == [("not_text", "logo.png")]


def test_an_archive_with_one_export_is_read_as_that_export(read_bytes):
    export = read_bytes(archive(("posts.csv", POSTS)), name="posts.zip")
    (post,) = export.tables["posts"].to_pylist()
    assert (post["post_id"], post["reach"], post["text"]) == ("1", 5, "Café à l'été")


def encrypted() -> bytes:
    data = bytearray(archive(("a.csv", POSTS)))
    for magic, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(magic) + flags
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def linked() -> bytes:
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive((link, "/etc/passwd"))


def broken() -> bytes:
    data = archive(("a.csv", POSTS * 50))
    return data[:60] + bytes(20) + data[80:]


REFUSED = {
    "no text": (archive(("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0")), "archive"),
    "nothing": (archive(), "archive"),
    "nested": (archive(("a.csv", POSTS), ("b.zip", archive(("c.csv", POSTS)))), "nested_archive"),
    "workbook": (archive(("a.xlsx", workbook(["a"], [1]))), "nested_archive"),
    "absolute": (archive(("/etc/a.csv", POSTS)), "unsafe_archive"),
    "climbing": (archive(("a/../../b.csv", POSTS)), "unsafe_archive"),
    "climbing, in Windows": (archive(("..\\b.csv", POSTS)), "unsafe_archive"),
    "drive": (archive(("C:/b.csv", POSTS)), "unsafe_archive"),
    "link": (linked(), "unsafe_archive"),
    "encrypted": (encrypted(), "password"),
    "many": (archive(*((f"{number}.csv", "a") for number in range(300))), "archive"),
    "broken": (broken(), "damaged"),
    "cut": (archive(("a.csv", POSTS))[:90], "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_archives_are_refused_with_what_to_do(opened, name):
    data, problem = REFUSED[name]
    with pytest.raises(UnreadableExport) as error:
        [list(sheet.open()) for sheet in opened(data).sheets]
    (found,) = error.value.problems
    assert (found.id, found.file) == (problem, "export.zip")
    assert found.remedy


def test_a_bomb_is_refused_before_it_is_unpacked(opened, monkeypatch):
    monkeypatch.setattr(bounds, "UNPACKED", 1_000_000)
    with pytest.raises(UnreadableExport) as error:
        opened(archive(("a.csv", b"a,b\n" * 300_000)))
    assert error.value.problems[0].id == "oversized"


def test_a_member_longer_than_it_says_is_no_way_in(opened):
    data = bytearray(archive(("a.csv", b"a,b\n" * 300_000)))
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = struct.pack("<L", 4)
    with pytest.raises(UnreadableExport) as error:
        [list(sheet.open()) for sheet in opened(bytes(data)).sheets]
    assert error.value.problems[0].id == "damaged"


def test_files_of_one_name_are_told_apart_by_their_folders(opened):
    names = ["Export/2025/Totals.csv", "Export/2026/Totals.csv", "Export/2026/Chart data.csv", "Totals.csv"]
    source = opened(archive(*((name, OTHER) for name in names)))
    assert [sheet.name for sheet in source.sheets] == [
        "2025/Totals.csv", "2026/Totals.csv", "Chart data.csv", "Totals.csv",
    ]  # fmt: skip


def test_a_problem_names_the_folder_of_a_file_that_has_a_namesake(read_bytes):
    broken = POSTS.replace(",5,", ",viele,")
    with pytest.raises(UnreadableExport) as error:
        read_bytes(archive(("Acme/posts.csv", POSTS), ("Rival/posts.csv", broken)), name="posts.zip")
    assert [problem.sheet for problem in error.value.problems] == ["Rival/posts.csv"]


def test_a_file_that_is_known_by_its_name_is_known_in_its_folder(tmp_path):
    layout, path = tmp_path / "buzzly.yaml", tmp_path / "export.zip"
    layout.write_text(
        "id: buzzly\nplatform: buzzly\ntitle: {fr: Buzzly, en: Buzzly}\nsections:\n"
        "  - {table: account_days, sheet: Fans.csv, set: {network: other}, required: [date, followers],\n"
        "     columns: {date: {heads: Day, format: YYYY-MM-DD}, followers: Number}}\n"
    )
    days = ("Day,Number\n2026-10-01,5\n", "Day,Number\n2026-10-02,6\n", "Day,Number\n2026-10-03,7\n")
    names = ("2025/Fans.csv", "2026/Fans.csv", "2026/Visits.csv")
    path.write_bytes(archive(*zip(names, days, strict=True)))
    export = read(path, Hints(), timezone="UTC", layouts=[load(layout)])
    assert export.tables["account_days"]["followers"].to_pylist() == [5, 6]


HISTORY = "Date,Followers,Difference in followers from previous day\n2026-10-01,100,2\n2026-10-02,101,1\n"
GENDER = "Gender,Distribution\nFemale,0.6\nMale,0.4\n"


def test_an_archive_of_several_exports_is_refused_where_none_is_known_better(read_bytes):
    made = archive(("FollowerHistory.csv", HISTORY), ("FollowerGender.csv", GENDER))
    with pytest.raises(AmbiguousExport) as error:
        read_bytes(made, name="followers.zip", exported=dt.date(2026, 10, 3), account="acme")
    [found] = error.value.problems
    assert found.id == "several_exports" and "décompressez" in found.render(language("fr"))
    assert "tiktok-studio-audience" in found.render(language("en"))


def test_other_exports_in_an_archive_are_said(read_bytes):
    made = archive(("posts.csv", POSTS), ("FollowerGender.csv", GENDER))
    export = read_bytes(made, name="all.zip")
    assert export.tables["posts"].num_rows == 1
    [said] = [problem for problem in export.problems if problem.id == "exports_beside"]
    assert "tiktok-studio-audience" in said.render(language("fr"))
