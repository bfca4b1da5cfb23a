"""Corrections: figures that the last edition printed and that the platforms, or new exports, have changed since."""

from typing import Any

from markupsafe import escape

from kpitools.language import mark
from kpitools.report.context import Context
from kpitools.report.errata import LISTED, Erratum, amount, errata, name
from kpitools.report.section import Kind, standard
from kpitools.report.table import Column, Row, Table


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, one table: the old figure, the new one, the file that changed it."""
    found, language = errata(context), context.language
    assert context.last is not None
    period = language.period(context.last.period.start, context.last.period.end)
    lead = language.plural(
        "{n} chiffre du bilan précédent ({period}) a changé depuis : les plateformes le corrigent, ou un export le "
        "complète.",
        "{n} chiffres du bilan précédent ({period}) ont changé depuis : les plateformes les corrigent, ou un export "
        "les "
        "complète.",
        len(found),
        period=period,
    )
    return standard([escape(lead)], tables=[_table(context, found)])


def _table(context: Context, found: list[Erratum]) -> Table:
    language = context.language
    heads = (mark("Indicateur"), mark("Imprimé"), mark("Aujourd'hui"), mark("Fichier en cause"))
    columns = tuple(Column(language.text(head), text=index in (0, 3)) for index, head in enumerate(heads))
    rows = tuple(
        Row(name(context, one), (amount(context, one, one.old), amount(context, one, one.new), _files(context, one)))
        for one in found[:LISTED]
    )
    others = len(found) - len(rows)
    note = language.plural("Et {n} autre, plus petit.", "Et {n} autres, plus petits.", others) if others else ""
    return Table(language.text("Chiffres corrigés"), columns, rows, note)


def _files(context: Context, one: Erratum) -> str:
    if not one.files:
        return context.language.text("mêmes fichiers : un réglage a changé")
    return ", ".join(one.files)


def absent(context: Context) -> str:
    """Absent without an edition of the period before, or where it still holds."""
    language, previous = context.language, context.period.previous
    period = language.period(previous.start, previous.end)
    if context.last is None:
        return language.text("Aucun bilan précédent ({period}) à comparer.", period=period)
    if not errata(context):
        return language.text("Les chiffres du bilan précédent ({period}) n'ont pas changé.", period=period)
    return ""


SECTION = Kind("corrections", mark("Corrections"), lambda context: (), body, absent)
