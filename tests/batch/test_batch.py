"""The command as a user runs it: what it makes, keeps and says, and how it exits."""

import json

import pytest

from tests.batch.agency import SECTION, Agency


def lines(text: str) -> list[str]:
    return [line.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'") for line in text.splitlines()]


def test_each_client_fails_or_succeeds_alone(agency: Agency) -> None:
    """Five clients broken in five ways, and two that are well: the two are made, the five told with cause and file."""
    agency.notebook("bloque", SECTION, "import time\ntime.sleep(600)")
    agency.notebook("enfle", SECTION, "import time\nblob = b'x' * 1_500_000_000\ntime.sleep(600)")
    agency.client("abeille")
    agency.client("export")
    (agency.root / "data" / "export" / "posts.csv").write_bytes(b"PK\x03\x04 une archive abim\xe9e")
    agency.client("fige", notebook="bloque")
    agency.client("gourmand", notebook="enfle")
    agency.client("hier")
    agency.posts("hier", "Avant", day="2026-08-05")
    agency.client("injuste").write_text("client: {id: injuste, name: I, langue: fr}\ndata: [{path: ../data}]\n")
    agency.client("zinc")
    # Only the notebook that hangs may come to its deadline, however busy the machine is.
    ran = agency.run("--workers", 3, "--deadline", 25, "--memory", 1200)
    assert ran.returncode == 1, ran.stderr
    assert agency.is_whole("abeille") and agency.is_whole("zinc")
    failed = ("export", "fige", "gourmand", "hier")
    assert not any((agency.edition(client) / "report.html").exists() for client in failed)
    assert "aucun fichier d’export n’a pu être lu" in agency.failure("export")
    assert "cellule 4 (« import time »)" in agency.failure("fige")
    assert "plus de 25 s" in agency.failure("fige")
    assert "plus de 1200 Mo" in agency.failure("gourmand")
    assert "cellule 4 sur 4, Audience" in agency.failure("gourmand")
    assert "les exports vont du" in agency.failure("hier")
    said = "\n".join(lines(ran.stdout))
    assert said.endswith("2 éditions faites, 0 gardée, 0 avec réserves, 5 en échec")
    assert "output/2026-10/fige/broken.ipynb" in said
    assert "output/2026-10/gourmand/failure.json" in said
    assert "injuste.yaml:1" in said and "langue" in said and "params/injuste.yaml" in said
    assert len([line for line in lines(ran.stderr) if " : " in line]) == 7
    assert agency.all_gone()
    assert agency.leftovers() == []


def test_what_has_not_changed_is_kept_without_a_process(agency: Agency) -> None:
    for client in ("abeille", "zinc"):
        agency.client(client)
    assert agency.run().returncode == 0
    made = {client: (agency.edition(client) / "manifest.json").stat().st_mtime_ns for client in ("abeille", "zinc")}
    agency.posts("zinc", "Une autre légende")
    ran = agency.run("--json")
    assert ran.returncode == 0
    results = {one["client"]: one["state"] for one in json.loads(ran.stdout)["results"]}
    assert results == {"abeille": "kept", "zinc": "made"}
    events = [json.loads(line) for line in ran.stderr.splitlines()]
    assert {event["client"] for event in events if event["event"] == "started"} == {"zinc"}
    cells = [(event["cell"], event["cells"], event["heading"]) for event in events if event.get("cell")]
    assert cells == [(1, 3, ""), (2, 3, ""), (3, 3, "Audience")]
    assert (agency.edition("abeille") / "manifest.json").stat().st_mtime_ns == made["abeille"]
    assert "Une autre légende" in (agency.edition("zinc") / "report.html").read_text(encoding="utf-8")


def test_only_what_failed_is_tried_again(agency: Agency) -> None:
    agency.notebook("casse", "1 / 0")
    agency.client("abeille")
    agency.client("casse", notebook="casse")
    assert agency.run().returncode == 1
    assert "ZeroDivisionError" in agency.failure("casse")
    agency.notebook("casse", SECTION)
    agency.posts("abeille", "Changée, mais rien n'y a échoué")
    ran = agency.run("--retry-failed", "--json")
    assert ran.returncode == 0
    assert [(one["client"], one["state"]) for one in json.loads(ran.stdout)["results"]] == [("casse", "made")]
    assert not (agency.edition("casse") / "failure.json").exists()
    again = agency.run("--retry-failed")
    assert (again.returncode, again.stdout) == (0, "")


def test_wrong_parameters_alone_are_still_to_be_tried_again(agency: Agency) -> None:
    agency.client("abeille")
    agency.client("faux").write_text("client: {id: faux, name: F, langue: fr}\ndata: [{path: ../data}]\n")
    assert agency.run().returncode == 1
    ran = agency.run("--retry-failed", "--json")
    assert ran.returncode == 1
    assert [(one["client"], one["state"]) for one in json.loads(ran.stdout)["results"]] == [("faux", "failed")]


def test_reservations_are_shown_and_are_no_failure(agency: Agency) -> None:
    agency.client("abeille")
    (agency.root / "data" / "abeille" / "vide.csv").write_bytes(b"")
    ran = agency.run()
    assert ran.returncode == 0
    said = lines(ran.stdout)
    assert said[-1] == "0 édition faite, 0 gardée, 1 avec réserves, 0 en échec"
    assert any("vide.csv" in line for line in said)
    assert agency.run().stdout.endswith("1 avec réserves, 0 en échec\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["params/absent.yaml"], 2, "n'existe pas"),
        (["--workers", "0"], 2, "--workers"),
        (["params/faux.yaml"], 2, "langue"),
    ],
)
def test_a_wrong_command_starts_nothing(agency: Agency, arguments: list[str], code: int, said: str) -> None:
    agency.client("abeille")
    agency.client("faux").write_text("client: {id: faux, name: F, langue: fr}\ndata: [{path: ../data}]\n")
    ran = agency.run(*arguments)
    assert ran.returncode == code
    assert any(said in line for line in lines(ran.stderr))
    assert not (agency.root / "output").exists()


def test_outside_a_workspace_it_says_so(agency: Agency) -> None:
    ran = agency.run()
    assert ran.returncode == 2
    assert "ne contient aucun client" in ran.stderr
