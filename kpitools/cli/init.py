"""`kpitools init DIR`: a new workspace."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.system import cause
from kpitools.errors import WorkspaceError
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.workspace import Workspace, shipped

NEW = Path(__file__).parent / "new_workspace"


def init(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help=mark("Dossier de l'espace de travail, créé s'il n'existe pas."))
    ],
) -> None:
    """Crée un espace de travail : notebooks/, templates/, params/, output/. Rien n'est remplacé."""
    made = make_workspace(directory)
    voice.say(voice.words.plural("{n} fichier écrit.", "{n} fichiers écrits.", len(made)))
    voice.say(voice.words.text("Ensuite, dans ce dossier : kpitools new CLIENT --from DOSSIER_DES_EXPORTS"))
    print_result(str(directory))


def make_workspace(directory: Path) -> list[Path]:
    """Make a workspace's folders and files, and return the files written; those already there stay as they are.

    Raises WorkspaceError where the folder can't be written.
    """
    workspace = Workspace(directory)
    made = []
    try:
        for folder in (workspace.params, workspace.output):
            folder.mkdir(parents=True, exist_ok=True)
        for source, target in _files():
            if not (path := directory / target).exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, path)
                made.append(path)
    except OSError as error:
        text = mark("L'espace de travail ne peut pas être créé dans {folder} : {cause}.")
        remedy = mark("Choisissez un dossier où vous pouvez écrire.")
        values = {"folder": str(directory), "cause": cause(error)}
        raise WorkspaceError(Problem("workspace", text, values, remedy=remedy)) from error
    return made


def _files() -> Iterator[tuple[Path, Path]]:
    """What a new workspace holds, and where: the shipped notebooks and templates, the schema, what git leaves out."""
    for folder in ("notebooks", "templates"):
        root = shipped(folder)
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not any(part.startswith((".", "__")) for part in inside.parts):
                yield path, folder / inside
    yield shipped("params") / "schema.json", Path("params", "schema.json")
    yield NEW / "gitignore", Path(".gitignore")
    yield NEW / "LISEZ-MOI.md", Path("LISEZ-MOI.md")
