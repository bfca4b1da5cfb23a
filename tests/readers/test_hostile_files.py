"""Files that are damaged or made to harm: a message or a table, within bounds, and nothing fetched."""

import os
import random
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from kpitools.errors import KpitoolsError, UnreadableExport
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from kpitools.readers.export import Export

POSTS = "Post ID,Page name,Publish time,Post type,Reach,Title\n1,Acme,10/30/2026 10:00,Photo,5,"
Mutation = Callable[[bytes, random.Random], bytes]
LONG, PATIENCE = 400_000, 60  # bytes of a real file that is mutated; seconds


def read_alone(path: Path) -> Export:
    return read(path, Hints(), timezone="Europe/Paris", layouts=layouts())


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a file made us call")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def flipped(data: bytes, dice: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


def shuffled(data: bytes, dice: random.Random) -> bytes:
    """Lines left out, doubled and changed for one another, as a careless hand does."""
    lines = data.splitlines(keepends=True)
    for _ in range(dice.randint(1, 5)):
        one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[dice.choice([one, other])]
    return b"".join(lines)


def with_nulls(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + b"\0" * dice.randint(1, 9) + data[at:]


@pytest.mark.parametrize("mutate", [cut, flipped, shuffled, with_nulls], ids=lambda one: one.__name__)
def test_mutated_real_files_get_a_message_or_a_table(mutate: Mutation, shared: Path, tmp_path: Path) -> None:
    dice = random.Random(20261127)
    files = sorted(
        path
        for path in (shared / "exports").rglob("*")
        if path.is_file() and path.suffix != ".md" and 0 < path.stat().st_size < LONG
    )
    assert files
    for path in files:
        copy = tmp_path / f"export{path.suffix}"
        copy.write_bytes(mutate(path.read_bytes(), dice))
        try:
            read_alone(copy)
        except KpitoolsError as error:
            assert str(error), path.name


def test_a_line_of_many_megabytes_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(POSTS + "x" * 30_000_000 + "\n", encoding="utf-8")
    start = time.monotonic()
    try:
        read_alone(path)
    except KpitoolsError as error:
        assert str(error)
    assert time.monotonic() - start < PATIENCE


def test_many_columns_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(",".join(f"c{n}" for n in range(40_000)) + "\n" + "1," * 40_000 + "\n", encoding="utf-8")
    start = time.monotonic()
    with pytest.raises(KpitoolsError):
        read_alone(path)
    assert time.monotonic() - start < PATIENCE


@pytest.mark.usefixtures("no_network")
def test_formulas_and_links_of_a_workbook_are_texts_and_figures(tmp_path: Path) -> None:
    path = tmp_path / "posts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Post ID", "Page name", "Publish time", "Post type", "Reach", "Title"])
        sheet.write_row(1, 0, ["1", "Acme", "10/30/2026 10:00", "Photo"])
        sheet.write_formula(1, 4, '=WEBSERVICE("http://127.0.0.1:9/steal")', value=5)
        sheet.write_url(1, 5, "http://127.0.0.1:9/link", string="Café")
    export = read_alone(path)
    (post,) = export.tables["posts"].to_pylist()
    assert (post["reach"], post["text"]) == (5, "Café")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_links_to_devices_and_pipes_are_refused_at_once(tmp_path: Path) -> None:
    endless, pipe, loop = tmp_path / "endless.csv", tmp_path / "pipe.csv", tmp_path / "loop.csv"
    endless.symlink_to("/dev/zero")
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for path in (endless, pipe, loop):
        with pytest.raises(UnreadableExport) as error:
            read_alone(path)
        assert error.value.problems[0].id == "no_access"
