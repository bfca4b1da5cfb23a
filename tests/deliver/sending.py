"""kpitools send and outbox, as a user runs them."""

import pytest

from tests.cli.command import Ran, kpitools

Capture = pytest.CaptureFixture[str]


def send(capfd: Capture, *arguments: object) -> Ran:
    return kpitools(capfd, "send", "--month", "2026-10", *arguments)


def states(capfd: Capture) -> list[str]:
    """The outbox as `kpitools outbox` shows it: reader and state."""
    lines = kpitools(capfd, "outbox").out.splitlines()
    return [" ".join(line.split(" · ")[2:4]) for line in lines]
