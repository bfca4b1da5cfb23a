"""Fixtures of the delivery tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deliver.agency import Agency
from tests.deliver.mail_server import MailServer

SETTINGS = ("URL", "PASSWORD", "TOKEN_COMMAND")


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Agency:
    """A workspace without clients, in which commands are run; no mail settings but who writes."""
    for name in SETTINGS:
        monkeypatch.delenv(f"KPITOOLS_SMTP_{name}", raising=False)
    monkeypatch.delenv("KPITOOLS_MAIL_FAILURES_TO", raising=False)
    monkeypatch.setenv("KPITOOLS_MAIL_FROM", "Agence Éxemple <bilans@agence.example>")
    made = Agency(tmp_path / "agence")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def server(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server that the environment names."""
    with MailServer() as made:
        monkeypatch.setenv("KPITOOLS_SMTP_URL", made.url)
        yield made
