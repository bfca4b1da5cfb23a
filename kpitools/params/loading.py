"""Loading a parameter file: read it with what it extends, validate, and report everything that is wrong at once."""

from collections.abc import Collection, Iterable
from pathlib import Path

from pydantic import ValidationError

from kpitools.catalogue import catalogue
from kpitools.errors import ParametersError
from kpitools.language import language, mark
from kpitools.params import checks, explain
from kpitools.params.document import Node, known_as, merge, read
from kpitools.params.parameters import Parameters, path_of
from kpitools.problems import Problem
from kpitools.workspace import find


def load(path: Path, *, known_kpis: Collection[str] | None = None) -> Parameters:
    """The parameters of a client.

    `known_kpis` are the KPI ids that the file may name; by default those of the catalogue and of the workspace.
    Raises ParametersError with every problem of the file and of those it extends, in the order of their lines.
    """
    path = path.absolute()
    problems: list[Problem] = []
    tree = _extended(path, problems)
    if known_kpis is None:
        known_kpis = catalogue(find(path).kpis).kpis.keys()
    problems += checks.problems(tree, frozenset(known_kpis))
    try:
        parameters = Parameters.of(tree, {"kpis": {*known_kpis, *_own_kpis(tree)}})
    except ValidationError as error:
        problems += explain.problems(error, tree)
        raise ParametersError(*_in_order(problems, path)) from None
    if problems:
        raise ParametersError(*_in_order(problems, path))
    return parameters


def _extended(path: Path, problems: list[Problem], above: tuple[Path, ...] = ()) -> Node:
    """The tree of a file on top of those it extends."""
    tree = read(path, problems)
    node = tree.get("extends")
    if node is None or not node.text:
        return tree
    base = path_of(node)
    if base.resolve() in [file.resolve() for file in (*above, path)]:
        names = {"circle": " → ".join(file.name for file in (*above, path, base))}
        problems.append(Problem("circle", mark("« extends » tourne en rond : {circle}."), names).at(**node.place))
        return tree
    try:
        return merge(_extended(base, problems, (*above, path)), tree)
    except ParametersError as error:
        # What is wrong with the extended file itself hides nothing of this one.
        problems += error.problems
        if not base.is_file():
            problems[-1] = Problem("missing_path", mark("« {path} » n'existe pas."), {"path": node.text}).at(
                **node.place
            )
        return tree


def _own_kpis(tree: Node) -> set[str]:
    entries = tree.get("custom_kpis")
    return {name.text for entry in (entries.list if entries else []) if (name := entry.get("id")) is not None}


def _in_order(problems: Iterable[Problem], path: Path) -> list[Problem]:
    """The file's own problems first, by line, each once; where a secret stands, nothing else is said of its line."""
    found = {(problem.file, problem.line, problem.message(language("fr"))): problem for problem in problems}
    secrets = {(problem.file, problem.line) for problem in found.values() if problem.id == "secret"}
    kept = [p for p in found.values() if p.id == "secret" or (p.file, p.line) not in secrets]
    return sorted(kept, key=lambda problem: (problem.file != known_as(path), problem.file or "", problem.line or 0))
