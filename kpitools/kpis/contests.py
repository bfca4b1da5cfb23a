"""What a contest did: activity and gains beside the days before it, and who stayed; a line for each contest."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.lens import Lens
from kpitools.kpis.result import Result
from kpitools.kpis.scopes import Scope, networks_in
from kpitools.kpis.values import Period
from kpitools.params.goals import Contest
from kpitools.problems import Problem
from kpitools.store.merge import FILE_SHIFT

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

BEFORE, AFTER = 28, 14  # days beside a contest
_DAY = dt.timedelta(1)
Outcome = float | Problem  # a figure, or why there is none
# By day: the figures' sum over its known rows (None where there is none) and the files that gave them.
Days = dict[dt.date, tuple[int | None, list[int]]]


def contest_effect(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """The figure of each contest that overlaps the period, on the networks of the scope."""
    assert kpi.function
    here = overlapping(evaluation, lens.period)
    if lens.by or not here:
        return Result().without_value(reasons.no_contest())
    networks, files = networks_in(scope), Counter[int]()
    effects = {"interactions": _interactions, "followers": _followers, "retention": _retention}
    rows: list[dict[str, Any]] = []
    for contest in here:
        outcome = effects[kpi.function.column](evaluation, contest, sorted(networks), files)
        is_known = not isinstance(outcome, Problem)
        rows.append({
            "contest": contest.name,
            "value": outcome if is_known else None,
            "reason": outcome.message(evaluation.language) if isinstance(outcome, Problem) else None,
        })  # fmt: skip
    return Result(value=rows, used=files.total(), method=kpi.function.column, networks=networks, files=files)


def overlapping(evaluation: Evaluation, period: Period) -> list[Contest]:
    """The parameters' contests that overlap a period."""
    contests = evaluation.store.parameters.contests
    return [one for one in contests if one.start <= period.end and one.end >= period.start]


def _interactions(evaluation: Evaluation, contest: Contest, networks: Sequence[str], files: Counter[int]) -> Outcome:
    """Interactions per day of the posts of the contest, by those of the days before it that are in no contest."""
    days = _days(evaluation, "posts", "interactions", networks)
    if not days or min(days) > contest.start - BEFORE * _DAY:
        return reasons.no_days_before(BEFORE)
    during, before = span(contest), baseline(evaluation, contest)
    _count(files, days, [*during, *before])
    return _uplift(_mean(days, during, len(during)), _mean(days, before, len(before)))


def _followers(evaluation: Evaluation, contest: Contest, networks: Sequence[str], files: Counter[int]) -> Outcome:
    """The same with followers gained, per day on which they are known."""
    days = {
        day: one
        for day, one in _days(evaluation, "account_days", "followers_gained", networks).items()
        if one[0] is not None
    }
    if not days or min(days) > contest.start - BEFORE * _DAY:
        return reasons.no_days_before(BEFORE)
    during, before = (
        [day for day in days_of if day in days] for days_of in (span(contest), baseline(evaluation, contest))
    )
    _count(files, days, [*during, *before])
    return _uplift(_mean(days, during, len(during)), _mean(days, before, len(before)))


def _retention(evaluation: Evaluation, contest: Contest, networks: Sequence[str], files: Counter[int]) -> Outcome:
    """Who stayed: losses of the days after it against gains during it, over the accounts that know both."""
    last = contest.end + AFTER * _DAY
    rows = evaluation.store.connection.execute(
        "SELECT sum(followers_gained) FILTER (_day BETWEEN $1 AND $2), "
        "sum(followers_lost) FILTER (_day > $2 AND _day <= $3), "
        f"max(_day), list(DISTINCT _src >> {FILE_SHIFT}) FILTER (_day BETWEEN $1 AND $3) "
        "FROM account_days WHERE brand = '' AND list_contains($4, network) GROUP BY network, account",
        [contest.start, contest.end, last, list(networks)],
    ).fetchall()
    told = [
        (gained, lost, of)
        for gained, lost, until, of in rows
        if gained is not None and lost is not None and until >= last
    ]
    if not told:
        return reasons.no_days_after(AFTER)
    gained, lost = (sum(row[index] for row in told) for index in (0, 1))
    for _, _, of in told:
        files.update(of)
    return (1 - lost / gained) * 100 if gained else reasons.zero_denominator()


def _days(evaluation: Evaluation, table: str, column: str, networks: Sequence[str]) -> Days:
    def read() -> Days:
        rows = evaluation.store.connection.execute(
            f"SELECT _day, sum({column}), list(DISTINCT _src >> {FILE_SHIFT}) FROM {table} "
            "WHERE brand = '' AND list_contains(?, network) AND _day IS NOT NULL GROUP BY _day",
            [list(networks)],
        ).fetchall()
        return {day: (None if total is None else int(total), files) for day, total, files in rows}

    found: Days = evaluation.once(("contest days", table, column, tuple(networks)), read)
    return found


def span(contest: Contest) -> list[dt.date]:
    """The days of a contest."""
    return [contest.start + number * _DAY for number in range((contest.end - contest.start).days + 1)]


def baseline(evaluation: Evaluation, contest: Contest) -> list[dt.date]:
    """The days before a contest that are in no contest."""
    busy = {day for one in evaluation.store.parameters.contests for day in span(one)}
    return [day for number in range(BEFORE, 0, -1) if (day := contest.start - number * _DAY) not in busy]


def _mean(days: Days, span: Iterable[dt.date], length: int) -> float | None:
    return sum(days[day][0] or 0 for day in span if day in days) / length if length else None


def _uplift(during: float | None, before: float | None) -> Outcome:
    return (during / before - 1) * 100 if during is not None and before else reasons.zero_denominator()


def _count(files: Counter[int], days: Days, span: Iterable[dt.date]) -> None:
    for day in span:
        files.update(days[day][1] if day in days else ())
