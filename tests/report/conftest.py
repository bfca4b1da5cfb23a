"""The sample report that the sections' tests read."""

from pathlib import Path

import pytest

from kpitools.report.context import Context
from tests.report.fakes import context


@pytest.fixture
def report(tmp_path: Path) -> Context:
    """Three networks, a site, thirteen months."""
    return context(tmp_path)
