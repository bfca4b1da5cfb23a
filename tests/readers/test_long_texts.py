"""A long text is read by Arrow where it can be, and then says exactly what reading it cell by cell says."""

import csv
import datetime as dt
import io
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.errors import UnreadableExport
from kpitools.params import Hints
from kpitools.readers import layouts, read
from kpitools.readers.files import pieces, source
from kpitools.readers.files.pieces import Rest
from kpitools.readers.matching import bulk
from kpitools.readers.rows import build
from kpitools.readers.values import cast

HEADER = ["Post ID", "Page name", "Description", "Publish time", "Post type", "Reach", "Reactions", "Comments"]
KNOWN = layouts()


@pytest.fixture(autouse=True)
def every_text_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_LONG", 0)


def posts(path: Path) -> pa.Table:
    return read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN).tables["posts"]


def cell_by_cell(path: Path) -> pa.Table:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "pieces", lambda *_, **__: iter([Rest(1, 0)]))
        patch.setattr(cast, "_plainly", lambda *all_of_it: None)
        return posts(path)


def written(path: Path, rows: list[list[str]], end: str = "\n") -> Path:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    path.write_text(text.getvalue().removesuffix("\n") + end, encoding="utf-8", newline="")
    return path


def row(number: int, caption: str, at: str, figures: list[str]) -> list[str]:
    return [f"{number}", "Forêt", caption, at, "Photos", *figures]


CAPTIONS = st.sampled_from(["", "l'été ☕", 'dit "oui",\nou\u2028non', "a\r\n\n,b", " "])
TIMES = st.sampled_from(
    ["10/25/2026 02:30", "11/01/2026 01:30", "03/08/2026 02:30", "2/3/2026 04:05", "02/28/2024 23:59"]
)
FIGURES = st.lists(st.sampled_from(["0", "12", "007", " 3", "1,234,567", "4.0"]), min_size=0, max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CAPTIONS, TIMES, FIGURES), min_size=1, max_size=12),
    block=st.sampled_from([400, 8 << 20]),
)
def test_ragged_rows_read_as_cell_by_cell(tmp_path: Path, rows: list[tuple[str, str, list[str]]], block: int) -> None:
    path = written(tmp_path / "posts.csv", [row(1000 + at, *one) for at, one in enumerate(rows)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_SIZE", block)
        assert posts(path).equals(cell_by_cell(path))


def test_a_short_row_keeps_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "read_cells", None)  # Arrow alone reads such a file
    plain = "10/05/2026 10:00"
    rows = [row(1, "a\nb", plain, ["5", "1", "2"]), row(2, "c", plain, ["6"]), row(3, "d", plain, ["7", "3", "4"])]
    read_rows = posts(written(tmp_path / "posts.csv", rows)).to_pydict()
    assert read_rows["post_id"] == ["1", "2", "3"]
    assert read_rows["reach"] == [5, 6, 7]
    assert read_rows["published_at"] == [dt.datetime(2026, 10, 5, 17, tzinfo=dt.UTC)] * 3


@pytest.mark.parametrize(
    ("last", "end", "problem", "at"),
    [
        (row(3, "c", "10/05/2026 10:00", ["1", "2", "3", "shifted"]), "\n", "shifted", 4),
        (row(3, "c", "10/05/2026 10:00", ["1"]), "", "cut_short", 4),
        (row(3, "c", "02/30/2026 10:00", ["1", "2", "3"]), "\n", None, 4),
        (row(3, "c", "10/05/1826 10:00", ["1", "2", "3"]), "\n", None, 4),
        (row(3, "c", "10/05/2026 10:00", ["-1", "2", "3"]), "\n", None, 4),
        (row(3, "c", "10/05/2026 10:00", ["9" * 16, "2", "3"]), "\n", None, 4),
    ],
)
def test_what_is_wrong_is_refused_at_its_row(
    tmp_path: Path, last: list[str], end: str, problem: str | None, at: int
) -> None:
    good = [row(1, "a\nb", "10/05/2026 10:00", ["1"]), row(2, "b", "10/05/2026 10:00", ["1", "2", "3"])]
    with pytest.raises(UnreadableExport) as refused:
        posts(written(tmp_path / "posts.csv", [*good, last], end))
    found = refused.value.problems[0]
    assert found.row == at
    assert problem in (None, found.id)
