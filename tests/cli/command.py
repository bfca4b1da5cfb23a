"""Running a command as a user does, without a process."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from kpitools.cli.app import run
from kpitools.cli.console import voice
from kpitools.language import language


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, its results (standard output), its messages (standard error)."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The results as JSON."""
        return json.loads(self.out)


def kpitools(capfd: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run one command in French unless it asks for English."""
    voice.words, voice.json = language("fr"), False
    try:
        code = run([str(argument) for argument in arguments])
    finally:
        voice.words, voice.json = language("fr"), False
    out, err = capfd.readouterr()
    return Ran(code, out, err)
