"""A long file is read part by part, and says what reading it whole says: rows, notes, errors, in bounded memory."""

import csv
import io
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.errors import ExportError
from kpitools.params import Hints
from kpitools.problems import Problem
from kpitools.readers import Pseudonyms, layouts, read
from kpitools.readers.files import pieces, source
from kpitools.readers.rows import build
from kpitools.tables import TABLES

KNOWN = layouts()
PEOPLE = Pseudonyms()  # of one run
HEADER = [
    "Post ID", "Page name", "Description", "Publish time", "Post type", "Permalink", "Reach", "Views", "Reactions",
    "Comments",
]  # fmt: skip
Outcome = tuple[dict[str, pa.Table], list[Problem]]


@pytest.fixture(autouse=True)
def every_text_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_LONG", 0)


def written(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def row(number: int, **cells: str) -> list[str]:
    plain = {
        "Post ID": f"{1000 + number}", "Page name": "Forêt", "Description": "l'été ☕", "Post type": "Photos",
        "Publish time": "10/25/2026 02:30", "Permalink": "https://example.org", "Reach": "5", "Views": "7",
        "Reactions": "3", "Comments": "",
    }  # fmt: skip
    return [{**plain, **cells}[name] for name in HEADER]


def in_parts(path: Path, size: int = 250, **hints: Any) -> tuple[Outcome, int]:
    """What reading part by part gives, and how many parts there were."""
    parts: dict[str, list[pa.Table]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "_SIZE", size)
        patch.setattr(pieces, "_LONGEST", 100 * size)
        try:
            export = read(
                path, Hints(**hints), timezone="Europe/Paris", layouts=KNOWN, pseudonyms=PEOPLE,
                keep=lambda name, rows: parts.setdefault(name, []).append(rows),
            )  # fmt: skip
        except ExportError as error:
            return ({}, list(error.problems)), 0
    assert export.tables == {}
    count = max(map(len, parts.values()), default=0)
    return ({name: pa.concat_tables(tables) for name, tables in parts.items()}, list(export.problems)), count


def whole(path: Path, **hints: Any) -> Outcome:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "_row_by_row", lambda section: False)
        try:
            export = read(path, Hints(**hints), timezone="Europe/Paris", layouts=KNOWN, pseudonyms=PEOPLE)
        except ExportError as error:
            return {}, list(error.problems)
    return dict(export.tables), list(export.problems)


def same(one: Outcome, other: Outcome) -> None:
    assert sorted(one[1], key=_order) == sorted(other[1], key=_order)
    assert one[0].keys() == other[0].keys()
    assert all(one[0][name].equals(other[0][name]) for name in one[0])


def _order(problem: Problem) -> tuple[str, str]:
    return problem.id, problem.column or ""


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "Post ID": st.sampled_from(["", "12E+15", "a@example.org"]),
        "Page name": st.sampled_from(["Lac", ""]),
        "Description": st.sampled_from(['dit "oui",\nnon', " ", "a\r\n\n,b"]),
        "Publish time": st.sampled_from(["2/3/2026 04:05", "03/08/2026 02:30", "30/10/2026 10:00", ""]),
        "Post type": st.sampled_from(["Reels", "Hologram", "Sculpture"]),
        "Reach": st.sampled_from(["", "0", "1,234", "-1", "beaucoup"]),
        "Views": st.sampled_from(["0", "", " "]),
        "Comments": st.sampled_from(["2", "4.0", "many"]),
    },
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(CELLS, min_size=1, max_size=14), wide=st.booleans(), plain=st.integers(0, 6))
def test_parts_say_what_the_whole_says(tmp_path: Path, rows: list[dict[str, str]], wide: bool, plain: int) -> None:
    lines = [row(at, **cells) for at, cells in enumerate([*[{}] * plain, *rows])]
    if wide:  # irregular from here on: another reader takes over
        lines.insert(len(lines) // 2, [*row(99), "", ""])
    path = written(tmp_path / "posts.csv", lines)
    same(in_parts(path)[0], whole(path))


@pytest.mark.parametrize("filled", ["0", "12"])
def test_a_column_of_zeros_is_judged_by_all_parts(tmp_path: Path, filled: str) -> None:
    path = written(tmp_path / "posts.csv", [*(row(at, Views="0") for at in range(20)), row(20, Views=filled)])
    outcome, count = in_parts(path)
    assert count > 3
    assert outcome[0]["posts"]["views"].null_count == (21 if filled == "0" else 0)
    same(outcome, whole(path))


def test_notes_of_all_parts_are_one(tmp_path: Path) -> None:
    kinds = ["Hologram", "Photos", "Sculpture"] * 8
    path = written(tmp_path / "posts.csv", [row(at, **{"Post type": kind, "Post ID": "" if at % 4 == 0 else f"{at}"})
                                            for at, kind in enumerate(kinds)])  # fmt: skip
    (_, problems), count = in_parts(path)
    assert count > 3
    said = {problem.id: dict(problem.values) for problem in problems}
    assert said["error_rows"] == {"count": 6}
    assert said["unknown_value"]["texts"] == "Hologram, Sculpture"


def test_the_first_unreadable_values_are_named_and_all_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path / "posts.csv", [row(at, Reach="beaucoup", Comments="many") for at in range(20)])
    (_, problems), _ = in_parts(path)
    assert [problem.row for problem in problems[:4]] == [2, 2, 3, 3]
    assert problems[-1].values["count"] == 30
    same(({}, problems), whole(path))


