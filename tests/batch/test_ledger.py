"""The ledger: what it remembers, and that nothing depends on it."""

import sqlite3
from pathlib import Path

import pytest

from kpitools.batch import Ledger, Result, State
from kpitools.batch.ledger import NAME
from kpitools.editions.place import Place
from kpitools.errors import WorkspaceError
from kpitools.language import language
from kpitools.problems import Problem
from tests.batch.agency import OCTOBER

FR = language("fr")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, "acme", OCTOBER)


def last(place: Place) -> tuple[str, str | None] | None:
    ledger = Ledger(place.output)
    found = ledger.last(place)
    ledger.close()
    return (found.state, found.reason) if found else None


def test_it_remembers_how_the_last_attempt_ended(place: Place) -> None:
    assert last(place) is None
    ledger = Ledger(place.output)
    with ledger.run("2026-10", 2) as run:
        row = ledger.started(run, place)
        assert last(place) == ("running", None)
        failure = Problem("x", "Le notebook {n} a échoué.", {"n": 3})
        ledger.finished(row, Result("acme", State.FAILED, problems=(failure,)), FR)
        assert last(place) == ("failed", "Le notebook 3 a échoué.")
        row = ledger.started(run, place)
        ledger.finished(row, Result("acme", State.BUSY), FR)
    ledger.close()
    # What somebody else makes says nothing about this workspace's last attempt.
    assert last(place) == ("failed", "Le notebook 3 a échoué.")


def test_what_a_batch_did_not_end_is_interrupted(place: Place) -> None:
    ledger = Ledger(place.output)
    with pytest.raises(KeyboardInterrupt), ledger.run("2026-10", 2) as run:
        ledger.started(run, place)
        raise KeyboardInterrupt
    ledger.close()
    assert last(place) == ("interrupted", None)


def test_only_editions_really_made_tell_how_long_they_take(place: Place) -> None:
    ledger = Ledger(place.output)
    with ledger.run("2026-10", 2) as run:
        for state, seconds in ((State.MADE, 8.0), (State.MADE, 12.5), (State.KEPT, 0.1), (State.FAILED, 300.0)):
            problems = (Problem("x", "Non."),) if state is State.FAILED else ()
            result = Result("acme", state, problems=problems, seconds=seconds)
            ledger.finished(ledger.started(run, place), result, FR)
    assert ledger.seconds() == {"acme": 12.5}
    ledger.close()


def test_a_damaged_ledger_is_put_aside(place: Place) -> None:
    (place.output / NAME).write_bytes(b"no database at all" * 100)
    assert last(place) is None
    assert (place.output / f"{NAME}.damaged").exists()


def test_two_batches_write_at_once(place: Place) -> None:
    one, other = Ledger(place.output), Ledger(place.output)
    with one.run("2026-10", 1) as first, other.run("2026-10", 1) as second:
        for ledger, run in ((one, first), (other, second)) * 20:
            ledger.finished(ledger.started(run, place), Result("acme", State.MADE, seconds=1), FR)
    one.close()
    other.close()
    database = sqlite3.connect(place.output / NAME)
    assert database.execute("SELECT count(*), count(DISTINCT run) FROM editions").fetchone() == (40, 2)
    database.close()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("un fichier")
    with pytest.raises(WorkspaceError, match="journal des lots"):
        Ledger(tmp_path / "output")
