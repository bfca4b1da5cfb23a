"""What an evaluation gives: a value, its change, its target and its proof. All of it data, none of it formatted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from kpitools.problems import Problem

if TYPE_CHECKING:  # planning a batch waits for no store
    from kpitools.store import Place

Number = int | float | Decimal
Rows = list[dict[str, Any]]  # a KPI that is a table: its lines, best first


class Period(NamedTuple):
    """A range of days in the client's time zone, both ends included."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def is_month(self) -> bool:
        """Whether it is one whole calendar month."""
        return self.start.day == 1 and self == Period.month(self.start)

    @classmethod
    def month(cls, day: dt.date) -> Period:
        """The calendar month of a day."""
        start = day.replace(day=1)
        return cls(start, (start + dt.timedelta(31)).replace(day=1) - dt.timedelta(1))

    def months_ago(self, months: int) -> Period:
        """The same month `months` earlier; for another range, the same days of the calendar (29 February gives 28)."""
        if self.is_month:
            return Period.month(_shift(self.start, months))
        return Period(_shift(self.start, months), _shift(self.end, months))

    @property
    def previous(self) -> Period:
        """The period before: the previous calendar month of a month, else as many days just before."""
        if self.is_month:
            return self.months_ago(1)
        return Period(self.start - dt.timedelta(self.days), self.start - dt.timedelta(1))

    @property
    def year_ago(self) -> Period:
        """The same period a year before."""
        return self.months_ago(12)


def _shift(day: dt.date, months: int) -> dt.date:
    month = day.year * 12 + day.month - 1 - months
    first = dt.date(month // 12, month % 12 + 1, 1)
    return first.replace(day=min(day.day, Period.month(first).end.day))


@dataclass(frozen=True)
class Source:
    """A file that gave figures to a value, and how many rows it gave."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Proof:
    """How a value was made. `rows` counts the canonical rows used; `numerator` and `denominator` are exact."""

    formula: str
    numerator: Number | None = None
    denominator: Number | None = None
    rows: int = 0
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class ProofRow:
    """A canonical row behind a value: `of` counts in the numerator, `by` in the denominator.

    `part` is the KPI of the formula that uses it. Where `side` is set, all of `of` belongs to that side alone. `what`
    is the row's own key (a post's id, a day …), `places` where the figures stand.
    """

    part: str
    side: str
    table: str
    network: str
    account: str
    what: str
    day: dt.date | None
    of: Number | None
    by: Number | None
    places: tuple[Place, ...]

    def net(self) -> ProofRow:
        """Gains less losses, as one figure."""
        return replace(self, of=(self.of or 0) - (self.by or 0), by=None)  # type: ignore[operator]


@dataclass(frozen=True)
class Alternative:
    """The engagement rate as another definition has it, with its numerator and denominator; or why it has none."""

    definition: str
    value: Number | None
    reason: Problem | None = None
    numerator: Number | None = None
    denominator: Number | None = None


@dataclass(frozen=True)
class Value:
    """One KPI on one scope (`all` or a network) for one period, as in the interface's JSON.

    `value` is None where it can't be known, and `reason` says why. `basis` is sorted. `change` is in percent,
    `change_points` in points. `compared` names the networks that change, points and signal are about when they are
    not all networks of the scope; `not_compared` says why there is no change though both values exist. `missing_days`
    are the days of the period without a figure, of the network that lacks most, where days are added up.
    """

    kpi: str
    scope: str
    unit: str
    value: Number | Rows | None = None
    previous: Number | Rows | None = None
    change: float | None = None
    change_points: float | None = None
    year_ago: Number | Rows | None = None
    year_ago_change: float | None = None
    year_ago_change_points: float | None = None
    target: Number | None = None
    target_status: str | None = None
    signal: str | None = None
    early: bool = False
    missing_days: int = 0
    previous_missing_days: int = 0
    basis: tuple[str, ...] | None = None
    definition: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    coverage: float | None = None
    reason: Problem | None = None
    not_compared: Problem | None = None
    compared: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    proof: Proof = field(default_factory=lambda: Proof(""))


@dataclass(frozen=True)
class Point:
    """A KPI's value in one period of a series, or None where unknown.

    Points of other networks, or of another basis, are not one series; nor is one with `missing_days`.
    """

    period: Period
    value: Number | None
    basis: tuple[str, ...] | None = None
    networks: tuple[str, ...] = ()
    missing_days: int = 0


@dataclass(frozen=True)
class Bucket:
    """A KPI's value in one bucket of a breakdown; `bucket` is None for unknown."""

    bucket: str | int | None
    value: Number | Rows | None
