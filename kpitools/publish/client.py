"""From a client's parameter file to an edition: what is asked for, and its making."""

from pathlib import Path

from kpitools.editions.lock import PATIENCE
from kpitools.errors import ParametersError
from kpitools.kpis import Period
from kpitools.params import Parameters, load, unsupported
from kpitools.publish.collection import seldom
from kpitools.publish.progress import Step, Watcher, unwatched
from kpitools.publish.render import Outcome, render
from kpitools.publish.request import EditionContext, EditionRequest
from kpitools.workspace import find


def publish(path: Path, period: Period, formats: tuple[str, ...] = (), *, force: bool = False) -> Outcome:
    """Make or keep one edition of a client.

    `formats` are those of the parameters where none are given. Raises ParametersError, NoData and PublishError, the
    last two after leaving `failure.json`.
    """
    parameters = supported(path)
    return make(request_for(parameters, period, formats, force=force), parameters)


def supported(path: Path) -> Parameters:
    """The parameters of a client whose report can be made; raises ParametersError, also for what isn't honoured yet."""
    parameters = load(path)
    if refused := unsupported(parameters, "render"):
        raise ParametersError(*refused)
    return parameters


def request_for(
    parameters: Parameters, period: Period, formats: tuple[str, ...] = (), *, force: bool = False
) -> EditionRequest:
    """The edition of a period that the parameters ask for; `formats` are theirs where none are given."""
    return EditionRequest(
        parameters=parameters.path.resolve(),
        workspace=find(parameters.path).root,
        period=period,
        outputs=formats or parameters.report.outputs,
        notebook=parameters.report.notebook,
        template=parameters.report.template,
        languages=(parameters.client.language,),
        force=force,
    )


def make(
    request: EditionRequest, parameters: Parameters, watch: Watcher = unwatched, *, patience: float = PATIENCE
) -> Outcome:
    """Make or keep the edition that is asked for; raises what `render` raises."""

    def context() -> EditionContext:
        watch(Step("data"))
        # Reading brings DuckDB and pandas along, which a kept edition has no use for.
        from kpitools.publish import reading

        return reading.context(request, parameters)

    with seldom():
        return render(request, parameters, context, watch, patience=patience)
