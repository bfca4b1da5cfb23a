"""Where things lie: the workspace's folders, the shipped notebooks and templates, the cache. Reads none of them."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from kpitools.errors import WorkspaceError
from kpitools.language import mark
from kpitools.problems import Problem

PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Workspace:
    """A folder that holds `params/`, and beside it notebooks, templates and the editions made."""

    root: Path

    @property
    def params(self) -> Path:
        """The clients' parameter files."""
        return self.root / "params"

    @property
    def layouts(self) -> Path:
        """Layouts of exports that the workspace adds to the shipped ones."""
        return self.params / "layouts"

    @property
    def sources(self) -> Path:
        """The workspace's own additions to the table of sources."""
        return self.params / "_sources.yaml"

    @property
    def salt(self) -> Path:
        """What makes the pseudonyms of people those of this workspace alone; made when it is first needed."""
        return self.root / ".kpitools-salt"

    @property
    def kpis(self) -> Path:
        """KPIs that the workspace adds to the shipped catalogue."""
        return self.params / "kpis"

    @property
    def output(self) -> Path:
        """The editions."""
        return self.root / "output"

    def notebook(self, name: str) -> Path:
        """The workspace's own notebook of that name, else the shipped one."""
        return self._own_or_shipped("notebooks", name)

    def template(self, name: str) -> Path:
        """The workspace's own template folder of that name, else the shipped one."""
        return self._own_or_shipped("templates", name)

    def template_folders(self) -> list[Path]:
        """Where template folders are looked for, the workspace's first."""
        return [folder for folder in (self.root / "templates", shipped("templates")) if folder.is_dir()]

    def _own_or_shipped(self, folder: str, name: str) -> Path:
        own, packed = self.root / folder / name, shipped(folder) / name
        if own.exists():
            return own
        if packed.exists():
            return packed
        raise WorkspaceError(
            Problem(
                "missing_" + folder,
                mark("« {name} » n'existe pas dans le dossier {folder}."),
                {"name": name, "folder": folder},
                remedy=mark("Noms disponibles : {names}."),
            ).with_values(names=", ".join(sorted(names_in(self.root / folder, shipped(folder)))))
        )


def names_in(*folders: Path) -> set[str]:
    """The visible names in folders, those that exist."""
    return {path.name for folder in folders if folder.is_dir() for path in folder.iterdir() if path.name[0] not in "._"}


def shipped(folder: str) -> Path:
    """The notebooks, templates or sample parameters that come with kpitools: in the wheel, else in the checkout."""
    packed = PACKAGE / "shipped" / folder
    return packed if packed.is_dir() else PACKAGE.parent / folder


def find(start: Path) -> Workspace:
    """The workspace of a file or folder: the nearest folder upwards that holds `params/`, else `start` itself."""
    start = start.resolve()
    folder = start if start.is_dir() else start.parent
    for candidate in (folder, *folder.parents):
        if (candidate / "params").is_dir():
            return Workspace(candidate)
    return Workspace(folder)


def cache() -> Path:
    """The user's cache of parsed exports; it can always be deleted."""
    return Path(os.environ.get("KPITOOLS_CACHE") or platformdirs.user_cache_path("kpitools"))
