"""An edition is whole or absent, whatever happens to the process that makes it."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpitools.editions import swap
from kpitools.editions.edition import BROKEN, FAILURE, forget_failure, is_whole, making, sha256, staged, tell_failure
from kpitools.editions.lock import is_held, locked
from kpitools.editions.manifest import NAME, Input, Manifest, read, told_problems
from kpitools.editions.place import Place
from kpitools.errors import NotebookFailed, WorkspaceError
from kpitools.kpis.values import Period
from kpitools.language import language
from kpitools.problems import Problem, Severity

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
NOW = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
FR = language("fr")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "output", "acme", OCTOBER)


@pytest.fixture(params=["one step", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the new folder takes the old one's place: where the system can't swap names, in two renames."""
    if request.param == "two renames":
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    return str(request.param)


def make(place: Place, content: str) -> None:
    with making(place), staged(place) as folder:
        (folder / "report.html").write_text(content)


def names(place: Place) -> list[str]:
    return sorted(path.name for path in place.folder.parent.iterdir())


def test_a_new_edition_takes_the_place_of_the_last_one(place: Place, way: str) -> None:
    make(place, "octobre")
    (place.folder / "old.txt").write_text("of the last edition")
    make(place, "octobre, corrigé")
    assert [path.name for path in place.folder.iterdir()] == ["report.html"]
    assert (place.folder / "report.html").read_text() == "octobre, corrigé"
    assert names(place) == ["acme"]


def test_a_failure_leaves_the_last_edition_and_nothing_else(place: Place, way: str) -> None:
    make(place, "octobre")
    with pytest.raises(ZeroDivisionError), making(place), staged(place) as folder:
        (folder / "report.html").write_text("à moitié")
        1 / 0  # noqa: B018
    assert (place.folder / "report.html").read_text() == "octobre"
    assert names(place) == ["acme"]


def test_what_a_killed_maker_left_is_put_right(place: Place, way: str) -> None:
    make(place, "octobre")
    place.folder.rename(place.retired)  # killed between its two renames
    place.staging.mkdir()
    (place.staging / "report.html").write_text("à moitié")
    with making(place):
        assert (place.folder / "report.html").read_text() == "octobre"
        assert not place.staging.exists()
        assert not place.retired.exists()


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange of names on this system")
def test_names_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "was").write_text(name)
    assert swap.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "was").read_text() == "other"
    assert not swap.exchange(tmp_path / "one", tmp_path / "absent")


def test_two_makers_wait_for_each_other(place: Place, tmp_path: Path) -> None:
    script = tmp_path / "maker.py"
    script.write_text(
        "import sys, time\nfrom pathlib import Path\nfrom kpitools.editions.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    held = Path(sys.argv[2])\n    held.mkdir()\n    time.sleep(0.05)\n    held.rmdir()\n"
    )
    lock, held = tmp_path / "lock", tmp_path / "held"
    makers = [subprocess.Popen([sys.executable, str(script), str(lock), str(held)]) for _ in range(4)]
    # mkdir fails where another holds it at the same time.
    assert [maker.wait(60) for maker in makers] == [0] * 4
    assert not lock.exists()


def test_a_maker_does_not_wait_for_ever(tmp_path: Path) -> None:
    lock = tmp_path / ".acme.lock"
    with locked(lock), pytest.raises(WorkspaceError, match="Une autre commande fait déjà"), locked(lock, patience=0.1):
        pass
    with locked(lock, patience=0):
        pass


def test_whether_somebody_makes_it_can_be_seen(tmp_path: Path) -> None:
    lock = tmp_path / ".acme.lock"
    assert not is_held(lock)
    with locked(lock):
        assert is_held(lock)
    assert not is_held(lock)
    lock.touch()  # what a killed maker left
    assert not is_held(lock)
    assert lock.exists()


@pytest.mark.parametrize("blocked", ["output", "output/2026-10"])
def test_a_folder_that_cannot_be_written_is_said(place: Place, tmp_path: Path, blocked: str) -> None:
    obstacle = tmp_path / blocked
    obstacle.parent.mkdir(exist_ok=True)
    obstacle.write_text("un fichier")
    with pytest.raises(WorkspaceError, match=r"Impossible d’écrire dans le dossier des éditions"), making(place):
        pass
    assert obstacle.read_text() == "un fichier"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said(place: Place) -> None:
    make(place, "octobre")
    place.folder.parent.chmod(0o500)
    try:
        with pytest.raises(WorkspaceError, match="Impossible d’écrire"), making(place):
            pass
    finally:
        place.folder.parent.chmod(0o700)
    assert (place.folder / "report.html").read_text() == "octobre"


