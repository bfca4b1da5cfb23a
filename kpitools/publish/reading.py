"""What publishing needs to know of a client: its exports read, its KPIs computed, what may not be said."""

import json
import os
import re
from collections.abc import Mapping

from kpitools.editions.manifest import Input
from kpitools.findings import as_data, findings
from kpitools.kpis import document
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.opening import evaluate
from kpitools.params import Parameters
from kpitools.params.clients import client_name
from kpitools.publish.request import EditionContext, EditionRequest
from kpitools.report import Report
from kpitools.report.sections import SECTIONS
from kpitools.report.summary import summary
from kpitools.store import Store, load
from kpitools.tables import TABLES, Kind
from kpitools.workspace import find

_TELLING = 10  # letters


def context(request: EditionRequest, parameters: Parameters) -> EditionContext:
    """The context of an edition; raises NoData where nothing is known of the period, ParametersError of one to come."""
    store = load(parameters, request.places)
    evaluation = evaluate(store, request.period)
    return EditionContext(
        parameters=parameters,
        sections=parameters.report.sections or tuple(SECTIONS),
        inputs=tuple(Input(record.name, record.sha256) for record in store.files),
        problems=evaluation.warnings,
        attachments=lambda: attachments(evaluation, request),
        secrets=secrets(parameters),
        canaries=other_clients(store),
    )


def attachments(evaluation: Evaluation, request: EditionRequest) -> Mapping[str, bytes]:
    """What lies beside the report: the values as `kpis.json` and `kpis.csv`, page one as `summary.json`, the workbook.

    The workbook is made where the request asks for it.
    """
    words = evaluation.language
    report = Report(evaluation, words)
    said = as_data(findings(evaluation), words, evaluation.store.parameters.client.currency)
    made = {
        "kpis.json": _json(document.document(evaluation, words, findings=said)),
        "kpis.csv": document.table(evaluation, words).encode(),
        "summary.json": _json(summary(report)),
    }
    if "xlsx" in request.outputs:
        # The engine is brought along only for those who ask for a workbook.
        from kpitools.publish.workbook import workbook

        made["report.xlsx"] = workbook(report, request.created)
    return made


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def secrets(parameters: Parameters) -> tuple[str, ...]:
    """The values of the environment variables that the parameters name: none may be found in a deliverable."""
    names = set(re.findall(r"env:([A-Za-z_][A-Za-z0-9_]*)", parameters.model_dump_json()))
    return tuple(value for name in sorted(names) if (value := os.environ.get(name)))


def other_clients(store: Store) -> tuple[str, ...]:
    """The names of the other clients that this one's own data never says: found in a deliverable, they leaked.

    A short single word is left out: it may stand in any text ("Octobre", "Inter") and would accuse for nothing.
    """
    own = store.parameters
    names = {
        name
        for path in sorted(find(own.path).params.glob("*.yaml"))
        if not path.name.startswith("_") and path.resolve() != own.path.resolve() and (name := client_name(path))
    }
    said = own.model_dump_json()
    telling = (name for name in sorted(names) if len(name.split()) > 1 or len(name) >= _TELLING)
    return tuple(name for name in telling if name not in said and not _spoken(store, name))


def _spoken(store: Store, name: str) -> bool:
    """Whether a text of the client's own tables holds the name."""
    for table in store.tables():
        texts = [column.name for column in TABLES[table] if column.kind is Kind.TEXT]
        test = " OR ".join(f'contains(lower("{text}"), lower($1))' for text in texts)
        if texts and store.connection.execute(f"SELECT 1 FROM {table} WHERE {test} LIMIT 1", [name]).fetchall():
            return True
    return False
