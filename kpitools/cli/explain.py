"""kpitools explain: what a KPI means, and the proof of its value."""

from pathlib import Path
from typing import Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import From, Month, To, UsageError, existing, period
from kpitools.language import mark
from kpitools.problems import Problem


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
    from kpitools.cli.value_table import shown
    from kpitools.kpis.opening import evaluate, last_complete_month, open_store
    from kpitools.workspace import find

    words = voice.words
    evaluation = None
    if params is None and (month or start or end):
        raise UsageError(Problem("usage", mark("Une période ne sert qu'avec un client : donnez ses paramètres.")))
    if params is None:
        found = catalogue(find(Path.cwd()).kpis)
    else:
        store = open_store(existing(params), "compute")
        evaluation = evaluate(store, period(month, start, end, last_complete_month(store.parameters.client.timezone)))
        found = evaluation.catalogue
    kpi = found[kpi_id]
    lines = [f"{kpi.name(words)} ({kpi.id})", "", kpi.definition(words), ""]
    lines.append(words.text("Formule : {formula}", formula=kpi.formula_text(words)))
    lines.append(words.text("Unité : {unit}", unit=kpi.unit.value))
    sides = {
        "up": words.text("une hausse est bonne"),
        "down": words.text("une baisse est bonne"),
        "neutral": words.text("ni bon ni mauvais"),
    }
    lines.append(words.text("Sens : {side}", side=sides[kpi.better.value]))
    if kpi.pitfalls(words):
        lines.append(words.text("Piège : {pitfall}", pitfall=kpi.pitfalls(words)))
    if kpi.confused_with:
        names = [f"{found[other].name(words)} ({other})" for other in kpi.confused_with if other in found.kpis]
        lines.append(words.text("À ne pas confondre avec : {names}", names=words.names(names)))
    if kpi.source:
        lines.append(words.text("Source : {source}", source=" ; ".join(kpi.source)))
    if evaluation is not None:
        client = evaluation.store.parameters.client
        for scope in evaluation.scopes(kpi_id):
            value = evaluation.value(kpi_id, scope)
            place = words.text("ensemble") if scope == "all" else scope
            lines += ["", f"{place} · {words.period(evaluation.period.start, evaluation.period.end)}"]
            if value.value is None:
                lines.append(
                    words.text("  inconnu : {reason}", reason=value.reason.message(words) if value.reason else "–")
                )
                continue
            if isinstance(value.value, list):
                lines += [
                    f"  {number}. {row['post_id']} ({row['network']})" for number, row in enumerate(value.value, 1)
                ]
            else:
                lines.append(words.text("  valeur : {value}", value=shown(value, value.value, words, client.currency)))
            proof = value.proof
            if proof.numerator is not None:
                lines.append(
                    words.text(
                        "  numérateur : {n}",
                        n=words.number(proof.numerator, 2 if isinstance(proof.numerator, float) else 0),
                    )
                )
            if proof.denominator is not None:
                lines.append(
                    words.text(
                        "  dénominateur : {n}",
                        n=words.number(proof.denominator, 2 if isinstance(proof.denominator, float) else 0),
                    )
                )
            if value.basis:
                lines.append(words.text("  base : {basis}", basis=", ".join(value.basis)))
            if value.coverage is not None:
                lines.append(words.text("  couverture : {share}", share=words.percent(value.coverage * 100, 0)))
            for source in proof.sources:
                rows = words.plural("{n} ligne", "{n} lignes", source.rows)
                lines.append(f"  {source.file} · {rows} · sha256 {source.sha256[:12]}…")
    print_result("\n".join(lines))
