"""The canonical tables themselves, as CSV and as Parquet."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kpitools.errors import AmbiguousExport, UnknownExport, UnreadableExport
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from kpitools.tables import TABLES

POSTS = "network,account,post_id,published_at,type,likes,text\n"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_known_by_all_its_columns(read_text, name):
    table = TABLES[name]
    export = read_text(",".join(column.name for column in table) + "\n", name="table.csv")
    assert export.layout.id == name
    assert export.tables[name].schema.names == [*(column.name for column in table), "_row"]
    assert [export.tables[name].schema.field(column.name).type for column in table] == [
        column.arrow for column in table
    ]


def test_times_with_and_without_offset(read_text):
    text = (
        POSTS
        + "x,a,1,2026-10-31T18:05:00+01:00,text,1,\n"
        + "x,a,2,2026-07-31T18:05:00,text,1,\n"
        + "x,a,3,2026-07-31T18:05:00Z,text,1,\n"
    )
    hours = [at.hour for at in read_text(text).tables["posts"]["published_at"].to_pylist()]
    assert hours == [17, 16, 18]


def test_a_time_in_an_hour_that_occurs_twice_is_the_first(read_text):
    text = POSTS + "x,a,1,2026-10-25T02:30:00,text,1,\n"
    assert read_text(text).tables["posts"]["published_at"].to_pylist() == [
        dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    ]


def test_the_hint_of_a_time_zone_holds_for_times_without_offset(read_text):
    text = POSTS + "x,a,1,2026-07-31T18:05:00,text,1,\nx,a,2,2026-07-31T18:05:00Z,text,1,\n"
    hours = [at.hour for at in read_text(text, timezone="Indian/Reunion").tables["posts"]["published_at"].to_pylist()]
    assert hours == [14, 18]


def test_money_keeps_every_decimal(read_text):
    text = "date,network,campaign,ad,spend\n2026-10-01,facebook,c,a,0.000001\n2026-10-02,facebook,c,a,12345.678\n"
    assert read_text(text).tables["ads"]["spend"].to_pylist() == [Decimal("0.000001"), Decimal("12345.678")]


def test_empty_cells_are_unknown_and_zero_is_known(read_text):
    text = "network,account,date,reach,followers_gained\nfacebook,a,2026-10-01,,-3\nfacebook,a,2026-10-02,0,\n"
    table = read_text(text).tables["account_days"]
    assert table["reach"].to_pylist() == [None, 0]
    assert table["followers_gained"].to_pylist() == [-3, None]


def test_a_count_is_not_negative(read_text):
    with pytest.raises(UnreadableExport) as error:
        read_text("network,account,date,reach\nfacebook,a,2026-10-01,-3\n")
    assert (error.value.problems[0].row, error.value.problems[0].column) == (2, "reach")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("myspace,a,1,2026-10-01T10:00:00,text,1,", "bad_network"),
        ("x,a,1,2026-13-01T10:00:00,text,1,", "bad_time"),
        ("x,a,1,0001-01-01T00:00:00,text,1,", "bad_time"),
        ("x,a,1,2026-10-01T10:00:00,text,1.5,", "bad_number"),
        ("x,a,1,2026-10-01T10:00:00,text,nan,", "bad_number"),
        ("x,a,1,2026-10-01T10:00:00,text,99999999999999999999,", "bad_number"),
    ],
)
def test_values_that_are_not_the_columns(read_text, row, problem):
    with pytest.raises(UnreadableExport) as error:
        read_text(POSTS + row + "\n")
    assert error.value.problems[0].id == problem


def test_a_date_with_an_hour_is_no_date(read_text):
    with pytest.raises(UnreadableExport) as error:
        read_text("network,account,date,reach\nfacebook,a,2026-10-01T10:00:00,3\n")
    assert error.value.problems[0].id == "bad_date"


def test_columns_that_fit_several_tables(read_text):
    text = "date,network,reach\n2026-10-01,facebook,5\n"
    assert read_text(text, name="ads.csv").layout.id == "ads"
    assert read_text(text, name="x.csv", kind="account_days").layout.id == "account_days"
    with pytest.raises(AmbiguousExport) as error:
        read_text(text, name="x.csv")
    assert "kind: account_days" in str(error.value)


def test_a_column_that_the_table_does_not_have(read_text):
    with pytest.raises(UnknownExport) as error:
        read_text("network,account,post_id,published_at,reech\nx,a,1,2026-10-01,5\n")
    assert "reech" in str(error.value)
    assert "reach" in str(error.value)


def write(path: Path, **columns: pa.Array) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def read_path(path: Path, **hints):
    return read(path, Hints(**hints), timezone="Europe/Paris", layouts=layouts())


def test_parquet_typed_and_as_text(tmp_path):
    naive = pa.array([dt.datetime(2026, 7, 31, 18, 5)], pa.timestamp("ms"))
    typed = write(
        tmp_path / "posts.parquet",
        network=["x"],
        account=["a"],
        post_id=["1"],
        published_at=naive,
        likes=pa.array([4], pa.int32()),
    )
    texts = write(
        tmp_path / "texts.parquet",
        network=["x"],
        account=["a"],
        post_id=["1"],
        published_at=["2026-07-31T18:05:00"],
        likes=["4"],
    )
    first, second = (read_path(path).tables["posts"].to_pylist() for path in (typed, texts))
    assert first == second
    assert first[0]["published_at"] == dt.datetime(2026, 7, 31, 16, 5, tzinfo=dt.UTC)


def test_parquet_with_values_of_another_type(tmp_path):
    path = write(tmp_path / "posts.parquet", network=["x"], post_id=["1"], likes=pa.array([1.5]))
    with pytest.raises(UnreadableExport) as error:
        read_path(path)
    assert error.value.problems[0].column == "likes"


def test_parquet_that_says_the_unknown_as_not_a_number(tmp_path):
    figures = {"likes": pa.array([4.0, float("nan")]), "watch_time_s": pa.array([float("nan"), 2.5])}
    path = write(tmp_path / "posts.parquet", network=["x", "x"], post_id=["1", "2"], **figures)
    rows = read_path(path).tables["posts"].to_pylist()
    assert [(row["likes"], row["watch_time_s"]) for row in rows] == [(4, None), (None, 2.5)]


@pytest.mark.parametrize(("table", "column"), [("posts", "likes"), ("account_days", "followers_gained")])
@pytest.mark.parametrize("number", [10**15, 2**63 - 1])
def test_a_count_beyond_anything_that_happens_is_unreadable(read_text, tmp_path, table, column, number):
    key = "post_id" if table == "posts" else "date"
    with pytest.raises(UnreadableExport):
        read_text(f"network,account,{key},{column}\nx,a,2026-10-01,{number}\n", name=f"{table}.csv")
    path = tmp_path / f"{table}.parquet"
    with pytest.raises(UnreadableExport) as error:
        read_path(write(path, network=["x"], account=["a"], **{key: ["2026-10-01"], column: [number]}))
    assert error.value.problems[0].column == column


def test_money_beyond_anything_that_is_spent_is_unreadable(read_text):
    with pytest.raises(UnreadableExport):
        read_text("date,network,campaign,ad,spend\n2026-10-01,facebook,c,a,100000000000\n")


def test_parquet_of_no_canonical_table(tmp_path):
    with pytest.raises(UnknownExport):
        read_path(write(tmp_path / "posts.parquet", a=["x"], b=["1"]))


def test_parquet_that_is_cut(tmp_path):
    path = write(tmp_path / "posts.parquet", network=["x"], post_id=["1"], likes=[1])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(UnreadableExport):
        read_path(path)


@pytest.mark.parametrize("network", ["pinterest", "threads", "bluesky", "mastodon", "livejournal", "blog", "forum"])
def test_networks_without_an_export_come_by_the_canonical_tables(read_text, network):
    posts = (
        f"network,account,post_id,published_at,likes,comments,shares,impressions\n{network},acme,1,2026-10-05,9,2,1,\n"
    )
    (post,) = read_text(posts).tables["posts"].to_pylist()
    assert (post["network"], post["likes"], post["impressions"]) == (network, 9, None)
    days = f"network,account,date,followers,impressions\n{network},acme,2026-10-05,1200,300\n"
    (day,) = read_text(days).tables["account_days"].to_pylist()
    assert (day["network"], day["followers"], day["impressions"], day["reach"]) == (network, 1200, 300, None)
