"""A file while it is being read: what is known of it, and what there is to say of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kpitools.problems import Problem, Severity
from kpitools.readers.schema.layout import Layout
from kpitools.readers.values.sources import Sources
from kpitools.readers.writing.figures import Money
from kpitools.readers.writing.persons import Pseudonyms

LISTED = 10  # how many unreadable values one file's error lists, and how many texts one note


@dataclass
class Reading:
    """A file being read: its layout, the client's time zone, the year of its last date and its `start`, `end` and
    `exported` where the parameters say them, what the client's workspace knows of currencies, sources and people; and
    the sheet that is being read, where it is one of several.
    """

    file: str
    layout: Layout
    zone: str
    year: int | None
    period: Mapping[str, dt.datetime] = field(default_factory=dict)
    money: Money | None = None
    sources: Sources = field(default_factory=Sources)
    pseudonyms: Pseudonyms = field(default_factory=Pseudonyms)
    sheet: str | None = None
    bad_count: int = 0
    _notes: list[Problem] = field(default_factory=list)
    _bad: list[Problem] = field(default_factory=list)

    def note(self, problem_id: str, text: str, severity: Severity = Severity.NOTE, **values: object) -> None:
        """Add something worth knowing about the file.

        What parts of a file say alike is said once: a `count` of all of them, and texts (a tuple) of all of them.
        """
        note = Problem(problem_id, text, values, severity, file=self.file, sheet=self.sheet)
        known = next((at for at, one in enumerate(self._notes) if _alike(one, note)), None)
        if known is None:
            self._notes.append(note)
        else:
            self._notes[known] = _together(self._notes[known], note)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth knowing, in the order it was met."""
        return tuple(note.with_values(**_listed(note)) for note in self._notes)

    def refuse(self, values: Sequence[Problem], count: int) -> None:
        """Add values of a part that can't be read: the first of each column, and how many there are in all."""
        self.bad_count += count
        room = LISTED - len(self._bad)
        first = sorted(values, key=lambda problem: problem.row or 0)[:room]
        self._bad += [problem.at(file=self.file, sheet=self.sheet) for problem in first]

    @property
    def bad(self) -> tuple[Problem, ...]:
        """The first values that can't be read."""
        return tuple(self._bad)


def _alike(one: Problem, other: Problem) -> bool:
    """Whether two notes say the same, of other rows."""
    return replace(one, values=_fixed(one)) == replace(other, values=_fixed(other))


def _fixed(note: Problem) -> dict[str, object]:
    return {name: value for name, value in note.values.items() if name != "count" and not isinstance(value, tuple)}


def _together(one: Problem, other: Problem) -> Problem:
    """One note for two that say the same."""
    joined: dict[str, object] = {}
    for name, value in one.values.items():
        also = other.values[name]
        if isinstance(value, tuple) and isinstance(also, tuple):
            joined[name] = (*value, *also)
        elif isinstance(value, int) and isinstance(also, int) and name == "count":
            joined[name] = value + also
    return one.with_values(**joined)


def _listed(note: Problem) -> dict[str, object]:
    """The lists of a note as texts: each word once, in order, and not more than anyone reads."""
    lists = {name: value for name, value in note.values.items() if isinstance(value, tuple)}
    return {name: ", ".join(sorted(set(map(str, value)))[:LISTED]) for name, value in lists.items()}
