"""A report being made in a process of its own, as the batch sees it from outside."""

import contextlib
import json
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

from kpitools.batch.family import Family, Seen
from kpitools.batch.plan import Job
from kpitools.batch.result import Limits
from kpitools.batch.words import died, too_large, too_long, where
from kpitools.language import Language
from kpitools.problems import Problem
from kpitools.publish.progress import Step

# Past its deadline the notebook is ended from inside, with its cell and cause; this is for what comes before and after.
GRACE = 20
_ORDERLY_END = 3.0
_MEGABYTE = 1_000_000


class Process:
    """The worker of a job; what it says goes to `inbox` with this object, and None once it has ended."""

    def __init__(self, job: Job, row: int, limits: Limits, inbox: "queue.SimpleQueue[Message]") -> None:
        self.job, self.row = job, row
        self.step: Step | None = None
        self.outcome: Mapping[str, Any] | None = None
        self.over: Problem | None = None
        self._limits, self._inbox = limits, inbox
        self._start = time.monotonic()
        self._scratch: str | None = None
        # -P: a folder named kpitools where the command is run is not the package.
        command = [sys.executable, "-P", "-m", "kpitools.batch.worker"]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, start_new_session=True)
        self._family = Family(self._process.pid)
        threading.Thread(target=self._listen, daemon=True).start()
        # It stays open: the worker takes its end for this process's.
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(job.request.to_json().encode() + b"\n")
            self._process.stdin.flush()

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return time.monotonic() - self._start

    def hear(self, said: Mapping[str, Any]) -> None:
        """Take in what the worker said."""
        if "step" in said:
            self.step = Step(**said["step"])
        self._scratch = said.get("scratch", self._scratch)
        self.outcome = said.get("outcome", self.outcome)

    def hold_to_limits(self, processes: list[Seen], words: Language) -> None:
        """End the report with all its processes where it takes more time or memory than it may."""
        memory = self._family.memory(processes)
        if self.over is not None:
            return
        if self.seconds > self._limits.deadline + GRACE:
            self.over = too_long(self._limits.deadline, where(self.step, words))
        elif memory > self._limits.memory * _MEGABYTE:
            self.over = too_large(self._limits.memory, where(self.step, words))
        if self.over is not None:
            self._family.end()

    def death(self, words: Language) -> Problem:
        """Why there is no outcome."""
        return self.over or died(self._process.wait(), where(self.step, words))

    def close(self) -> None:
        """Leave no process and no file behind, once the worker has said all."""
        assert self._process.stdin
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_ORDERLY_END)
        self._family.end()
        self._process.wait()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def stop(self) -> None:
        """Ask the worker to end, so that it takes away what was half made; `close` follows."""
        with contextlib.suppress(OSError):
            self._process.terminate()

    def _listen(self) -> None:
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                with contextlib.suppress(ValueError):  # the last line of a worker that was killed
                    self._inbox.put((self, json.loads(line)))
        self._inbox.put((self, None))


Message = tuple[Process, Mapping[str, Any] | None]
