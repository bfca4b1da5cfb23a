"""The YAML files that come with kpitools as plain data: parsed once, then remembered for as long as their text stays.

Parsing them takes most of a second, each time that a report or a command begins.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kpitools import workspace


def plain(folder: Path, parse: Callable[[Path], Any]) -> dict[str, Any]:
    """The data of a shipped folder's YAML files by file name, in order; `parse` reads one. Raises what it raises."""
    paths = sorted(folder.glob("*.yaml"))
    digest = hashlib.sha256(folder.name.encode())
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    memory = workspace.cache() / "shipped" / f"{folder.name}-{digest.hexdigest()[:40]}.json"
    with contextlib.suppress(OSError, ValueError):  # not there yet, or damaged
        remembered: dict[str, Any] = json.loads(memory.read_text(encoding="utf-8"))
        return remembered
    read = {path.name: parse(path) for path in paths}
    text = json.dumps(read, ensure_ascii=False)
    if json.loads(text) == read:
        with contextlib.suppress(OSError):  # a cache that can't be written is no failure
            memory.parent.mkdir(parents=True, exist_ok=True)
            beside = memory.with_suffix(f".{os.getpid()}")
            beside.write_text(text, encoding="utf-8")
            beside.replace(memory)
    return read
