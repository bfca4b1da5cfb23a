"""kpitools overview: all clients' KPIs of one or several months side by side, without a report."""

import json
import tempfile
from collections.abc import Iterable
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
    from kpitools.params import Parameters
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
        str | None,
        typer.Option(
            "--kpis",
            metavar="ID,ID…",
            help=mark("Indicateurs à donner ; par défaut tous en csv et json, quelques colonnes dans le tableau."),
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help=mark("table, csv ou json."))] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", help=mark("Fichier à écrire, au lieu de la sortie standard."))
    ] = None,
) -> None:
    """Met les clients côte à côte, mois par mois, avec tous leurs indicateurs."""
    from kpitools.kpis.opening import known_kpis, last_complete_month
    from kpitools.portfolio import document
    from kpitools.portfolio.overview import Overview
    from kpitools.portfolio.ready import Ready

    last = period(month, None, None, last_complete_month())
    every = [last.months_ago(ago) for ago in reversed(range(months))]
    plan = planned(params, last)
    catalogue = known_kpis(plan.workspace)
    asked = _asked(catalogue, [job.parameters for job in plan.jobs], kpis, form)
    failures = [refusal.problems for refusal in plan.refusals]
    shelves, own = [], []
    with tempfile.TemporaryDirectory() as spare:
        for job in plan.jobs:
            try:
                one = Ready(job.parameters, plan.workspace, catalogue, Path(spare))
            except ParametersError as error:  # that client's failure alone
                failures.append(error.problems)
            else:
                shelves.append(one.shelf)
                own.append(one.own(every, asked))
        told = [problem.at(file=f"{one.client} · {problem.file}") for one in shelves for problem in one.problems]
        voice.problems([*(problem for problems in failures for problem in problems), *told])
        found = Overview(shelves, every, catalogue, own)
    match form:
        case Format.JSON:
            text = json.dumps(document.document(found, asked), ensure_ascii=False, indent=1)
        case Format.CSV:
            text = document.table(found, asked)
        case Format.TABLE:
            text = _table(found, list(asked.values()), voice.words)
    if output is None:
        print_result(text)
    else:
        with writing(output):
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    if failures:
        raise typer.Exit(1)


def _asked(
    catalogue: "Catalogue", clients: Iterable["Parameters"], named: str | None, form: Format
) -> dict[str, "Kpi"]:
    """The KPIs that are asked for, the catalogue's or a client's own; none where all are.

    Raises UnknownKpi, and UsageError for a list where there is room for a number.
    """
    from kpitools.catalogue import Catalogue
    from kpitools.kpis.custom import with_custom

    if named is None and form is not Format.TABLE:
        return {}
    known = [kpi for one in clients for kpi in with_custom(catalogue, one).listed]
    every = Catalogue({kpi.id: kpi for kpi in (*known, *catalogue.listed)})
    ids = list(filter(None, map(str.strip, (HEADLINES if named is None else named).split(","))))
    found = {name: every[name] for name in ids}
    for name, kpi in found.items():
        if kpi.is_table and form is not Format.JSON:
            text = mark("« {kpi} » est une liste : seul « --format json » la donne.")
            raise UsageError(Problem("usage", text, {"kpi": name}))
    return found


def _table(overview: "Overview", kpis: list["Kpi"], words: Language) -> str:
    """A line a client and month, all networks together; unknown is left blank."""
    from rich.text import Text

    from kpitools.cli.batch_closing import columns, printed
    from kpitools.cli.value_table import shown

    titles = [words.text("Client"), words.text("Mois"), *(kpi.name(words) for kpi in kpis)]
    made = columns(*titles)
    for column in made.columns[2:]:
        column.justify = "right"
    for number, shelf in enumerate(overview.shelves):
        currency = shelf.parameters.client.currency
        for month, one in enumerate(overview.months):
            values = [overview.cell(number, month, kpi.id).value for kpi in kpis]
            told = [shown(kpi.unit.value, value, words, currency) for kpi, value in zip(kpis, values, strict=True)]
            made.add_row(*map(Text, (shelf.client, f"{one.start:%Y-%m}", *told)))
    return printed(made)
