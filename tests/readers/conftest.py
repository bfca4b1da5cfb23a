"""Made-up export files, written and read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpitools.params.hints import Hints
from kpitools.readers import Export, layouts, read

Read = Callable[..., Export]


@pytest.fixture
def read_text(tmp_path: Path) -> Read:
    """Write a text as an export file and read it; the hints are keyword arguments."""

    def made(
        text: str,
        name: str = "export.csv",
        encoding: str = "utf-8",
        zone: str = "Europe/Paris",
        currency: str = "EUR",
        **hints: Any,
    ) -> Export:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read(path, Hints(**hints), timezone=zone, layouts=layouts(), currency=currency)

    return made


@pytest.fixture
def read_bytes(tmp_path: Path) -> Read:
    """Write bytes as an export file and read it."""

    def made(data: bytes, name: str = "export.csv", **hints: Any) -> Export:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path, Hints(**hints), timezone="Europe/Paris", layouts=layouts())

    return made
