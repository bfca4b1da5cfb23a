"""How much of the audience is the one that the client wants: the share of each dimension, and the lowest of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi
from kpitools.kpis import reasons
from kpitools.kpis.lens import Lens
from kpitools.kpis.measures import Measure
from kpitools.kpis.result import Result
from kpitools.kpis.scopes import Scope, networks_in
from kpitools.store.merge import FILE_SHIFT

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

UNKNOWN = "unknown"


@dataclass
class Slice:
    """One account's last figures of a dimension: in the target and in all known buckets, as followers or as shares."""

    day: dt.date
    followers: list[float] = field(default_factory=lambda: [0.0, 0.0])
    shares: list[float] = field(default_factory=lambda: [0.0, 0.0])
    counts: bool = False
    rows: int = 0
    files: Counter[int] = field(default_factory=Counter)


def target_audience_share(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: Scope) -> Result:
    """Followers in the target buckets, of those with a known bucket; overall the lowest of the dimensions."""
    target = evaluation.store.parameters.audience_target
    if target is None or not target.dimensions:
        return Result().without_value(reasons.no_target_audience())
    if lens.by or not evaluation.store.connection.execute("SELECT 1 FROM audience WHERE brand = '' LIMIT 1").fetchall():
        return Result().without_value(reasons.no_table(Measure("audience")))
    shares: dict[str, float] = {}
    sides: dict[str, tuple[float, float]] = {}
    files, rows, networks = Counter[int](), 0, set()
    for dimension, buckets in target.dimensions.items():
        inside = known = 0.0
        slices = _slices(evaluation, lens, dimension, buckets)
        mine = {place: one for place, one in slices.items() if place[0] in networks_in(scope)}
        for (network, account), one in mine.items():
            weighed = _weighed(evaluation, lens, network, account, one, alone=len(mine) == 1)
            if weighed is None:
                continue
            inside, known = inside + weighed[0], known + weighed[1]
            rows, files = rows + one.rows, files + one.files
            networks.add(network)
        if known:
            shares[dimension], sides[dimension] = inside / known * 100, (inside, known)
    if not shares:
        return Result().without_value(reasons.no_audience())
    lowest = min(shares, key=lambda name: shares[name])
    return Result(
        value=shares[lowest],
        of=sides[lowest][0],
        by=sides[lowest][1],
        used=rows,
        method="audience " + " ".join(sorted(shares)),
        networks=frozenset(networks),
        files=files,
        details={"dimensions": shares},
    )


def _weighed(
    evaluation: Evaluation, lens: Lens, network: str, account: str, one: Slice, *, alone: bool
) -> tuple[float, float] | None:
    """The account's followers in the target and in all: as stated, else its shares weighted by its level."""
    if one.counts:
        return one.followers[0], one.followers[1]
    level = evaluation.levels.at_end(network, account, lens.period)
    weight = level.followers if level else 1 if alone else None
    if weight is None or not one.shares[1]:
        return None
    return weight * one.shares[0] / one.shares[1], float(weight)


def _slices(
    evaluation: Evaluation, lens: Lens, dimension: str, buckets: tuple[str, ...]
) -> dict[tuple[str, str], Slice]:
    """Each account's figures on the last day up to the period's end that has the dimension."""
    rows = evaluation.store.connection.execute(
        f"SELECT network, account, date, bucket, followers, share, _src >> {FILE_SHIFT} FROM audience WHERE brand = '' "
        "AND dimension = ? AND date <= ? AND lower(bucket) <> ? AND bucket <> '' "
        "QUALIFY date = max(date) OVER (PARTITION BY network, account)",
        [dimension, lens.period.end, UNKNOWN],
    ).fetchall()
    wanted = {bucket.casefold() for bucket in buckets}
    found: dict[tuple[str, str], Slice] = {}
    for network, account, day, bucket, followers, share, file in rows:
        one = found.setdefault((network, account), Slice(day))
        inside = bucket.casefold() in wanted
        for figure, sums in ((followers, one.followers), (share, one.shares)):
            if figure is not None:
                sums[0] += float(figure) if inside else 0
                sums[1] += float(figure)
        one.counts = one.counts or followers is not None
        one.rows += 1
        one.files[file] += 1
    return found
