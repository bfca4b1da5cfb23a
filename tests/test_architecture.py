"""The laws that the code keeps about itself: which room imports which, how long a module may be, what is never said."""

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_MODULE = 300
TEXT_FILES = {".py", ".toml", ".yaml", ".yml", ".md", ".ipynb", ".j2", ".css", ".po", ".json", ".svg", ".lock", ""}


def modules(project: Path) -> list[Path]:
    return sorted((project / "kpitools").rglob("*.py"))


def committed(project: Path) -> Iterator[Path]:
    """The files that are in git or would be added to it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=project,
        capture_output=True,
        check=False,
        text=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: the project's files can't be listed")
    for name in filter(None, listed.stdout.split("\0")):
        path = project / name
        if path.is_file() and path.suffix in TEXT_FILES:
            yield path


def test_data_goes_one_way(project: Path, tmp_path: Path) -> None:
    """Import layers, as pyproject.toml states them."""
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(str(project / "pyproject.toml"), cache_dir=str(tmp_path)) == EXIT_STATUS_SUCCESS


def test_every_room_is_in_the_layers(project: Path) -> None:
    told = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in told["tool"]["importlinter"]["contracts"]:
        [container] = contract["containers"]
        rooms = {path.parent.name for path in (project / container.replace(".", "/")).glob("*/__init__.py")}
        assert rooms
        assert rooms <= {room.strip() for layer in contract["layers"] for room in layer.split("|")}


def test_no_module_is_longer_than_a_reader_holds_in_mind(project: Path) -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(project)}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_nothing_names_the_place_it_was_written_in(project: Path) -> None:
    """No path of this checkout or of the user's home is written down anywhere."""
    places = [f"{place}/" for place in (project, Path.home()) if place != Path(place.anchor)]
    telling = {
        f"{path.relative_to(project)}:{number}": line.strip()[:100]
        for path in committed(project)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(place in line for place in places)
    }
    assert telling == {}
