"""Which files the data entries name, with whose hints."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.errors import ParametersError
from kpitools.params import SourceFile, load, resolve


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with a folder of exports, and what a desktop leaves beside them."""
    for name in ("a.csv", "sub/b.csv", "sub/deep/c.xlsx", ".hidden.csv", "~$a.xlsx", ".DS_Store", "sub/Thumbs.db",
                 ".git/config", "odd [1].csv"):  # fmt: skip
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "params").mkdir()
    return tmp_path


def files(place: Path, entries: str) -> dict[str, SourceFile]:
    path = place / "params" / "acme.yaml"
    path.write_text(f"client: {{id: acme, name: Acme}}\ndata:\n{entries}")
    return {file.path.relative_to(place / "data").as_posix(): file for file in resolve(load(path, known_kpis=()))}


def networks(place: Path, entries: str) -> dict[str, str | None]:
    return {name: file.hints.network for name, file in files(place, entries).items()}


def test_a_folder_with_its_subfolders_without_litter(place: Path) -> None:
    assert set(files(place, "  - path: ../data\n")) == {"a.csv", "odd [1].csv", "sub/b.csv", "sub/deep/c.xlsx"}


def test_patterns(place: Path) -> None:
    assert set(files(place, "  - path: ../data/*.csv\n")) == {"a.csv", "odd [1].csv"}
    assert set(files(place, "  - path: ../data/**/*.csv\n")) == {"a.csv", "odd [1].csv", "sub/b.csv"}
    assert set(files(place, f"  - path: {place}/data/su?/*\n")) == {"sub/b.csv", "sub/deep/c.xlsx"}


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(place: Path) -> None:
    assert set(files(place, "  - path: ../data/odd [1].csv\n")) == {"odd [1].csv"}


def test_the_most_specific_entry_wins_whatever_the_order(place: Path) -> None:
    entries = [
        "  - {path: ../data/sub/b.csv, network: x}\n",
        "  - {path: ../data/sub/*.csv, network: tiktok}\n",
        "  - {path: ../data/sub, network: facebook}\n",
        "  - {path: ../data, network: instagram}\n",
    ]
    for order in (entries, entries[::-1]):
        assert networks(place, "".join(order)) == {
            "a.csv": "instagram",
            "odd [1].csv": "instagram",
            "sub/b.csv": "x",
            "sub/deep/c.xlsx": "facebook",
        }
    assert networks(place, "".join(entries[1:]))["sub/b.csv"] == "tiktok"


def test_equally_specific_entries_that_disagree_are_an_error(place: Path) -> None:
    with pytest.raises(ParametersError) as raised:
        files(place, "  - {path: ../data/*.csv, network: x}\n  - {path: ../data/a*, network: facebook}\n")
    (problem,) = raised.value.problems
    assert (problem.id, problem.line) == ("contradiction", 4)
    assert set(files(place, "  - path: ../data\n  - path: ../data/../data\n")) >= {"a.csv"}


def test_a_file_reached_twice_is_read_once(place: Path) -> None:
    (place / "data" / "link.csv").symlink_to(place / "data" / "a.csv")
    (place / "data" / "again").symlink_to(place / "data" / "sub")
    assert set(files(place, "  - path: ../data\n")) == {"a.csv", "odd [1].csv", "sub/b.csv", "sub/deep/c.xlsx"}


def test_links_in_a_circle_are_harmless(place: Path) -> None:
    before = set(files(place, "  - path: ../data\n"))
    (place / "data" / "sub" / "up").symlink_to(place / "data")
    (place / "data" / "sub" / "self").symlink_to(place / "data" / "sub" / "self")
    # A link to itself leads nowhere: it is kept, so that whoever reads it says so.
    assert set(files(place, "  - path: ../data\n")) == {*before, "sub/self"}
    assert set(files(place, "  - path: ../data/**/c.*\n")) == {"sub/deep/c.xlsx"}


def test_short_names_are_unique(place: Path) -> None:
    (place / "data" / "sub" / "a.csv").write_text("another")
    names = {path: file.name for path, file in files(place, "  - path: ../data\n").items()}
    assert names["sub/a.csv"] == "sub/a.csv"
    assert names["a.csv"] == "data/a.csv"
    assert names["sub/b.csv"] == "b.csv"


def test_the_place_and_hints_of_an_entry(place: Path) -> None:
    found = files(place, "  - path: ../data/sub\n  - path: ../data/a.csv\n    date: 2026-10-31\n")
    assert found["a.csv"].hints.date == dt.date(2026, 10, 31)
    assert (found["a.csv"].line, found["sub/b.csv"].line) == (4, 3)
    assert found["a.csv"].file.endswith("acme.yaml")


def test_an_extended_entry_starts_from_its_own_file(place: Path) -> None:
    (place / "shared").mkdir()
    (place / "shared" / "_base.yaml").write_text("data: [{path: ../data/a.csv}]\n")
    path = place / "params" / "acme.yaml"
    path.write_text("extends: ../shared/_base.yaml\nclient: {id: acme, name: Acme}\n")
    (file,) = resolve(load(path, known_kpis=()))
    assert (file.path, file.line) == (place / "data" / "a.csv", 1)
    assert file.file.endswith("_base.yaml")


def test_what_vanished_since_loading_is_said_with_its_line(place: Path) -> None:
    path = place / "params" / "acme.yaml"
    path.write_text("client: {id: acme, name: Acme}\ndata:\n  - path: ../data/a.csv\n")
    parameters = load(path, known_kpis=())
    (place / "data" / "a.csv").unlink()
    with pytest.raises(ParametersError) as raised:
        resolve(parameters)
    assert [(problem.id, problem.line) for problem in raised.value.problems] == [("missing_path", 3)]


@pytest.mark.parametrize("name", ["a\\0b", "x" * 5000, "**x[", "[", "/**x"])
def test_names_that_no_disk_can_hold(place: Path, name: str) -> None:
    with pytest.raises(ParametersError) as raised:
        files(place, f'  - path: "{name}"\n')
    assert {problem.line for problem in raised.value.problems} == {3}
