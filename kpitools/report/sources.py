"""Where the figures of a chart come from, which months it spans and which it leaves out."""

from collections.abc import Sequence

from kpitools.kpis.values import Point
from kpitools.report import wording
from kpitools.report.context import Context
from kpitools.report.series import Line


def source(context: Context, kpi: str, scope: str = "all") -> str:
    """The files behind a KPI, how it was counted, and how much of it is known."""
    language, value = context.language, context.evaluation.value(kpi, scope)
    titles = {file.name: file.layout_title(language) for file in context.files}
    used = list(dict.fromkeys(titles.get(one.file, one.file) for one in value.proof.sources))
    told = [language.text("Source : {names}", names=language.names(used))] if used else []
    if value.basis:
        told.append(wording.basis(language, value))
    if value.coverage is not None and value.coverage < 1:
        told.append(language.text("{share} des lignes connues", share=language.percent(value.coverage * 100, 0)))
    return language.text(" ; ").join(told)


def by_month(context: Context, measure: str, points: Sequence[Point], lines: Sequence[Line]) -> str:
    """A subtitle: the measure with the months shown as its `{span}`, and how many of them are left out, and why."""
    language = context.language
    first, last = (language.month(point.period.start) for point in (points[0], points[-1]))
    span = language.text("{from_month} à {month}", from_month=language.since(first), month=last)
    told = language.text(measure, span=span)
    left_out = max(line.left_out for line in lines)
    if left_out:
        told += language.plural(
            " ; {n} mois mesuré autrement ou incomplet, laissé de côté",
            " ; {n} mois mesurés autrement ou incomplets, laissés de côté",
            left_out,
        )
    return told
