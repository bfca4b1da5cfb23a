"""The proof of a KPI's values, as a terminal shows it."""

from collections.abc import Iterator

from kpitools.catalogue.benchmark import RATE, published
from kpitools.catalogue.definition import definitions
from kpitools.catalogue.networks import network_name
from kpitools.cli.value_table import shown
from kpitools.kpis import Value
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.figures import ALL
from kpitools.kpis.values import Number
from kpitools.language import Language


def proof_text(evaluation: Evaluation, kpi_id: str, words: Language) -> Iterator[str]:
    """Value, numerator, denominator and files on every scope that has the KPI."""
    span = words.period(evaluation.period.start, evaluation.period.end)
    for scope in evaluation.scopes(kpi_id):
        value = evaluation.value(kpi_id, scope)
        place = words.text("Ensemble") if scope == ALL else network_name(words, scope)
        yield from ("", f"{place} · {span}")
        yield from _value_lines(evaluation, value, words)
        yield from _alternative_lines(value, words)
        yield from _benchmark_lines(value, words)


def _value_lines(evaluation: Evaluation, value: Value, words: Language) -> Iterator[str]:
    if value.value is None:
        yield words.text("  inconnu : {reason}", reason=value.reason.message(words) if value.reason else "–")
        return
    if isinstance(value.value, list):
        for number, row in enumerate(value.value, 1):
            yield f"  {number}. " + " · ".join(str(cell) for cell in row.values() if cell is not None)
    else:
        currency = evaluation.store.parameters.client.currency
        yield words.text("  valeur : {value}", value=shown(value.unit, value.value, words, currency))
    proof = value.proof
    if value.definition:
        yield words.text("  définition : {name}", name=definitions()[value.definition].name)
    if proof.numerator is not None:
        yield words.text("  numérateur : {n}", n=_number(words, proof.numerator))
    if proof.denominator is not None:
        yield words.text("  dénominateur : {n}", n=_number(words, proof.denominator))
    if value.basis:
        yield words.text("  base : {basis}", basis=", ".join(value.basis))
    if value.coverage is not None:
        yield words.text("  couverture : {share}", share=words.percent(value.coverage * 100, 0))
    for source in proof.sources:
        rows = words.plural("{n} ligne", "{n} lignes", source.rows)
        yield f"  {source.file} · {rows} · sha256 {source.sha256[:12]}…"


def _alternative_lines(value: Value, words: Language) -> Iterator[str]:
    """What other tools would have shown."""
    for one in value.alternatives:
        name = definitions()[one.definition].name
        if one.value is not None:
            yield words.text("  selon {name} : {value}", name=name, value=words.percent(one.value, 2))
        else:
            reason = one.reason.message(words) if one.reason else "–"
            yield words.text("  selon {name} : inconnu. {reason}", name=name, reason=reason)


def _benchmark_lines(value: Value, words: Language) -> Iterator[str]:
    """Published benchmarks of the network: beside a figure of their own definition, refused with the reason else."""
    if value.value is None:
        return
    ours = [value.definition, *(one.definition for one in value.alternatives)] if value.kpi == RATE else [value.kpi]
    for one in published(value.kpi, value.scope):
        refusals = [one.refusal(definition or "", words) for definition in ours]
        if "" in refusals:
            yield words.text("  repère publié : {benchmark}", benchmark=one.text(words))
        else:
            yield words.text("  repère écarté : {benchmark} ; {reason}", benchmark=one.text(words), reason=refusals[0])


def _number(words: Language, number: Number) -> str:
    return words.number(number, 0 if number == int(number) else 2)
