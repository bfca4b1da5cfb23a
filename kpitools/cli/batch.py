"""kpitools batch: all clients' editions, side by side."""

import contextlib
import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import From, Month, To, existing, period
from kpitools.errors import ParametersError, WorkspaceError
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.workspace import find

if TYPE_CHECKING:
    from kpitools.batch import Ledger, Plan
    from kpitools.kpis import Period

# What one report takes at most where nothing is wrong, with much to spare.
DEADLINE = 900
# The share of the machine's memory that all reports together may take.
_SHARE = 0.8
# What a report needs at least: its worker and its notebook's kernel.
_SMALLEST = 700
_MEGABYTE = 1_000_000

SomeParams = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PARAMS…]", help=mark("Fichiers de paramètres (par défaut tous ceux de params/).")),
]


def batch(
    params: SomeParams = None,
    month: Month = None,
    start: From = None,
    end: To = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=256, help=mark("Rapports faits en même temps."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=mark("Refaire même ce qui n'a pas changé."))] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help=mark("Seulement les clients dont la dernière tentative a échoué."))
    ] = False,
    deadline: Annotated[
        int, typer.Option("--deadline", metavar="SECONDES", min=1, help=mark("Durée permise à un rapport."))
    ] = DEADLINE,
    memory: Annotated[
        int | None,
        typer.Option("--memory", metavar="MO", min=1, help=mark("Mémoire permise à un rapport, noyau compris.")),
    ] = None,
) -> None:
    """Fait les éditions de tous les clients, plusieurs à la fois ; l'échec de l'un ne touche pas les autres."""
    from kpitools.batch import Batch, Ledger, Limits
    from kpitools.batch.forecast import Forecast
    from kpitools.cli.batch_closing import closing, summary
    from kpitools.cli.batch_display import watching

    made = planned(params, chosen_period(month, start, end), force=force)
    with contextlib.closing(Ledger(made.workspace.output)) as ledger:
        if retry_failed:
            made = _failed_only(made, ledger)
            if not made.jobs and not made.refusals:
                voice.say(voice.words.text("Aucun client n'a échoué."))
                return
        workers = workers or min(os.cpu_count() or 1, max(len(made.jobs), 1))
        limits = Limits(deadline, memory or _memory(workers))
        forecast = Forecast((job.client for job in made.jobs), ledger.seconds(), workers)
        with watching(voice, made, forecast) as listener:
            results = Batch(made, limits, workers, listener, voice.words).run(ledger)
    print_result(summary(results, voice.words) if voice.json else closing(results, voice.words))
    if any(result.cause for result in results):
        raise typer.Exit(1)


def planned(params: Sequence[Path] | None, chosen: "Period", *, force: bool = False) -> "Plan":
    """The plan for the parameter files that are named, else for all of the workspace's.

    Raises ParametersError where not one of them is right, WorkspaceError outside a workspace.
    """
    from kpitools.batch import parameter_files, plan

    if params:
        return plan([existing(path) for path in params], chosen, force=force)
    workspace = find(Path.cwd())
    if not workspace.params.is_dir():
        text = mark("Il n'y a pas d'espace de travail ici : aucun dossier params/.")
        raise WorkspaceError(Problem("no_workspace", text, remedy=mark("« kpitools init » en crée un.")))
    paths = parameter_files(workspace)
    if not paths:
        text = mark("Le dossier params/ ne contient aucun client.")
        raise ParametersError(Problem("no_client", text, remedy=mark("« kpitools new ID » en écrit un.")))
    return plan(paths, chosen, force=force)


def chosen_period(month: str | None, start: str | None, end: str | None) -> "Period":
    """The period that the options name, else the last complete month."""
    from kpitools.kpis.values import Period

    if month is None and start is None and end is None:
        from kpitools.kpis.opening import last_complete_month  # brings DuckDB along

        return last_complete_month()
    return period(month, start, end, Period.month(dt.date.today()))


def _failed_only(made: "Plan", ledger: "Ledger") -> "Plan":
    from kpitools.batch import standing

    return replace(made, jobs=tuple(job for job in made.jobs if standing(job, ledger).has_failed))


def _memory(workers: int) -> int:
    """Each report's part of the machine's memory, in megabytes."""
    import psutil

    return max(int(psutil.virtual_memory().total * _SHARE / workers / _MEGABYTE), _SMALLEST)
