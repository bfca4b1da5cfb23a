"""Answers of programming interfaces, kept as JSON files: each list of objects is like a sheet of a workbook.

A sheet has the name of the way to its list (`response.items`), a column that of the way to its value in each object
(`likes.count`, `attachments.0.type`); values that an object lacks are blank. Lists that lie in the objects of a list
are together a sheet of their own (`response.stats`), in which `../id` is the `id` of the object that each lies in.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import bounds, remedies

_OPENING = (b"{", b"[")
_LARGEST = 100_000_000  # bytes; a megabyte of JSON takes several of memory
OUTER = "../"  # before a label of the object around
_DEEPEST = 8  # no answer that is known goes half as deep

Lines = list[list[str]]


def is_json(head: bytes) -> bool:
    """Whether a file's beginning opens an object or a list."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_OPENING)


def sheets(path: Path) -> dict[str, Lines] | None:
    """The lists of a JSON file as records under a header, by name; None where it is no JSON after all, or holds none.

    Raises UnreadableExport for one that is cut short or too large.
    """
    if path.stat().st_size > _LARGEST:
        raise _refused(
            path, "oversized", mark("Ce fichier JSON est trop grand."), mark("Demandez une période plus courte.")
        )
    try:
        answer = json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        # A table may begin with a bracket too: what holds an object's first key is an answer that was cut short.
        if error.pos < 3:
            return None
        raise _refused(path, "damaged", mark("Ce fichier JSON est abîmé ou coupé."), remedies.DOWNLOAD_AGAIN) from error
    except (ValueError, RecursionError):  # no UTF-8, a number of thousands of digits, or beyond all depth
        return None
    return {name: _lines(items, path.name, name) for name, items in _lists(answer, "", 0)} or None


def _lists(value: Any, name: str, depth: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(value, list):
        items = [item for item in value if isinstance(item, dict)]
        if items:
            yield name, items
            yield from _inner(items, name)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inside in value.items():
            yield from _lists(inside, f"{name}.{key}" if name else str(key), depth + 1)


def _inner(items: list[dict[str, Any]], name: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of objects that lie in the objects of a list, each of theirs beside what its outer one says."""
    for key in dict.fromkeys(key for item in items for key, value in item.items() if isinstance(value, list)):
        rows = [
            {**{f"{OUTER}{label}": told for label, told in item.items() if not isinstance(told, list | dict)}, **inside}
            for item in items
            if isinstance(item.get(key), list)
            for inside in item[key]
            if isinstance(inside, dict)
        ]
        if rows:
            yield f"{name}.{key}" if name else str(key), rows


def _lines(items: list[dict[str, Any]], file: str, name: str) -> Lines:
    rows = [dict(_cells(item, "", 0)) for item in items]
    header = list(dict.fromkeys(key for row in rows for key in row))
    if len(header) > bounds.COLUMNS:
        raise bounds.too_wide(file, name, len(header))
    if len(header) * len(rows) > max(bounds.PLACES, 4 * sum(map(len, rows))):  # most of them empty
        raise bounds.too_far(file, name, len(rows), len(header))
    return [header, *([row.get(key, "") for key in header] for row in rows)]


def _cells(value: Any, name: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, inside in value.items():
            yield from _cells(inside, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list):
        if value and isinstance(value[0], dict):
            yield from _cells(value[0], f"{name}.0", depth + 1)
        elif value:
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


def _refused(path: Path, problem_id: str, text: str, remedy: str) -> UnreadableExport:
    return UnreadableExport(Problem(problem_id, text, remedy=remedy, file=path.name))
