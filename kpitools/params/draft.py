"""The text of a new client's parameter file: commented in French, valid as it stands."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from pydantic_core import PydanticCustomError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode

from kpitools.errors import ParametersError
from kpitools.params.document import resolve_scalar
from kpitools.params.references import client_id
from kpitools.params.types import one_line

TEMPLATE = Path(__file__).with_name("draft.yaml")


@dataclass(frozen=True)
class DraftHint:
    """A hint to write under an entry: with a value, to be checked, or without one, left to the user to complete.

    `remark` says where the value comes from, or which are possible.
    """

    key: str
    value: str | int | None
    remark: str


@dataclass(frozen=True)
class DraftEntry:
    """A data entry to write: its path, relative to the file, and its hints."""

    path: str
    hints: Sequence[DraftHint] = ()


def draft(new_id: str, name: str, entries: Sequence[DraftEntry]) -> str:
    """The file's text. Raises ParametersError where the id or the name can't be a client's."""
    try:
        client_id(new_id)
        name = one_line(name)
    except PydanticCustomError as error:
        raise ParametersError((error.context or {})["problem"]) from None
    written = "\n".join(line for entry in entries for line in _lines(entry))
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        id=_scalar(new_id), name=_scalar(name), entries=written
    )


def _lines(entry: DraftEntry) -> Iterator[str]:
    yield f"  - path: {_scalar(entry.path)}"
    for hint in entry.hints:
        if hint.value is None:
            yield f"    # À compléter : {hint.key}: …   # {hint.remark}"
        else:
            written = _scalar(hint.value) if isinstance(hint.value, str) else hint.value
            yield f"    {hint.key}: {written}   # {hint.remark}"


def _scalar(text: str) -> str:
    """A text as YAML: plain where that reads as the same text, else in double quotes."""
    try:
        (_, read), *_ = YAML(typ="safe", pure=True).compose(f"key: {text}").value
        plain = isinstance(read, ScalarNode) and read.style is None and read.value == text
    except YAMLError:
        plain = False
    return text if plain and resolve_scalar(text) == text else json.dumps(text, ensure_ascii=False)
