"""Tables in the house style: rows of figures with their proofs, all networks in one order."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kpitools.kpis.values import Number, Rows
from kpitools.report import changes, wording
from kpitools.report.context import Context
from kpitools.report.figures import Figure, figure, said

Cell = str | Figure | Markup


@dataclass(frozen=True)
class Column:
    """The head of a column; `text` columns are set left, figures right."""

    head: str
    text: bool = False


@dataclass(frozen=True)
class Row:
    """A row by its name and cells; `kind` is "total", "before" (an earlier period) or empty."""

    name: Cell
    cells: tuple[Cell, ...]
    kind: str = ""


@dataclass(frozen=True)
class Table:
    """A table, its caption (for readers aloud and bookmarks) and a note under it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Wanted:
    """A column of a table by network: a KPI's `what` (value, change, year, basis), under a head of its own."""

    kpi: str
    what: str = "value"
    head: str = ""


def by_network(context: Context, caption: str, wanted: Sequence[Wanted], *, title: str = "", note: str = "") -> Table:
    """One row a network and one for all together; columns in which nothing is known are left out."""
    shown = [column for column in wanted if _worth(context, column)]
    rows = [
        Row(wording.network(context.language, network), tuple(_cell(context, column, network) for column in shown))
        for network in context.networks
    ]
    if len(context.networks) > 1:
        rows.append(
            Row(context.language.text("Ensemble"), tuple(_cell(context, column, "all") for column in shown), "total")
        )
    columns = (Column(context.language.text("Réseau"), text=True), *(_column(context, column) for column in shown))
    return Table(caption, columns, tuple(rows), note, title)


def statement(context: Context, caption: str, kpis: Sequence[str], *, scope: str = "all", title: str = "") -> Table:
    """One row a KPI: this period, the one before, a year ago, with the changes."""
    language, period = context.language, context.period
    values = [context.evaluation.value(kpi, scope) for kpi in kpis]
    columns = (
        Column(language.text("Indicateur"), text=True),
        Column(wording.column_of(language, period)),
        Column(wording.column_of(language, period.previous)),
        Column(language.text("Évolution")),
        Column(wording.column_of(language, period.year_ago)),
        Column(language.text("Évolution sur un an")),
    )
    rows = tuple(
        Row(
            wording.kpi_name(context, value.kpi, scope),
            (
                figure(context, value),
                _plain(context, value.previous, value.unit),
                changes.signed(context, value),
                _plain(context, value.year_ago, value.unit),
                changes.signed_year(context, value),
            ),
        )
        for value in values
        if value.value is not None
    )
    return Table(caption, columns, rows, title=title)


def _plain(context: Context, amount: Number | Rows | None, unit: str) -> str:
    return said(context, None if isinstance(amount, list) else amount, unit)


def _worth(context: Context, column: Wanted) -> bool:
    """Whether a column has something to show."""
    values = [context.evaluation.value(column.kpi, scope) for scope in ("all", *context.networks)]
    if column.what == "change":
        return any(changes.amount(value) is not None for value in values)
    if column.what == "year":
        return any(value.year_ago_change is not None for value in values)
    if column.what == "basis":
        return any(value.basis for value in values)
    return any(value.value is not None for value in values)


def _column(context: Context, column: Wanted) -> Column:
    language = context.language
    if column.what == "change":
        return Column(column.head or wording.before(context))
    if column.what == "year":
        return Column(column.head or language.text("en un an"))
    if column.what == "basis":
        return Column(column.head or language.text("Base"), text=True)
    return Column(
        column.head or wording.kpi_name(context, column.kpi, context.networks[0] if context.networks else "all")
    )


def _cell(context: Context, column: Wanted, scope: str) -> Cell:
    value = context.evaluation.value(column.kpi, scope)
    if column.what == "change":
        return changes.signed(context, value)
    if column.what == "year":
        return changes.signed_year(context, value)
    if column.what == "basis":
        return wording.basis(context.language, value)
    return figure(context, value)
