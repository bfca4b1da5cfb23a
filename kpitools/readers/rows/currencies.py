"""Amounts in the client's currency, or refused: which currency a file is in, by its labels, cells and signs."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.matching.cells import Cells
from kpitools.readers.matching.match import Match
from kpitools.readers.values.cast import Context

CURRENCY = "_currency"  # the column of a layout that names the currency of its rows


def compare(match: Match, cells: Cells, context: Context) -> None:
    """Hold the currencies that labels and cells name against the client's; others are remembered."""
    if context.money is None:
        return
    named = {parts["currency"] for parts in match.parts.values() if "currency" in parts}
    if CURRENCY in cells.columns:
        named |= {text.strip() for text in pc.unique(cells.first(CURRENCY).drop_null()).to_pylist()}
    for code in named - set(context.layout.missing):
        context.money.accepts(code.upper())


def other_currency(path: Path, own: str, foreign: Iterable[str]) -> Problem:
    """The problem of a file in a currency that is not the client's: which line of the parameters settles it."""
    signs = sorted(foreign)
    return Problem(
        "other_currency",
        mark("Les montants de ce fichier sont en {foreign}, ceux du client en {own}."),
        {"foreign": ", ".join(signs), "own": own, "first": signs[0]},
        remedy=mark(
            "Exportez-le en {own}, ou écrivez sous client la ligne « currency: {first} » (le code à trois lettres) "
            "si c'est la devise du client."
        ),
        file=path.name,
    )
