"""What a section needs to know: the evaluation, the client's parameters, the files, the reader's language."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from kpitools.catalogue import Kpi
from kpitools.catalogue.redefinition import redefined
from kpitools.charts.chart import House
from kpitools.charts.marks import Event
from kpitools.charts.palette import ACCENT, BRAND, Palette
from kpitools.editions.last import LastEdition
from kpitools.findings import Finding
from kpitools.kpis.causes import Why
from kpitools.kpis.moments import Moments
from kpitools.kpis.rivals import Standing
from kpitools.kpis.values import Bucket, Number, Period, Point, Rows, Value
from kpitools.language import Language, language
from kpitools.params import Parameters
from kpitools.problems import Problem
from kpitools.statistics import Forecast
from kpitools.workspace import shipped


class Evaluation(Protocol):
    """The KPIs of one client for one period; `networks` are those with data, in their canonical order."""

    @property
    def period(self) -> Period: ...
    @property
    def networks(self) -> tuple[str, ...]: ...
    @property
    def today(self) -> dt.date: ...
    @property
    def moments(self) -> Moments | None: ...
    @property
    def rivals(self) -> Sequence[Standing]: ...
    @property
    def covered_days(self) -> Mapping[tuple[str, str], Collection[dt.date]]: ...
    def kpi(self, kpi_id: str) -> Kpi: ...
    def knows(self, kpi_id: str) -> bool: ...
    def forecast(self, kpi_id: str, scope: str, span: Period) -> Forecast | None: ...
    def restated(self, kpi_id: str, scope: str, period: Period) -> tuple[Number | Rows | None, Mapping[str, str]]: ...
    def value(self, kpi_id: str, scope: str = "all") -> Value: ...
    def series(self, kpi_id: str, scope: str = "all") -> tuple[Point, ...]: ...
    def why(self, kpi_id: str, scope: str = "all") -> Why | None: ...
    def gaps(self, words: Language) -> Sequence[Problem]: ...
    def by(self, kpi_id: str, dimension: str, scope: str = "all") -> tuple[Bucket, ...]: ...


class File(Protocol):
    """One export file, as it was recognised; `first` and `last` are the days its rows reach."""

    @property
    def name(self) -> str: ...
    @property
    def networks(self) -> tuple[str, ...]: ...
    @property
    def account(self) -> str | None: ...
    @property
    def rows(self) -> int: ...
    @property
    def first(self) -> dt.date | None: ...
    @property
    def last(self) -> dt.date | None: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    def layout_title(self, language: Language) -> str: ...


@dataclass(frozen=True)
class Post:
    """What a post looks like, beside its figures; `published_at` is in the client's time zone."""

    text: str = ""
    type: str | None = None
    permalink: str | None = None
    published_at: dt.datetime | None = None


PostKey = tuple[str, str, str]  # network, account, post_id


@dataclass(frozen=True)
class Context:
    """All that the sections of one report are made from.

    `comment` is the analyst's Markdown for the period; `last` is the edition of the period before; `findings` are those
    to tell, the most important first; `templates` are folders to look for partials in, the brand's first.
    """

    evaluation: Evaluation
    parameters: Parameters
    files: Sequence[File] = ()
    language: Language = field(default_factory=lambda: language("fr"))
    comment: str | None = None
    posts: Mapping[PostKey, Post] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    last: LastEdition | None = None
    templates: tuple[Path, ...] = field(default_factory=lambda: (shipped("templates") / "base",))

    @property
    def period(self) -> Period:
        """The report's period."""
        return self.evaluation.period

    @property
    def networks(self) -> tuple[str, ...]:
        """The client's networks with data."""
        return self.evaluation.networks

    @cached_property
    def house(self) -> House:
        """Who the charts are drawn for."""
        brand = self.parameters.report.brand
        palette = Palette(brand.color or BRAND, brand.accent or ACCENT)
        return House(palette, self.language, self.parameters.client.currency)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What is marked on time axes: the parameters' events and contests."""
        events = [Event(event.name, event.start, event.end) for event in self.parameters.events]
        return (*events, *(Event(contest.name, contest.start, contest.end) for contest in self.parameters.contests))

    def marks(self, kpi_id: str, scope: str, months: Sequence[Point]) -> tuple[Event, ...]:
        """What is marked on a KPI's months: the events, and where a platform began to count it otherwise."""
        networks = frozenset(self.networks if scope == "all" else [scope])
        breaks = redefined(kpi_id, networks, months[0].period.start, self.period.end)
        label = self.language.text("rupture de mesure")
        return (*self.events, *(Event(label, one.date, one.date) for one in breaks))

    def known(self, kpi_id: str, scope: str = "all") -> bool:
        """Whether a KPI has a value on a scope."""
        return self.evaluation.value(kpi_id, scope).value is not None

    def days(self, kpi_id: str, scope: str = "all") -> list[tuple[dt.date, float | None]]:
        """A KPI day by day over the whole period, None where unknown; empty where no day is known."""
        known = {
            str(bucket.bucket): float(bucket.value)
            for bucket in self.evaluation.by(kpi_id, "day", scope)
            if bucket.value is not None and not isinstance(bucket.value, list)
        }
        dates = [self.period.start + dt.timedelta(index) for index in range(self.period.days)]
        return [(day, known.get(day.isoformat())) for day in dates] if known else []
