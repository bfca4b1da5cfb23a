"""Pieces of whole records hold what the csv module reads, and stop where a text could be read in two ways."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kpitools.readers.files import pieces
from kpitools.readers.files.pieces import Rest
from kpitools.readers.files.utf8 import is_utf8

HEADER = "a,b,c\n"


def records(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def filled(rows: list[list[str]]) -> list[list[str]]:
    return [row + [""] * (3 - len(row)) for row in rows]


def found(path: Path, text: str, size: int, *, ended: bool) -> tuple[list[list[str]], Rest | None, list[int]]:
    """The records of all pieces, the rest, and the number of each piece's first record."""
    path.write_bytes(text.encode())
    made: list[list[str]] = []
    firsts: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_SIZE", size)
        patch.setattr(pieces, "_LONGEST", 8 * size)
        for piece in pieces.pieces(path, ",", 3, ended=ended):
            if isinstance(piece, Rest):
                return made, piece, firsts
            own = records(bytes(piece.text).decode())
            assert len(own) == piece.count
            firsts.append(piece.first)
            made += own
    return made, None, firsts


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.lists(
        st.sampled_from(["é", ",", '"', '""', "\n", "\r\n", "\r", "x", '"x"', "x,y,z\n", '"p,\nq",r,s\n', " "]),
        max_size=25,
    ).map("".join),
    size=st.sampled_from([7, 16, 1 << 20]),
)
@example(body='x,""y"",z\n', size=1 << 20)
@example(body='x,"y"z,w\n', size=1 << 20)
@example(body='x,"y"\r\nz,w,v\n', size=7)
def test_pieces_and_the_rest_are_the_whole(tmp_path: Path, body: str, size: int) -> None:
    text = HEADER + body
    made, rest, _ = found(tmp_path / "t.csv", text, size, ended=True)
    if rest is not None:
        assert rest.first == len(made) + (2 if made or rest.offset else 1)
        tail = text.encode()[rest.offset :].decode()
        try:
            made += records(tail)[1 if rest.first == 1 else 0 :]
        except csv.Error:
            return  # what the exact reader refuses, it may refuse
    assert filled(made) == filled(records(text)[1:])


@pytest.mark.parametrize(
    "body",
    ['x,""y"",z\n', 'x,"y"z,w\n', "x,y\rz,w,v\n", "\n", "x,y,z,w\n", 'x,y"z,w\n', '"x,y,z"\n', "x\0,y,z\n", '"x,y\n'],
)
def test_what_could_be_read_in_two_ways_is_left_to_the_exact_reader(tmp_path: Path, body: str) -> None:
    good = "1,2,3\n" * 4
    made, rest, _ = found(tmp_path / "t.csv", HEADER + good + body, 6 * 4, ended=True)
    assert rest is not None
    assert made == [["1", "2", "3"]] * len(made)
    assert rest.first == len(made) + 2
    assert made, "what comes before it is not"


def test_rows_are_numbered_and_filled(tmp_path: Path) -> None:
    rows = "1,2,3\n4\r\n5,6\n" * 3
    made, rest, firsts = found(tmp_path / "t.csv", "\ufeff" + HEADER + rows, 20, ended=True)
    assert rest is None
    assert made == [["1", "2", "3"], ["4", "", ""], ["5", "6", ""]] * 3
    assert firsts[0] == 2
    assert len(firsts) > 1


def test_a_last_row_that_was_cut_is_left_to_the_exact_reader(tmp_path: Path) -> None:
    text = HEADER + "1,2,3\n4,5"
    assert found(tmp_path / "t.csv", text, 1 << 20, ended=False)[1] == Rest(1, 0)
    assert found(tmp_path / "t.csv", HEADER + "1,2,3\n4,5,6", 1 << 20, ended=False)[1] is None


def test_a_record_longer_than_a_piece_is_read_whole(tmp_path: Path) -> None:
    long = '"' + "é\n" * 40 + '"'
    made, rest, _ = found(tmp_path / "t.csv", HEADER + f"1,{long},3\n4,5,6\n", 32, ended=True)
    assert rest is None
    assert made == [["1", "é\n" * 40, "3"], ["4", "5", "6"]]


def test_a_record_without_end_is_not_held(tmp_path: Path) -> None:
    made, rest, _ = found(tmp_path / "t.csv", HEADER + "1,2,3\n" + '"' + "x" * 5_000, 32, ended=False)
    assert made == [["1", "2", "3"]]
    assert rest == Rest(3, len(HEADER) + 6)


@settings(max_examples=300)
@given(
    parts=st.lists(
        st.sampled_from(
            [b"a", "é".encode(), "☕".encode(), "🎉".encode(), b"\xc3", b"\xe2\x98", b"\xed\xa0\x80", b"\xff"]
        )
    ),
    size=st.integers(1, 5),
)
def test_utf8_is_what_python_decodes(parts: list[bytes], size: int) -> None:
    text = b"".join(parts)
    blocks = [text[at : at + size] for at in range(0, len(text), size)]
    try:
        text.decode()
        decodes = True
    except UnicodeDecodeError as error:
        decodes = error.end == len(text) and error.reason == "unexpected end of data"  # its last letter may be cut
    assert is_utf8(blocks) == decodes
