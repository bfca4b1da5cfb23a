"""kpitools outbox: what is remembered, and what a person decides."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from kpitools.deliver.errors import DeliveryError
from kpitools.deliver.outbox import NAME, Key, Outbox, State
from tests.cli.command import kpitools
from tests.deliver.agency import OCTOBER, Agency
from tests.deliver.mail_server import MailServer

Capture = pytest.CaptureFixture[str]
KEY = Key("fournil", OCTOBER, "f1", "claire@fournil.example")


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "output")


def test_a_message_is_queued_once(outbox: Outbox) -> None:
    first = outbox.queue(KEY)
    assert (first.state, first.key) == (State.QUEUED, KEY)
    assert outbox.queue(Key("fournil", OCTOBER, "f1", "Claire@Fournil.example")).id == first.id
    assert outbox.queue(Key("librairie", OCTOBER, "f1", "claire@fournil.example")).id != first.id


def test_a_newer_edition_replaces_what_still_waits(outbox: Outbox) -> None:
    waiting, sent = outbox.queue(KEY), outbox.queue(Key("fournil", OCTOBER, "f1", "jo@fournil.example"))
    outbox.settle(sent, State.SENT)
    for reader in ("claire", "jo"):
        outbox.queue(Key("fournil", OCTOBER, "f2", f"{reader}@fournil.example"))
    assert [entry.state for entry in outbox.entries(ids=[waiting.id, sent.id])] == [State.CANCELLED, State.SENT]


def test_what_a_crash_left_is_uncertain_and_is_not_committed_again(outbox: Outbox, tmp_path: Path) -> None:
    entry = outbox.queue(KEY)
    outbox.commit(entry)
    after = Outbox(tmp_path / "output")
    with after.held():
        assert [one.state for one in after.entries()] == [State.UNCERTAIN]
        with pytest.raises(DeliveryError):
            after.commit(entry)
    assert [one.state for one in after.entries()] == [State.UNCERTAIN]


def test_committing_is_on_disk_before_anything_else(outbox: Outbox, tmp_path: Path) -> None:
    entry = outbox.queue(KEY)
    outbox.commit(entry)
    with sqlite3.connect(tmp_path / "output" / NAME) as other:
        assert other.execute("SELECT state FROM messages").fetchall() == [("committing",)]
    other.close()
    assert outbox._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert outbox._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_only_one_holds_it(outbox: Outbox, tmp_path: Path) -> None:
    other = Outbox(tmp_path / "output")
    with outbox.held(), pytest.raises(DeliveryError, match="Un autre envoi"), other.held():
        pass
    with other.held():
        pass


def test_later_is_a_time(outbox: Outbox) -> None:
    later = dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)
    entry = outbox.settle(outbox.queue(KEY), State.DEFERRED, "451 later", later)
    assert (entry.retry, entry.answer, entry.attempts) == (later, "451 later", 1)


def test_a_damaged_outbox_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"this is no database" * 100)
    with pytest.raises(DeliveryError, match="Ne la supprimez pas"):
        Outbox(tmp_path)


# As a command


def test_empty(agency: Agency, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    ran = kpitools(capfd, "outbox")
    assert (ran.code, ran.out) == (0, "")
    assert not (agency.workspace.output / NAME).exists()


@pytest.mark.parametrize(
    "arguments", [("resolve", 1), ("resolve", "--sent"), ("cancel",), ("retry", 1, "--sent"), ("forget", 1)]
)
def test_commands_that_say_too_little_or_too_much(
    arguments: tuple[object, ...], agency: Agency, capfd: Capture
) -> None:
    assert kpitools(capfd, "outbox", *arguments).code == 2


def test_cancelled_is_not_sent_and_can_be_sent_after_all(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    server.manners.data_answers.append("451 later")
    kpitools(capfd, "send", "--month", "2026-10", "--yes")
    assert kpitools(capfd, "outbox", "cancel", 1).code == 0
    assert "Annulé" in kpitools(capfd, "send", "--month", "2026-10", "--yes").out
    assert kpitools(capfd, "outbox", "retry", "--yes").code == 0
    assert server.received == []
    assert kpitools(capfd, "outbox", "retry", 1, "--yes").code == 0
    assert len(server.received) == 1


def test_only_what_is_uncertain_is_resolved(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    kpitools(capfd, "send", "--month", "2026-10", "--yes")
    for arguments in (("resolve", 1, "--not-sent"), ("cancel", 1), ("retry", 1, "--yes"), ("retry", 9, "--yes")):
        ran = kpitools(capfd, "outbox", *arguments)
        assert ran.code == 1 and "laissés tels quels" in ran.err
    assert len(server.received) == 1
    assert kpitools(capfd, "outbox").out.count("envoyé") == 1


def test_retry_sends_no_edition_that_is_not_the_one_queued(agency: Agency, server: MailServer, capfd: Capture) -> None:
    path = agency.client("fournil", "claire@fournil.example")
    server.manners.data_answers.append("451 later")
    kpitools(capfd, "send", "--month", "2026-10", "--yes")
    agency.edition("fournil", fingerprint="f2")
    ran = kpitools(capfd, "outbox", "retry", "--yes")
    assert ran.code == 1 and "rien n’est envoyé" in ran.out
    path.unlink()
    agency.client("autre", "jo@autre.example")
    assert kpitools(capfd, "outbox", "retry", "--yes").code == 1
    assert server.received == []


def test_retry_needs_a_yes(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    server.manners.data_answers.append("451 later")
    kpitools(capfd, "send", "--month", "2026-10", "--yes")
    assert kpitools(capfd, "outbox", "retry").code == 2
    assert server.received == []


def test_as_json(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    kpitools(capfd, "send", "--month", "2026-10", "--yes")
    ran = kpitools(capfd, "--json", "outbox")
    assert (ran.data["id"], ran.data["state"], ran.data["recipient"]) == (1, "sent", "claire@fournil.example")
