"""`kpitools layout new` and `kpitools layout try`."""

from pathlib import Path

import pytest

from tests.cli.command import kpitools

EXPORT = "Identifiant;Publié le;J'aime;Commentaires\nb1;31/10/2026 18:05;1 234;5\nb2;30/10/2026 09:10;99;0\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "params").mkdir()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "buzzly.csv").write_bytes(EXPORT.encode("utf-16"))
    return tmp_path


def test_a_draft_is_written_tried_completed_and_read(workspace, capfd):
    made = kpitools(capfd, "layout", "new", "buzzly.csv")
    path = workspace / "params" / "layouts" / "buzzly.yaml"
    assert (made.code, made.out.strip()) == (0, str(path))
    assert "? De quel réseau est-ce" in made.err
    tried = kpitools(capfd, "layout", "try", "buzzly", "buzzly.csv")
    assert tried.code == 0
    assert "posts · 2 lignes · 30/10/2026 – 31/10/2026" in tried.out
    assert "likes 1333" in tried.out
    assert "network: facebook" in tried.err
    path.write_text(path.read_text().replace("# set: {network: …}", "set: {network: other}"))
    tried = kpitools(capfd, "--language", "en", "layout", "try", path, "buzzly.csv")
    assert (tried.code, "network:" in tried.err) == (0, False)
    assert "posts · 2 rows" in tried.out
    kpitools(capfd, "new", "acme", "--from", "buzzly.csv")
    checked = kpitools(capfd, "check", "params/acme.yaml", "--month", "2026-10")
    assert "posts · other" in checked.out


def test_nothing_is_replaced(workspace, capfd):
    assert kpitools(capfd, "layout", "new", "buzzly.csv").code == 0
    again = kpitools(capfd, "layout", "new", "buzzly.csv")
    assert (again.code, "--id" in again.err) == (2, True)
    known = kpitools(capfd, "layout", "new", "buzzly.csv", "--id", "other")
    assert (known.code, "déjà lu" in known.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["new", "nowhere.csv"], 2, "n’existe pas"),
        (["new", "buzzly.csv", "--id", "À moi"], 2, "identifiant"),
        (["new", "buzzly.csv", "--id", "posts"], 2, "existe déjà"),
        (["try", "nowhere", "buzzly.csv"], 2, "ni un fichier"),
        (["try", "x-posts", "buzzly.csv"], 1, "ne convient pas"),
        (["try", "buzzly.csv", "buzzly.csv"], 2, "buzzly.csv"),
        (["nwe"], 2, "Peut-être new"),
    ],
)
def test_a_wrong_command_says_what_to_do(workspace, capfd, arguments, code, said):
    made = kpitools(capfd, "layout", *arguments)
    assert (made.code, said in made.err) == (code, True)
    assert not (workspace / "params" / "layouts").exists()


def test_outside_a_workspace(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "buzzly.csv").write_text(EXPORT)
    assert kpitools(capfd, "layout", "new", "buzzly.csv").code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["buzzly.csv"]
