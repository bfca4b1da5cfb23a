"""Pydantic's errors as problems: what is wrong, on which line of which file, and what to write."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kpitools.language import mark
from kpitools.params.document import Loc, Node
from kpitools.params.parameters import Parameters
from kpitools.params.wrong import nearest, shown
from kpitools.problems import Problem

_NOT_A_LIST = (
    mark("« {key} » attend une liste."),
    mark("Écrivez [un, deux], ou une ligne « - … » pour chaque élément."),
)
_NOT_A_MAPPING = (
    mark("« {key} » attend un bloc de lignes « clé : valeur »."),
    mark("Clés possibles : {known}."),
)
_NOT_ALLOWED = (mark("« {value} » n'est pas permis pour « {key} »."), "")
_TEXTS = {
    "missing": (mark("Il manque « {key} »."), mark("Ajoutez une ligne « {key}: … »."),),
    "tuple_type": _NOT_A_LIST,
    "list_type": _NOT_A_LIST,
    "model_type": _NOT_A_MAPPING,
    "model_attributes_type": _NOT_A_MAPPING,
    "dict_type": (mark("« {key} » attend un bloc de lignes « clé : valeur »."), ""),
    "greater_than_equal": (mark("« {value} » est trop petit."), mark("Écrivez au moins {ge}.")),
    "less_than_equal": (mark("« {value} » est trop grand."), mark("Écrivez au plus {le}.")),
}  # fmt: skip


def problems(error: ValidationError, tree: Node) -> Iterator[Problem]:
    """Every problem that validation found in a tree, with its place."""
    details = [
        (detail, tuple(step for step in detail["loc"] if step != "[key]")) for detail in error.errors(include_url=False)
    ]
    unknown = [loc for detail, loc in details if detail["type"] == "extra_forbidden"]
    mistyped = {(*loc[:-1], nearest(loc[-1], known_keys(loc[:-1]))) for loc in unknown}
    for detail, loc in details:
        if detail["type"] == "missing" and loc in mistyped:
            continue  # said once, with the key that was meant
        if detail["type"] == "default_factory_not_called":
            continue  # a default made from a value that is itself wrong, and said so
        node = tree.at(loc)
        yield _problem(detail, loc).at(**node.place)


def _problem(detail: ErrorDetails, loc: Loc) -> Problem:
    carried: Problem | None = detail.get("ctx", {}).get("problem")
    key = next((step for step in reversed(loc) if isinstance(step, str) and not step.startswith("(")), "")
    if carried is not None:
        return carried.with_values(key=key) if "key" in carried.values else carried
    known = known_keys(loc if "attributes" in detail["type"] or detail["type"] == "model_type" else loc[:-1])
    if detail["type"] == "extra_forbidden":
        return unknown_key(key, known)
    text, remedy = _TEXTS.get(detail["type"], _NOT_ALLOWED)
    values = {"key": key, "value": shown(detail["input"]), "known": ", ".join(known), **detail.get("ctx", {})}
    return Problem("missing_key" if detail["type"] == "missing" else "value", text, values, remedy=remedy)


def unknown_key(key: str, known: list[str]) -> Problem:
    """The problem of a key that the format does not have, with the nearest that it has."""
    if key == "<<":
        return Problem(
            "unknown_key",
            mark("« << » n'existe pas en YAML 1.2."),
            remedy=mark("Reprenez un autre fichier avec « extends »."),
        )
    near = nearest(key, known)
    return Problem(
        "unknown_key",
        mark("La clé « {key} » n'existe pas ici."),
        {"key": shown(key), "near": near, "known": ", ".join(known)},
        remedy=mark("Voulez-vous dire « {near} » ?") if near else mark("Clés possibles : {known}."),
    )


def known_keys(loc: Loc) -> list[str]:
    """The keys that the format has at a path."""
    model: type[BaseModel] = Parameters
    for step in loc:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        inside = _model_in(field.annotation) if field else None
        model = inside or model
    return [name for name, field in model.model_fields.items() if field.alias is None]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation holds, however wrapped."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_model_in, get_args(annotation)) if found), None)
