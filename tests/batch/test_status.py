"""`kpitools status`: where each client stands, and why, without making anything."""

import json
import shutil
from collections.abc import Iterator

import pytest

from kpitools.editions.lock import locked
from tests.batch.agency import SECTION, Agency


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    """An agency whose two clients' editions are made; copied, not changed."""
    agency = Agency(tmp_path_factory.mktemp("made") / "agence")
    agency.client("abeille")
    agency.client("zinc")
    assert agency.run().returncode == 0
    yield agency
    agency.close()


@pytest.fixture
def agency(made: Agency, agency: Agency) -> Agency:
    """The same in a folder of this test's own."""
    shutil.rmtree(agency.root)
    shutil.copytree(made.root, agency.root)
    return agency


def stands(agency: Agency) -> dict[str, tuple[str, list[str]]]:
    ran = agency.run("--json", command="status")
    assert ran.returncode == 0, ran.stderr
    return {
        one["client"]: (one["state"], [reason.replace("\u00a0", " ") for reason in one["reasons"]])
        for one in json.loads(ran.stdout)["clients"]
    }


def test_what_is_fresh_and_what_was_never_made(agency: Agency) -> None:
    agency.client("neuf")
    assert stands(agency) == {"abeille": ("fresh", []), "neuf": ("never", []), "zinc": ("fresh", [])}


def test_why_an_edition_is_stale(agency: Agency) -> None:
    """Every thing that went in and changed is named."""
    agency.posts("abeille", "Autre")
    (agency.root / "data" / "abeille" / "plus.csv").write_text("a,b\n1,2\n")
    agency.client("zinc", name="Zinc & Cie")
    (agency.root / "data" / "zinc" / "posts.csv").rename(agency.root / "data" / "zinc" / "octobre.csv")
    agency.notebook("rapport", SECTION, "pass")
    template = agency.root / "templates" / "sobre" / "index.html.j2"
    template.write_text(template.read_text() + "<!-- 2 -->")
    manifest = agency.edition("zinc") / "manifest.json"
    told = json.loads(manifest.read_text())
    told["versions"]["pandas"], told["parts"]["versions"] = "0.1", "another hash"
    manifest.write_text(json.dumps(told))
    found = stands(agency)
    changed = ["Le notebook a changé.", "Le modèle a changé."]
    abeille = ["Nouveau fichier : plus.csv.", "Fichier changé : posts.csv.", *changed]
    assert found["abeille"] == ("stale", [text.replace("'", "’") for text in abeille])
    state, reasons = found["zinc"]
    assert state == "stale"
    assert reasons[:5] == [
        "Nouveau fichier : octobre.csv.", "Fichier disparu : posts.csv.", changed[0], "Les paramètres ont changé.",
        changed[1],
    ]  # fmt: skip
    assert reasons[5].startswith("pandas a changé de version : 0.1 → ")


def test_an_edition_that_was_touched_is_stale(agency: Agency) -> None:
    (agency.edition("abeille") / "report.html").write_text("touché")
    state, [reason] = stands(agency)["abeille"]
    assert (state, "un de ses fichiers manque ou a changé" in reason) == ("stale", True)


def test_a_failure_says_why(agency: Agency) -> None:
    agency.client("faux").write_text("client: {id: faux, name: F, langue: fr}\ndata: [{path: ../data}]\n")
    agency.notebook("casse", "raise ValueError('encore [red]un[/] mois')")
    agency.client("zinc", notebook="casse")
    ran = agency.run("params/zinc.yaml")
    assert ran.returncode == 1
    assert "encore [red]un[/] mois" in ran.stdout
    assert "encore [red]un[/] mois" in agency.run(command="status").stdout
    found = stands(agency)
    assert found["zinc"][0] == "failed" and "encore [red]un[/] mois" in found["zinc"][1][0]
    assert found["faux"][0] == "failed" and "langue" in found["faux"][1][0]
    assert found["abeille"] == ("fresh", [])


def test_an_edition_being_made_is_running(agency: Agency) -> None:
    with locked(agency.root / "output" / "2026-10" / ".abeille.lock"):
        assert stands(agency)["abeille"] == ("running", [])


def test_the_table_is_for_people(agency: Agency) -> None:
    agency.posts("zinc", "Autre")
    out = agency.run(command="status").stdout
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["Client", "Édition"],
        ["abeille", "à"],
        ["zinc", "périmée"],
    ]
    assert "posts.csv" in out
