"""Whether a period is known well enough to be compared, and what is said where it is not."""

from collections import defaultdict
from collections.abc import Sequence

from kpitools.kpis.values import Period, Value
from kpitools.report import wording
from kpitools.report.context import Context

TOLERATED = 0.1  # the share of a period's days that a sum may lack and still be compared


def incomplete(missing_days: int, period: Period) -> bool:
    """Whether a sum lacks too many of a period's days to stand beside another's."""
    return missing_days > TOLERATED * period.days


def comparable(context: Context, value: Value) -> bool:
    """Whether this period and the one before are both known well enough for a change to mean something."""
    return not gaps(context, value)


def comparable_to_year_ago(context: Context, value: Value) -> bool:
    """The same for the period a year before, which the series of a month begins with."""
    if incomplete(value.missing_days, context.period):
        return False
    points = context.evaluation.series(value.kpi, value.scope) if context.period.is_month else ()
    return not points or not incomplete(points[0].missing_days, points[0].period)


def gaps(context: Context, value: Value) -> str:
    """ "20 jours sur 31 connus", "décembre incomplet : 8 jours sur 31 connus"; empty where both are complete."""
    period, told = context.period, []
    if incomplete(value.missing_days, period):
        told.append(_known(context, period, value.missing_days))
    if value.previous is not None and incomplete(value.previous_missing_days, period.previous):
        known = _known(context, period.previous, value.previous_missing_days)
        told.append(wording.incomplete_before(context, known))
    return context.language.text(" ; ").join(told)


def _known(context: Context, period: Period, missing_days: int) -> str:
    return context.language.plural(
        "{n} jour sur {days} connu", "{n} jours sur {days} connus", period.days - missing_days, days=period.days
    )


def note(context: Context, values: Sequence[Value]) -> str:
    """What a table's reader must know of its changes: which periods lack days, which networks alone are compared."""
    told: dict[str, list[str]] = defaultdict(list)
    for value in values:
        if value.value is None:
            continue
        name = wording.kpi_name(context, value.kpi, value.scope)
        if text := gaps(context, value):
            told[text].append(name)
        elif value.compared:
            told[wording.compared_only(context, value.compared)].append(name)
    language = context.language
    return " ".join(
        language.text("{remark} ({names}).", remark=text[:1].upper() + text[1:], names=language.names(_once(names)))
        for text, names in told.items()
    )


def _once(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))
