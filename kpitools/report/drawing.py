"""The charts that several sections draw alike: a KPI by month, by network side by side, day by day, ranked."""

from collections.abc import Sequence

from kpitools.charts.bars import Bar, bars
from kpitools.charts.chart import Chart, Words
from kpitools.charts.days import days
from kpitools.charts.months import PLOT, Series, months
from kpitools.charts.multiples import Panel, multiples
from kpitools.kpis.values import Number
from kpitools.language import mark
from kpitools.report import changes, wording
from kpitools.report.context import Context
from kpitools.report.series import Line, begun, line, networks_with
from kpitools.report.sources import by_month, source
from kpitools.report.told import headline

TOTALS = mark("Total de chaque mois, {span}")
COUNTED = mark("Nombre, {period}")


def monthly(
    context: Context, kpi: str, measure: str = TOTALS, *, zero: bool = True, plot: float = PLOT
) -> Chart | None:
    """A KPI by month: on all networks, or on the only one whose months are measured alike; None without three such."""
    whole = line(context, kpi)
    if whole.drawable:
        return _months(context, kpi, "all", whole, measure, zero=zero, plot=plot)
    apart = networks_with(context, kpi)
    if len(apart) != 1:
        return None
    ((network, found),) = apart.items()
    return _months(context, kpi, network, found, measure, zero=zero, plot=plot)


def _months(context: Context, kpi: str, scope: str, found: Line, measure: str, *, zero: bool, plot: float) -> Chart:
    language, name = context.language, wording.kpi_name(context, kpi, scope)
    title = language.text("{name} par mois", name=name)
    if scope != "all" and len(context.networks) > 1:
        title = language.text("{name} par mois, {network}", name=name, network=wording.network(language, scope))
    (points,) = begun([found])
    words = _words(context, kpi, scope, title, by_month(context, measure, points, [found]))
    unit = context.evaluation.kpi(kpi).unit
    marks = context.marks(kpi, scope, points)
    return months(context.house, [Series(name, points)], unit, words, events=marks, zero=zero, plot=plot)


def side_by_side(context: Context, kpi: str, measure: str, *, own_scales: bool = False) -> Chart | None:
    """A KPI by month in one panel a network; None where fewer than two have a line."""
    language, lines = context.language, networks_with(context, kpi)
    if len(lines) < 2:
        return None
    shown = begun(list(lines.values()))
    panels = [
        Panel(
            wording.network(language, network),
            points,
            changes.signed(context, context.evaluation.value(kpi, network)),
        )
        for network, points in zip(lines, shown, strict=True)
    ]
    title = language.text("{name} par réseau", name=wording.kpi_name(context, kpi, next(iter(lines))))
    words = _words(context, kpi, "all", title, by_month(context, measure, shown[0], list(lines.values())))
    return multiples(context.house, panels, context.evaluation.kpi(kpi).unit, words, own_scales=own_scales)


def ranked(context: Context, title: str, rows: Sequence[Bar], unit: str, measure: str = COUNTED) -> Chart | None:
    """Bars on half a page, from the largest; None where fewer than two have a figure. `measure` has a `{period}`."""
    if sum(amount is not None for _, amount in rows) < 2:
        return None
    language = context.language
    words = Words(title, language.text(measure, period=wording.during(language, context.period)))
    return bars(context.house, rows, unit, words, half=True)


def buckets(context: Context, kpi: str, dimension: str, scope: str = "all") -> dict[object, Number | None]:
    """A KPI in each bucket of a dimension, in the evaluation's order."""
    found = context.evaluation.by(kpi, dimension, scope)
    return {one.bucket: None if isinstance(one.value, list) else one.value for one in found}


def _words(context: Context, kpi: str, scope: str, title: str, subtitle: str) -> Words:
    """A chart's words: the finding that it shows as its title, where there is one, else what it shows."""
    found = headline(context, kpi, scope)
    if found:
        subtitle = context.language.text("{title}. {subtitle}", title=title, subtitle=subtitle)
    return Words(found or title, subtitle, source(context, kpi, scope))


def daily(context: Context, kpi: str) -> Chart | None:
    """A KPI day by day over the period; None where no day is known."""
    readings, language = context.days(kpi), context.language
    if not readings:
        return None
    words = Words(
        language.text("{name} par jour", name=wording.kpi_name(context, kpi)),
        language.text("Nombre, {period}", period=wording.during(language, context.period)),
        source(context, kpi),
    )
    return days(context.house, readings, context.evaluation.kpi(kpi).unit, words, events=context.events)
