"""Making the editions of a plan side by side, each in a process of its own; one's failure touches no other."""

import contextlib
import queue
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from kpitools.batch.family import running
from kpitools.batch.ledger import Ledger
from kpitools.batch.plan import Job, Plan
from kpitools.batch.process import Message, Process
from kpitools.batch.result import Limits, Result, State
from kpitools.editions.edition import FAILURE, making, tell_failure
from kpitools.editions.place import label
from kpitools.errors import KpitoolsError, PublishError, WorkspaceError
from kpitools.language import Language, language
from kpitools.problems import Problem
from kpitools.publish.progress import Step
from kpitools.publish.render import kept

# How often limits are looked at, and the display moves.
_TICK = 0.2


class Listener(Protocol):
    """Who watches a batch."""

    def started(self, job: Job) -> None: ...
    def step(self, job: Job, step: Step) -> None: ...
    def finished(self, result: Result) -> None: ...


class Batch:
    """The making of a plan by `workers` processes at once, each within `limits`."""

    def __init__(self, plan: Plan, limits: Limits, workers: int, listener: Listener, words: Language) -> None:
        self._plan, self._limits, self._workers = plan, limits, workers
        self._listener, self._words = listener, words
        self._waiting = deque(plan.jobs)
        self._running: list[Process] = []
        self._inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()

    def run(self, ledger: Ledger) -> list[Result]:
        """Make every edition and give the results, in the order in which they came.

        Must run in the thread that lives longest: the system ends a worker with the thread that started it. However it
        is left, by its end, an interrupt or a signal, no process of a report goes on.
        """
        results = []
        with ledger.run(label(self._plan.period), self._workers) as run, self._ended_together():
            for result in self._results(ledger, run):
                results.append(result)
                self._listener.finished(result)
        return results

    def _results(self, ledger: Ledger, run: int) -> Iterator[Result]:
        for refusal in self._plan.refusals:
            yield Result(refusal.client, State.FAILED, problems=refusal.problems, parameters=refusal.path)
        watched = time.monotonic()
        while self._waiting or self._running:
            while self._waiting and len(self._running) < self._workers:
                if result := self._begin(self._waiting.popleft(), ledger, run):
                    yield result
            with contextlib.suppress(queue.Empty):
                process, said = self._inbox.get(timeout=_TICK)
                if self._hears(process, said):
                    yield self._end(process, ledger)
            if self._running and time.monotonic() - watched >= _TICK:
                processes = running()
                for process in self._running:
                    process.hold_to_limits(processes, self._words)
                watched = time.monotonic()

    def _hears(self, process: Process, said: Mapping[str, Any] | None) -> bool:
        """Take in what a process said; whether it is done."""
        if process not in self._running:  # it was done before it ended
            return False
        if said is None:
            return True
        process.hear(said)
        if "step" in said and process.step:
            self._listener.step(process.job, process.step)
        return process.outcome is not None

    def _begin(self, job: Job, ledger: Ledger, run: int) -> Result | None:
        """Start a job's process, unless it is decided already."""
        place = job.request.place(job.client)
        row = ledger.started(run, place)
        result = _decided(job)
        if result is None:
            self._listener.started(job)
            limited = replace(job, request=replace(job.request, deadline=self._limits.deadline))
            self._running.append(Process(limited, row, self._limits, self._inbox))
        else:
            ledger.finished(row, result, self._words)
        return result

    def _end(self, process: Process, ledger: Ledger) -> Result:
        process.close()
        self._running.remove(process)
        job, told = process.job, process.outcome
        folder = job.request.place(job.client).folder
        if told is None:
            problems: tuple[Problem, ...] = (process.death(self._words),)
            _tell(job, problems)
            result = Result(job.client, State.FAILED, folder, problems, process.seconds)
        else:
            problems = tuple(Problem.from_data(one) for one in told["problems"])
            if told.get("untold"):
                _tell(job, problems)
            result = Result(job.client, State(told["state"]), folder, problems, process.seconds)
        ledger.finished(process.row, result, self._words)
        return result

    @contextlib.contextmanager
    def _ended_together(self) -> Iterator[None]:
        try:
            yield
        finally:
            for process in self._running:
                process.stop()
            for process in self._running:
                process.close()


def _decided(job: Job) -> Result | None:
    """The result of a job that needs no process: nothing has changed, or what it is made from is not there."""
    folder = job.request.place(job.client).folder
    if (folder / FAILURE).exists():
        return None  # whoever makes or keeps the edition forgets the failure
    try:
        outcome = kept(job.request, job.parameters)
    except KpitoolsError as error:
        _tell(job, error.problems)
        return Result(job.client, State.FAILED, folder, error.problems)
    return Result(job.client, State.KEPT, folder, outcome.problems) if outcome else None


def _tell(job: Job, problems: tuple[Problem, ...]) -> None:
    """Leave `failure.json` for a report that could not do so itself."""
    place = job.request.place(job.client)
    words = language(job.request.languages[0])
    # Where it can't be written, the closing table says it all the same.
    with contextlib.suppress(WorkspaceError), making(place, patience=1):
        tell_failure(place, PublishError(*problems), words, job.request.created)
