"""One report's process: reads a frozen request, makes the edition, tells how far it is. `python -m` runs it.

It shares nothing with other reports, and does not outlive the batch that started it.
"""

import ctypes
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from typing import Any, BinaryIO

from kpitools.batch.family import Family
from kpitools.batch.words import unforeseen
from kpitools.editions.lock import HELD
from kpitools.errors import KpitoolsError
from kpitools.problems import Problem
from kpitools.publish.client import make, supported
from kpitools.publish.progress import Step, Watcher
from kpitools.publish.request import EditionRequest

# Whoever only looks whether an edition is being made holds its lock for an instant.
PATIENCE = 1.0
# An orderly end takes away what was half made; it must not take for ever.
GRACE = 3.0
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


def main() -> None:
    """Make the edition of the request on standard input; what is told of it goes to standard output."""
    channel = _own_output()
    signal.signal(signal.SIGTERM, _end)
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        system.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        # What a kernel started stays this process's to end when the kernel is gone, whatever session it chose.
        system.prctl(_PR_SET_CHILD_SUBREAPER, 1)
    request = EditionRequest.from_json(sys.stdin.buffer.readline())
    # Temporary files lie in a folder of this report's own; the kernel's sockets too, which allow of no long name.
    with tempfile.TemporaryDirectory(prefix="kpi-", ignore_cleanup_errors=True) as scratch:
        os.environ["TMPDIR"] = tempfile.tempdir = scratch
        _say(channel, scratch=scratch)
        threading.Thread(target=_end_with_parent, args=[scratch], daemon=True).start()

        def watch(step: Step) -> None:
            _say(channel, step=asdict(step))

        try:
            _say(channel, outcome=outcome(request, watch))
        finally:
            # Who still writes into the folder would keep it from being removed: a kernel that was just being started.
            Family(os.getpid()).end()


def outcome(request: EditionRequest, watch: Watcher) -> dict[str, Any]:
    """What came of a request, as data, whatever goes wrong; `untold`: no `failure.json` says it yet."""
    try:
        parameters = supported(request.parameters)
    except KpitoolsError as error:  # changed since the batch was planned
        return {"state": "failed", "problems": _data(error.problems), "untold": True}
    try:
        made = make(request, parameters, watch, patience=PATIENCE)
    except KpitoolsError as error:
        is_busy = [problem.id for problem in error.problems] == [HELD]
        return {"state": "busy" if is_busy else "failed", "problems": _data(error.problems)}
    except Exception as error:
        return {"state": "failed", "problems": _data((unforeseen(error),)), "untold": True}
    state = "kept" if made.is_kept else "made"
    return {"state": state if made.is_complete else "failed", "problems": _data(made.problems)}


def _data(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    return [problem.as_data() for problem in problems]


def _own_output() -> BinaryIO:
    """Standard output for this module alone: what a kernel or a library prints must not come between."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "wb", buffering=0)


def _say(channel: BinaryIO, **facts: Any) -> None:
    channel.write(json.dumps(facts, ensure_ascii=False).encode() + b"\n")


def _end(*_: object) -> None:
    """End in order. The parent's death is told twice, by the system and by its silence: once is enough."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(128 + signal.SIGTERM)


def _end_with_parent(scratch: str) -> None:
    """The parent holds the other end of standard input and writes no more: its end is the parent's."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    Family(os.getpid()).end()
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main()
