"""The made-up clients' files, made once."""

import pytest

from kpitools.demo import librairie, torrefacteur
from kpitools.demo.activity import Activity
from kpitools.demo.agency import Files, lived


@pytest.fixture(scope="session")
def bookshop() -> Files:
    return librairie.files()


@pytest.fixture(scope="session")
def roaster() -> Files:
    return torrefacteur.files()


@pytest.fixture(scope="session")
def activities() -> list[Activity]:
    """What happened on every account of both clients."""
    return [activity for client in ("librairie", "torrefacteur") for activity in lived(client)[1].values()]
