"""A client's shelf and its own values, from the cache where nothing that they are made of has changed."""

import hashlib
import json
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path

from kpitools import __version__, workspace
from kpitools.catalogue import Catalogue
from kpitools.kpis.custom import with_custom
from kpitools.kpis.values import Period
from kpitools.params import Parameters, resolve
from kpitools.portfolio import own, shelf
from kpitools.portfolio.cells import Own
from kpitools.portfolio.formulas import ALL, is_formed
from kpitools.portfolio.shelf import Shelf
from kpitools.readers.files.source import sha256
from kpitools.store import Store, load
from kpitools.workspace import Workspace

_ROOMS = ("catalogue", "kpis", "params", "portfolio", "readers", "store", "tables")  # the code that makes them so


class Ready:
    """One client made ready for the pass over all: its shelf, and what its own evaluation gives.

    Both are taken from the cache, or kept in the folder `spare` where that can't be written. Raises ParametersError
    where a data entry names nothing.
    """

    def __init__(self, parameters: Parameters, places: Workspace, catalogue: Catalogue, spare: Path) -> None:
        self._parameters = parameters
        self._places = places
        self._catalogue = catalogue
        digest = _digest(parameters, places)
        self._folder = workspace.cache() / "shelves" / digest
        try:
            self.shelf = shelf.read(self._folder, parameters)
        except (OSError, ValueError, LookupError, TypeError):  # not there yet, damaged or of an older form
            self.shelf = self._shelved(spare / digest)

    def _shelved(self, spare: Path) -> Shelf:
        try:
            shelf.shelve(self._store, self._catalogue, self._folder)
        except OSError:
            self._folder = spare
            shelf.shelve(self._store, self._catalogue, spare)
        return shelf.read(self._folder, self._parameters)

    @cached_property
    def _store(self) -> Store:
        """The client's merged tables: made where something is not in the cache, once."""
        return load(self._parameters, self._places)

    def own(self, months: Collection[Period], asked: Collection[str] = ()) -> Own:
        """What arrays don't hold of the KPIs that are asked for, or of all: each month once."""
        known = with_custom(self._catalogue, self._parameters)
        ids = {kpi.id for kpi in known.listed if (not asked or kpi.id in asked) and not is_formed(known, kpi)}
        found = {key: one for month in months for key, one in own.kept(self._folder, month).items()}
        missing = {(month, kpi) for month in months for kpi in ids if (month, kpi, ALL) not in found}
        if missing:
            late, what = {month for month, _ in missing}, {kpi for _, kpi in missing}
            found |= own.evaluated(self._store, self._catalogue, late, what)
            for month in late:
                own.keep(self._folder, month, found)
        return found


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
