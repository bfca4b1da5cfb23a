"""What a wheel and a source archive carry: all that `pip install .` in an empty environment needs."""

import importlib.util
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
SHIPPED = ("notebooks", "templates", "params")


@pytest.fixture(scope="module")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of the checkout, made by the build system that it names."""
    folder = tmp_path_factory.mktemp("dist")
    backend = folder / "backend"
    if importlib.util.find_spec("hatchling") is None:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"]
        got = subprocess.run([*install, str(backend), "hatchling"], capture_output=True, text=True, check=False)
        if got.returncode:
            pytest.skip(f"hatchling can't be had here: {got.stderr.strip().splitlines()[-1]}")
    env = {**os.environ, "PYTHONPATH": str(backend)}
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    made = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return folder


def files(folder: Path) -> set[str]:
    """The files below a folder, by their paths in it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.relative_to(folder).parts)
    }


def test_the_wheel_holds_the_package_and_what_it_ships(built: Path, project: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    own = {f"kpitools/{name}" for name in files(project / "kpitools")}
    shipped = {f"kpitools/shipped/{room}/{name}" for room in SHIPPED for name in files(project / room)}
    assert held == own | shipped
    assert {"kpitools/shipped/notebooks/monthly_report.ipynb", "kpitools/language/en.po"} <= held
    assert any(name.startswith("kpitools/readers/layouts/") and name.endswith(".yaml") for name in held)
    assert any(name.startswith("kpitools/catalogue/") and name.endswith(".yaml") for name in held)


def test_the_source_archive_builds_the_same(built: Path, project: Path) -> None:
    [source] = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        held = {name.split("/", 1)[1] for name in archive.getnames()}
    needed = {f"{room}/{name}" for room in ("kpitools", *SHIPPED) for name in files(project / room)}
    assert needed | {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "PKG-INFO"} <= held
