"""`kpitools new ID`: a commented parameter file for a new client."""

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import UsageError
from kpitools.cli.system import cause
from kpitools.errors import WorkspaceError
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.workspace import Workspace, find, shipped

if TYPE_CHECKING:
    from kpitools.params.draft import DraftEntry, DraftHint
    from kpitools.readers import Need, Suggestion


def new(
    client: Annotated[str, typer.Argument(metavar="ID", help=mark("Identifiant : lettres, chiffres, - et _."))],
    source: Annotated[
        Path | None, typer.Option("--from", metavar="DOSSIER", help=mark("Dossier ou fichier des exports du client."))
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NOM", help=mark("Nom dans le rapport."))] = None,
) -> None:
    """Écrit le fichier de paramètres commenté d'un nouveau client."""
    workspace = find(Path.cwd())
    if not workspace.params.is_dir():
        text = mark("Il n'y a pas d'espace de travail ici : aucun dossier params/.")
        raise WorkspaceError(Problem("no_workspace", text, remedy=mark("« kpitools init » en crée un.")))
    suggestions = list(_suggestions(source, workspace)) if source is not None else []
    path = write(workspace, client, name or client, source, suggestions)
    if source is None:
        _templates(workspace.root / "data" / client / "tableaux")
    unread = [(one.path, one.problem) for one in suggestions if one.problem is not None and not one.needs]
    voice.problems(replace(problem, severity=Severity.WARNING, file=str(path)) for path, problem in unread)
    print_result(str(path))


def write(
    workspace: Workspace, client: str, name: str, source: Path | None, suggestions: Sequence["Suggestion"]
) -> Path:
    """Write a client's parameter file, with an entry for each export that needs one, and return its path.

    Without a source the exports are expected in `data/CLIENT`, which is made. Raises ParametersError where the id or
    the name won't do, WorkspaceError where the file is there already or can't be written.
    """
    from kpitools.params.draft import draft

    folder = source or workspace.root / "data" / client
    text = draft(client, name, _entries(folder, suggestions, workspace.params))
    path = workspace.params / f"{client}.yaml"
    try:
        if source is None:
            folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        if not (schema := workspace.params / "schema.json").exists():
            shutil.copyfile(shipped("params") / "schema.json", schema)
    except FileExistsError as error:
        problem = Problem("file_exists", mark("Ce fichier existe déjà et n'est pas remplacé."), file=str(path))
        raise WorkspaceError(problem) from error
    except OSError as error:
        text = mark("Ce fichier ne peut pas être écrit : {cause}.")
        raise WorkspaceError(Problem("workspace", text, {"cause": cause(error)}, file=str(path))) from error
    return path


def _templates(folder: Path) -> None:
    """Write empty spreadsheets for what no platform exports: leads, orders, costs …"""
    from kpitools.readers import write_templates

    try:
        made = list(write_templates(folder, voice.words))
    except OSError as error:
        text = mark("Les tableaux à remplir ne peuvent pas être écrits : {cause}.")
        problem = Problem("templates", text, {"cause": cause(error)}, Severity.WARNING, file=str(folder))
        voice.problems([problem])
    else:
        n = len(made)
        voice.say(f"{folder} · " + voice.words.plural("{n} tableau à remplir", "{n} tableaux à remplir", n))


def _suggestions(source: Path, workspace: Workspace) -> Iterator["Suggestion"]:
    from kpitools.params.files import files_in
    from kpitools.readers import layouts, needs

    if not source.exists():
        raise UsageError(Problem("usage", mark("« {path} » n'existe pas."), {"path": str(source)}))
    known = layouts(workspace.layouts)
    for path in sorted(files_in(source)):
        yield needs(path, known)


def _entries(source: Path, suggestions: Sequence["Suggestion"], params: Path) -> list["DraftEntry"]:
    """The source itself, then the files in it that need hints."""
    from kpitools.params.draft import DraftEntry

    needs = {source.resolve(): ()} | {one.path: one.needs for one in suggestions if one.needs}
    return [DraftEntry(_relative(path, params), [*map(_hint, found)]) for path, found in needs.items()]


def _hint(need: "Need") -> "DraftHint":
    from kpitools.params.draft import DraftHint

    if need.proposal is None:
        return DraftHint(need.hint, None, ", ".join(need.choices))
    origins = {
        "network": "d'après son nom ou celui de son dossier",
        "date": "jour où le fichier a été enregistré",
        "year": "année où le fichier a été enregistré",
    }
    value = int(need.proposal) if need.hint == "year" else need.proposal
    return DraftHint(need.hint, value, f"{origins.get(need.hint, 'proposé')} : à vérifier")


def _relative(path: Path, params: Path) -> str:
    try:
        return Path(os.path.relpath(path, params.resolve())).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()
