"""The outbox: what is to be sent, what was, and what nobody can know without looking. One SQLite file, never guessed.

A message is `committing`, on disk, before the server is given the dot that ends it. From there on only the server's
answer tells whether it has it: a message found `committing` after a crash is uncertain, and stays so until a person
says what became of it.
"""

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kpitools.deliver.errors import DeliveryError
from kpitools.editions.lock import locked
from kpitools.errors import WorkspaceError
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.problems import Problem

NAME, LOCK = ".outbox.sqlite", ".outbox.lock"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY,
  client TEXT NOT NULL,
  start TEXT NOT NULL,
  "end" TEXT NOT NULL,
  edition TEXT NOT NULL,
  recipient TEXT NOT NULL COLLATE NOCASE,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  changed TEXT NOT NULL,
  retry TEXT,
  answer TEXT NOT NULL DEFAULT '',
  UNIQUE (client, start, "end", edition, recipient)
)
"""


class State(StrEnum):
    """What became of a message."""

    QUEUED = "queued"
    COMMITTING = "committing"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


WAITING = (State.QUEUED, State.DEFERRED)


@dataclass(frozen=True)
class Key:
    """One recipient of one edition: mailed once. `edition` is the edition's fingerprint."""

    client: str
    period: Period
    edition: str
    recipient: str

    @property
    def row(self) -> tuple[str, str, str, str, str]:
        """The key as the outbox's columns."""
        return self.client, self.period.start.isoformat(), self.period.end.isoformat(), self.edition, self.recipient

    def is_same(self, other: "Key") -> bool:
        """Whether both are one message: the case of an address makes no other."""
        return replace(self, recipient=self.recipient.lower()) == replace(other, recipient=other.recipient.lower())


@dataclass(frozen=True)
class Entry:
    """A message in the outbox. `changed` is when it came into its state, `retry` when a deferred one may be tried
    again (both UTC); `answer` what the server, or a person, said last."""

    id: int
    key: Key
    state: State
    attempts: int
    changed: dt.datetime
    retry: dt.datetime | None
    answer: str


class Outbox:
    """The outbox of a workspace, `output/.outbox.sqlite`."""

    def __init__(self, output: Path) -> None:
        """Open it, made if it is not there; raises DeliveryError where it can't be."""
        self._path, self._lock = output / NAME, output / LOCK
        with self._readable():
            output.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            # FULL: a message is on the disk itself, not on its way there, when its last dot goes out.
            for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.execute(_SCHEMA)

    @classmethod
    def existing(cls, output: Path) -> "Outbox | None":
        """The outbox where there is one, for looking: nothing is made."""
        return cls(output) if (output / NAME).exists() else None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Be the only one who changes the outbox; what a crash left `committing` is uncertain from here on.

        Raises DeliveryError where another command is sending.
        """
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(locked(self._lock, patience=0))
            except WorkspaceError as error:
                text = mark("Un autre envoi est en cours dans cet espace de travail.")
                remedy = mark("Attendez qu'il ait fini, puis relancez.")
                raise DeliveryError(Problem("outbox_held", text, remedy=remedy)) from error
            self._change(State.UNCERTAIN, "state = ?", [State.COMMITTING])
            yield

    def entries(self, states: Collection[State] = tuple(State), ids: Collection[int] = ()) -> list[Entry]:
        """The messages in these states, all or those of these ids, in the order they came."""
        wanted = f"state IN ({_marks(states)})" + (f" AND id IN ({_marks(ids)})" if ids else "")
        with self._readable():
            rows = self._db.execute(f"SELECT * FROM messages WHERE {wanted} ORDER BY id", [*states, *ids]).fetchall()
        return [_entry(row) for row in rows]

    def of_month(self, client: str, period: Period) -> list[Entry]:
        """The messages of every edition of a client's period."""
        with self._readable():
            rows = self._db.execute(
                'SELECT * FROM messages WHERE client = ? AND start = ? AND "end" = ? ORDER BY id',
                [client, period.start.isoformat(), period.end.isoformat()],
            ).fetchall()
        return [_entry(row) for row in rows]

    def queue(self, key: Key) -> Entry:
        """The message of a key, queued where it is new; one that still waits with an older edition is cancelled."""
        client, start, end, edition, recipient = key.row
        self._change(
            State.CANCELLED,
            'client = ? AND start = ? AND "end" = ? AND edition <> ? AND recipient = ? AND state IN (?, ?)',
            [client, start, end, edition, recipient, *WAITING],
        )
        with self._readable():
            self._db.execute(
                'INSERT OR IGNORE INTO messages (client, start, "end", edition, recipient, state, changed) '
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [*key.row, State.QUEUED, _now()],
            )
            where = 'client = ? AND start = ? AND "end" = ? AND edition = ? AND recipient = ?'
            return _entry(self._db.execute(f"SELECT * FROM messages WHERE {where}", key.row).fetchone())

    def commit(self, entry: Entry) -> None:
        """On disk: from now on the server may have the message. Raises DeliveryError where it is not waiting."""
        if self._change(State.COMMITTING, "id = ? AND state IN (?, ?)", [entry.id, *WAITING]) != 1:
            text = mark("Le message {id} n'attend plus d'être envoyé.")
            raise DeliveryError(Problem("outbox_changed", text, {"id": entry.id}))

    def settle(self, entry: Entry, state: State, answer: str = "", retry: dt.datetime | None = None) -> Entry:
        """What became of a message that was tried: its state, the server's words, when to try again."""
        with self._readable():
            self._db.execute(
                "UPDATE messages SET state = ?, answer = ?, retry = ?, changed = ?, attempts = attempts + 1 "
                "WHERE id = ?",
                [state, answer, retry.isoformat(timespec="seconds") if retry else None, _now(), entry.id],
            )
        return self.entries(ids=[entry.id])[0]

    def move(self, ids: Collection[int], states: Collection[State], to: State, answer: str = "") -> list[Entry]:
        """What a person decides: the messages of these ids, those in these states, come into another.

        Gives the messages moved; the others stay as they are.
        """
        moved = [entry.id for entry in self.entries(states, ids)] if ids else []
        if not moved:
            return []
        self._change(to, f"id IN ({_marks(moved)})", moved, answer)
        return self.entries(ids=moved)

    def _change(self, state: State, where: str, values: Collection[object], answer: str | None = None) -> int:
        """Bring messages into a state; gives how many."""
        with self._readable():
            changed = self._db.execute(
                f"UPDATE messages SET state = ?, changed = ?, retry = NULL, answer = coalesce(?, answer) WHERE {where}",
                [state, _now(), answer, *values],
            )
            return changed.rowcount

    @contextlib.contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            text = mark("La boîte d'envoi ne peut pas être lue ou écrite : {cause}.")
            remedy = mark("Ne la supprimez pas : elle seule sait ce qui a été envoyé.")
            problem = Problem("outbox", text, {"cause": str(error)}, remedy=remedy, file=str(self._path))
            raise DeliveryError(problem) from error


def _entry(row: tuple[object, ...]) -> Entry:
    number, client, start, end, edition, recipient, state, attempts, changed, retry, answer = row
    period = Period(dt.date.fromisoformat(str(start)), dt.date.fromisoformat(str(end)))
    return Entry(
        id=int(str(number)),
        key=Key(str(client), period, str(edition), str(recipient)),
        state=State(str(state)),
        attempts=int(str(attempts)),
        changed=dt.datetime.fromisoformat(str(changed)),
        retry=dt.datetime.fromisoformat(str(retry)) if retry else None,
        answer=str(answer),
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
