"""Fixtures of the batch's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.agency import Agency


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    """An agency without clients, in a folder whose name has a space, an accent and braces."""
    made = Agency(tmp_path / "l'été {2026}")
    yield made
    made.close()
