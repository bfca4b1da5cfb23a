"""One edition, from request to folder: kept where nothing changed, else made whole, or its failure told."""

from dataclasses import dataclass
from pathlib import Path

from kpitools.editions.edition import forget_failure, is_whole, making, staged, tell_failure
from kpitools.errors import KpitoolsError
from kpitools.language import language
from kpitools.problems import Problem, Severity
from kpitools.publish.fingerprint import fingerprint
from kpitools.publish.making import Making
from kpitools.publish.request import EditionContext, EditionRequest


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


def render(request: EditionRequest, context: EditionContext) -> Outcome:
    """Make one edition, or keep the one that is there where nothing has changed and `force` is not set.

    Raises PublishError (NotebookFailed, ContractBroken) after leaving `failure.json` and `broken.ipynb`, the last
    edition untouched; WorkspaceError where the output folder, the notebook or the template is not usable.
    """
    place = request.place(context.client)
    with making(place):
        work = Making(request, context)
        try:
            stamp = fingerprint(request, context)
            if not request.force and is_whole(place.folder, stamp):
                forget_failure(place)
                return Outcome(place.folder, is_kept=True, problems=context.problems)
            with staged(place) as folder:
                work.make(folder, stamp)
        except KpitoolsError as error:
            tell_failure(place, error, language(request.languages[0]), request.created, work.broken_notebook())
            raise
    return Outcome(place.folder, is_kept=False, problems=tuple(work.problems))
