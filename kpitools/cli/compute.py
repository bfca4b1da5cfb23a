"""kpitools compute: the KPI values, without a report."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import From, Month, ParamsFile, To, UsageError, existing, period
from kpitools.cli.system import writing
from kpitools.language import mark
from kpitools.problems import Problem


class Format(StrEnum):
    """How values are printed."""

    JSON = "json"
    CSV = "csv"
    TABLE = "table"


def compute(
    params: ParamsFile,
    month: Month = None,
    start: From = None,
    end: To = None,
    by: Annotated[
        str, typer.Option("--by", metavar="DIMENSION", help=mark("Détail : network, day, week, month, account, type…"))
    ] = "",
    form: Annotated[Format, typer.Option("--format", help=mark("json, csv ou table."))] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", help=mark("Fichier à écrire, au lieu de la sortie standard."))
    ] = None,
) -> None:
    """Calcule les indicateurs d'un client, sans rapport."""
    from kpitools.cli.value_table import value_table
    from kpitools.findings import as_data, findings
    from kpitools.kpis import document
    from kpitools.kpis.grid import DIMENSIONS
    from kpitools.kpis.opening import evaluate, last_complete_month, open_store

    if by and by not in DIMENSIONS:
        message = mark("« {by} » n'est pas une dimension. Dimensions : {names}.")
        raise UsageError(Problem("usage", message, {"by": by, "names": ", ".join(DIMENSIONS)}))
    store = open_store(existing(params), "compute")
    chosen = period(month, start, end, last_complete_month(store.parameters.client.timezone))
    evaluation = evaluate(store, chosen)
    voice.problems(evaluation.warnings)
    match form:
        case Format.JSON:
            told = as_data(findings(evaluation), voice.words, store.parameters.client.currency)
            content = document.document(evaluation, voice.words, by, told)
            text = json.dumps(content, ensure_ascii=False, indent=1)
        case Format.CSV:
            text = document.table(evaluation, voice.words)
        case Format.TABLE:
            text = value_table(evaluation, voice.words)
    if output is None:
        print_result(text)
    else:
        with writing(output):
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text + "\n" if not text.endswith("\n") else text, encoding="utf-8")
