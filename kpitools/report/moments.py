"""When and in which form posts do better than the others: the week as a grid, and what stands apart as a table."""

from collections.abc import Callable, Sequence

from kpitools.charts.chart import Chart, Words
from kpitools.charts.grid import Hour, week
from kpitools.kpis.moments import Moments
from kpitools.kpis.values import Period
from kpitools.report import wording
from kpitools.report.context import Context
from kpitools.report.table import Column, Row, Table
from kpitools.statistics import Apart


def chart(context: Context, found: Moments) -> Chart | None:
    """The week by hour; None where no post says its hour."""
    if not found.grid:
        return None
    language = context.language
    best = [slot.key for slot in found.slots if slot.better]
    subtitle = language.text(
        "Nombre de publications par heure, {span} ; foncé : mieux que d'habitude, gris : comme d'habitude, blanc : "
        "moins bien",
        span=_span(context),
    )
    cells = {slot: Hour(cell.n, cell.typical) for slot, cell in found.grid.items()}
    return week(context.house, cells, Words(_title(context, found), subtitle), best=best)


def _title(context: Context, found: Moments) -> str:
    """The best hour of a day, else the best day, else the best hour, of those that stand apart; else the worst of them;
    else that none does.
    """
    language = context.language
    named = [
        *((one.better, f"{language.weekday(one.key[0])} {language.hour(one.key[1])}", one.n, one.typical)
          for one in found.slots),
        *((one.better, language.weekday(one.key), one.n, one.typical) for one in found.weekdays),
        *((one.better, language.hour(one.key), one.n, one.typical) for one in found.hours),
    ]  # fmt: skip
    if not named:
        return language.text("Quand publier : aucun créneau ne se distingue au-delà du hasard")
    better = [one for one in named if one[0]]
    _, slot, n, multiple = better[0] if better else min(named, key=lambda one: one[3])
    return language.text(
        "{slot} : {multiple} fois les réactions habituelles ({n} publications)",
        slot=slot.capitalize(),
        multiple=language.number(multiple, 1),
        n=n,
    )


def _span(context: Context) -> str:
    """ "d'octobre 2025 à octobre 2026"."""
    language, last = context.language, Period.month(context.period.end)
    return language.text(
        "{from_month} à {month}",
        from_month=language.since(language.month(last.months_ago(12).start)),
        month=language.month(last.start),
    )


def _named(several: Sequence[Apart[str]]) -> list[Apart[str]]:
    """The two best, and the worst, of those that stand apart."""
    return [*[one for one in several if one.better][:2], *[one for one in several if not one.better][-1:]]


def table(context: Context, found: Moments) -> Table | None:
    """What stands apart from the rest beyond chance; None where nothing does."""
    language = context.language
    groups: Sequence[tuple[str, Sequence[Apart[str]], Callable[[str], str]]] = (
        (language.text("Format"), found.formats, lambda key: wording.format_name(language, key or None)),
        (language.text("Sujet"), found.topics, str),
        (language.text("Hashtag"), found.hashtags, lambda key: f"#{key}"),
    )
    rows = [
        Row(
            name(one.key),
            (kind, language.number(one.n), language.number(one.typical, 2), language.number(one.others, 2)),
        )
        for kind, several, name in groups
        for one in _named(several)
    ]
    if not rows:
        return None
    columns = (
        Column(language.text("Contenu"), text=True), Column(language.text("Nature"), text=True),
        Column(language.text("Publications")), Column(language.text("Réactions, en multiple de l'habitude")),
        Column(language.text("Les autres")),
    )  # fmt: skip
    title = language.text("Ce qui marche mieux, ou moins bien, que le reste")
    note = language.text(
        "Sur {n} publications, {span} ; médianes ; seuls les écarts au-delà du hasard sont nommés. L'habitude est la "
        "médiane du réseau dans le mois.",
        n=found.posts,
        span=_span(context),
    )
    return Table(title, columns, tuple(rows), note, title, "moments")
