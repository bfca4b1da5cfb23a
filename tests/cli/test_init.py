"""`kpitools init`."""

from pathlib import Path

import pytest

from kpitools.cli.app import run
from kpitools.cli.init import make_workspace
from kpitools.errors import WorkspaceError


def test_it_makes_a_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "place"
    assert run(["init", str(folder)]) == 0
    assert (folder / "params" / "schema.json").is_file()
    assert (folder / "output").is_dir()
    assert "/output/" in (folder / ".gitignore").read_text()
    assert "params/" in (folder / "LISEZ-MOI.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.strip() == str(folder)


def test_it_carries_notebooks_and_templates_along(tmp_path: Path, project: Path) -> None:
    make_workspace(tmp_path)
    for folder in ("notebooks", "templates"):
        shipped = {path.relative_to(project) for path in (project / folder).rglob("*") if path.is_file()}
        visible = {path for path in shipped if not any(part.startswith((".", "__")) for part in path.parts)}
        assert {path.relative_to(tmp_path) for path in (tmp_path / folder).rglob("*") if path.is_file()} == visible


def test_it_replaces_nothing(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    (tmp_path / "LISEZ-MOI.md").write_text("à moi")
    (tmp_path / "params" / "schema.json").unlink()
    assert make_workspace(tmp_path) == [tmp_path / "params" / "schema.json"]
    assert (tmp_path / "LISEZ-MOI.md").read_text() == "à moi"


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "place").write_text("x")
    with pytest.raises(WorkspaceError):
        make_workspace(tmp_path / "place")
    assert run(["init", str(tmp_path / "place")]) == 2
