"""kpitools render: one edition."""

import re
from typing import Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import From, Month, ParamsFile, UsageError, existing, period
from kpitools.language import mark
from kpitools.problems import Problem

FORMATS = ("html", "pdf", "xlsx")


def render(
    params: ParamsFile,
    month: Month = None,
    start: From = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="html,pdf,xlsx | AAAA-MM-JJ",
            help=mark("Formats à produire ; ou dernier jour, avec --from."),
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=mark("Refaire même si rien n'a changé."))] = False,
) -> None:
    """Fait une édition : le rapport en HTML, PDF et XLSX, ses valeurs et leurs preuves."""
    from kpitools.kpis.opening import last_complete_month
    from kpitools.publish.client import make, request_for, supported

    # --to says both the formats and, as in every command, the last day: a date can't be taken for a format.
    days = [text for text in to or () if re.match(r"\d", text)]
    formats = [form for text in to or () if text not in days for form in text.split(",")]
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        message = mark("« {form} » ne peut pas être produit. Formats : {names}.")
        raise UsageError(Problem("usage", message, {"form": unknown[0], "names": ", ".join(FORMATS)}))
    parameters = supported(existing(params))
    default = last_complete_month(parameters.client.timezone)
    chosen = period(month, start, days[-1] if days else None, default)
    outcome = make(request_for(parameters, chosen, tuple(formats), force=force), parameters)
    voice.problems(outcome.problems)
    if outcome.is_kept:
        voice.say(voice.words.text("Rien n'a changé : l'édition est gardée (--force la refait)."))
    print_result(str(outcome.folder))
    if not outcome.is_complete:
        raise typer.Exit(1)
