"""Signal or noise: each change judged by the way its value is made (rules 6 and 12 of the reference).

What a KPI is made of follows from its entry in the catalogue and from the columns that the evaluation used: sums and
counts by day, totals and ratios over posts, one daily sum by another, one KPI by another. What is none of these
(levels, medians, distinct people, a client's own formula) is judged by its own past.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.catalogue.definition import definitions
from kpitools.catalogue.redefinition import redefined
from kpitools.kpis.change import Change
from kpitools.kpis.columns import ADDED
from kpitools.kpis.formula import grounds
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure, column, pair
from kpitools.kpis.samples import DaySums, both, has_things
from kpitools.kpis.values import Period
from kpitools.statistics import (
    Days,
    Measured,
    Signal,
    against_own_past,
    by_day,
    judge,
    ratio_over_units,
    total_over_units,
)
from kpitools.tables import DERIVED, TABLES, Kind

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

Places = frozenset[str]
INCOMPLETE = 0.1  # the share of a period's days that a sum may lack and still be compared


def signal(evaluation: Evaluation, kpi: Kpi, change: Change, *, early: bool) -> str | None:
    """`up`, `down`, `noise`, `not_enough_history`; None where nothing is compared, or not at the same age."""
    moved = change.percent if change.percent is not None else change.points
    if moved is None or early:
        return None
    pair = _measured(evaluation, kpi, change.places)
    found = judge(pair[-1], pair[-2]) if pair else _own_past(evaluation, kpi, change.places)
    # Totals of months of different length may move against the pace: then the change shown says nothing.
    if (found is Signal.UP and moved <= 0) or (found is Signal.DOWN and moved >= 0):
        return Signal.NOISE.value
    return found.value


def _measured(evaluation: Evaluation, kpi: Kpi, places: Places) -> list[Measured] | None:
    """The period and the one before it as the statistics judge them, the period last; None where they can't."""
    kpi = meant(evaluation, kpi, places)
    if kpi.divide and not kpi.divide.over_columns:
        return _quotient(evaluation, kpi, places)
    if kpi.divide and kpi.divide.otherwise:
        return None
    if kpi.divide or (kpi.function and kpi.function.name == "mean_of_posts"):
        return _ratio(evaluation, _ratio_measure(kpi), grounds(evaluation, kpi, places))
    parts = additive(evaluation, kpi, places)
    return _total(evaluation, parts) if parts else None


def meant(evaluation: Evaluation, kpi: Kpi, places: Places) -> Kpi:
    """The KPI that stands for the client's own engagement rate, where its definition is one."""
    if kpi.function is None or kpi.function.name != "engagement_rate":
        return kpi
    named = definitions()[kpi.function.column].kpis
    lens = Lens(evaluation.period)
    known = (one for one in named if evaluation.result(one, lens, places).value is not None)
    first = next(known, None)
    return evaluation.kpi(first) if first else kpi


def _ratio_measure(kpi: Kpi) -> Measure:
    if kpi.function:
        return Measure("posts", f"er_{kpi.function.column}")
    assert kpi.divide
    return pair(kpi.divide.of, kpi.divide.by)


def additive(evaluation: Evaluation, kpi: Kpi, places: Places) -> list[tuple[Measure, str]] | None:
    """What a total is added up from on each network: measures that have a figure of each day, or of each post.

    None where it is no such total, or where a network uses what has no such figure.
    """
    parts: list[tuple[Measure, str]] = []
    for place in sorted(grounds(evaluation, kpi, places)):
        result = evaluation.result(kpi.id, Lens(evaluation.period), frozenset({place}))
        if result.value is None and place:
            continue  # unknown in both periods, as the change is over those that are known in both
        method = result.method
        if kpi.sum:
            parts.append((column(method), place))
        elif kpi.count:
            parts.append((Measure(kpi.count), place))
        elif kpi.function and kpi.function.name == "reach" and method in ("account_days", "posts"):
            parts.append((Measure(method, kpi.function.column), place))
        elif kpi.function and kpi.function.name == "link_clicks" and method:
            parts += [(column(path), place) for path in method.split(" + ")]
        elif kpi.function and kpi.function.name == "unique_visitors" and method == "web_visits":
            parts.append((Measure("web_visits", "users"), place))
        else:
            return None
    return parts


