"""A figure as a reader meets it: its text, and its proof one click away."""

from dataclasses import dataclass

from markupsafe import Markup

from kpitools.kpis.values import Number, Value
from kpitools.language.quantity import quantity
from kpitools.report import pages, wording
from kpitools.report.context import Context

FINEST = 3  # decimals more than usual, at most


@dataclass(frozen=True)
class Figure:
    """A number in words; in HTML it opens its proof. `markup` is what stands in a page, `text` what is said."""

    text: str
    markup: Markup

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> Markup:
        return self.markup


@dataclass(frozen=True)
class ProofLines:
    """A proof in words, one line a fact."""

    name: str
    value: str
    lines: tuple[tuple[str, str], ...]


def number(context: Context, value: Value) -> Number | None:
    """The number of a value, None where it is unknown or a table."""
    return None if isinstance(value.value, list) else value.value


def said(context: Context, kpi_id: str, amount: Number | None) -> str:
    """A KPI's amount in words, "n.d." where unknown."""
    text = bare(context, kpi_id, amount)
    if amount is None or kpi_id not in wording.PER_POST:
        return text
    return context.language.plural(
        "{n} partage par publication", "{n} partages par publication", float(amount) / 100, n=text
    )


def bare(context: Context, kpi_id: str, amount: Number | None, finer: int = 0) -> str:
    """The amount beside a name that says its unit, with `finer` more decimals than usual; "n.d." where unknown."""
    language = context.language
    if amount is None:
        return language.text("n.d.")
    if kpi_id in wording.PER_POST:
        return quantity(language, float(amount) / 100, "ratio", finer=finer)
    unit = context.evaluation.kpi(kpi_id).unit
    return quantity(language, amount, unit, context.parameters.client.currency, finer=finer)


def against_target(context: Context, value: Value) -> tuple[str, str]:
    """A value and its target, with as many decimals as it takes to tell a missed target from a reached one."""
    amount, target = number(context, value), value.target
    texts = bare(context, value.kpi, amount), bare(context, value.kpi, target)
    if amount is None or target is None or value.target_status in ("reached", "on_track"):
        return texts
    for finer in range(FINEST + 1):
        texts = bare(context, value.kpi, amount, finer), bare(context, value.kpi, target, finer)
        if texts[0] != texts[1]:
            break
    return texts


def figure(context: Context, value: Value, text: str | None = None) -> Figure:
    """A value's figure, or another text that stands for it ("8 412 abonnés"), with the value's proof."""
    shown = text if text is not None else said(context, value.kpi, number(context, value))
    markup = pages.render(
        context.templates, context.language, "figure", text=shown, proof=proof_lines(context, value),
        known=value.value is not None,
    )  # fmt: skip
    return Figure(shown, markup)


def proof_lines(context: Context, value: Value) -> ProofLines:
    """How a value was made, or why it can't be known."""
    language, proof = context.language, value.proof
    lines = []
    if value.reason is not None:
        lines.append((language.text("Pourquoi"), value.reason.message(language)))
    lines.append((language.text("Formule"), proof.formula))
    if calculation(context, value):
        lines.append((language.text("Calcul"), calculation(context, value)))
    if value.basis:
        lines.append((language.text("Base"), wording.basis(language, value)))
    if value.definition:
        lines.append((language.text("Définition"), value.definition))
    if value.coverage is not None and value.coverage < 1:
        lines.append((language.text("Couverture"), language.percent(value.coverage * 100, 0)))
    lines += [
        (
            language.text("Fichier"),
            language.plural("{file}, {n} ligne", "{file}, {n} lignes", source.rows, file=source.file),
        )
        for source in proof.sources
    ]
    name = wording.scoped_name(context, value.kpi, value.scope)
    return ProofLines(name, said(context, value.kpi, number(context, value)), tuple(lines))


def calculation(context: Context, value: Value) -> str:
    """The numerator and the denominator of a value, where it has them."""
    language, proof = context.language, value.proof
    if proof.numerator is None:
        return ""
    top = language.number(proof.numerator, _digits(proof.numerator))
    if proof.denominator is None:
        return top
    return f"{top} ÷ {language.number(proof.denominator, _digits(proof.denominator))}"


def _digits(amount: Number) -> int:
    return 0 if amount == int(amount) else 2
