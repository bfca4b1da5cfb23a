"""`kpitools new`."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.cli.app import run
from kpitools.params import load, resolve

DAILY = 'sep=,\n"{title}"\n"Date","Primary"\n"2026-10-01T00:00:00","5"\n"2026-10-02T00:00:00","6"\n'


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_exports_it_makes_the_folder_that_they_go_to(workspace: Path) -> None:
    assert run(["new", "acme", "--name", "Acme & fils"]) == 0
    parameters = load(workspace / "params" / "acme.yaml")
    assert parameters.client.name == "Acme & fils"
    assert parameters.beside("data", 0, "path").resolve() == workspace / "data" / "acme"
    assert (workspace / "params" / "schema.json").is_file()


def test_from_a_folder_it_writes_the_hints_that_files_need(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exports = workspace / "exports"
    (exports / "instagram").mkdir(parents=True)
    (exports / "instagram" / "Views.csv").write_bytes(DAILY.format(title="Views").encode("utf-16"))
    (exports / "Reach.csv").write_bytes(DAILY.format(title="Facebook reach").encode("utf-16"))
    (exports / "Interactions.csv").write_bytes(DAILY.format(title="Content interactions").encode("utf-16"))
    (exports / "notes.txt").write_text("rien")
    assert run(["new", "acme", "--from", "exports"]) == 0
    output = capsys.readouterr()
    assert "notes.txt" in output.err
    assert "Views.csv" not in output.err
    path = workspace / "params" / "acme.yaml"
    assert output.out.strip() == str(path)
    hints = {file.name: file.hints.network for file in resolve(load(path))}
    assert hints == {"Views.csv": "instagram", "Reach.csv": None, "Interactions.csv": None, "notes.txt": None}
    assert "# À compléter : network: …" in path.read_text(encoding="utf-8")


def test_a_year_is_written_as_a_number(workspace: Path) -> None:
    exports = workspace / "exports"
    exports.mkdir()
    (exports / "Overview.csv").write_text("Date,Video Views,Profile Views,Likes\nApril 12,5,1,0\n")
    assert run(["new", "acme", "--from", "exports"]) == 0
    (file,) = resolve(load(workspace / "params" / "acme.yaml"))
    assert file.hints.year == dt.datetime.fromtimestamp((exports / "Overview.csv").stat().st_mtime).year


def test_it_never_replaces_a_file(workspace: Path) -> None:
    (workspace / "params" / "acme.yaml").write_text("à moi")
    assert run(["new", "acme"]) == 2
    assert (workspace / "params" / "acme.yaml").read_text() == "à moi"


@pytest.mark.parametrize("arguments", [["../acme"], ["con"], ["acme", "--from", "nowhere"], ["acme", "--name", "a\nb"]])
def test_a_wrong_command_writes_nothing(workspace: Path, arguments: list[str]) -> None:
    assert run(["new", *arguments]) == 2
    assert list(workspace.rglob("*.yaml")) == []


def test_outside_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "acme"]) == 2
    assert list(tmp_path.iterdir()) == []
