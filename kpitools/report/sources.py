"""Where the figures of a chart come from, in one line under it."""

from kpitools.report import wording
from kpitools.report.context import Context


def source(context: Context, kpi: str) -> str:
    """The files behind a KPI, how it was counted, and how much of it is known."""
    language, value = context.language, context.evaluation.value(kpi)
    titles = {file.name: file.layout_title(language) for file in context.files}
    used = list(dict.fromkeys(titles.get(one.file, one.file) for one in value.proof.sources))
    told = [language.text("Source : {names}", names=language.names(used))] if used else []
    if value.basis:
        told.append(wording.basis(language, value))
    if value.coverage is not None and value.coverage < 1:
        told.append(language.text("{share} des lignes connues", share=language.percent(value.coverage * 100, 0)))
    return language.text(" ; ").join(told)


def month_span(context: Context) -> str:
    """The thirteen months of a chart: "d'octobre 2025 à octobre 2026"."""
    language, period = context.language, context.period
    return language.text(
        "{from_month} à {month}",
        from_month=language.of(language.month(period.year_ago.start)), month=language.month(period.start),
    )  # fmt: skip
