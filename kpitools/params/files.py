"""Which export files the data entries name: each file once, with the hints of the most specific entry."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.params.document import Node
from kpitools.params.hints import Hints
from kpitools.params.parameters import Parameters, path_of
from kpitools.problems import Problem

# What systems and spreadsheets leave beside the exports, besides hidden files.
_LITTER = {"thumbs.db", "desktop.ini", "icon\r", "__macosx"}


@dataclass(frozen=True)
class SourceFile:
    """An export file: `name` is short and unique among the client's files; `file` and `line` are its entry's place."""

    path: Path
    name: str
    hints: Hints
    file: str
    line: int


def resolve(parameters: Parameters) -> tuple[SourceFile, ...]:
    """The files that the data entries name, each once, in the order of their paths.

    The most specific entry gives a file its hints: one that names the file before a pattern, a pattern before a
    folder, a deep folder before a shallow one. Hidden files are left out, and so is what systems and spreadsheets
    leave behind. Raises ParametersError where an entry names nothing, and where two entries are equally specific and
    say different things.
    """
    chosen: dict[Path, tuple[tuple[int, int], int]] = {}
    problems: list[Problem] = []
    for n, entry in enumerate(parameters.data):
        node = parameters.node("data", n, "path")
        starts = matches(node)
        if not starts:
            problems.append(missing(node).at(**node.place))
        for start in starts:
            rank = _rank(node, start)
            for path in files_in(start):
                held, other = chosen.get(path, ((-1, -1), n))
                if held == rank and parameters.data[other].hints != entry.hints:
                    problems.append(_contradiction(path, parameters.node("data", other)).at(**node.place))
                if held < rank:
                    chosen[path] = rank, n
    if problems:
        raise ParametersError(*problems)
    names = _short_names(chosen)
    return tuple(
        SourceFile(path, names[path], parameters.data[n].hints, **parameters.node("data", n).place)
        for path, (_, n) in sorted(chosen.items())
    )


def matches(node: Node) -> list[Path]:
    """The file or folder that a written path names, or all that its pattern fits."""
    path = path_of(node)
    if _exists(path):  # a name may hold brackets without being a pattern
        return [path]
    if not _is_pattern(node.text):
        return []
    base = Path(path.anchor) if Path(node.text).is_absolute() else node.file.parent
    try:
        found = base.glob(str(path.relative_to(base)))
        return sorted(path for path in found if not _is_litter(path.name))
    except (OSError, ValueError):
        return []


def missing(node: Node) -> Problem:
    """The problem of a path that names nothing, without its place."""
    text = mark("« {path} » n'existe pas.")
    if _is_pattern(node.text):
        text = mark("Aucun fichier ne correspond à « {path} ».")
    remedy = mark("Un chemin part du dossier de ce fichier de paramètres : {folder}.")
    return Problem("missing_path", text, {"path": node.text, "folder": str(node.file.parent)}, remedy=remedy)


def _contradiction(path: Path, other: Node) -> Problem:
    text = mark("Deux entrées se contredisent sur « {name} » : celle-ci et celle de la ligne {line}.")
    remedy = mark("Gardez-en une, ou nommez le fichier dans une entrée à lui.")
    return Problem("contradiction", text, {"name": path.name, "line": other.line}, remedy=remedy)


def _is_pattern(text: str) -> bool:
    return any(sign in text for sign in "*?[")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no disk can hold
        return False


def _rank(node: Node, start: Path) -> tuple[int, int]:
    """How specific an entry is: file, pattern or folder, then its depth."""
    if _is_pattern(node.text) and not _exists(path_of(node)):
        return 1, len(path_of(node).parts)
    return (0, len(start.resolve().parts)) if start.is_dir() else (2, 0)


def files_in(start: Path) -> Iterator[Path]:
    """The files of a path, with those of its subfolders; by their real paths, so that links make no second copy.

    A folder that can't be opened and a link that leads nowhere are among them: whoever reads them says so.
    """
    if not start.is_dir():
        yield _real(start)
        return
    seen: set[Path] = set()
    closed: list[Path] = []
    for folder, inside, files in os.walk(
        start, followlinks=True, onerror=lambda error: closed.append(Path(error.filename))
    ):
        real = Path(folder).resolve()
        if real in seen:  # a link back to a folder above
            inside.clear()
            continue
        seen.add(real)
        inside[:] = sorted(name for name in inside if not _is_litter(name))
        for name in files:
            path = real / name
            if not _is_litter(name) and not _is_special(path):
                yield _real(path)
    yield from map(_real, closed)


def _is_special(path: Path) -> bool:
    """Whether it is a socket, a device or a pipe, which hold no export and might never end."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False


def _real(path: Path) -> Path:
    """The path without links, or the path itself where they go round in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _short_names(paths: Iterable[Path]) -> dict[Path, str]:
    """Each path's last parts, as few as tell it from the others."""
    names: dict[Path, str] = {}
    left, length = list(paths), 1
    while left:
        tails = {path: "/".join(path.parts[-length:]) for path in left}
        owners = Counter(tails.values())
        names |= {path: tail for path, tail in tails.items() if owners[tail] == 1}
        left, length = [path for path in left if owners[tails[path]] > 1], length + 1
    return names
