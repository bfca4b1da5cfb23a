"""One maker at a time: a lock on a file, freed by the system when its holder dies."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kpitools.errors import WorkspaceError
from kpitools.language import mark
from kpitools.problems import Problem

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


PATIENCE = 900.0  # seconds: longer than any edition takes
HELD = "edition_locked"


@contextlib.contextmanager
def locked(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file, which is removed afterwards; wait for another holder up to `patience` seconds.

    Raises WorkspaceError when the other one holds it longer.
    """
    handle = _acquire(path, time.monotonic() + patience)
    try:
        yield
    finally:
        # Removed while still held; Windows can't remove an open file and leaves it empty.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock of a file at this moment."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(handle)
    finally:
        os.close(handle)


def _acquire(path: Path, deadline: float) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        if _try_lock(handle) and _is_still(path, handle):
            return handle
        os.close(handle)
        if time.monotonic() > deadline:
            text = mark("Une autre commande fait déjà cette édition.")
            remedy = mark("Attendez qu'elle ait fini, puis relancez.")
            raise WorkspaceError(Problem(HELD, text, remedy=remedy, file=path.name))
        time.sleep(0.1)


def _is_still(path: Path, handle: int) -> bool:
    # Whoever held it may have removed the file after we opened it: then the next one locks a new file, not this.
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
