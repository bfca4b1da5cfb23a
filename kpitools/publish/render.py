"""One edition, from request to folder: kept where nothing changed, else made whole, or its failure told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpitools.editions.edition import forget_failure, is_whole, making, staged, tell_failure
from kpitools.editions.lock import PATIENCE
from kpitools.editions.manifest import read, told_problems
from kpitools.editions.place import Place
from kpitools.errors import KpitoolsError
from kpitools.language import language
from kpitools.params import Parameters
from kpitools.problems import Problem, Severity
from kpitools.publish.fingerprint import fingerprint, parts
from kpitools.publish.progress import Watcher, unwatched
from kpitools.publish.request import EditionContext, EditionRequest

if TYPE_CHECKING:
    from kpitools.publish.making import Making


@dataclass(frozen=True)
class Outcome:
    """An edition that is there: its folder, whether it was kept as it was, and what is to be said about it."""

    folder: Path
    is_kept: bool
    problems: tuple[Problem, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether everything asked for was made; without the PDF engine, the PDF was not."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def kept(request: EditionRequest, parameters: Parameters) -> Outcome | None:
    """The edition that is there, where nothing has changed since it was made and `force` is not set.

    Raises what `fingerprint.parts` raises.
    """
    return None if request.force else _unchanged(request.place(parameters.client.id), parts(request, parameters))


def _maker(request: EditionRequest, context: EditionContext, watch: Watcher) -> "Making":
    # A kept edition does not wait for Jupyter's libraries.
    from kpitools.publish.making import Making

    return Making(request, context, watch)


def _unchanged(place: Place, stamp: Mapping[str, str]) -> Outcome | None:
    if not is_whole(place.folder, fingerprint(stamp)):
        return None
    return Outcome(place.folder, is_kept=True, problems=told_problems(read(place.folder) or {}))


def render(
    request: EditionRequest,
    parameters: Parameters,
    context: Callable[[], EditionContext],
    watch: Watcher = unwatched,
    *,
    patience: float = PATIENCE,
) -> Outcome:
    """Keep the edition that is there or make a new one; `context` reads the data, and is called only for a new one.

    Raises what `context` and the making raise (PublishError: NotebookFailed, ContractBroken) after leaving
    `failure.json` and `broken.ipynb`, the last edition untouched; WorkspaceError where the output folder, the notebook
    or the template is not usable, or where another process makes this edition for longer than `patience` seconds.
    """
    place = request.place(parameters.client.id)
    with making(place, patience=patience):
        work: Making | None = None
        try:
            stamp = parts(request, parameters)
            if not request.force and (outcome := _unchanged(place, stamp)):
                forget_failure(place)
                return outcome
            work = _maker(request, context(), watch)
            with staged(place) as folder:
                work.make(folder, stamp)
        except KpitoolsError as error:
            broken = work.broken_notebook() if work else None
            tell_failure(place, error, language(request.languages[0]), request.created, broken)
            raise
    return Outcome(place.folder, is_kept=False, problems=tuple(work.problems))
