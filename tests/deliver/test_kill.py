"""The sender is killed at random moments: no message is lost, and none goes twice without being called uncertain.

KPITOOLS_KILLS says how many times the sender is killed; a handful by default.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter

import pytest

from kpitools.deliver.outbox import Outbox, State
from tests.cli.command import kpitools
from tests.deliver.agency import Agency
from tests.deliver.mail_server import MailServer

KILLS = int(os.environ.get("KPITOOLS_KILLS", "4"))
MESSAGES = 200 if KILLS > 4 else 24
SEND = [sys.executable, "-c", "from kpitools.cli import main; main()", "send", "--month", "2026-10", "--yes"]


def killed_while_sending(server: MailServer, chance: random.Random) -> bool:
    """Start the sender and kill it a random moment after it has reached the server; whether it was still sending."""
    server.connected.clear()
    sender = subprocess.Popen(SEND, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not server.connected.wait(0.01) and sender.poll() is None:
        pass
    time.sleep(chance.uniform(0, 0.1))
    was_sending = sender.poll() is None
    sender.kill()
    sender.wait()
    return was_sending


def test_a_killed_sender_loses_nothing_and_doubles_nothing(
    agency: Agency, server: MailServer, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2026)
    server.manners.hesitation = server.manners.delay = 0.015
    server.manners.pause = lambda: chance.choice((0, 0.03))
    clients = [f"client{n:02}" for n in range(MESSAGES // 4)]
    for client in clients:
        agency.client(client, *(f"reader{n}@{client}.example" for n in range(4)))
    kills = uncertain = arrived = 0
    for _ in range(KILLS):
        kills += killed_while_sending(server, chance)
        time.sleep(0.05)  # the server's last word on what it was given
        taken = Counter(server.recipients)
        assert max(taken.values(), default=0) <= 1
    kpitools(capfd, "outbox")
    outbox = Outbox(agency.workspace.output)
    for entry in outbox.entries((State.UNCERTAIN,)):
        is_there = entry.key.recipient in server.recipients
        uncertain, arrived = uncertain + 1, arrived + is_there
        assert kpitools(capfd, "outbox", "resolve", entry.id, "--sent" if is_there else "--not-sent").code == 0
    for entry in outbox.entries((State.SENT,)):
        assert entry.key.recipient in server.recipients
    server.manners.hesitation = server.manners.delay = 0
    server.manners.pause = lambda: 0
    assert kpitools(capfd, "send", "--month", "2026-10", "--yes").code == 0
    taken = Counter(server.recipients)
    assert len(taken) == MESSAGES
    assert set(taken.values()) == {1}
    print(
        f"{kills} kills of {KILLS} while sending {MESSAGES} messages: {uncertain} uncertain, {arrived} of them arrived"
    )
    assert kills
