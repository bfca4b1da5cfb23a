"""Fixtures that several rooms' tests share."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout that the tests run in."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real exports and worked examples beside the checkout; tests that need it skip without it."""
    folder = PROJECT.parent / "shared"
    if not (folder / "exports").is_dir():
        pytest.skip("no ../shared beside the checkout: real exports are not compared")
    return folder


@pytest.fixture(autouse=True, scope="session")
def private_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests' own cache of parsed exports: a run neither helps nor harms the next, nor the user's."""
    os.environ["KPITOOLS_CACHE"] = str(tmp_path_factory.mktemp("cache"))
