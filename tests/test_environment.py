"""The three descriptions of the environment agree: pyproject.toml, environment.yml and requirements.lock."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from ruamel.yaml import YAML

# conda-forge names some packages otherwise than PyPI does.
CONDA_NAMES = {
    "brotli-python": "brotli",
    "python-duckdb": "duckdb",
    "python-tzdata": "tzdata",
    "matplotlib-base": "matplotlib",
    "nbconvert-core": "nbconvert",
}
NOT_FROM_PYPI = {"python", "pip"}


@pytest.fixture(scope="module")
def declared(project: Path) -> dict[str, Requirement]:
    """What pyproject.toml asks for, extras included."""
    told = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*told["dependencies"], *(line for extra in told["optional-dependencies"].values() for line in extra)]
    return _by_name(wanted)


@pytest.fixture(scope="module")
def conda(project: Path) -> dict[str, Any]:
    return YAML(typ="safe").load(project / "environment.yml")


@pytest.fixture(scope="module")
def locked(project: Path) -> list[Requirement]:
    lines = (project / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if line and not line.startswith((" ", "#"))]


def test_conda_has_the_same_packages_and_ranges(declared: dict[str, Requirement], conda: dict[str, Any]) -> None:
    plain = [entry for entry in conda["dependencies"] if isinstance(entry, str)]
    from_pip = next(entry["pip"] for entry in conda["dependencies"] if isinstance(entry, dict))
    given = _by_name([*plain, *(line for line in from_pip if not line.startswith("-"))])
    ranges = {name: entry.specifier for name, entry in given.items() if name not in NOT_FROM_PYPI}
    assert ranges == {name: entry.specifier for name, entry in declared.items()}


def test_conda_asks_for_the_same_python(project: Path, conda: dict[str, Any]) -> None:
    told = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"python {told['requires-python']}" in conda["dependencies"]


def test_the_lock_holds_every_package_within_its_range(
    declared: dict[str, Requirement], locked: list[Requirement]
) -> None:
    pins: dict[str, list[Version]] = {}
    for entry in locked:
        [pin] = entry.specifier
        assert pin.operator == "==", entry
        pins.setdefault(canonicalize_name(entry.name), []).append(Version(pin.version))
    assert declared.keys() <= pins.keys()
    outside = {name for name, entry in declared.items() for version in pins[name] if version not in entry.specifier}
    assert outside == set()


def test_the_lock_names_no_place_and_no_giant(project: Path, locked: list[Requirement]) -> None:
    text = (project / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--find-links" not in text
    assert not {"torch", "tensorflow"} & {canonicalize_name(entry.name) for entry in locked}


def test_every_pin_has_its_hash(project: Path) -> None:
    blocks = (project / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    assert [line for line in blocks if "==" in line and "--hash=sha256:" not in line] == []


def _by_name(lines: list[str]) -> dict[str, Requirement]:
    entries = [Requirement(line) for line in lines]
    return {canonicalize_name(CONDA_NAMES.get(entry.name, entry.name)): entry for entry in entries}
