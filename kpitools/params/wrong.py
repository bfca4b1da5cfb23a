"""A wrong value, said as a Problem from inside pydantic's validation."""

import difflib
from collections.abc import Collection

from pydantic_core import PydanticCustomError

from kpitools.language import mark
from kpitools.problems import Problem

_WORDS = {"True": "true", "False": "false", "None": "null"}  # YAML's own


def wrong(text: str, remedy: str = "", problem_id: str = "value", **values: object) -> PydanticCustomError:
    """The error to raise for a wrong value; the loader gives the problem its file and line."""
    return carried(Problem(problem_id, text, values, remedy=remedy))


def carried(problem: Problem) -> PydanticCustomError:
    """A problem as an error that pydantic collects with the others."""
    return PydanticCustomError("problem", "{problem}", {"problem": problem})


def nearest(word: object, known: Collection[str]) -> str | None:
    """The known word most like a wrong one, None where none is near."""
    found = difflib.get_close_matches(str(word).lower(), known, 1)
    return found[0] if found else None


def not_one_of(word: object, known: Collection[str]) -> Problem:
    """The problem of a word that is none of those allowed, with the nearest of them or all."""
    near = nearest(word, known)
    return Problem(
        "choice",
        mark("« {value} » n'est pas une valeur possible pour « {key} »."),
        {"key": "", "value": shown(word), "near": near, "known": ", ".join(known)},
        remedy=mark("Voulez-vous dire « {near} » ? Valeurs possibles : {known}.")
        if near
        else mark("Valeurs possibles : {known}."),
    )


def shown(value: object) -> str:
    """A wrong value as the user wrote it, short enough for a message."""
    text = _WORDS.get(str(value), str(getattr(value, "written", value)))
    return text if len(text) <= 60 else text[:59] + "…"
