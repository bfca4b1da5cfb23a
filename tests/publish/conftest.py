"""Fixtures of the publishing tests."""

from pathlib import Path

import pytest
from publishing_bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A workspace in a folder whose name has a space, an accent and braces."""
    return Bench(tmp_path / "l'été {2026} 100%")


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A workspace whose edition is made, in HTML and PDF; not to be changed."""
    bench = Bench(tmp_path_factory.mktemp("rendered") / "l'été {2026} 100%")
    bench.render(outputs=("html", "pdf"))
    return bench
