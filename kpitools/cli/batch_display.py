"""A batch while it runs: moving on a terminal, else one line a client."""

import contextlib
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from kpitools.batch import Job, Plan, Result, State
from kpitools.batch.forecast import Forecast
from kpitools.batch.words import where
from kpitools.cli.console import Voice
from kpitools.language import Language
from kpitools.publish.progress import Step

_STYLES = {State.FAILED: "bold red", State.KEPT: "dim", State.BUSY: "yellow"}


def told(result: Result, words: Language) -> str:
    """How a client's edition came out, in one line."""
    client, seconds = result.client, words.number(result.seconds)
    match result.state:
        case State.KEPT:
            return words.text("{client} : rien n'a changé, édition gardée", client=client)
        case State.BUSY:
            return words.text("{client} : déjà en cours ailleurs", client=client)
        case State.FAILED:
            cause = result.cause.render(words) if result.cause else "–"
            return words.text("{client} : échec. {cause}", client=client, cause=cause)
    if result.has_reservations:
        return words.text("{client} : édition faite en {seconds} s, avec réserves", client=client, seconds=seconds)
    return words.text("{client} : édition faite en {seconds} s", client=client, seconds=seconds)


class Lines:
    """One line a client on standard error; as JSON, one a step."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def started(self, job: Job) -> None:
        """Say it to machines only."""
        self._event(job, "started")

    def step(self, job: Job, step: Step) -> None:
        """Say it to machines only."""
        facts = {"cell": step.cell, "cells": step.cells, "heading": step.heading} if step.cell else {}
        self._event(job, "step", step, name=step.name, **facts)

    def finished(self, result: Result) -> None:
        """The line of a client."""
        facts = {"event": "finished", **as_data(result, self._voice.words)} if self._voice.json else {}
        self._voice.say(told(result, self._voice.words), style(result), **facts)

    def _event(self, job: Job, event: str, step: Step | None = None, **facts: Any) -> None:
        if self._voice.json:
            text = f"{job.client} : {where(step, self._voice.words)}"
            self._voice.say(text, event=event, client=job.client, **facts)


class Moving:
    """On a terminal: who is at which section, for how long, and the time left."""

    def __init__(self, progress: Progress, plan: Plan, forecast: Forecast, words: Language) -> None:
        self._progress, self._forecast, self._words = progress, forecast, words
        self._rows: dict[str, TaskID] = {}
        title = words.period(plan.period.start, plan.period.end)
        self._total = progress.add_task(title, total=len(plan.jobs) + len(plan.refusals), where="")

    def started(self, job: Job) -> None:
        """A row for the client."""
        self._forecast.started(job.client)
        step = where(None, self._words)
        self._rows[job.client] = self._progress.add_task(job.client, total=None, where=step)
        self._show_left()

    def step(self, job: Job, step: Step) -> None:
        """The client's row says where it is."""
        bar = {"completed": step.cell, "total": step.cells} if step.cell else {"total": None}
        self._progress.update(self._rows[job.client], where=where(step, self._words), **bar)
        self._show_left()

    def finished(self, result: Result) -> None:
        """The client's row gives way to its line."""
        self._forecast.finished(result.client, result.seconds if result.state is State.MADE else 0)
        if (row := self._rows.pop(result.client, None)) is not None:
            self._progress.remove_task(row)
        line, console = told(result, self._words), self._progress.console
        console.print(line, style=style(result), markup=False, highlight=False, soft_wrap=True)
        self._progress.advance(self._total)
        self._show_left()

    def _show_left(self) -> None:
        left = self._forecast.left()
        self._progress.update(self._total, where=self._left(left) if left else "")

    def _left(self, seconds: float) -> str:
        if seconds < 60:
            return self._words.text("encore {n} s environ", n=self._words.number(seconds))
        return self._words.text("encore {n} min environ", n=self._words.number(seconds / 60))


@contextlib.contextmanager
def watching(voice: Voice, plan: Plan, forecast: Forecast) -> Iterator[Lines | Moving]:
    """The listener that fits where messages go."""
    console = Console(stderr=True)
    if voice.json or not console.is_terminal:
        yield Lines(voice)
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn(),
        TextColumn("{task.fields[where]}", markup=False), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, refresh_per_second=4) as progress:
        yield Moving(progress, plan, forecast, voice.words)


def as_data(result: Result, words: Language) -> dict[str, Any]:
    """A result for machines."""
    return {
        "client": result.client,
        "state": result.state.value,
        "reservations": result.has_reservations,
        "seconds": round(result.seconds, 1),
        "cause": result.cause.render(words) if result.cause else None,
        "open": str(result.to_open) if result.to_open else None,
        "folder": str(result.folder) if result.folder else None,
    }


def style(result: Result) -> str:
    """The colour of a client's line."""
    return "yellow" if result.has_reservations else _STYLES.get(result.state, "")
