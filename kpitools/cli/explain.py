"""kpitools explain: what a KPI means, and the proof of its value."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import TextWrapper
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import From, Month, To, UsageError, existing, period
from kpitools.language import Language, mark
from kpitools.problems import Problem

if TYPE_CHECKING:
    from kpitools.catalogue import Catalogue, Kpi

WIDTH = 100
INDENT = 14  # where the texts begin, right of their labels


def explain(
    kpi_id: Annotated[str, typer.Argument(metavar="KPI", help=mark("Identifiant de l'indicateur, par exemple err."))],
    params: Annotated[
        Path | None, typer.Argument(metavar="PARAMS", help=mark("Pour la preuve de sa valeur : le client."))
    ] = None,
    month: Month = None,
    start: From = None,
    end: To = None,
) -> None:
    """Explique un indicateur : définition, formule, source, pièges ; avec un client, la preuve de sa valeur."""
    from kpitools.catalogue import catalogue
    from kpitools.kpis.opening import evaluate, last_complete_month, open_store
    from kpitools.workspace import find

    words = voice.words
    if params is None:
        if month or start or end:
            text = mark("Une période ne sert qu'avec un client : donnez ses paramètres.")
            raise UsageError(Problem("usage", text))
        found = catalogue(find(Path.cwd()).kpis)
        print_result("\n".join(_entry(found, found[kpi_id], words)))
        return
    from kpitools.cli.proof_text import proof_text

    store = open_store(existing(params), "compute")
    evaluation = evaluate(store, period(month, start, end, last_complete_month(store.parameters.client.timezone)))
    entry = _entry(evaluation.catalogue, evaluation.kpi(kpi_id), words)
    print_result("\n".join([*entry, *proof_text(evaluation, kpi_id, words)]))


def _entry(found: "Catalogue", kpi: "Kpi", words: Language) -> Iterator[str]:
    """The glossary's entry, as a terminal shows it."""
    from kpitools.catalogue.definition import definitions
    from kpitools.catalogue.glossary import entry, has_definitions, profile_lines

    made = entry(found, kpi, words)
    yield f"{made.name} ({made.id})"
    yield " · ".join(text for text in (made.abroad, made.category) if text)
    yield ""
    yield from TextWrapper(WIDTH).wrap(made.definition)
    yield ""
    for label, text in made.facts(words):
        yield from _hanging(label, text)
    if made.confused:
        yield from ("", words.text("À ne pas confondre avec"))
        for other, name, meaning in made.confused:
            yield from TextWrapper(WIDTH, initial_indent="  ", subsequent_indent="    ").wrap(
                words.text("{name} ({kpi}) : {meaning}", name=name, kpi=other, meaning=meaning)
            )
    if has_definitions(kpi):
        yield from ("", words.text("Selon les éditeurs (definitions, compare_definitions)"))
        for one in definitions().values():
            text = words.text(
                "{name} ({kpi}) : {meaning}", name=one.name, kpi=one.id, meaning=" ".join(profile_lines(one, words))
            )
            yield from TextWrapper(WIDTH, initial_indent="  ", subsequent_indent="    ").wrap(text)


def _hanging(label: str, text: str) -> list[str]:
    """A label, and its text beside it."""
    return TextWrapper(WIDTH, initial_indent=f"  {label}".ljust(INDENT), subsequent_indent=" " * INDENT).wrap(text)
