"""How the edition of a client came out."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kpitools.editions.edition import BROKEN, FAILURE
from kpitools.editions.manifest import NAME as MANIFEST
from kpitools.problems import Problem, Severity


class State(StrEnum):
    """What became of a client's edition in a batch."""

    MADE = "made"
    KEPT = "kept"  # nothing had changed
    FAILED = "failed"
    BUSY = "busy"  # another command makes it at this moment
    INTERRUPTED = "interrupted"  # the batch was stopped, or died


@dataclass(frozen=True)
class Limits:
    """What one report may take: `deadline` seconds, `memory` megabytes of all its processes together."""

    deadline: int
    memory: int


@dataclass(frozen=True)
class Result:
    """The outcome for one client; `folder` is its edition's, None where the parameters are wrong."""

    client: str
    state: State
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()
    seconds: float = 0
    parameters: Path | None = None

    @property
    def has_reservations(self) -> bool:
        """Whether a person must look at the edition before it is mailed."""
        is_there = self.state in (State.MADE, State.KEPT)
        return is_there and any(problem.severity is Severity.RESERVATION for problem in self.problems)

    @property
    def cause(self) -> Problem | None:
        """What made it fail."""
        if self.state is not State.FAILED:
            return None
        # Where the PDF could not be printed, the reservations of the edition stand before it.
        return next((one for one in self.problems if one.severity is Severity.ERROR), self.problems[0])

    @property
    def to_open(self) -> Path | None:
        """Where to look after a failure: the notebook as far as it ran, else what was told of it or of the edition."""
        if self.state is not State.FAILED:
            return None
        if self.folder is None:
            return self.parameters
        found = (self.folder / name for name in (BROKEN, FAILURE, MANIFEST))
        return next((path for path in found if path.exists()), None)
