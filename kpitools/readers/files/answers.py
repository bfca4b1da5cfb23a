"""Answers of programming interfaces, kept as JSON files: each list of objects is like a sheet of a workbook.

A sheet has the name of the way to its list (`response.items`), a column that of the way to its value in each object
(`likes.count`, `attachments.0.type`); values that an object lacks are blank. Lists that lie in the objects of a list
are together a sheet of their own (`response.stats`), in which `../id` is the `id` of the object that each lies in. An
object without any list is the one row of a sheet without a name.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import bounds, remedies, reports

_OPENING = (b"{", b"[")
_LARGEST = 100_000_000  # bytes of a file
# About what each sign that parts values costs in memory, in bytes, beside the text: an empty object takes a hundred
# times its size. Signs within texts count too, which takes less from what is allowed than their letters do.
_COSTS = {b"{": 250, b"[": 100, b",": 60, b":": 60}
_MEMORY = 600_000_000
_VALUES = 5_000_000  # of one list: no text of the largest size states more itself
_ENUMERATED = 10_000  # values of a list that one cell holds: more of them are no cell's
_BLOCK = 1 << 20
OUTER = "../"  # before a label of the object around
_DEEPEST = 8  # no answer that is known goes half as deep

Item = dict[str, Any]
Items = Callable[[], Iterator[Item]]  # gives a list's objects from the beginning
Open = Callable[[], Iterator[list[str]]]  # gives a list's records from the beginning


def is_json(head: bytes) -> bool:
    """Whether a file's beginning opens an object or a list."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_OPENING)


@dataclass(frozen=True)
class Answer:
    """The lists of a JSON file as records under a header, by name, and what it says of itself."""

    sheets: dict[str, Open]
    problems: tuple[Problem, ...] = ()


def opened(path: Path) -> Answer | None:
    """A JSON file's lists; None where it is no JSON after all, or holds none.

    Raises UnreadableExport for one that is cut short or too large.
    """
    if path.stat().st_size > _LARGEST or _cost(path) > _MEMORY:
        raise _oversized(path)
    try:
        answer = json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        # A table may begin with a bracket too: what holds an object's first key is an answer that was cut short.
        if error.pos < 3:
            return None
        raise _refused(path, "damaged", mark("Ce fichier JSON est abîmé ou coupé."), remedies.DOWNLOAD_AGAIN) from error
    except (ValueError, RecursionError):  # no UTF-8, a number of thousands of digits, or beyond all depth
        return None
    if report := reports.rows(answer):
        return Answer({"data": _records(lambda: iter(report), path, "data")}, reports.problems(answer, path.name))
    lists = dict(_lists(answer, "", 0))
    if not lists and isinstance(answer, dict) and answer:
        lists = {"": lambda: iter([answer])}
    return Answer({name: _records(items, path, name) for name, items in lists.items()}) if lists else None


def _lists(value: Any, name: str, depth: int) -> Iterator[tuple[str, Items]]:
    if isinstance(value, list):
        items = [item for item in value if isinstance(item, dict)]
        if items:
            yield name, partial(iter, items)
            yield from _inner(items, name)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inside in value.items():
            yield from _lists(inside, f"{name}.{key}" if name else str(key), depth + 1)


def _inner(items: list[Item], name: str) -> Iterator[tuple[str, Items]]:
    """The lists of objects that lie in the objects of a list, each of theirs beside what its outer one says."""
    for key in dict.fromkeys(key for item in items for key, value in item.items() if isinstance(value, list)):
        rows = partial(_beside_outer, items, key)
        if any(True for _ in rows()):
            yield f"{name}.{key}" if name else str(key), rows


def _beside_outer(items: list[Item], key: str) -> Iterator[Item]:
    for item in items:
        if isinstance(inner := item.get(key), list):
            outer = {f"{OUTER}{label}": told for label, told in item.items() if not isinstance(told, list | dict)}
            yield from ({**outer, **inside} for inside in inner if isinstance(inside, dict))


def _records(items: Items, path: Path, name: str) -> Open:
    """What gives the objects of a list as records under a header, none of them kept."""
    labels: dict[str, None] = {}
    rows = filled = 0
    for item in items():
        here = dict(_cells(item, "", 0))
        labels.update(dict.fromkeys(here))
        rows, filled = rows + 1, filled + len(here)
        if len(labels) > bounds.COLUMNS:
            raise bounds.too_wide(path.name, name, len(labels))
        if filled > _VALUES:  # what an object says, beside each of the many within it
            raise _oversized(path)
    if len(labels) * rows > max(bounds.PLACES, 4 * filled):  # most of them empty
        raise bounds.too_far(path.name, name, rows, len(labels))

    def opened() -> Iterator[list[str]]:
        yield list(labels)
        for item in items():
            row = dict(_cells(item, "", 0))
            yield [row.get(label, "") for label in labels]

    return opened


def _cells(value: Any, name: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, inside in value.items():
            yield from _cells(inside, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list):
        if value and isinstance(value[0], dict):
            yield from _cells(value[0], f"{name}.0", depth + 1)
        elif value and len(value) <= _ENUMERATED:
            yield name, ", ".join(map(_text, value))
    else:
        yield name, _text(value)


def _text(value: Any) -> str:
    match value:
        case None | dict():
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _cost(path: Path) -> int:
    """About how much memory an answer takes, in bytes."""
    with path.open("rb") as file:
        blocks = iter(partial(file.read, _BLOCK), b"")
        return sum(len(block) + sum(cost * block.count(sign) for sign, cost in _COSTS.items()) for block in blocks)


def _oversized(path: Path) -> UnreadableExport:
    text = mark("Ce fichier JSON est trop grand.")
    return _refused(path, "oversized", text, mark("Demandez une période plus courte."))


def _refused(path: Path, problem_id: str, text: str, remedy: str) -> UnreadableExport:
    return UnreadableExport(Problem(problem_id, text, remedy=remedy, file=path.name))
