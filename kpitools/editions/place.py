"""Where an edition lies: `output/2026-10/acme/`, for another range of days `output/2026-10-05_2026-10-18/acme/`."""

import re
from dataclasses import dataclass
from pathlib import Path

from kpitools.errors import WorkspaceError
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.problems import Problem

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def label(period: Period) -> str:
    """A period as a folder name: `2026-10`, `2026-10-05_2026-10-18`."""
    return f"{period.start:%Y-%m}" if period.is_month else f"{period.start.isoformat()}_{period.end.isoformat()}"


@dataclass(frozen=True)
class Place:
    """The folder of one client's edition for one period, and the hidden names beside it that making it needs."""

    output: Path
    client: str
    period: Period

    def __post_init__(self) -> None:
        # The id becomes a folder: one that climbs or hides must never reach the disk, wherever it comes from.
        if not _SAFE.fullmatch(self.client):
            text = mark("« {client} » ne peut pas nommer un dossier.")
            remedy = mark("Un identifiant de client s'écrit avec des lettres sans accent, des chiffres, - et _.")
            raise WorkspaceError(Problem("unsafe_client_id", text, {"client": self.client}, remedy=remedy))

    @property
    def label(self) -> str:
        """The period as a folder name."""
        return label(self.period)

    @property
    def folder(self) -> Path:
        """The edition's own folder."""
        return self.output / self.label / self.client

    @property
    def staging(self) -> Path:
        """Where a new edition is made, beside the folder it will replace; only the holder of the lock writes there."""
        return self.folder.with_name(f".{self.client}.new")

    @property
    def retired(self) -> Path:
        """The last edition for the instant in which two renames replace it, where one step can't."""
        return self.folder.with_name(f".{self.client}.old")

    @property
    def lock(self) -> Path:
        """The file whose lock is held while the edition is made."""
        return self.folder.with_name(f".{self.client}.lock")
