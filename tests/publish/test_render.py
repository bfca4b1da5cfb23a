"""One edition, from request to folder."""

import datetime as dt
import json
import pickle
from pathlib import Path

import pytest
from publishing_bench import SECTION, Bench

from kpitools.editions.edition import making
from kpitools.errors import ContractBroken, NotebookFailed, WorkspaceError
from kpitools.kpis.values import Period
from kpitools.problems import Problem, Severity
from kpitools.publish import EditionContext, EditionRequest, render
from kpitools.publish.fingerprint import fingerprint, parts
from kpitools.publish.progress import Step
from kpitools.publish.render import kept


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_edition_has_its_files_and_says_what_it_is(rendered: Bench) -> None:
    assert files(rendered.edition) == ["kpis.json", "manifest.json", "report.html", "report.ipynb", "report.pdf"]
    manifest = json.loads((rendered.edition / "manifest.json").read_text())
    assert (manifest["status"], manifest["client"], manifest["pages"]) == ("complete", "fournil", 1)
    assert set(manifest["durations"]) == {"notebook", "html", "pdf", "attachments", "total"}
    assert {"kpitools", "python", "weasyprint"} <= set(manifest["versions"])
    assert manifest["parameters"]["sha256"] == rendered.context().parameters.sha256
    assert [path.name for path in rendered.edition.parent.iterdir()] == ["fournil"]


def test_the_executed_notebook_leaves_clean(rendered: Bench) -> None:
    text = (rendered.edition / "report.ipynb").read_text()
    notebook = json.loads(text)
    assert "papermill" not in notebook["metadata"]
    assert all(not {"papermill", "execution"} & set(cell["metadata"]) for cell in notebook["cells"])
    assert str(rendered.root) not in text
    assert "params = '../params/fournil.yaml'" in text


def test_the_page_stands_alone_and_is_light(rendered: Bench) -> None:
    page = (rendered.edition / "report.html").read_bytes()
    assert b"Pour l\xe2\x80\x99analyste" not in page and b"http://www.w3.org" in page
    assert len(page) < 1_000_000


def test_a_request_travels_between_processes(bench: Bench) -> None:
    request = bench.request()
    assert pickle.loads(pickle.dumps(request)) == request


