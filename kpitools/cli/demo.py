"""`kpitools demo`: a workspace with two made-up clients, and their reports."""

import shutil
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.init import make_workspace
from kpitools.cli.system import cause
from kpitools.errors import KpitoolsError, WorkspaceError
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.workspace import Workspace, shipped

if TYPE_CHECKING:
    from kpitools.publish import Outcome


def demo(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help=mark("Dossier de l'espace de travail, créé s'il n'existe pas."))
    ] = Path("kpitools-demo"),
) -> None:
    """Crée un espace de travail avec deux clients inventés, et fait leurs rapports."""
    from kpitools.demo import CLIENTS

    failed = False
    # Each report is a process's work of some seconds; a machine with two cores makes both in the time of one.
    # What both need, and takes a while, is made ready beside: the packages while exports are written, then the fonts
    # here, once.
    with ProcessPoolExecutor(len(CLIENTS), mp_context=get_context("spawn")) as pool:
        for _ in CLIENTS:
            pool.submit(_load_packages)
        workspace = make_demo(directory)
        reports = [pool.submit(_publish, workspace.params / f"{client}.yaml") for client in CLIENTS]
        _prepare_fonts()
        for report in reports:
            try:
                outcome = report.result()
            except KpitoolsError as error:
                voice.problems(error.problems)
                failed = True
                continue
            except BrokenProcessPool:  # ended from outside, or out of memory
                voice.problem(Problem("killed", mark("La fabrication d'un rapport a été interrompue.")))
                failed = True
                continue
            voice.problems(outcome.problems)
            failed = failed or not outcome.is_complete
            print_result(str(outcome.folder))
    if failed:
        raise typer.Exit(1)


def _load_packages() -> None:
    """Import for the time that it takes, not for the names."""
    import kpitools.publish.making
    import kpitools.publish.reading  # noqa: F401


def _prepare_fonts() -> None:
    from kpitools.publish.fonts import prepare

    prepare()


def _publish(parameters: Path) -> "Outcome":
    from kpitools.demo.client import END
    from kpitools.kpis.values import Period
    from kpitools.publish.client import publish

    return publish(parameters, Period.month(END))


def make_demo(directory: Path) -> Workspace:
    """Make a workspace where there is none, add the made-up exports and the sample parameters to it.

    Exports are written afresh; parameters that are there already stay as they are. Raises WorkspaceError where the
    folder can't be written.
    """
    from kpitools.demo import write

    workspace = Workspace(directory)
    if not workspace.params.is_dir():
        make_workspace(directory)
    try:
        write(directory / "examples")
        _copy_missing(shipped("params"), workspace.params)
    except OSError as error:
        text = mark("Les exemples ne peuvent pas être écrits dans {folder} : {cause}.")
        remedy = mark("Choisissez un dossier où vous pouvez écrire.")
        values = {"folder": str(directory), "cause": cause(error)}
        raise WorkspaceError(Problem("workspace", text, values, remedy=remedy)) from error
    return workspace


def _copy_missing(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_file() and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
