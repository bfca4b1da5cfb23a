"""kpitools tables: the canonical tables, as files that anyone can read."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kpitools.cli.console import voice
from kpitools.cli.options import ParamsFile, existing
from kpitools.cli.system import writing
from kpitools.language import mark


class Format(StrEnum):
    """How tables are written."""

    PARQUET = "parquet"
    CSV = "csv"


def tables(
    params: ParamsFile,
    form: Annotated[Format, typer.Option("--format", help=mark("parquet ou csv."))] = Format.PARQUET,
    output: Annotated[Path, typer.Option("--output", help=mark("Dossier à remplir."))] = Path("tables"),
) -> None:
    """Écrit les tables canoniques d'un client, toutes les lignes quel que soit le mois."""
    from kpitools.kpis.opening import open_store
    from kpitools.store.files import write

    store = open_store(existing(params), "tables")
    voice.problems(store.problems)
    with writing(output):
        for path, rows in write(store, output, form.value):
            voice.say(f"{path} · " + voice.words.plural("{n} ligne", "{n} lignes", rows))
    if not store.files:
        raise typer.Exit(1)
