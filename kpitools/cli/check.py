"""kpitools check: what was recognised, what is missing, what can be computed, and whether the objectives make sense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import From, Month, To, existing, period
from kpitools.errors import KpitoolsError, NoData, ParametersError
from kpitools.language import Language, mark

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation
    from kpitools.store import FileRecord, Store


def check(
    params: Annotated[list[Path], typer.Argument(metavar="PARAMS…", help=mark("Fichiers de paramètres à vérifier."))],
    month: Month = None,
    start: From = None,
    end: To = None,
) -> None:
    """Vérifie un client : fichiers reconnus ou non et pourquoi, jours manquants, indicateurs calculables."""
    from kpitools.kpis.objectives import remarks
    from kpitools.kpis.opening import evaluate, last_complete_month, open_store

    wrong = failed = 0
    for path in params:
        if len(params) > 1:
            print_result(f"\n# {path}")
        try:
            store = open_store(existing(path))
        except KpitoolsError as error:
            voice.problems(error.problems)
            wrong += 1
            continue
        chosen = period(month, start, end, last_complete_month(store.parameters.client.timezone))
        print_result("\n".join(_files(store, voice.words)))
        try:
            evaluation = evaluate(store, chosen)
        except (NoData, ParametersError) as error:
            voice.problems((*error.problems, *store.problems))
            failed += 1
            continue
        print_result("\n".join([*_gaps(evaluation, voice.words), *_kpis(evaluation, voice.words)]))
        voice.problems([*store.problems, *evaluation.warnings, *remarks(evaluation)])
    if wrong == len(params):
        raise typer.Exit(2)
    if wrong or failed:
        raise typer.Exit(1)


def _files(store: Store, words: Language) -> Iterator[str]:
    yield words.plural("{n} fichier reconnu", "{n} fichiers reconnus", len(store.files))
    for record in store.files:
        yield f"  {record.name}"
        yield f"    {record.layout_title(words)} · {_verified(record, words)}"
        for table, rows in record.tables.items():
            whose = _whose(store, record, table, words)
            count = words.plural("{n} ligne", "{n} lignes", rows.rows)
            dates = (
                f"{words.short_date(rows.first)} – {words.short_date(rows.last)}" if rows.first and rows.last else "–"
            )
            yield "    " + " · ".join([table, *whose, count, dates])
        if record.missing:
            yield "    " + words.text("colonnes facultatives absentes : {names}", names=", ".join(record.missing))
    if store.unused:
        yield words.plural(
            "{n} fichier laissé de côté", "{n} fichiers laissés de côté", len({name for name, _ in store.unused})
        )
        for name, problem in store.unused:
            yield f"  {name} : {problem.message(words)}"
    for one in store.excluded:
        yield words.text(
            "exclu ({what}) : {rows} ligne(s), {reason}", what=one.what, rows=one.rows, reason=one.reason or "–"
        )


def _whose(store: Store, record: FileRecord, table: str, words: Language) -> list[str]:
    """The networks and accounts of a file's rows; a site's visits, mentions, leads … are of no account."""
    from kpitools.tables import TABLES

    networks = record.tables[table].networks
    if not networks or "account" not in TABLES[table]:
        return [", ".join(networks)] if networks else []
    return [", ".join(networks), ", ".join(store.accounts_of(record)) or words.text("compte non nommé")]


def _verified(record: FileRecord, words: Language) -> str:
    """How sure the layout's labels are in this file's languages, and what files it was made from."""
    said = {
        "real file": words.text("vérifié sur de vrais fichiers"),
        "documentation": words.text("connu par la documentation seulement"),
    }.get(record.verified, record.verified)
    seen = record.seen
    parts = []
    if seen.languages:
        years = seen.years and " – ".join(str(year) for year in dict.fromkeys(seen.years))
        parts.append(
            words.text("vus : {languages}, {years}", languages=", ".join(seen.languages), years=years)
            if years
            else words.text("vus : {languages}", languages=", ".join(seen.languages))
        )
    if seen.described:
        parts.append(words.text("par la documentation : {languages}", languages=", ".join(seen.described)))
    return f"{said} ({' ; '.join(parts)})" if parts else said


def _gaps(evaluation: Evaluation, words: Language) -> Iterator[str]:
    period = evaluation.period
    missing = {
        network or table: period.days - len(days)
        for (table, network), days in evaluation.covered_days.items()
        if table == "account_days" and len(days) < period.days
    }
    if missing:
        yield words.text("Jours sans donnée, {period}", period=words.period(period.start, period.end))
    for place, n in missing.items():
        yield "  " + words.plural("{place} : {n} jour", "{place} : {n} jours", n, place=place)


def _kpis(evaluation: Evaluation, words: Language) -> Iterator[str]:
    known = [kpi.id for kpi in evaluation.catalogue.listed if evaluation.value(kpi.id).value is not None]
    yield (
        words.plural("{n} indicateur calculable", "{n} indicateurs calculables", len(known)) + " : " + ", ".join(known)
    )
    for kpi in (one.id for one in evaluation.catalogue.listed):
        value = evaluation.value(kpi)
        if value.value is None:
            yield f"  {kpi} : {value.reason.message(words) if value.reason else '–'}"
