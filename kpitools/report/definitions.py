"""The engagement rate beside what other tools would have shown, and the published benchmarks that may stand there."""

from dataclasses import replace

from kpitools.catalogue.benchmark import RATE, Benchmark, published
from kpitools.catalogue.definition import definitions
from kpitools.kpis.values import Alternative, Number, Proof, Rows, Value
from kpitools.report import wording
from kpitools.report.context import Context
from kpitools.report.figures import Figure, bare, figure, number
from kpitools.report.table import Column, Row, Table

MOST = 6  # scopes shown, of seven columns


def compared(context: Context) -> Table | None:
    """One row a definition, the client's own first; None where the parameters compare with none."""
    language, networks = context.language, context.networks
    scopes = [*networks, "all"] if len(networks) > 1 else ["all"]
    values = {scope: context.evaluation.value(RATE, scope) for scope in scopes}
    whole = values["all"]
    if not whole.alternatives or not whole.definition:
        return None
    shown = [scope for scope in scopes if scope == "all" or _known(values[scope])][-MOST:]
    own = Row(definitions()[whole.definition].name, tuple(_figure(context, values[scope]) for scope in shown), "total")
    others = tuple(
        Row(
            definitions()[alternative.definition].name,
            tuple(_figure(context, _as_value(context, values[scope], place)) for scope in shown),
        )
        for place, alternative in enumerate(whole.alternatives)
    )
    columns = (
        Column(language.text("Définition"), text=True),
        *(Column(wording.scope_name(language, scope)) for scope in shown),
    )
    title = language.text("Ce qu'un autre outil aurait affiché pour le même mois")
    if not context.period.is_month:
        title = language.text("Ce qu'un autre outil aurait affiché pour la même période")
    return Table(title, columns, (own, *others), _reasons(context, whole), title, "definitions")


def benchmark_lines(context: Context) -> list[str]:
    """The newest published benchmark of each network whose rate is shown by the same definition."""
    told = []
    for network in context.networks:
        value = context.evaluation.value(RATE, network)
        rates: dict[str | None, Number | Rows | None] = {value.definition: value.value}
        rates |= {one.definition: one.value for one in value.alternatives}
        for definition, rate in rates.items():
            found = [one for one in published(RATE, network) if one.definition == definition and not one.sector]
            if found and rate is not None and not isinstance(rate, list):
                told.append(_benchmark(context, network, found[0], rate))
    return told


def _benchmark(context: Context, network: str, benchmark: Benchmark, rate: Number) -> str:
    return context.language.text(
        "Repère publié pour {network} : {benchmark} ({rate} ici).",
        network=wording.network(context.language, network), benchmark=benchmark.text(context.language),
        rate=bare(context, RATE, rate),
    )  # fmt: skip


def _known(value: Value) -> bool:
    return value.value is not None or any(one.value is not None for one in value.alternatives)


def _as_value(context: Context, value: Value, place: int) -> Value:
    """An alternative of a value as a value of its own, with its own proof."""
    one: Alternative = value.alternatives[place]
    formula = definitions()[one.definition].formula(context.language) or value.proof.formula
    proof = Proof(formula, one.numerator, one.denominator, value.proof.rows, value.proof.sources)
    own = replace(value, value=one.value, reason=one.reason, definition=one.definition, proof=proof)
    return replace(own, alternatives=(), coverage=None, basis=None)


def _figure(context: Context, value: Value) -> Figure:
    return figure(context, value, bare(context, RATE, number(context, value)))


def _reasons(context: Context, whole: Value) -> str:
    """Why a definition has no figure at all."""
    return " ".join(
        context.language.text(
            "{name} : {reason}", name=definitions()[one.definition].name, reason=one.reason.message(context.language)
        )
        for one in whole.alternatives
        if one.reason is not None
    )