def test_the_time_of_making_can_be_set_from_outside(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793608200")
    request = bench.request()
    assert EditionRequest(request.parameters, request.workspace, request.period).created == request.created


def test_a_request_can_be_written_and_read(bench: Bench) -> None:
    request = bench.request(languages=("fr", "en"), force=True)
    assert EditionRequest.from_json(request.to_json()) == request


def test_who_watches_is_told_each_step(bench: Bench) -> None:
    steps: list[Step] = []
    context = bench.context()
    bench.write(SECTION, "pass")
    render(bench.request(outputs=("html", "pdf")), context.parameters, lambda: context, steps.append)
    assert [(step.name, step.cell, step.cells) for step in steps] == [
        ("notebook", 1, 4), ("notebook", 2, 4), ("notebook", 3, 4), ("notebook", 4, 4), ("html", 0, 0), ("pdf", 0, 0),
    ]  # fmt: skip


def test_a_kept_edition_reads_no_data(bench: Bench) -> None:
    bench.render()
    parameters = bench.context().parameters

    def context() -> EditionContext:
        raise AssertionError("the data is read")

    assert render(bench.request(), parameters, context).is_kept
    assert kept(bench.request(), parameters) is not None
    assert kept(bench.request(force=True), parameters) is None
    with pytest.raises(AssertionError):
        render(bench.request(force=True), parameters, context)


def test_an_edition_that_somebody_makes_is_not_waited_for_ever(bench: Bench) -> None:
    context = bench.context()
    place = bench.request().place("fournil")
    with making(place), pytest.raises(WorkspaceError, match="Une autre commande fait déjà"):
        render(bench.request(), context.parameters, lambda: context, patience=0.1)


def test_a_period_that_is_not_over_is_another_edition_tomorrow(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Targets are judged by the days gone by."""
    parameters, days = bench.context().parameters, []
    for day in (
        dt.datetime(2026, 10, 20),
        dt.datetime(2026, 10, 21),
        dt.datetime(2026, 11, 2),
        dt.datetime(2026, 12, 2),
    ):
        fake = type("Fake", (dt.datetime,), {"now": classmethod(lambda cls, tz=None, day=day: day)})
        monkeypatch.setattr("kpitools.publish.fingerprint.dt.datetime", fake)
        days.append(parts(bench.request(), parameters)["day"])
    assert len(set(days)) == 3 and days[2] == days[3]


def test_what_has_not_changed_is_kept(bench: Bench) -> None:
    assert not bench.render().is_kept
    made = (bench.edition / "report.html").stat().st_mtime_ns
    assert bench.render().is_kept
    assert (bench.edition / "report.html").stat().st_mtime_ns == made
    assert not bench.render(force=True).is_kept


def test_each_thing_that_goes_in_makes_another_edition(bench: Bench) -> None:
    def stamp(**changes: object) -> str:
        return fingerprint(parts(bench.request(**changes), bench.context().parameters))

    first = stamp()
    assert stamp(created=bench.request().created.replace(year=2027)) == first
    seen = {first, stamp(outputs=("html", "pdf")), stamp(languages=("fr", "en"))}
    seen.add(stamp(period=Period(bench.request().period.start, bench.request().period.start)))
    (bench.root / "data" / "a.csv").write_text("a")
    seen.add(stamp())
    (bench.root / "data" / "a.csv").write_text("b")
    seen.add(stamp())
    bench.write(SECTION, "pass")
    seen.add(stamp())
    template = bench.root / "templates" / "sobre" / "index.html.j2"
    template.write_text(template.read_text() + "<!-- v2 -->")
    seen.add(stamp())
    (bench.root / "params" / "logo.svg").write_text("<svg/>")
    bench.parameters.write_text(bench.parameters.read_text().replace("footer:", "logo: logo.svg, footer:"))
    seen.add(stamp())
    (bench.root / "params" / "logo.svg").write_text("<svg></svg>")
    seen.add(stamp())
    (bench.root / "params" / "layouts").mkdir()
    (bench.root / "params" / "layouts" / "own.yaml").write_text("id: own")
    seen.add(stamp())
    assert len(seen) == 11


def test_a_failure_is_told_and_the_last_edition_stays(bench: Bench) -> None:
    bench.render()
    last = (bench.edition / "report.html").read_bytes()
    bench.write(SECTION, "1 / 0")
    with pytest.raises(NotebookFailed, match="1 / 0"):
        bench.render()
    assert files(bench.edition) == [
        "broken.ipynb", "failure.json", "kpis.json", "manifest.json", "report.html", "report.ipynb",
    ]  # fmt: skip
    assert (bench.edition / "report.html").read_bytes() == last
    broken = json.loads((bench.edition / "broken.ipynb").read_text())
    assert broken["cells"][-1]["outputs"][0]["ename"] == "ZeroDivisionError"
    assert json.loads((bench.edition / "failure.json").read_text())["problems"][0]["id"] == "notebook_failed"
    # The notebook is put right: the edition is the last one again, and the failure forgotten.
    bench.write(SECTION)
    assert bench.render().is_complete
    assert "failure.json" not in files(bench.edition)


def test_a_first_failure_leaves_no_report(bench: Bench) -> None:
    bench.write("raise RuntimeError('mot de passe : tr3s-secret')")
    with pytest.raises(NotebookFailed):
        bench.render(bench.context(secrets=("tr3s-secret",)))
    assert files(bench.edition) == ["broken.ipynb", "failure.json"]
    assert all("tr3s-secret" not in path.read_text() for path in bench.edition.iterdir())


@pytest.mark.parametrize(
    ("source", "breach"),
    [
        ("", "missing_section"),
        (SECTION + "print('jeton tr3s-secret')", "secret_in_report"),
        (SECTION + "import os; print(os.getcwd())", "machine_path_in_report"),
        (SECTION + "print('Torréfaction')", "other_client_in_report"),
        (SECTION + "display(HTML('<img src=\"https://exemple.org/a.png\">'))", "outside_load"),
        (SECTION + "print('ok')\n# code: tr3s-secret", "secret_in_report"),
    ],
)
def test_a_breach_of_contract_leaves_no_report(bench: Bench, source: str, breach: str) -> None:
    bench.write(source)
    with pytest.raises(ContractBroken) as caught:
        bench.render(bench.context(secrets=("tr3s-secret",), canaries=("Torréfaction",)))
    assert breach in [problem.id for problem in caught.value.problems]
    assert files(bench.edition) == ["broken.ipynb", "failure.json"]


def test_every_breach_is_said_at_once(bench: Bench) -> None:
    bench.write("print('tr3s-secret')", "print('Torréfaction')")
    with pytest.raises(ContractBroken) as caught:
        bench.render(bench.context(secrets=("tr3s-secret",), canaries=("Torréfaction",)))
    assert {problem.id for problem in caught.value.problems} == {
        "missing_section", "secret_in_report", "other_client_in_report",
    }  # fmt: skip


def test_attachments_are_held_to_the_contract_too(bench: Bench) -> None:
    context = bench.context(
        attachments=lambda: {"kpis.csv": f"acme;{Path.home()}/x".encode(), "kpis.json": b"tr3s-secret"},
        secrets=("tr3s-secret",),
    )
    with pytest.raises(ContractBroken, match=r"kpis\.json"):
        bench.render(context)


def test_warnings_of_the_notebook_reach_the_manifest_not_the_reader(bench: Bench) -> None:
    bench.write(SECTION, "import warnings\nwarnings.warn('colonne vide', stacklevel=1)")
    gap = Problem("gap", "Il manque des jours.", severity=Severity.RESERVATION)
    outcome = bench.render(bench.context(problems=(gap,)))
    manifest = json.loads((outcome.folder / "manifest.json").read_text())
    assert manifest["status"] == "reservations"
    assert "colonne vide" in manifest["warnings"][0]["text"]
    assert all("colonne vide\n" not in (outcome.folder / name).read_text() for name in ("report.html",))
    assert "stderr" not in (outcome.folder / "report.ipynb").read_text()


def test_a_second_language_lies_beside_the_first(bench: Bench) -> None:
    outcome = bench.render(languages=("fr", "en"))
    assert {"report.html", "report.en.html"} <= set(files(outcome.folder))
    assert '<html lang="en">' in (outcome.folder / "report.en.html").read_text()
    assert "language = 'fr'" in (outcome.folder / "report.ipynb").read_text()


def test_a_range_of_days_reaches_the_notebook(bench: Bench) -> None:
    values = 'params: str = ""\nstart: str = ""\nend: str = ""\nlanguage: str = ""'
    bench.write(SECTION, "print(start, end)", parameters=values)
    october = bench.request().period
    outcome = bench.render(period=Period(october.start.replace(day=5), october.start.replace(day=18)))
    assert outcome.folder.parent.name == "2026-10-05_2026-10-18"
    assert "2026-10-05 2026-10-18" in (outcome.folder / "report.html").read_text()


def test_a_shipped_notebook_runs_where_it_would_lie(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = bench.root / "notebooks" / "monthly_report.ipynb"
    packed = tmp_path / "shipped"
    packed.mkdir()
    own.rename(packed / own.name)
    monkeypatch.setattr("kpitools.workspace.Workspace.notebook", lambda self, name: packed / name)
    assert "params = '../params/fournil.yaml'" in (bench.render().folder / "report.ipynb").read_text()


def test_what_is_not_there_is_said(bench: Bench) -> None:
    with pytest.raises(WorkspaceError, match=r"autre\.ipynb"):
        bench.render(notebook="autre.ipynb")
    with pytest.raises(WorkspaceError, match="luxe"):
        bench.render(template="luxe")
    assert files(bench.edition) == ["failure.json"]


def test_an_output_that_cannot_be_written_is_said_and_loses_nothing(bench: Bench) -> None:
    (bench.root / "output").write_text("un fichier")
    with pytest.raises(WorkspaceError, match="Impossible d’écrire"):
        bench.render()
    assert (bench.root / "output").read_text() == "un fichier"
