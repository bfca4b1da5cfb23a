"""Two made-up clients, whose exports look like the platforms' own: fourteen months, the same bytes on every run.

Chance (`dice`) acts on what a client is (`clients/*.toml`) and gives its days and publications (`activity`); the
layouts write them as the platforms do; `librairie` and `torrefacteur` say which exports the agency has.
"""

from collections.abc import Iterable
from pathlib import Path

from kpitools.demo import librairie, torrefacteur

CLIENTS = {"librairie": librairie.files, "torrefacteur": torrefacteur.files}

__all__ = ["CLIENTS", "write"]


def write(folder: Path, clients: Iterable[str] = tuple(CLIENTS)) -> list[Path]:
    """Write the exports of made-up clients below `folder`, one folder a client; returns the files written."""
    written = []
    for client in clients:
        for name, data in CLIENTS[client]().items():
            path = folder / client / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    return written
