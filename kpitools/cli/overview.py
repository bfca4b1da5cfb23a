"""kpitools overview: all clients' KPIs of one or several months side by side, without a report."""

import json
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.batch import SomeParams, planned
from kpitools.cli.console import print_result, voice
from kpitools.cli.options import Month, UsageError, period
from kpitools.cli.system import writing
from kpitools.errors import ParametersError
from kpitools.language import Language, mark
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.catalogue import Catalogue, Kpi
    from kpitools.portfolio.overview import Overview

HEADLINES = "followers,posts,reach,impressions,engagements,err"


class Format(StrEnum):
    """How the overview is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def overview(
    params: SomeParams = None,
    month: Month = None,
    months: Annotated[
        int, typer.Option("--months", min=1, max=120, help=mark("Nombre de mois, le dernier étant celui de --month."))
    ] = 1,
    kpis: Annotated[
        str, typer.Option("--kpis", metavar="ID,ID…", help=mark("Colonnes du tableau ; csv et json les donnent tous."))
    ] = HEADLINES,
    form: Annotated[Format, typer.Option("--format", help=mark("table, csv ou json."))] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", help=mark("Fichier à écrire, au lieu de la sortie standard."))
    ] = None,
) -> None:
    """Met les clients côte à côte, mois par mois : les indicateurs que font des sommes et leurs rapports."""
    from kpitools.kpis.opening import known_kpis, last_complete_month
    from kpitools.portfolio import document
    from kpitools.portfolio.overview import Overview
    from kpitools.portfolio.ready import ready
    from kpitools.portfolio.shelf import Shelf

    last = period(month, None, None, last_complete_month())
    plan = planned(params, last)
    catalogue = known_kpis(plan.workspace)
    asked = _columns(catalogue, kpis)
    failures = [refusal.problems for refusal in plan.refusals]
    shelves: list[Shelf] = []
    with tempfile.TemporaryDirectory() as spare:
        for job in plan.jobs:
            try:
                shelves.append(ready(job.parameters, plan.workspace, catalogue, Path(spare)))
            except ParametersError as error:  # that client's failure alone
                failures.append(error.problems)
        told = [problem.at(file=f"{one.client} · {problem.file}") for one in shelves for problem in one.problems]
        voice.problems([*(problem for problems in failures for problem in problems), *told])
        found = Overview(shelves, [last.months_ago(ago) for ago in reversed(range(months))], catalogue)
    match form:
        case Format.JSON:
            text = json.dumps(document.document(found), ensure_ascii=False, indent=1)
        case Format.CSV:
            text = document.table(found)
        case Format.TABLE:
            text = _table(found, asked, voice.words)
    if output is None:
        print_result(text)
    else:
        with writing(output):
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    if failures:
        raise typer.Exit(1)


def _columns(catalogue: "Catalogue", asked: str) -> list["Kpi"]:
    """The KPIs of the table's columns; raises UnknownKpi, and UsageError for one that needs a client's own rows."""
    from kpitools.portfolio.formulas import is_formed

    found = [catalogue[name] for name in filter(None, map(str.strip, asked.split(",")))]
    for kpi in found:
        if not is_formed(catalogue, kpi):
            text = mark("« {kpi} » ne se calcule que client par client : « kpitools compute » le donne.")
            raise UsageError(Problem("usage", text, {"kpi": kpi.id}))
    return found


def _table(overview: "Overview", kpis: list["Kpi"], words: Language) -> str:
    """A line a client and month, all networks together; unknown is left blank."""
    from rich.text import Text

    from kpitools.cli.batch_closing import columns, printed
    from kpitools.cli.value_table import shown
    from kpitools.portfolio.document import cell

    titles = [words.text("Client"), words.text("Mois"), *(kpi.name(words) for kpi in kpis)]
    made = columns(*titles)
    for column in made.columns[2:]:
        column.justify = "right"
    for number, shelf in enumerate(overview.shelves):
        for month, one in enumerate(overview.months):
            row = number * len(overview.months) + month
            told = [
                shown(kpi.unit.value, cell(overview.figures(kpi.id), row).value, words, shelf.currency) for kpi in kpis
            ]
            made.add_row(*map(Text, (shelf.client, f"{one.start:%Y-%m}", *told)))
    return printed(made)