def manifest(place: Place, **changes: object) -> Manifest:
    outputs = {path.name: sha256(path) or "" for path in place.folder.iterdir()}
    facts: dict[str, object] = {"notebook": "n.ipynb", "template": "base", "parameters_sha256": "p", "outputs": outputs}
    return Manifest("acme", OCTOBER, ("fr",), NOW, "empreinte", **facts | changes)  # type: ignore[arg-type]


def test_an_edition_is_whole_while_nothing_in_it_changes(place: Place) -> None:
    make(place, "octobre")
    (place.folder / NAME).write_text(manifest(place).to_json(FR))
    assert is_whole(place.folder, "empreinte")
    assert not is_whole(place.folder, "autre")
    (place.folder / "report.html").write_text("tronqué")
    assert not is_whole(place.folder, "empreinte")
    (place.folder / "report.html").unlink()
    assert not is_whole(place.folder, "empreinte")


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"fingerprint": "empreinte"}', '{"fingerprint": "empreinte", "outputs": 3}']
)
def test_a_damaged_manifest_makes_no_edition(place: Place, content: str) -> None:
    make(place, "octobre")
    (place.folder / NAME).write_text(content)
    assert not is_whole(place.folder, "empreinte")


def test_the_manifest_says_what_the_edition_is(place: Place) -> None:
    make(place, "octobre")
    gap = Problem("gap", "Il manque {n} jours.", {"n": 3}, Severity.RESERVATION, remedy="Ajoutez-les.", file="a.csv")
    hint = Problem("hint", "À savoir.", severity=Severity.WARNING, row=4)
    told = json.loads(manifest(place, inputs=(Input("a.csv", "00ff"),), problems=(gap, hint), pages=5).to_json(FR))
    assert told["status"] == "reservations"
    assert told["inputs"] == [{"file": "a.csv", "sha256": "00ff"}]
    assert told["reservations"] == [
        {
            "id": "gap",
            "severity": "reservation",
            "text": "Il manque 3 jours.",
            "remedy": "Ajoutez-les.",
            "file": "a.csv",
        }
    ]
    assert told["warnings"] == [{"id": "hint", "severity": "warning", "text": "À savoir.", "row": 4}]
    assert (told["pages"], told["period"]["end"], told["client"]) == (5, "2026-10-31", "acme")
    assert json.loads(manifest(place, problems=(hint,)).to_json(FR))["status"] == "complete"


def test_what_a_manifest_tells_can_be_told_again(place: Place) -> None:
    make(place, "octobre")
    gap = Problem("gap", "Il manque {n} jours.", {"n": 3}, Severity.RESERVATION, remedy="Ajoutez-les.", file="a.csv")
    hint = Problem("hint", "À savoir : {x}.", {"x": "{accolades}"}, Severity.WARNING, row=4)
    (place.folder / NAME).write_text(manifest(place, problems=(gap, hint)).to_json(FR))
    told = told_problems(read(place.folder) or {})
    assert [problem.render(FR) for problem in told] == [gap.render(FR), hint.render(FR)]
    assert [problem.severity for problem in told] == [Severity.RESERVATION, Severity.WARNING]


def test_a_failure_is_told_beside_the_last_edition(place: Place) -> None:
    make(place, "octobre")
    error = NotebookFailed(Problem("notebook_failed", "Cellule {cell}.", {"cell": 4}))
    tell_failure(place, error, FR, NOW, "{}")
    told = json.loads((place.folder / FAILURE).read_text())
    assert (told["status"], told["error"], told["problems"][0]["text"]) == ("failed", "NotebookFailed", "Cellule 4.")
    assert (place.folder / BROKEN).read_text() == "{}"
    assert (place.folder / "report.html").read_text() == "octobre"
    forget_failure(place)
    assert [path.name for path in place.folder.iterdir()] == ["report.html"]


def test_a_failure_without_notebook_takes_the_old_broken_one_away(place: Place) -> None:
    error = NotebookFailed(Problem("notebook_failed", "Non."))
    tell_failure(place, error, FR, NOW, "{}")
    tell_failure(place, error, FR, NOW)
    assert [path.name for path in place.folder.iterdir()] == [FAILURE]
