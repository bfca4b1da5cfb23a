"""A client's shelf, from the cache where nothing that it is made of has changed."""

import contextlib
import hashlib
import json
from functools import cache
from pathlib import Path

from kpitools import __version__, workspace
from kpitools.catalogue import Catalogue
from kpitools.params import Parameters, resolve
from kpitools.portfolio import shelf
from kpitools.portfolio.shelf import Shelf
from kpitools.readers.files.source import sha256
from kpitools.store import load
from kpitools.workspace import Workspace

_ROOMS = ("catalogue", "kpis", "portfolio", "readers", "store", "tables")  # the code that makes a shelf what it is


def ready(parameters: Parameters, places: Workspace, catalogue: Catalogue, spare: Path) -> Shelf:
    """The client's shelf; in the folder `spare` where the cache can't be written.

    Raises ParametersError where a data entry names nothing.
    """
    digest = _digest(parameters, places)
    folder = workspace.cache() / "shelves" / digest
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):  # not there yet, damaged or of an older form
        return shelf.read(folder)
    store = load(parameters, places)
    try:
        shelf.shelve(store, catalogue, folder)
    except OSError:
        folder = spare / digest
        shelf.shelve(store, catalogue, folder)
    return shelf.read(folder)


def _digest(parameters: Parameters, places: Workspace) -> str:
    """Keyed by what the parameters say, the exports, the workspace's own layouts and KPIs, and the code."""
    exports = [(source.name, _hash(source.path)) for source in resolve(parameters)]
    own = [_content(places.layouts), _content(places.kpis), _content(places.sources)]
    parts = [parameters.sha256, exports, own, __version__, _code()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:40]


@cache
def _code() -> list[tuple[str, str]]:
    return [one for room in _ROOMS for one in _content(workspace.PACKAGE / room)]


def _content(place: Path) -> list[tuple[str, str]]:
    files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
    return [(path.name, _hash(path)) for path in files if path.is_file() and path.suffix in (".py", ".yaml")]


def _hash(path: Path) -> str:
    """The file's content; nothing where it can't be read, which reading it tells."""
    try:
        return sha256(path)
    except OSError:
        return ""
