"""What a batch has to make: one edition a client, and the clients whose parameters do not allow it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpitools.errors import ParametersError, WorkspaceError
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.params import Parameters
from kpitools.problems import Problem
from kpitools.publish.client import request_for, supported
from kpitools.publish.request import EditionRequest
from kpitools.workspace import Workspace, find


@dataclass(frozen=True)
class Job:
    """One edition to make, or to keep."""

    request: EditionRequest
    parameters: Parameters

    @property
    def client(self) -> str:
        """The client's id."""
        return self.parameters.client.id


@dataclass(frozen=True)
class Refusal:
    """A client whose parameters are wrong: `client` is its file's name, all that is sure about it."""

    path: Path
    problems: tuple[Problem, ...]

    @property
    def client(self) -> str:
        """The name that the client goes by in the batch."""
        return self.path.stem


@dataclass(frozen=True)
class Plan:
    """The editions of one period in one workspace."""

    workspace: Workspace
    period: Period
    jobs: tuple[Job, ...]
    refusals: tuple[Refusal, ...] = ()


def parameter_files(workspace: Workspace) -> list[Path]:
    """The clients' parameter files; those whose names begin with an underscore only lend their values to others."""
    return sorted(path for path in workspace.params.glob("*.yaml") if not path.name.startswith("_"))


def plan(paths: Sequence[Path], period: Period, *, force: bool = False) -> Plan:
    """The plan for some parameter files.

    Raises WorkspaceError where they are of several workspaces, ParametersError where not one of them is right.
    """
    workspaces = {find(path).root: path for path in paths}
    if len(workspaces) > 1:
        text = mark("{first} et {second} ne sont pas du même espace de travail.")
        first, second, *_ = workspaces.values()
        values = {"first": first, "second": second}
        raise WorkspaceError(Problem("two_workspaces", text, values, remedy=mark("Lancez un lot pour chacun.")))
    jobs: list[Job] = []
    refusals: list[Refusal] = []
    for path in dict.fromkeys(path.absolute() for path in paths):
        try:
            parameters = supported(path)
        except ParametersError as error:
            refusals.append(Refusal(path, error.problems))
        else:
            jobs.append(Job(request_for(parameters, period, force=force), parameters))
    jobs, doubles = _told_apart(jobs)
    refusals += doubles
    if not jobs:
        raise ParametersError(*(problem for refusal in refusals for problem in refusal.problems))
    return Plan(Workspace(next(iter(workspaces))), period, tuple(jobs), tuple(refusals))


def _told_apart(jobs: Iterable[Job]) -> tuple[list[Job], list[Refusal]]:
    """The jobs of one client each; two files of one id would write one edition in turn."""
    owners: dict[str, list[Job]] = defaultdict(list)
    for job in jobs:
        # Some disks hold Acme and acme for one folder.
        owners[job.client.casefold()].append(job)
    text = mark("{names} ont le même identifiant de client, « {client} ».")
    remedy = mark("Donnez à chaque client un identifiant à lui, ou retirez un des fichiers.")
    kept, refused = [], []
    for same in owners.values():
        if len(same) == 1:
            kept += same
            continue
        names = ", ".join(job.parameters.path.name for job in same)
        for job in same:
            problem = Problem("same_client", text, {"names": names, "client": job.client}, remedy=remedy)
            refused.append(Refusal(job.parameters.path, (problem.at(**job.parameters.place("client", "id")),)))
    return kept, refused
