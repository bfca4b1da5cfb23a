"""The workspace that `kpitools demo` makes, before anything is rendered."""

from pathlib import Path

import pytest

from kpitools.cli.demo import make_demo
from kpitools.demo import CLIENTS
from kpitools.errors import WorkspaceError


def test_a_new_workspace_has_exports_and_parameters_of_both_clients(tmp_path: Path) -> None:
    workspace = make_demo(tmp_path / "démo {neuve}")
    for client in CLIENTS:
        assert (workspace.params / f"{client}.yaml").is_file()
        assert any((workspace.root / "examples" / client).rglob("*.csv"))
    assert (workspace.root / "notebooks").is_dir()
    assert (workspace.root / "templates" / "base").is_dir()


def test_what_the_user_changed_stays(tmp_path: Path) -> None:
    """Parameters are the user's; exports are the sample's and come back as they were."""
    workspace = make_demo(tmp_path)
    mine = workspace.params / "librairie.yaml"
    mine.write_text("client: {id: librairie, name: À moi}\n", encoding="utf-8")
    export = tmp_path / "examples" / "torrefacteur" / "Reach.csv"
    whole = export.read_bytes()
    export.write_bytes(b"")
    make_demo(tmp_path)
    assert "À moi" in mine.read_text(encoding="utf-8")
    assert export.read_bytes() == whole


def test_a_workspace_that_is_there_gets_the_sample_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    make_demo(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"params", "examples"}


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "examples").write_text("un fichier, pas un dossier", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="ne peuvent pas être écrits"):
        make_demo(tmp_path)
