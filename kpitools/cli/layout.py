"""`kpitools layout`: drafting the layout of an export that none knows, and trying what it reads."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import UsageError
from kpitools.cli.system import cause
from kpitools.errors import WorkspaceError
from kpitools.language import Language, mark
from kpitools.problems import Problem
from kpitools.workspace import find

if TYPE_CHECKING:
    import pyarrow as pa

    from kpitools.readers import Layout, Trial
    from kpitools.tables import Table

_FIRST = 5  # how many rows are shown
_WIDEST = 40  # characters of a cell
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")

layout = typer.Typer(no_args_is_help=True, help=mark("Décrit un export inconnu : brouillon de mise en page, et essai."))
Export = Annotated[Path, typer.Argument(metavar="FICHIER", help=mark("Un export, tel que téléchargé."))]


@layout.command()
def new(
    file: Export,
    name: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=mark("Identifiant de la mise en page (« kind: »)."))
    ] = None,
) -> None:
    """Écrit dans params/layouts le brouillon de la mise en page d'un export inconnu."""
    from kpitools.readers import draft, layouts

    workspace = find(Path.cwd())
    if not workspace.params.is_dir():
        text = mark("Il n'y a pas d'espace de travail ici : aucun dossier params/.")
        raise WorkspaceError(Problem("no_workspace", text, remedy=mark("« kpitools init » en crée un.")))
    known = layouts(workspace.layouts)
    made = draft(_existing(file), _free_id(name, file, known), known, voice.words)
    path = workspace.layouts / f"{_free_id(name, file, known)}.yaml"
    _write(path, made.text)
    for question in made.questions:
        voice.say("? " + question)
    voice.say(voice.words.text("Ensuite : kpitools layout try {layout} {file}", layout=path, file=file))
    print_result(str(path))


@layout.command(name="try")
def attempt(
    layout_name: Annotated[
        str,
        typer.Argument(metavar="LAYOUT", help=mark("Un fichier de mise en page, ou l'id d'une mise en page connue.")),
    ],
    file: Export,
) -> None:
    """Montre ce qu'une mise en page lit d'un fichier : tables, lignes, totaux, et ce qui est refusé et pourquoi."""
    from kpitools.readers import layouts, trial

    known = layouts(find(Path.cwd()).layouts)
    made = trial(_existing(file), _layout(layout_name, known), known)
    print_result("\n".join(_shown(made, voice.words)))
    voice.problems([*made.export.problems, *(need.why for need in made.needs)])
    if made.taken_by is not None:
        text = mark("Parmi toutes les mises en page, « {other} » reconnaît mieux ce fichier et le lira.")
        remedy = mark("Ajoutez sous l'entrée de ce fichier « kind: {id} », ou des libellés à « columns ».")
        values = {"other": made.taken_by.id, "id": made.export.layout.id}
        voice.problem(Problem("taken_by", text, values, remedy=remedy, file=file.name))


def _existing(file: Path) -> Path:
    if not file.exists():
        raise UsageError(Problem("usage", mark("« {path} » n'existe pas."), {"path": str(file)}))
    return file


def _free_id(name: str | None, file: Path, known: tuple["Layout", ...]) -> str:
    """The id that is asked for, else one made of the file's name; no layout may have it yet."""
    wanted = name if name is not None else re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "export"
    if not _ID.fullmatch(wanted):
        text = mark("« {id} » n'est pas un identifiant : lettres sans accent, chiffres, - et _.")
        raise UsageError(Problem("usage", text, {"id": wanted}))
    if any(one.id == wanted for one in known):
        text = mark("La mise en page « {id} » existe déjà. Donnez un autre identifiant avec --id.")
        raise UsageError(Problem("usage", text, {"id": wanted}))
    return wanted


def _layout(name: str, known: tuple["Layout", ...]) -> "Layout":
    from kpitools.readers.schema.library import load

    if Path(name).is_file():
        return load(Path(name))
    found = next((one for one in known if one.id == name), None)
    if found is None:
        text = mark("« {name} » n'est ni un fichier de mise en page ni l'id d'une mise en page connue.")
        raise UsageError(Problem("usage", text, {"name": name}))
    return found


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        problem = Problem("file_exists", mark("Ce fichier existe déjà et n'est pas remplacé."), file=str(path))
        raise WorkspaceError(problem) from error
    except OSError as error:
        said = mark("Ce fichier ne peut pas être écrit : {cause}.")
        raise WorkspaceError(Problem("workspace", said, {"cause": cause(error)}, file=str(path))) from error


def _shown(made: "Trial", words: Language) -> Iterator[str]:
    from kpitools.tables import FILLED

    title: Mapping[Any, str] = made.export.layout.title
    yield f"{made.export.path.name} · {title.get(words.code, title['fr'])} ({made.export.layout.id})"
    for name, rows in made.export.tables.items():
        yield ""
        yield " · ".join([name, words.plural("{n} ligne", "{n} lignes", len(rows)), *_dates(rows, FILLED[name], words)])
        if totals := [f"{column} {total:.10g}" for column, total in _totals(rows, FILLED[name])]:
            yield "  " + words.text("totaux : {totals}", totals=" · ".join(totals))
        yield from (f"  {line}" for line in _first_rows(rows, FILLED[name]))
    yield ""
    if made.export.missing:
        yield words.text("colonnes facultatives absentes : {names}", names=", ".join(made.export.missing))
    if made.unread:
        yield words.text("libellés du fichier qui ne sont pas lus : {names}", names=", ".join(made.unread))


def _dates(rows: "pa.Table", table: "Table", words: Language) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in (table.when,) if table.when else ("start", "end"):
        ends = pc.min_max(rows[name].cast(pa.date32())).as_py()
        if ends["min"] is not None:
            yield f"{words.short_date(ends['min'])} – {words.short_date(ends['max'])}"


def _totals(rows: "pa.Table", table: "Table") -> Iterator[tuple[str, float]]:
    """The sums of the columns that can be added up, where anything is known."""
    import pyarrow.compute as pc

    from kpitools.tables import Kind

    for column in table:
        if column.kind in (Kind.COUNT, Kind.NET, Kind.MONEY, Kind.NUMBER):
            total = pc.sum(rows[column.name]).as_py()
            if total is not None:
                yield column.name, total


def _first_rows(rows: "pa.Table", table: "Table") -> Iterator[str]:
    """The first rows as a table of text, without the columns that are unknown in all rows."""
    names = [column.name for column in table if rows[column.name].null_count < len(rows)]
    cells = [names, *([_cell(row[name]) for name in names] for row in rows.slice(0, _FIRST).to_pylist())]
    widths = [max(len(line[at]) for line in cells) for at in range(len(names))]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    text = "–" if value is None else " ".join(str(value).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
