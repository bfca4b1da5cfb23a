"""Values as a table for a terminal, in the reader's words and numbers."""

import io

from rich.console import Console
from rich.table import Table

from kpitools.kpis.evaluation import Evaluation
from kpitools.language import Language


def value_table(evaluation: Evaluation, words: Language) -> str:
    """A line a KPI and scope that has a value; those without are counted at the end."""
    table = Table(box=None, pad_edge=False)
    for title in (words.text("Indicateur"), words.text("Réseau")):
        table.add_column(title)
    for title in (words.text("Valeur"), words.text("Avant"), words.text("Évolution"), words.text("Couverture")):
        table.add_column(title, justify="right")
    unknown = 0
    currency = evaluation.store.parameters.client.currency
    for kpi_id, kpi in ((kpi.id, kpi) for kpi in evaluation.catalogue.listed):
        if kpi.is_table:
            continue
        for scope in evaluation.scopes(kpi_id):
            value = evaluation.value(kpi_id, scope)
            if value.value is None:
                unknown += 1
                continue
            place = words.text("ensemble") if scope == "all" else scope
            change = "" if value.change is None else words.percent(value.change, signed=True)
            coverage = "" if value.coverage is None else words.percent(value.coverage * 100, 0)
            table.add_row(
                kpi.name(words), place, shown(value.unit, value.value, words, currency),
                shown(value.unit, value.previous, words, currency), change, coverage,
            )  # fmt: skip
    written = io.StringIO()
    console = Console(width=110, file=written, highlight=False, markup=False, emoji=False)
    console.print(table)
    if unknown:
        console.print(words.plural("{n} valeur inconnue", "{n} valeurs inconnues", unknown))
    return written.getvalue()


def shown(unit: str, number: object, words: Language, currency: str) -> str:
    """A number with its unit."""
    if number is None or isinstance(number, list):
        return ""
    amount = float(number)  # type: ignore[arg-type]
    match unit:
        case "%":
            return words.percent(amount, 2)
        case "€":
            return words.money(amount, currency)
        case "n":
            return words.number(amount)
        case _:
            return words.number(amount, 2) + ("" if unit == "ratio" else f" {unit}")