def test_a_hint_is_held_against_all_parts(tmp_path: Path) -> None:
    lines = [*(row(at, **{"Page name": "Lac"}) for at in range(10)), row(10)]
    path = written(tmp_path / "posts.csv", lines)
    assert in_parts(path, account="Forêt")[0][0]
    (_, problems), _ = in_parts(path, account="Mer")
    assert [problem.id for problem in problems] == ["contradiction"]
    same(({}, problems), whole(path, account="Mer"))


def test_minutes_of_months_are_seen_over_all_parts(tmp_path: Path) -> None:
    lines = [row(at, **{"Publish time": f"{at % 12 + 1:02}/10/2026 10:{at % 12 + 1:02}"}) for at in range(24)]
    assert "minutes_are_months" in {problem.id for problem in in_parts(written(tmp_path / "a.csv", lines))[0][1]}
    lines.append(row(24))
    assert "minutes_are_months" not in {problem.id for problem in in_parts(written(tmp_path / "b.csv", lines))[0][1]}


def test_a_canonical_table_is_read_in_parts_too(tmp_path: Path) -> None:
    header = ["network", "account", "post_id", "published_at", "likes"]
    rows = [["facebook", "foret", str(at), f"2026-10-{at % 28 + 1:02}T10:00:00+02:00", str(at)] for at in range(60)]
    path = written(tmp_path / "posts.csv", rows, header)
    outcome, count = in_parts(path)
    assert count > 3
    same(outcome, whole(path))
    assert outcome[0]["posts"]["likes"].to_pylist() == list(range(60))


def test_a_parquet_file_is_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitools.readers.parquet._ROWS", 7)
    schema = TABLES["posts"].arrow
    rows = [{"network": "facebook", "account": "foret", "post_id": str(at), "likes": at} for at in range(30)]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), tmp_path / "posts.parquet")
    outcome, count = in_parts(tmp_path / "posts.parquet")
    assert count == 5
    assert outcome[0]["posts"]["_row"].to_pylist() == list(range(1, 31))
    assert outcome[0]["posts"]["likes"].to_pylist() == list(range(30))


def peak(path: Path) -> int:
    """The most bytes held while a file is read in parts that nobody keeps."""
    held = [0]

    def keep(_: str, rows: pa.Table) -> None:
        held[0] = max(held[0], pa.total_allocated_bytes() + tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN, keep=keep)
    finally:
        tracemalloc.stop()
    return held[0]


@pytest.mark.parametrize("irregular", [False, True])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, irregular: bool) -> None:
    monkeypatch.setattr(pieces, "_SIZE", 100_000)
    monkeypatch.setattr("kpitools.readers.matching.cells._CHUNK", 1_000)
    first = [[*row(0), "", ""]] if irregular else [row(0)]
    short, long = (
        peak(written(tmp_path / f"{count}.csv", [*first, *map(row, range(1, count))])) for count in (10_000, 40_000)
    )
    assert long < 1.3 * short
