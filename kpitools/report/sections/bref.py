"""Le mois en bref: the classical statement, the same lines every month."""

from collections.abc import Sequence
from typing import Any

from kpitools.kpis.values import Number, Rows, Value
from kpitools.language import mark
from kpitools.report import complete, fair, wording
from kpitools.report.context import Context
from kpitools.report.figures import figure, number, said
from kpitools.report.section import Kind, nothing_known
from kpitools.report.table import Cell, Column, Row, Table

COLUMNS = (
    ("followers", mark("Abonnés")),
    ("follower_change_rate", mark("Évolution")),
    ("reach", mark("Portée")),
    ("views", mark("Vues")),
    ("unique_visitors", mark("Visiteurs du site")),
    ("posts", mark("Publications")),
    ("posting_frequency", mark("Par semaine")),
)
KPIS = tuple(kpi for kpi, _ in COLUMNS)


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One row a network, then all together, the period before and the year before."""
    language, period = context.language, context.period
    shown = [kpi for kpi in KPIS if any(context.known(kpi, scope) for scope in ("all", *context.networks))]
    heads = dict(COLUMNS)
    columns = (Column(language.text("Réseau"), text=True), *(Column(language.text(heads[kpi])) for kpi in shown))
    rows = [
        Row(wording.network(language, one), _cells(context, shown, one))
        for one in context.networks
        if any(context.known(kpi, one) for kpi in shown) or len(context.networks) == 1
    ]
    whole = [context.evaluation.value(kpi) for kpi in shown]
    if len(context.networks) != 1:
        rows.append(Row(language.text("Ensemble"), _cells(context, shown, "all"), "total"))
    for earlier, amounts in (
        (period.previous, [value.previous for value in whole]),
        (period.year_ago, [value.year_ago for value in whole]),
    ):
        if any(_known(amount) is not None for amount in amounts):
            cells = tuple(
                said(context, value.kpi, _known(amount)) for amount, value in zip(amounts, whole, strict=True)
            )
            rows.append(Row(language.period(earlier.start, earlier.end), cells, "before"))
    rows += fair.rows(context, whole)
    table = Table(language.text("Le mois en bref, par réseau"), columns, tuple(rows), note=_note(context, whole))
    return "bref", {"table": table}


def _cells(context: Context, kpis: Sequence[str], scope: str) -> tuple[Cell, ...]:
    return tuple(_cell(context, kpi, scope) for kpi in kpis)


def _cell(context: Context, kpi: str, scope: str) -> Cell:
    if context.evaluation.kpi(kpi).scope == "all" and scope != "all":
        if len(context.networks) > 1:
            return ""  # the site belongs to no network
        scope = "all"
    value = context.evaluation.value(kpi, scope)
    amount = number(context, value)
    if kpi == "follower_change_rate" and amount is not None:
        return figure(context, value, context.language.percent(amount, 1, signed=True))
    return figure(context, value)


def _known(amount: Number | Rows | None) -> Number | None:
    return None if isinstance(amount, list) else amount


def _note(context: Context, whole: Sequence[Value]) -> str:
    """How the reach of all was counted, and what is not comparable."""
    told = [complete.note(context, whole), fair.note(context)]
    reach = next((value for value in whole if value.kpi == "reach"), None)
    if reach is not None and reach.basis:
        name, basis = wording.kpi_name(context, "reach"), wording.basis(context.language, reach)
        told.insert(0, context.language.text("{name} : {basis}.", name=name, basis=basis))
    return " ".join(part for part in told if part)


SECTION = Kind("bref", mark("Le mois en bref"), lambda context: KPIS, body, nothing_known(*KPIS))
