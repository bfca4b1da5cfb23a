"""The layouts that come with kpitools and those that a workspace adds, read from YAML and checked."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kpitools import shipped
from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.params import document
from kpitools.params.document import Loc, Node
from kpitools.params.explain import unknown_key
from kpitools.params.wrong import shown
from kpitools.problems import Problem
from kpitools.readers.schema.canonical import canonical_layouts
from kpitools.readers.schema.column import Column
from kpitools.readers.schema.layout import Fact, Layout, Section
from kpitools.readers.schema.spoken import Spoken

SHIPPED = Path(__file__).parents[1] / "layouts"


def layouts(extra: Path | None = None) -> tuple[Layout, ...]:
    """The canonical tables, the shipped layouts and those of a folder; one of the same id replaces the shipped one.

    Raises ParametersError with every mistake of every layout file, each with its line and what to write.
    """
    own = _folder(extra) if extra is not None and extra.is_dir() else ()
    made = {layout.id: layout for layout in (*canonical_layouts(), *_shipped(), *own)}
    return tuple(made.values())


@cache
def _shipped() -> tuple[Layout, ...]:
    try:
        made = tuple(Layout.model_validate(data) for data in shipped.plain(SHIPPED, _plain).values())
    except ValidationError:
        made = ()
    # A layout that is being written may be wrong: read anew, file by file, it is said where.
    return made if made and len({layout.id for layout in made}) == len(made) else _folder(SHIPPED)


def _plain(path: Path) -> Any:
    return document.read(path, []).plain()


def _folder(folder: Path) -> tuple[Layout, ...]:
    made: dict[str, Layout] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            layout = load(path)
        except ParametersError as error:
            problems += error.problems
            continue
        if layout.id in made:
            text = mark("Deux fichiers décrivent la forme d'export « {id} ».")
            problems.append(Problem("duplicate_layout", text, {"id": layout.id}, file=str(path)))
        made[layout.id] = layout
    if problems:
        raise ParametersError(*problems)
    return tuple(made.values())


def load(path: Path) -> Layout:
    """The layout of a YAML file; raises ParametersError with all its mistakes."""
    problems: list[Problem] = []
    root = document.read(path, problems)
    try:
        layout = Layout.model_validate(root.plain())
    except ValidationError as error:
        found = [_problem(detail, root) for detail in error.errors(include_url=False)]
        meant = {problem.values.get("near") for problem in found if problem.id == "unknown_key"}
        for problem in sorted(found, key=lambda problem: problem.line or 0):
            # What `defaults` say wrong is wrong in every section, and a misspelt key is missing too: each is said once.
            if problem not in problems and not (problem.id == "missing_key" and problem.values["key"] in meant):
                problems.append(problem)
        raise ParametersError(*problems) from error
    if problems:
        raise ParametersError(*problems)
    return layout


def _problem(detail: ErrorDetails, root: Node) -> Problem:
    """A mistake in a layout file with its line and what to write."""
    loc = detail["loc"]
    node = _place(loc, root)
    key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    carried: Problem | None = detail.get("ctx", {}).get("problem")
    if carried is not None:
        problem = carried.with_values(key=carried.values.get("key") or key)
    elif detail["type"] == "extra_forbidden":
        problem = unknown_key(key, _keys(loc))
    elif detail["type"] == "missing":
        problem = Problem(
            "missing_key", mark("Il manque « {key} »."), {"key": key}, remedy=mark("Ajoutez une ligne « {key}: … ».")
        )
    else:
        expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
        problem = Problem(
            "value",
            mark("« {value} » ne convient pas à « {key} »."),
            {"value": shown(detail["input"]), "key": key, "expected": expected},
            remedy=mark("Valeurs possibles : {expected}.")
            if expected
            else mark("Voyez le mode d'emploi, kpitools/readers/layouts/README.md."),
        )
    return problem.at(file=str(node.file), line=node.line if loc else None)


def _place(loc: Loc, root: Node) -> Node:
    """Where the value at a path was written: in the section itself, or in the `defaults` that it takes over."""
    shared = ("defaults", *loc[2:])
    in_defaults = loc[:1] == ("sections",) and _depth(shared, root) > _depth(loc, root) - 1
    return root.at(shared if in_defaults else loc)


def _depth(loc: Loc, root: Node) -> int:
    """How far a path leads."""
    node, depth = root, 0
    for step in loc:
        inside = node.get(step)
        if inside is None:
            return depth
        node, depth = inside, depth + 1
    return depth


def _keys(loc: Loc) -> list[str]:
    """The keys that the layout language has at the place of an unknown one."""
    inside = loc[:-1]
    if "columns" in inside:
        return list(Column.model_fields)
    if inside[:1] == ("sections",):
        return list(Section.model_fields)
    if inside[:1] in (("languages",), ("facts",)):
        return list((Spoken if inside[0] == "languages" else Fact).model_fields)
    return [*Layout.model_fields, "defaults"]
