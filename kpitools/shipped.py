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


def plain(place: Path, parse: Callable[[Path], Any]) -> dict[str, Any]:
    """The data of a shipped YAML file, or of each of a folder, by file name; `parse` reads one. Raises what it raises.

    Only what JSON can hold is remembered.
    """
    paths = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
    digest = hashlib.sha256(place.name.encode())
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    memory = workspace.cache() / "shipped" / f"{place.stem}-{digest.hexdigest()[:40]}.json"
    with contextlib.suppress(OSError, ValueError):  # not there yet, or damaged
        remembered: dict[str, Any] = json.loads(memory.read_text(encoding="utf-8"))
        return remembered
    read = {path.name: parse(path) for path in paths}
    with contextlib.suppress(OSError, TypeError):  # a cache that can't be written is no failure
        text = json.dumps(read, ensure_ascii=False)
        if json.loads(text) == read:
            memory.parent.mkdir(parents=True, exist_ok=True)
            beside = memory.with_suffix(f".{os.getpid()}")
            beside.write_text(text, encoding="utf-8")
            beside.replace(memory)
    return read
