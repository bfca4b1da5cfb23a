"""What a batch plans, before anything runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from kpitools.batch import parameter_files, plan
from kpitools.errors import ParametersError, WorkspaceError
from kpitools.workspace import Workspace
from tests.batch.agency import OCTOBER, Agency


def test_files_that_only_lend_their_values_are_no_clients(agency: Agency) -> None:
    agency.client("abeille")
    agency.client("_agence")
    (agency.root / "params" / "schema.json").write_text("{}")
    assert [path.name for path in parameter_files(Workspace(agency.root))] == ["abeille.yaml"]


@pytest.mark.parametrize("other", ["abeille", "ABEILLE"])
def test_two_files_of_one_client_both_fail(agency: Agency, other: str) -> None:
    """On some disks ABEILLE and abeille are one folder."""
    one = agency.client("abeille")
    text = one.read_text(encoding="utf-8").replace('"id": "abeille"', f'"id": "{other}"')
    two = one.with_name("bis.yaml")
    two.write_text(text, encoding="utf-8")
    agency.client("zinc")
    made = plan(parameter_files(Workspace(agency.root)), OCTOBER)
    assert [job.client for job in made.jobs] == ["zinc"]
    told = {refusal.client: str(refusal.problems[0].values["names"]) for refusal in made.refusals}
    assert told == {"abeille": "abeille.yaml, bis.yaml", "bis": "abeille.yaml, bis.yaml"}
    assert all(refusal.problems[0].line for refusal in made.refusals)


def test_a_file_named_twice_is_one_client(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    path = agency.client("abeille")
    monkeypatch.chdir(agency.root)
    assert len(plan([path, Path("params", "abeille.yaml")], OCTOBER).jobs) == 1


def test_a_plan_without_any_right_parameters_is_wrong(agency: Agency) -> None:
    for client in ("abeille", "zinc"):
        agency.client(client).write_text("client: {}\n")
    with pytest.raises(ParametersError) as caught:
        plan(parameter_files(Workspace(agency.root)), OCTOBER)
    files = {Path(problem.file or "").name for problem in caught.value.problems}
    assert files == {"abeille.yaml", "zinc.yaml"}


def test_two_workspaces_are_two_batches(tmp_path: Path) -> None:
    paths = [Agency(tmp_path / name).client("abeille") for name in ("un", "deux")]
    with pytest.raises(WorkspaceError, match="espace de travail"):
        plan(paths, OCTOBER)


def test_planning_and_keeping_wait_for_no_heavy_library() -> None:
    """A batch of a hundred unchanged clients must be done at once."""
    heavy = {"duckdb", "pandas", "pyarrow", "matplotlib", "papermill", "nbconvert", "weasyprint"}
    script = f"import sys, kpitools.batch; print(*({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")
