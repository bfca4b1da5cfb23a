"""What a batch leaves to look at, and how many editions there are of each kind."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kpitools.batch import Result, State
from kpitools.cli.batch_display import as_data
from kpitools.language import Language
from kpitools.problems import Severity

# Also where nobody looks: causes are sentences.
_WIDTH = 110


def closing(results: Sequence[Result], words: Language) -> str:
    """A table of the clients that a person must look at, the failures last, then the counts."""
    table = columns(words.text("Client"), words.text("État"), words.text("À voir"))
    for result in sorted(results, key=lambda one: (one.state is State.FAILED, one.client)):
        if result.state is State.FAILED or result.has_reservations:
            table.add_row(*map(Text, (result.client, _state(result, words), _look(result, words))))
    return (printed(table) if table.row_count else "") + counts(results, words)


def columns(*titles: str) -> Table:
    """An empty table; what a cell says is a `Text`, as causes may hold brackets, which rich takes for its markup."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def printed(table: Table) -> str:
    """A table as text, for standard output."""
    console = Console(width=_WIDTH, highlight=False)
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def counts(results: Sequence[Result], words: Language) -> str:
    """ "19 éditions faites, 0 gardée, 2 avec réserves, 5 en échec"."""
    reserved = [result for result in results if result.has_reservations]
    sound = [result for result in results if not result.has_reservations]
    number = {state: sum(result.state is state for result in sound) for state in State}
    told = [
        words.plural("{n} édition faite", "{n} éditions faites", number[State.MADE]),
        words.plural("{n} gardée", "{n} gardées", number[State.KEPT]),
        words.plural("{n} avec réserves", "{n} avec réserves", len(reserved)),
        words.plural("{n} en échec", "{n} en échec", number[State.FAILED]),
    ]
    if number[State.BUSY]:
        told.append(words.plural("{n} en cours ailleurs", "{n} en cours ailleurs", number[State.BUSY]))
    return ", ".join(told)


def summary(results: Sequence[Result], words: Language) -> str:
    """The same for machines: every result, in one line of JSON."""
    return json.dumps({"results": [as_data(result, words) for result in results]}, ensure_ascii=False)


def _state(result: Result, words: Language) -> str:
    return words.text("échec") if result.state is State.FAILED else words.text("avec réserves")


def _look(result: Result, words: Language) -> str:
    """The cause and the file to open; for reservations, each of them."""
    if result.cause is None:
        told = [one.render(words) for one in result.problems if one.severity is Severity.RESERVATION]
        path = result.folder
    else:
        told, path = [result.cause.render(words)], result.to_open
    return "\n".join([*told, *([f"→ {_near(path)}"] if path else [])])


def _near(path: Path) -> str:
    """The path as one types it here."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
