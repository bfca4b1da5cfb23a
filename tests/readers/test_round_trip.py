"""The same rows, however a file is written: encodings, delimiters, order of columns, optional ones left out."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.errors import UnreadableExport
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from kpitools.readers.files import source

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
REQUIRED = ("Post ID", "Page name", "Publish time", "Post type", "Reach")
OPTIONAL = {
    "Reactions": "likes",
    "Comments": "comments",
    "Shares": "shares",
    "Views": "views",
    "Impressions": "impressions",
}
KNOWN = layouts()

counts = st.integers(0, 10**9)
# Letters that every one of the encodings can write; a line break in a text is part of it.
captions = st.text("aé è;,\t\"'\nœ€#|=+-@", max_size=20).map(lambda text: f"a{text}z")


@st.composite
def tables(draw):
    optional = draw(st.lists(st.sampled_from(sorted(OPTIONAL)), unique=True))
    header = draw(st.permutations([*REQUIRED, "Title", *optional]))
    rows = []
    for number in range(draw(st.integers(1, 5))):
        row = {
            "Post ID": str(10**15 + number),
            "Page name": "Café",
            "Publish time": "10/30/2026 10:00",
            "Post type": "Photo",
        }
        row |= {"Title": draw(captions), "Reach": str(draw(st.integers(1, 10**9)))}
        rows.append(row | {label: str(draw(st.integers(1, 10**9))) for label in optional})
    return header, rows


def write(path, rows, encoding, delimiter, *, end="\r\n", start=""):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    path.write_bytes((start + file.getvalue()).encode(encoding))
    return path


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(ENCODINGS), st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]))
def test_posts_of_meta(tmp_path_factory, table, encoding, delimiter, end):
    header, rows = table
    path = tmp_path_factory.mktemp("posts") / "export.csv"
    write(path, [header, *([row[label] for label in header] for row in rows)], encoding, delimiter, end=end)
    export = read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN)
    made = export.tables["posts"].to_pylist()
    assert [row["post_id"] for row in made] == [row["Post ID"] for row in rows]
    assert [row["text"] for row in made] == [row["Title"] for row in rows]
    assert [row["reach"] for row in made] == [int(row["Reach"]) for row in rows]
    for label, column in OPTIONAL.items():
        assert [row[column] for row in made] == [int(row[label]) if label in row else None for row in rows]
        assert (label in export.missing) == (label not in header)


def test_a_text_that_looks_like_a_table_does_not_vote(tmp_path):
    header = ["Post ID", "Page name", "Publish time", "Post type", "Title"]
    rows = [[str(number), "P", "01/02/2026 10:00", "Photo", "a;\n;z"] for number in range(3)]
    write(tmp_path / "export.csv", [header, *rows], "utf-8", ",")
    table = read(tmp_path / "export.csv", Hints(), timezone="Europe/Paris", layouts=KNOWN).tables["posts"]
    assert table["text"].to_pylist() == ["a;\n;z"] * 3


@settings(max_examples=40, deadline=None)
@given(st.lists(counts, min_size=1, max_size=20), st.sampled_from(ENCODINGS), st.sampled_from(",;\t"), st.booleans())
def test_days_of_meta(tmp_path_factory, values, encoding, delimiter, declared):
    days = [dt.date(2026, 1, 1) + dt.timedelta(number) for number in range(len(values))]
    rows = [
        ["Facebook reach", ""],
        ["Date", "Primary"],
        *([f"{day}T00:00:00", str(value)] for day, value in zip(days, values, strict=True)),
    ]
    path = tmp_path_factory.mktemp("days") / "export.csv"
    write(path, rows, encoding, delimiter, start=f"sep={delimiter}\r\n" if declared else "")
    table = read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN).tables["account_days"]
    assert table["date"].to_pylist() == days
    assert table["reach"].to_pylist() == values


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(["brand", "network", "account", "date", "followers", "reach", "views"]),
    st.lists(
        st.tuples(st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1)), counts, st.none() | counts),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(ENCODINGS),
    st.sampled_from(",;\t"),
)
def test_canonical_days(tmp_path_factory, header, values, encoding, delimiter):
    rows = [
        {
            "brand": "", "network": "x", "account": "Café", "date": str(day), "followers": str(count),
            "reach": "" if reach is None else str(reach), "views": "0",
        }
        for day, count, reach in values
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("canonical") / "account_days.csv"
    write(path, [header, *([row[label] for label in header] for row in rows)], encoding, delimiter)
    table = read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN).tables["account_days"]
    assert list(zip(*(table[name].to_pylist() for name in ("date", "followers", "reach")), strict=True)) == values
    assert table["account"].to_pylist() == ["Café"] * len(values)
    assert table["_row"].to_pylist() == list(range(2, len(values) + 2))


def test_a_long_file_keeps_its_records_numbers(tmp_path):
    lines = ["post_id,network,published_at,likes\n"]
    lines += [f"p{number},x,2026-10-01T10:00:00Z,{number}\n" + "\n" * (number % 7 == 0) for number in range(50_000)]
    path = tmp_path / "posts.csv"
    path.write_text("".join(lines))
    table = read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN).tables["posts"]
    assert table["likes"].to_pylist() == list(range(50_000))
    assert table["_row"].to_pylist() == list(range(2, 50_002))


@pytest.mark.parametrize("number", ["1 234", "1\u202f234", "1234.0", "+1234"])
def test_numbers_as_people_write_them(tmp_path, number):
    path = write(tmp_path / "posts.csv", [["post_id", "network", "likes"], ["a", "x", number]], "utf-8", ";")
    assert read(path, Hints(), timezone="UTC", layouts=KNOWN).tables["posts"]["likes"].to_pylist() == [1234]


REGULAR = (
    "Post ID,Page name,Publish time,Post type,Reach,Title\n"
    '1,Café,10/30/2026 10:00,Photo,5,"Un, ""deux""\n\ntrois"\n'
    "2,Café,10/31/2026 10:00,Photo,6, \n"
)
IRREGULAR = {
    "a row without its last cells": REGULAR + "3,Café,10/31/2026 10:00,Photo\n",
    "a row of blanks": REGULAR + ",,,,,\n3,Café,10/31/2026 10:00,Photo,7,x\n",
    "a blank line": REGULAR + "\n3,Café,10/31/2026 10:00,Photo,7,x\n",
    "a title above": "Mes publications\n" + REGULAR,
    "a header on two lines": REGULAR.replace("Title", '"Title\n"'),
    "a declared delimiter": "sep=,\n" + REGULAR,
}


@pytest.mark.parametrize("text", [REGULAR, *IRREGULAR.values()], ids=["regular", *IRREGULAR])
def test_a_long_file_is_read_as_a_short_one(tmp_path, monkeypatch, text):
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    short = read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN)
    monkeypatch.setattr(source, "_LONG", 0)
    long = read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN)
    assert long.tables["posts"].to_pylist() == short.tables["posts"].to_pylist()
    assert len(long.tables["posts"]) >= 2


def test_a_long_file_that_is_cut_is_refused_as_a_short_one(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "_LONG", 0)
    path = tmp_path / "export.csv"
    for cut in (REGULAR[:-60] + '"', REGULAR[: REGULAR.index("trois")]):
        path.write_text(cut, encoding="utf-8")
        with pytest.raises(UnreadableExport):
            read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN)
