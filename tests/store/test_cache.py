"""The cache of parsed exports: faster, and otherwise as if it were not there."""

from pathlib import Path

import pytest

from kpitools import workspace
from kpitools.store import cache
from tests.client import Client, post


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("KPITOOLS_CACHE", str(folder))
    return folder


def client(folder: Path) -> Client:
    return Client(folder).table("posts", [post("a", "2026-10-02", likes=1)])


def test_what_was_read_once_is_not_read_again(own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = client(tmp_path)
    first = made.store().frame("posts")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the export was parsed again")

    monkeypatch.setattr(cache, "read", never)
    assert made.store().frame("posts").equals(first)


def test_another_content_is_read_anew(own_cache: Path, tmp_path: Path) -> None:
    made = client(tmp_path)
    made.store()
    made.table("posts", [post("a", "2026-10-02", likes=7)])
    assert list(made.store().frame("posts")["likes"]) == [7]


def test_another_hint_is_another_entry(own_cache: Path, tmp_path: Path) -> None:
    made = client(tmp_path)
    made.store()
    made.parameters["data"] = [{"path": "../data/posts.csv", "exported": "2026-11-02"}]
    [record] = made.store().files
    assert record.exported is not None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"tables": 3}'])
def test_a_damaged_entry_is_read_anew(own_cache: Path, tmp_path: Path, damage: bytes) -> None:
    made = client(tmp_path)
    made.store()
    [record] = own_cache.rglob("record.json")
    record.write_bytes(damage)
    assert list(made.store().frame("posts")["likes"]) == [1]


def test_a_missing_table_is_read_anew(own_cache: Path, tmp_path: Path) -> None:
    made = client(tmp_path)
    made.store()
    [rows] = own_cache.rglob("posts.parquet")
    rows.unlink()
    assert list(made.store().frame("posts")["likes"]) == [1]


@pytest.mark.parametrize("damage", [b"", b"PAR1 and no more", b"PAR1PAR1"])
def test_a_damaged_table_is_read_anew(own_cache: Path, tmp_path: Path, damage: bytes) -> None:
    made = client(tmp_path)
    made.store()
    [rows] = own_cache.rglob("posts.parquet")
    rows.write_bytes(damage)
    assert list(made.store().frame("posts")["likes"]) == [1]


def test_no_cache_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("KPITOOLS_CACHE", str(blocked / "cache"))
    assert workspace.cache() == blocked / "cache"
    assert list(client(tmp_path).store().frame("posts")["likes"]) == [1]
