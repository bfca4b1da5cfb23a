"""A museum of files that are no export, or no longer one: each gets a message, none a traceback."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.errors import KpitoolsError, UnknownExport, UnreadableExport
from kpitools.language import language
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from tests.workbook import workbook

POSTS = "Post ID,Page name,Publish time,Post type,Reach,Title\n1,Acme,10/30/2026 10:00,Photo,5,Café à l'été\n"
DAILY = 'sep=,\n"Facebook reach"\n"Date","Primary"\n"2026-03-07T00:00:00","8"\n'


# An encrypted workbook is an OLE container that holds a stream called EncryptedPackage.
PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512

MUSEUM = {
    "empty": (b"", "empty"),
    "empty.xlsx": (b"", "empty"),
    "bom alone": (b"\xef\xbb\xbf", "empty"),
    "blank lines": (b"\r\n\r\n\n", "empty"),
    "pdf.csv": (b"%PDF-1.7\n...", "foreign"),
    "png.csv": (b"\x89PNG\r\n\x1a\n\0\0\0", "foreign"),
    "gzip.csv": (gzip.compress(POSTS.encode()), "foreign"),
    "login.csv": (b"<!DOCTYPE html><html><body>Connexion</body></html>", "web_page"),
    "protected.xlsx": (PROTECTED, "password"),
    "damaged.xls": (PROTECTED[:600], "damaged"),
    "cut.xlsx": (workbook(["a", "b"], [1, 2])[:400], "damaged"),
    "junk.csv": (bytes(range(256)) * 40, "not_text"),
    "cut utf-16.csv": (DAILY.encode("utf-16")[:-1], "cut_short"),
    "open quote.csv": (POSTS.replace("Café", '"Café').encode(), "cut_short"),
    "shifted.csv": (POSTS.replace("Café à", "Café, à").encode(), "shifted"),
}


@pytest.mark.parametrize("name", MUSEUM)
def test_what_can_not_be_read_says_what_it_is_and_what_to_do(read_bytes, name):
    data, problem = MUSEUM[name]
    with pytest.raises(UnreadableExport) as error:
        read_bytes(data, name=name)
    (found,) = error.value.problems
    assert found.id == problem
    assert found.file == name
    for code in ("fr", "en"):
        assert found.message(language(code))
        assert found.cure(language(code))


@pytest.mark.parametrize(("blank", "count"), [("\n", 3), ("\r\n", 1_100), ("\t \n", 500), (" \n", 70_000)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_below_blank_lines_is_read(read_bytes, count, blank, encoding):
    for text, table in ((POSTS, "posts"), (DAILY, "account_days")):
        export = read_bytes((blank * count + text).encode(encoding))
        assert len(export.tables[table]) == 1
    with pytest.raises(UnreadableExport) as error:
        read_bytes((blank * count).encode(encoding))
    assert error.value.problems[0].id == "empty"


@pytest.mark.parametrize(
    "text", ["bonjour\n", "a,b,c\n1,2,3\n", "# Notes\n\n- une\n- deux\n", '{"posts": []}', "Reach\n5\n"]
)
def test_a_text_that_is_no_export_is_unknown(read_text, text):
    with pytest.raises(UnknownExport):
        read_text(text)


def test_a_folder_and_a_missing_file(tmp_path):
    for path, problem in ((tmp_path, "directory"), (tmp_path / "absent.csv", "no_access")):
        with pytest.raises(UnreadableExport) as error:
            read(path, Hints(), timezone="Europe/Paris", layouts=layouts())
        assert error.value.problems[0].id == problem


def test_the_nearest_layouts_and_what_the_file_lacks_for_them(read_text):
    with pytest.raises(UnknownExport) as error:
        read_text("Post ID,Page name,Reach,Reactions\n1,Acme,5,4\n")
    text = str(error.value)
    assert "meta-facebook-posts (Publish time, Post type)" in text


def test_a_text_about_exports_is_none(read_text):
    text = f"# Mes exports\n\nVoici un exemple :\n\n{DAILY}\n\nEt la suite.\n\nEncore un mot.\n"
    with pytest.raises(UnknownExport):
        read_text(text)


def test_an_export_saved_as_a_workbook(read_bytes):
    header, row = (line.split(",") for line in POSTS.splitlines())
    export = read_bytes(workbook(header, [1, *row[1:4], 5, row[5]]), name="posts.xlsx")
    (post,) = export.tables["posts"].to_pylist()
    assert (post["post_id"], post["reach"], post["text"], post["_row"]) == ("1", 5, "Café à l'été", 2)


def test_ids_that_a_workbook_rounded_are_refused(read_bytes):
    header, row = (line.split(",") for line in POSTS.splitlines())
    with pytest.raises(UnreadableExport) as error:
        read_bytes(workbook(header, [17978919536823613, *row[1:4], 5, row[5]]), name="posts.xlsx")
    assert error.value.problems[0].id == "bad_id"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_get_a_message(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "export.csv"
    path.write_bytes(data)
    try:
        read(path, Hints(), timezone="Europe/Paris", layouts=layouts())
    except KpitoolsError as error:
        assert str(error)


WHOLE = (
    POSTS.encode(),
    POSTS.encode("utf-16"),
    DAILY.encode("utf-16"),
    workbook(["Post ID", "Page name"], ["1", "Acme"]),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WHOLE), st.floats(0, 1), st.binary(max_size=3))
def test_any_truncation_or_damage_gets_a_message_or_a_table(tmp_path_factory, data, where, damage):
    at = int(where * len(data))
    path = tmp_path_factory.mktemp("cut") / "export.csv"
    path.write_bytes(data[:at] + (damage + data[at + len(damage) :] if damage else b""))
    try:
        export = read(path, Hints(), timezone="Europe/Paris", layouts=layouts())
    except KpitoolsError as error:
        assert str(error)
    else:
        assert all(table.num_rows <= 3 for table in export.tables.values())


@pytest.mark.parametrize("end", ['"02.10.2026"', '"02.10.2026","visitors"', '"02.10.2026","visitors","",""'])
def test_a_long_table_cut_within_its_last_row_makes_no_zeros(read_text, end):
    """A measure that a day lacks was 0 there, but not where the file stops before it comes."""
    head = '"Дата","Критерий","Парам. №1","Парам. №2","Значение"\n"02.10.2026","views","","",5\n'
    with pytest.raises(UnreadableExport) as error:
        read_text(f"{head}{end}", account="acme")
    assert [(one.id, one.row) for one in error.value.problems] == [("cut_short", 3)]
    assert read_text(f'{head}"01.10.2026","visitors","","",3\n', account="acme").tables["account_days"].num_rows == 2
