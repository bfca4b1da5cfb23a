"""What batches have done, in a database beside the editions. It can be deleted: only durations and history go."""

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpitools.batch.result import Result, State
from kpitools.editions import manifest
from kpitools.editions.place import Place
from kpitools.errors import WorkspaceError
from kpitools.language import Language, mark
from kpitools.problems import Problem

NAME = ".ledger.sqlite"
_RUNNING = "running"

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, workers INTEGER NOT NULL, pid INTEGER NOT NULL,
    started TEXT NOT NULL, ended TEXT
);
CREATE TABLE IF NOT EXISTS editions (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs, client TEXT NOT NULL, period TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT, started TEXT NOT NULL, ended TEXT, seconds REAL, fingerprint TEXT, folder TEXT,
    problems INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS editions_of_client ON editions (client, period, id);
"""


@dataclass(frozen=True)
class Entry:
    """What the last attempt at an edition came to; a `State`, or `running`, also where the batch died meanwhile."""

    state: str
    reason: str | None

    @property
    def was_cut_short(self) -> bool:
        """Whether the attempt did not come to its end."""
        return self.state in (_RUNNING, State.INTERRUPTED)


class Ledger:
    """The runs and editions of a workspace. Several batches may write at once; each row is on disk when written."""

    def __init__(self, output: Path) -> None:
        """Open the ledger of an output folder, making both; raises WorkspaceError where they can't be written."""
        try:
            output.mkdir(parents=True, exist_ok=True)
            self._open(output / NAME)
        except (OSError, sqlite3.OperationalError) as error:
            text = mark("Le journal des lots ne peut pas être écrit dans « {folder} » : {cause}.")
            remedy = mark("Vérifiez les droits et la place sur le disque.")
            cause = getattr(error, "strerror", None) or str(error)
            problem = Problem("ledger", text, {"folder": output, "cause": cause}, remedy=remedy)
            raise WorkspaceError(problem) from error

    def _open(self, path: Path) -> None:
        try:
            self._connect(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged, and worth no more than its durations
            self._database.close()
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                with contextlib.suppress(FileNotFoundError):
                    path.with_name(name).replace(path.with_name(f"{name}.damaged"))
            self._connect(path)

    def _connect(self, path: Path) -> None:
        self._database = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @contextlib.contextmanager
    def run(self, period: str, workers: int) -> Iterator[int]:
        """A batch, from its beginning to its end; gives the number that its editions are written under."""
        values = (period, workers, os.getpid(), _now())
        number = self._write("INSERT INTO runs (period, workers, pid, started) VALUES (?, ?, ?, ?)", values)
        try:
            yield number
        finally:
            # What has no end now will never have one.
            cut_short = (State.INTERRUPTED.value, _now(), number, _RUNNING)
            self._write("UPDATE editions SET state = ?, ended = ? WHERE run = ? AND state = ?", cut_short)
            self._write("UPDATE runs SET ended = ? WHERE id = ?", (_now(), number))

    def started(self, run: int, place: Place) -> int:
        """Write that an edition is being made; gives the row for `finished`."""
        values = (run, place.client, place.label, _RUNNING, _now(), str(place.folder))
        return self._write(
            "INSERT INTO editions (run, client, period, state, started, folder) VALUES (?, ?, ?, ?, ?, ?)", values
        )

    def finished(self, row: int, result: Result, words: Language) -> None:
        """Write how an edition came out."""
        reason = result.cause.render(words) if result.cause else None
        told: dict[str, Any] = (manifest.read(result.folder) or {}) if result.folder else {}
        stamp = told.get("fingerprint") if result.state in (State.MADE, State.KEPT) else None
        self._write(
            "UPDATE editions SET state = ?, reason = ?, ended = ?, seconds = ?, fingerprint = ?, problems = ?"
            " WHERE id = ?",
            (result.state.value, reason, _now(), result.seconds, stamp, len(result.problems), row),
        )

    def _write(self, statement: str, values: tuple[Any, ...]) -> int:
        # A disk that fills up meanwhile must not stop the reports that still have their place.
        with contextlib.suppress(sqlite3.OperationalError):
            return self._database.execute(statement, values).lastrowid or 0
        return 0

    def last(self, place: Place) -> Entry | None:
        """The last attempt at an edition that was this workspace's own doing."""
        query = (
            "SELECT state, reason FROM editions WHERE client = ? AND period = ? AND state <> ? ORDER BY id DESC LIMIT 1"
        )
        found = self._database.execute(query, (place.client, place.label, State.BUSY.value)).fetchone()
        return Entry(*found) if found else None

    def seconds(self) -> dict[str, float]:
        """How long the last edition of each client took that was really made."""
        query = "SELECT client, seconds FROM editions WHERE state = ? AND seconds IS NOT NULL ORDER BY id"
        return dict(self._database.execute(query, (State.MADE.value,)).fetchall())


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
