"""From a client's parameter file to an edition: read, compute, and hand what was found to publishing."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from kpitools.editions.edition import tell_failure
from kpitools.editions.manifest import Input
from kpitools.editions.place import Place
from kpitools.errors import NoData
from kpitools.kpis import Period, document
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.opening import evaluate, open_store
from kpitools.language import language
from kpitools.params import Parameters
from kpitools.params.clients import client_name
from kpitools.publish.render import Outcome, render
from kpitools.publish.request import EditionContext, EditionRequest
from kpitools.report.sections import SECTIONS
from kpitools.store import Store
from kpitools.workspace import find


def publish(path: Path, period: Period, formats: tuple[str, ...] = (), *, force: bool = False) -> Outcome:
    """Make or keep one edition of a client.

    `formats` are those of the parameters where none are given. Raises ParametersError, NoData (after leaving
    `failure.json`) and PublishError.
    """
    store = open_store(path, "render")
    parameters, workspace = store.parameters, find(path)
    request = EditionRequest(
        parameters=path.resolve(),
        workspace=workspace.root,
        period=period,
        outputs=formats or parameters.report.outputs,
        notebook=parameters.report.notebook,
        template=parameters.report.template,
        languages=(parameters.client.language,),
        force=force,
    )
    try:
        evaluation = evaluate(store, period)
    except NoData as error:
        tell_failure(
            Place(workspace.output, parameters.client.id, period), error, language("fr"), request.created, None
        )
        raise
    context = EditionContext(
        parameters=parameters,
        sections=parameters.report.sections or tuple(SECTIONS),
        inputs=tuple(Input(record.name, record.sha256) for record in store.files),
        problems=evaluation.warnings,
        attachments=lambda: attachments(evaluation),
        secrets=secrets(parameters),
        canaries=other_clients(store),
    )
    return render(request, context)


def attachments(evaluation: Evaluation) -> Mapping[str, bytes]:
    """The values beside the report: `kpis.json` and `kpis.csv`."""
    words = evaluation.language
    data = json.dumps(document.document(evaluation, words), ensure_ascii=False, indent=1)
    return {"kpis.json": data.encode(), "kpis.csv": document.table(evaluation, words).encode()}


def secrets(parameters: Parameters) -> tuple[str, ...]:
    """The values of the environment variables that the parameters name: none may be found in a deliverable."""
    names = set(re.findall(r"env:([A-Za-z_][A-Za-z0-9_]*)", parameters.model_dump_json()))
    return tuple(value for name in sorted(names) if (value := os.environ.get(name)))


def other_clients(store: Store) -> tuple[str, ...]:
    """The names of the other clients that this one's own data never says: found in a deliverable, they leaked."""
    own = store.parameters
    names = {
        name
        for path in sorted(find(own.path).params.glob("*.yaml"))
        if not path.name.startswith("_") and path.resolve() != own.path.resolve() and (name := client_name(path))
    }
    said = own.model_dump_json()
    spoken = "SELECT 1 FROM posts WHERE contains(lower(text), lower(?)) OR contains(lower(account), lower(?)) LIMIT 1"
    return tuple(
        name
        for name in sorted(names)
        if name not in said and store.connection.execute(spoken, [name, name]).fetchall() == []
    )
