"""The client beside its competitors, as a table: per day and per post, so that sizes don't decide."""

from kpitools.kpis.rivals import LEAST, Standing
from kpitools.report.context import Context
from kpitools.report.table import Column, Row, Table


def table(context: Context) -> Table | None:
    """One row a brand, the client first; columns of which nothing is known are left out. None without competitors."""
    language, found = context.language, context.evaluation.rivals
    if not found:
        return None
    cells = {
        language.text("Abonnés"): [_whole(context, one.followers) for one in found],
        language.text("Publications par jour"): [_number(context, one.posts_per_day, 1) for one in found],
        language.text("Réactions par publication"): [
            _number(context, one.now.per_post if one.now else None) for one in found
        ],
        language.text("Évolution"): [_change(context, one) for one in found],
        language.text("Réactions par jour"): [_number(context, one.reactions_per_day) for one in found],
        language.text("Part de voix"): ["" if one.voice is None else language.percent(one.voice) for one in found],
    }
    shown = {head: column for head, column in cells.items() if any(column)}
    unknown = language.text("n.d.")
    rows = tuple(
        Row(one.brand or context.parameters.client.name, tuple(column[place] or unknown for column in shown.values()),
            "" if one.brand else "total")
        for place, one in enumerate(found)
    )  # fmt: skip
    title = language.text("Face aux concurrents suivis")
    note = language.text(
        "Sur les réseaux où un concurrent est suivi. L'évolution est celle des réactions par publication depuis la "
        "période précédente, dite à partir de {n} publications.",
        n=LEAST,
    )
    return Table(title, (Column(language.text("Marque"), text=True), *map(Column, shown)), rows, note, title, "rivals")


def _whole(context: Context, amount: int | None) -> str:
    return "" if amount is None else context.language.number(amount)


def _number(context: Context, amount: float | None, digits: int = 0) -> str:
    return "" if amount is None else context.language.number(amount, digits)


def _change(context: Context, one: Standing) -> str:
    return "" if one.change is None else context.language.percent(one.change, 0, signed=True)