def _total(evaluation: Evaluation, parts: Sequence[tuple[Measure, str]]) -> list[Measured] | None:
    """A sum of independent sums: over the posts of several networks together, over the days of each apart."""
    samples = evaluation.samples
    lengths = [period.days for period in samples.periods]
    found: list[list[Measured]] = []
    over_posts = dict.fromkeys(measure for measure, _ in parts if measure.table == "posts" and measure.of)
    for measure in over_posts:
        networks = [place for one, place in parts if one == measure]
        measured = total_over_units(samples.moments(measure, networks), lengths)
        if measured is None:
            return None
        found.append(measured)
    for measure, place in parts:
        if measure in over_posts:
            continue
        days = samples.by_day(measure, place)
        measured = by_day([one.as_days() for one in days], counts=counts(measure)) if days else None
        if measured is None:
            return None
        found.append(measured)
    before, now = found[0][-2:]
    for one in found[1:]:
        before, now = before + one[-2], now + one[-1]
    return [before, now]


def _ratio(evaluation: Evaluation, measure: Measure, places: Places) -> list[Measured] | None:
    """One column by another, or a mean: over single things, or over days."""
    samples = evaluation.samples
    if has_things(measure.table):
        return ratio_over_units(samples.moments(measure, places))
    every = [samples.by_day(measure, place) for place in sorted(places)]
    if any(one is None for one in every):
        return None
    known = [one for one in every if one is not None]
    periods = [reduce(DaySums.__add__, several).as_ratio() for several in zip(*known, strict=True)]
    return by_day(periods, counts=False)


def _quotient(evaluation: Evaluation, kpi: Kpi, places: Places) -> list[Measured] | None:
    """One KPI by another: day by day where both have days, else as independent figures; a level is certain."""
    assert kpi.divide
    of, by = evaluation.kpi(kpi.divide.of), kpi.divide.by
    if by == "days":
        return _measured(evaluation, of, places)
    other = evaluation.kpi(by)
    paired = _paired(evaluation, of, other, places)
    if paired is not None:
        return by_day(paired, counts=False)
    top, bottom = _measured(evaluation, of, places), _side(evaluation, other, places)
    if not top or not bottom:
        return None
    quotients = [one / another for one, another in zip(top[-2:], bottom[-2:], strict=True)]
    return [one for one in quotients if one is not None] if None not in quotients else None


def _side(evaluation: Evaluation, kpi: Kpi, places: Places) -> list[Measured] | None:
    if kpi.function is None or kpi.function.name != "followers":
        return _measured(evaluation, kpi, places)
    levels = [
        evaluation.result(kpi.id, Lens(period), places).value
        for period in (evaluation.period.previous, evaluation.period)
    ]
    return [Measured.exact(float(one)) for one in levels if one is not None and not isinstance(one, list)]


def _paired(evaluation: Evaluation, of: Kpi, by: Kpi, places: Places) -> list[Days] | None:
    """Both sides by day, where neither is made of posts."""
    sides = []
    for kpi in (of, by):
        parts = additive(evaluation, kpi, places)
        if not parts or any(measure.table == "posts" for measure, _ in parts):
            return None
        every = [evaluation.samples.by_day(measure, place) for measure, place in parts]
        if any(one is None for one in every):
            return None
        known = [one for one in every if one is not None]
        sides.append([both(several) for several in zip(*known, strict=True)])
    return [top.as_days(bottom) for top, bottom in zip(*sides, strict=True)]


def counts(measure: Measure) -> bool:
    """Whether a measure counts whole things."""
    if not measure.of or measure.of in DERIVED.get(measure.table, {}):
        return True
    if added := ADDED.get(measure.table, {}).get(measure.of):
        return added.kind == "BIGINT"
    schema = TABLES[measure.table]
    return measure.of in schema and schema[measure.of].kind in (Kind.COUNT, Kind.NET)


def _own_past(evaluation: Evaluation, kpi: Kpi, places: Places) -> Signal:
    """The value's step against its own earlier steps, over the months before that are measured alike without a gap."""
    if not evaluation.period.is_month:
        return Signal.NOT_ENOUGH_HISTORY
    now = evaluation.result(kpi.id, Lens(evaluation.period), places)
    values: list[float] = []
    for period in reversed(evaluation.months):
        one = evaluation.result(kpi.id, Lens(period), places)
        alike = (one.basis, one.definition, one.networks) == (now.basis, now.definition, now.networks)
        gaps = one.missing_days > INCOMPLETE * period.days or evaluation.before_data(period)
        broken = redefined(kpi.id, places, period.start, evaluation.period.end)
        if one.value is None or isinstance(one.value, list) or not alike or gaps or one.early or broken:
            break
        values.append(_at_pace(kpi, float(one.value), period))
    return against_own_past(values[::-1])


def _at_pace(kpi: Kpi, value: float, period: Period) -> float:
    return value / period.days if kpi.additive else value
