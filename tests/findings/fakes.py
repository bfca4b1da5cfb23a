"""Facts by hand: a month's values against the month before, its past, its posts; no file is read."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpitools.catalogue import Kpi, catalogue
from kpitools.findings.data import Post, Voices
from kpitools.findings.facts import Facts
from kpitools.findings.finding import Finding
from kpitools.findings.rules import found, ranked, rules
from kpitools.kpis.causes import Why
from kpitools.kpis.result import Result
from kpitools.kpis.values import Period, Point, Value
from kpitools.params import load

OCTOBER = Period.month(dt.date(2026, 10, 1))
PERCENT = frozenset({
    "er", "err", "bounce_rate", "engaged_visit_share", "direct_visit_share", "lead_conversion_rate", "response_rate",
    "ad_ctr", "target_audience_share", "budget_spent_share",
})  # fmt: skip
OTHER_UNITS = {
    "time_on_site": "s", "response_time_median": "h", "cpc": "€", "cpm": "€", "cost_per_new_follower": "€",
    "social_cost": "€", "marketing_budget": "€", "assist_ratio": "ratio", "ad_frequency": "ratio",
    "post_reach_avg": "ratio",
}  # fmt: skip
ADDITIVE = frozenset({"new_followers", "lost_followers", "engagements", "likes", "link_clicks", "reach_viral"})


def unit(kpi_id: str) -> str:
    return "%" if kpi_id in PERCENT else OTHER_UNITS.get(kpi_id, "n")


def value(kpi_id: str, now: float | None, before: float | None = None, scope: str = "all", **more: Any) -> Value:
    """A value with its change, as the evaluation gives it."""
    percent = (now / before - 1) * 100 if now is not None and before else None
    points = now - before if now is not None and before is not None and unit(kpi_id) == "%" else None
    return Value(kpi_id, scope, unit(kpi_id), now, before, percent, points, **more)


@dataclass
class FakeEvaluation:
    """Values by KPI and scope; what is not there is unknown. `past` are earlier months, the nearest first."""

    values: Mapping[tuple[str, str], Value]
    networks: tuple[str, ...] = ("facebook", "instagram")
    earlier: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    year_before: Mapping[str, float] = field(default_factory=dict)
    period: Period = OCTOBER
    today: dt.date = dt.date(2026, 11, 3)
    reasons: Mapping[str, Why] = field(default_factory=dict)

    def why(self, kpi_id: str, scope: str = "all") -> Why | None:
        return self.reasons.get(kpi_id)

    def knows(self, kpi_id: str) -> bool:
        return True

    def kpi(self, kpi_id: str) -> Kpi:
        own = catalogue().kpis.get(kpi_id)
        if own is not None:
            return own
        names = {"fr": kpi_id, "en": kpi_id}
        return Kpi.model_validate({
            "id": kpi_id, "name": names, "category": "site", "unit": unit(kpi_id), "better": "up", "definition": names,
            "count": "posts", "additive": kpi_id in ADDITIVE,
        })  # fmt: skip

    def value(self, kpi_id: str, scope: str = "all") -> Value:
        return self.values.get((kpi_id, scope)) or Value(kpi_id, scope, unit(kpi_id))

    def series(self, kpi_id: str, scope: str = "all") -> tuple[Point, ...]:
        now = self.value(kpi_id, scope).value
        past = [Point(self.period.months_ago(ago + 1), one) for ago, one in enumerate(self.earlier.get(kpi_id, ()))]
        return (*reversed(past), Point(self.period, None if isinstance(now, list) else now))

    def past(self, kpi_id: str, scope: str, period: Period) -> Result:
        if period == self.period.year_ago.previous:
            return Result(self.year_before.get(kpi_id))
        ago = (self.period.start.year - period.start.year) * 12 + self.period.start.month - period.start.month
        course = (self.value(kpi_id, scope).value, *self.earlier.get(kpi_id, ()))
        return Result(course[ago] if ago < len(course) else None)


@dataclass
class FakeData:
    """Posts of this period and of the one before, voices, publishing days and rivals."""

    now: list[Post] = field(default_factory=list)
    before: list[Post] = field(default_factory=list)
    voices: list[Voices] = field(default_factory=list)
    publishing_days: Mapping[str, list[dt.date]] = field(default_factory=dict)
    competitors: Mapping[str, Mapping[str, list[tuple[Period, float]]]] = field(default_factory=dict)
    covered: dt.date = dt.date(2026, 10, 31)

    def posts(self, period: Period) -> list[Post]:
        return self.now if period == OCTOBER else self.before

    def covers_posts(self, network: str, period: Period) -> bool:
        return period.end <= self.covered

    def rivals(self, what: str) -> Mapping[str, list[tuple[Period, float]]]:
        return self.competitors.get(what, {})


@dataclass
class Case:
    """A made-up month."""

    folder: Path
    values: list[Value] = field(default_factory=list)
    data: FakeData = field(default_factory=FakeData)
    networks: tuple[str, ...] = ("facebook", "instagram")
    earlier: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    year_before: Mapping[str, float] = field(default_factory=dict)
    today: dt.date = dt.date(2026, 11, 3)
    period: Period = OCTOBER
    parameters: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, Why] = field(default_factory=dict)

    def facts(self) -> Facts:
        (self.folder / "posts.csv").write_text("x\n", encoding="utf-8")
        settings = {
            "client": {"id": "acme", "name": "Acme", "timezone": "Europe/Paris", "currency": "EUR", "language": "fr"},
            "data": [{"path": "posts.csv"}],
            **self.parameters,
        }
        path = self.folder / "acme.yaml"
        path.write_text(json.dumps(settings, ensure_ascii=False, default=str), encoding="utf-8")
        values = {(one.kpi, one.scope): one for one in self.values}
        evaluation = FakeEvaluation(
            values, self.networks, self.earlier, self.year_before, self.period, self.today, self.reasons
        )
        return Facts(evaluation, self.data, load(path))

    def found(self) -> list[Finding]:
        """What the rules say of it."""
        return ranked(found(self.facts(), rules()))

    def ids(self) -> list[str]:
        """The ids of what is said, each once."""
        return list(dict.fromkeys(one.id for one in self.found()))
