"""The sample clients' parameter files that come with kpitools."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from kpitools import demo
from kpitools.params import commentary_for, load, resolve, unsupported

CLIENTS = ("librairie", "torrefacteur")


@pytest.fixture(scope="module")
def params(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(project / "params", folder / "params")
    demo.write(folder / "examples")
    return folder / "params"


@pytest.mark.parametrize("client", CLIENTS)
def test_it_is_correct_and_complete(params: Path, client: str) -> None:
    parameters = load(params / f"{client}.yaml")
    assert parameters.client.id == client
    assert parameters.logo is not None
    assert parameters.objectives
    assert commentary_for(parameters, dt.date(2026, 10, 1))
    assert unsupported(parameters, "render") == []


@pytest.mark.parametrize("client", CLIENTS)
def test_it_names_every_example_file(params: Path, client: str) -> None:
    named = {file.path for file in resolve(load(params / f"{client}.yaml"))}
    assert named == {path for path in (params.parent / "examples" / client).rglob("*") if path.is_file()}
