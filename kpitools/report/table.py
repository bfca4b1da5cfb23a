"""Tables in the house style: rows of figures with their proofs, all networks in one order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress

from markupsafe import Markup

from kpitools.kpis.values import Number, Rows, Value
from kpitools.report import changes, complete, wording
from kpitools.report.context import Context
from kpitools.report.figures import Figure, bare, figure, number

Cell = str | Figure | Markup
MOST_COLUMNS = 7  # on paper, the names of the rows among them


@dataclass(frozen=True)
class Column:
    """The head of a column; `text` columns are set left, figures right."""

    head: str
    text: bool = False


@dataclass(frozen=True)
class Row:
    """A row by its name and cells; `kind` is "total", "before" (an earlier period) or empty.

    What is not on `paper` stands on the screen alone.
    """

    name: Cell
    cells: tuple[Cell, ...]
    kind: str = ""
    paper: bool = True


@dataclass(frozen=True)
class Table:
    """A table, its caption (for readers aloud and bookmarks) and a note under it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    title: str = ""
    kind: str = ""
    paper: bool = True

    @property
    def is_longer_on_screen(self) -> bool:
        """Whether paper leaves out some of its rows."""
        return self.paper and not all(row.paper for row in self.rows)


@dataclass(frozen=True)
class Wanted:
    """A column of a table by network: a KPI's `what` (value, change, year, basis), under a head of its own."""

    kpi: str
    what: str = "value"
    head: str = ""


def by_network(context: Context, caption: str, wanted: Sequence[Wanted], *, title: str = "") -> Table:
    """One row a network and one for all together; at most seven columns.

    Columns and networks of which nothing is known are left out, networks that an objective asks for excepted.
    """
    language = context.language
    shown = [column for column in wanted if _worth(context, column)][: MOST_COLUMNS - 1]
    asked = {goal.scope for objective in context.parameters.objectives for goal in objective.kpis}
    networks = [one for one in context.networks if one in asked or any(context.known(c.kpi, one) for c in shown)]
    scopes = [*networks, "all"] if len(networks) > 1 else networks
    rows = [
        Row(
            wording.scope_name(language, scope),
            tuple(_cell(context, column, scope) for column in shown),
            "total" if scope == "all" else "",
        )
        for scope in scopes
    ]
    changing = list(dict.fromkeys(column.kpi for column in shown if column.what in ("change", "year")))
    note = complete.note(context, [context.evaluation.value(kpi, scope) for kpi in changing for scope in scopes])
    silent = [one for one in context.networks if one not in networks]
    if silent:
        without = language.text("Sans donnée : {networks}.", networks=wording.networks(language, silent))
        note = f"{without} {note}".strip()
    columns = (Column(language.text("Réseau"), text=True), *(_column(context, column) for column in shown))
    return Table(caption, columns, tuple(rows), note, title, "networks")


def statement(
    context: Context, caption: str, kpis: Sequence[str], *, scope: str = "all", title: str = "", paper: int = 99
) -> Table:
    """One row a KPI: this period, the one before, a year ago, with the changes; columns of unknowns are left out.

    Paper shows the first rows, as many as `paper`.
    """
    language, period = context.language, context.period
    values = [value for kpi in kpis if (value := context.evaluation.value(kpi, scope)).value is not None]
    heads = [
        wording.column_of(language, period),
        wording.column_of(language, period.previous),
        language.text("Évolution"),
        wording.column_of(language, period.year_ago),
        language.text("Sur un an"),
    ]
    known = [
        bool(values),
        any(value.previous is not None for value in values),
        any(changes.amount(context, value) is not None for value in values),
        any(value.year_ago is not None for value in values),
        any(changes.in_a_year(context, value) is not None for value in values),
    ]
    rows = tuple(
        Row(
            wording.measured_name(context, value.kpi),
            tuple(compress(_statement_cells(context, value), known)),
            paper=place < paper,
        )
        for place, value in enumerate(values)
    )
    columns = (Column(language.text("Indicateur"), text=True), *(Column(head) for head in compress(heads, known)))
    note = complete.note(context, values)
    missing = [
        language.period(earlier.start, earlier.end)
        for earlier, there in ((period.previous, known[1]), (period.year_ago, known[3]))
        if values and not there
    ]
    if missing:
        without = language.text("Aucun chiffre connu pour {periods}.", periods=language.names(missing))
        note = f"{without} {note}".strip()
    return Table(caption, columns, rows, note, title, "short" if len(columns) == 2 else "")


def others(context: Context, kpis: Sequence[str]) -> list[Table]:
    """The KPIs of a section that its own tables have no room for, as a statement on the screen alone."""
    title = context.language.text("Autres indicateurs")
    table = statement(context, title, kpis, title=title)
    return [replace(table, paper=False)] if table.rows else []


def _statement_cells(context: Context, value: Value) -> tuple[Cell, ...]:
    return (
        _figure(context, value),
        _plain(context, value.kpi, value.previous),
        changes.signed(context, value),
        _plain(context, value.kpi, value.year_ago),
        changes.signed_year(context, value),
    )


def _figure(context: Context, value: Value) -> Figure:
    return figure(context, value, bare(context, value.kpi, number(context, value)))


def _plain(context: Context, kpi: str, amount: Number | Rows | None) -> str:
    return bare(context, kpi, None if isinstance(amount, list) else amount)


def _worth(context: Context, column: Wanted) -> bool:
    """Whether a column has something to show."""
    values = [context.evaluation.value(column.kpi, scope) for scope in ("all", *context.networks)]
    if column.what == "change":
        return any(changes.amount(context, value) is not None for value in values)
    if column.what == "year":
        return any(changes.in_a_year(context, value) is not None for value in values)
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
    return _figure(context, value)
