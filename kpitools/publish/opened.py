"""The report that an open notebook is about, found from its own parameters cell: for exports from JupyterLab."""

import ast
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from kpitools.errors import ParametersError
from kpitools.kpis.opening import last_complete_month
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.params import load
from kpitools.problems import Problem
from kpitools.publish.presentation import Presentation
from kpitools.workspace import Workspace, find


@dataclass(frozen=True)
class OpenedReport:
    """How an open notebook is to be presented."""

    presentation: Presentation
    places: Workspace
    template: str


def opened_report(notebook: NotebookNode, folder: Path) -> OpenedReport:
    """The report of a notebook that lies in `folder`; raises ParametersError where its parameters lead nowhere."""
    values = notebook_parameters(notebook)
    if not isinstance(values.get("params"), str):
        text = mark("Le notebook ne dit pas de quel client il parle.")
        remedy = mark('Sa cellule parameters doit contenir params = "../params/CLIENT.yaml".')
        raise ParametersError(Problem("no_params", text, remedy=remedy))
    path = (folder / values["params"]).resolve()
    parameters = load(path)
    now = dt.datetime.now(dt.UTC)
    code = values.get("language") or parameters.client.language
    presentation = Presentation.of(parameters, _period(values, parameters.client.timezone), code, now)
    return OpenedReport(presentation, find(path), parameters.report.template)


def notebook_parameters(notebook: NotebookNode) -> dict[str, Any]:
    """What the parameters cells assign, those that papermill injected last; only plain values are read."""
    values: dict[str, Any] = {}
    for tag in ("parameters", "injected-parameters"):
        for cell in notebook.cells:
            if tag in cell.metadata.get("tags", []):
                values |= _assigned(cell.source)
    return values


def _assigned(source: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return values
    for statement in statements:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Constant):
            values |= {target.id: value.value for target in targets if isinstance(target, ast.Name)}
    return values


def _period(values: dict[str, Any], timezone: str) -> Period:
    try:
        if values.get("start") and values.get("end"):
            return Period(dt.date.fromisoformat(values["start"]), dt.date.fromisoformat(values["end"]))
        if values.get("month"):
            return Period.month(dt.date.fromisoformat(f"{values['month']}-01"))
    except ValueError as error:
        text = mark("Le mois ou les dates du notebook ne se lisent pas.")
        remedy = mark('Écrivez month = "AAAA-MM", ou start et end en AAAA-MM-JJ.')
        raise ParametersError(Problem("unreadable_month", text, remedy=remedy)) from error
    return last_complete_month(timezone)
