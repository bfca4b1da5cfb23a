"""Canonical tables as pandas and as files."""

import csv
from pathlib import Path

import pandas as pd

from kpitools.store.files import write
from kpitools.tables import TABLES
from tests.client import Client, day, post


def test_a_frame_has_exactly_the_interfaces_columns(tmp_path: Path) -> None:
    store = Client(tmp_path).table("posts", [post("a", "2026-10-02", likes=1)]).store()
    for name, table in TABLES.items():
        assert list(store.frame(name).columns) == [column.name for column in table]


def test_unknown_counts_stay_unknown_and_counts_stay_integers(tmp_path: Path) -> None:
    frame = (
        Client(tmp_path)
        .table("posts", [post("a", "2026-10-02", likes=1), post("b", "2026-10-02")])
        .store()
        .frame("posts")
    )
    assert frame["likes"].dtype == pd.Int64Dtype()
    assert frame["likes"].isna().sum() == 1


def test_times_are_in_the_clients_zone(tmp_path: Path) -> None:
    frame = Client(tmp_path).table("posts", [post("a", "2026-10-02T22:30:00+00:00")]).store().frame("posts")
    assert frame["published_at"][0].isoformat() == "2026-10-03T00:30:00+02:00"


def test_what_is_written_as_csv_reads_back_the_same(tmp_path: Path) -> None:
    client = Client(tmp_path / "one").table("posts", [
        post("a", "2026-10-25T02:30:00+01:00", likes=1, text='=1+1; "cité", é 🥐\nligne', watch_time_s=2.5),
        post("b", "2026-10-02"),
    ]).table("account_days", [day("2026-10-02", followers_gained=-3)])  # fmt: skip
    first = client.store()
    again = Client(tmp_path / "two")
    list(write(first, again.folder / "data", "csv"))
    second = again.store()
    for name in first.tables():
        pd.testing.assert_frame_equal(first.frame(name), second.frame(name))


def test_parquet_reads_back_the_same(tmp_path: Path) -> None:
    first = Client(tmp_path / "one").table("posts", [post("a", "2026-10-02", likes=1)]).store()
    again = Client(tmp_path / "two")
    [(path, rows)] = write(first, again.folder / "data", "parquet")
    assert (path.name, rows) == ("posts.parquet", 1)
    pd.testing.assert_frame_equal(first.frame("posts"), again.store().frame("posts"))


def test_the_csv_keeps_text_exact(tmp_path: Path) -> None:
    store = Client(tmp_path).table("posts", [post("a", "2026-10-02", text="=SUM(A1)")]).store()
    [(path, _)] = write(store, tmp_path / "out", "csv")
    with path.open(newline="", encoding="utf-8") as file:
        assert next(csv.DictReader(file))["text"] == "=SUM(A1)"
