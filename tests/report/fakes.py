"""A made-up evaluation: three networks, thirteen months, gaps, a month without a figure, KPIs that can't be known."""

import datetime as dt
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpitools.catalogue import Kpi, catalogue
from kpitools.kpis.causes import Why
from kpitools.kpis.moments import Moments
from kpitools.kpis.rivals import Standing
from kpitools.kpis.values import Bucket, Period, Point, Proof, Source, Value
from kpitools.language import Language, language, mark
from kpitools.params import Parameters, load
from kpitools.problems import Problem, Severity
from kpitools.report.context import Context, Post
from kpitools.statistics import Forecast
from tests.report.figures import BASE, BASES, LISTS, RATES, SIGNALS, SITE, SUMS, TARGETS, TYPES

MONTH = Period.month(dt.date(2026, 10, 1))
COMMENT = (
    "La rentrée littéraire a tenu ses promesses sur **Instagram**. Nous proposons de tester en novembre les "
    "carrousels « coups de cœur », écrits par les libraires.\n\n<script>alert(1)</script>"
)
UNKNOWN = Problem(
    "no_table", mark("Aucun export ne fournit les données nécessaires (table {table})."), {"table": "posts"}
)


@dataclass
class FakeEvaluation:
    """The interface of an evaluation over the tables above; `blank` has no figure at all."""

    networks: tuple[str, ...] = ("facebook", "instagram", "x")
    period: Period = MONTH
    targets: dict[str, tuple[float, str]] = field(default_factory=lambda: dict(TARGETS))
    blank: bool = False
    missing: dict[tuple[str, int], int] = field(default_factory=dict)  # days without a figure, by KPI and months ago
    forecasts: dict[str, Forecast] = field(default_factory=dict)
    signals: dict[str, str] = field(default_factory=lambda: dict(SIGNALS))
    lacking: tuple[Problem, ...] = ()
    reasons: dict[str, Why] = field(default_factory=dict)
    weeks: Moments | None = None
    standings: tuple[Standing, ...] = ()

    @property
    def moments(self) -> Moments | None:
        return self.weeks

    @property
    def rivals(self) -> tuple[Standing, ...]:
        return self.standings

    def why(self, kpi_id: str, scope: str = "all") -> Why | None:
        return self.reasons.get(kpi_id)

    def gaps(self, words: Language) -> tuple[Problem, ...]:
        return self.lacking

    @property
    def covered_days(self) -> dict[tuple[str, str], frozenset[dt.date]]:
        days = [self.period.start + dt.timedelta(index) for index in range(self.period.days)]
        site = {("web_visits", ""): frozenset(days)}
        daily = {("account_days", one): frozenset(days[:28] if one == "x" else days) for one in self.networks}
        posts = {("posts", one): frozenset(days[::3]) for one in self.networks}
        return {} if self.blank else {**posts, **daily, **site, ("audience", "instagram"): frozenset()}

    @property
    def today(self) -> dt.date:
        return self.period.end + dt.timedelta(3)

    def knows(self, kpi_id: str) -> bool:
        return kpi_id in catalogue().kpis

    def forecast(self, kpi_id: str, scope: str, span: Period) -> Forecast | None:
        return self.forecasts.get(kpi_id)

    def restated(self, kpi_id: str, scope: str, period: Period) -> tuple[float | None, dict[str, str]]:
        ago = (self.period.start.year - period.start.year) * 12 + self.period.start.month - period.start.month
        return self.amount(kpi_id, scope, ago), {one.file: one.sha256 for one in sources(self.networks)}

    def kpi(self, kpi_id: str) -> Kpi:
        return catalogue().kpis[kpi_id]

    def amount(self, kpi_id: str, scope: str, months_ago: int = 0) -> float | None:
        if self.blank or (kpi_id, months_ago) == ("followers", 4):
            return None
        if kpi_id in SITE:
            base: float | None = float(SITE[kpi_id]) if scope == "all" else None
        elif scope != "all":
            base = BASE.get(kpi_id, {}).get(scope) if scope in self.networks else None
        else:
            known = [BASE.get(kpi_id, {}).get(network) for network in self.networks]
            parts = [part for part in known if part is not None]
            whole = sum(parts) / (len(parts) if kpi_id in RATES - SUMS else 1) if parts else None
            base = whole
        if base is None or (scope == "x" and months_ago > 8):
            return None
        size = 0.004 if kpi_id == "followers" else 0.09
        swing = (
            1 + size * math.sin(months_ago * 1.7 + len(kpi_id) + len(scope)) - size * math.sin(len(kpi_id) + len(scope))
        )
        value = base * swing * (1 - 0.021 * months_ago)
        return round(value, 2) if kpi_id in RATES else float(round(value))

    def value(self, kpi_id: str, scope: str = "all") -> Value:
        kpi = self.kpi(kpi_id)
        formula = kpi.formula_text(language("fr"))
        if kpi.is_table:
            rows = top_posts(self.networks) if kpi_id == "top_posts" else LISTS.get(kpi_id)
            known = None if self.blank else rows
            return Value(kpi_id, scope, "table", known, reason=UNKNOWN if known is None else None)
        now, before, year = (self.amount(kpi_id, scope, months) for months in (0, 1, 12))
        if now is None:
            return Value(kpi_id, scope, kpi.unit, reason=UNKNOWN, proof=Proof(formula))
        target, status = self.targets.get(kpi_id, (None, None)) if scope == "all" else (None, None)
        percent = kpi.unit == "%"
        basis = [BASES[kpi_id]] if kpi_id in BASES else ["published"] if kpi_id in ("likes", "engagements") else []
        if kpi_id in BASES and scope == "all" and len(self.networks) > 1:
            basis.append("not_deduplicated")
        return Value(
            kpi_id,
            scope,
            kpi.unit,
            now,
            before,
            change=grown(now, before),
            year_ago=year,
            change_points=now - before if percent and before is not None else None,
            year_ago_change=grown(now, year),
            year_ago_change_points=now - year if percent and year is not None else None,
            target=target,
            target_status=status,
            signal=self.signals.get(kpi_id),
            basis=tuple(sorted(basis)) or None,
            missing_days=self.missing.get((kpi_id, 0), 0),
            previous_missing_days=self.missing.get((kpi_id, 1), 0),
            coverage=0.98 if kpi_id == "reach" else 1.0,
            proof=Proof(formula, now * 100 if percent else now, 100 if percent else None, 93, sources(self.networks)),
        )

    def series(self, kpi_id: str, scope: str = "all") -> tuple[Point, ...]:
        places = self.networks if scope == "all" else (scope,)
        return tuple(
            Point(
                self.period.months_ago(ago),
                self.amount(kpi_id, scope, ago),
                networks=tuple(one for one in places if self.amount(kpi_id, one, ago) is not None),
                missing_days=self.missing.get((kpi_id, ago), 0),
            )
            for ago in range(12, -1, -1)
        )

    def by(self, kpi_id: str, dimension: str, scope: str = "all") -> tuple[Bucket, ...]:
        whole = self.amount(kpi_id, scope)
        if whole is None:
            return ()
        if dimension == "day":
            days = [
                self.period.start + dt.timedelta(index) for index in range(self.period.days) if index not in (10, 11)
            ]
            return tuple(
                Bucket(
                    day.isoformat(),
                    round(whole / 31 * (1 + 0.5 * math.sin(day.day * 1.3) + (2.5 if day.day == 17 else 0))),
                )
                for day in days
            )
        if dimension == "weekday":
            return tuple(Bucket(number, round(whole / 7 * (1 + 0.3 * math.sin(number)))) for number in range(1, 8))
        if dimension == "campaign":
            return (Bucket("Rentrée littéraire", whole * 0.6), Bucket("=1+1", whole * 0.4))
        if dimension == "type":
            place = ("posts", "reach", "engagements", "err").index(kpi_id)
            return tuple(Bucket(kind, figures[place]) for kind, figures in TYPES.items())
        return ()


def grown(now: float, before: float | None) -> float | None:
    return (now / before - 1) * 100 if before else None


def sources(networks: tuple[str, ...]) -> tuple[Source, ...]:
    return tuple(Source(f"{network}-2026-10.csv", "a" * 64, 31) for network in networks)


def top_posts(networks: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = [
        ("instagram", "p1", 12480, 702, 5.63, 560, 91, 51),
        ("facebook", "p2", 5210, 143, 2.74, 101, 22, 20),
        ("instagram", "p3", 4870, 301, 6.18, 262, 24, 15),
        ("instagram", "p4", 3320, 118, 3.55, 99, 12, 7),
        ("facebook", "p5", 2890, 61, 2.11, 48, 9, 4),
    ]
    names = ("network", "post_id", "reach", "engagements", "err", "likes", "comments", "shares")
    return [{**dict(zip(names, row, strict=True)), "account": "librairie"} for row in rows if row[0] in networks]


def post(text: str, kind: str, link: str | None, day: int, hour: int) -> Post:
    return Post(text, kind, link, dt.datetime(2026, 10, day, hour, 30))


POSTS = {
    ("instagram", "librairie", "p1"): post(
        "📚 La pile de la rentrée a encore grandi… laquelle de ces couvertures vous fait de l'œil ? "
        "Dites-le nous en commentaire !",
        "reel",
        "https://www.instagram.com/p/abc/",
        17,
        18,
    ),
    ("facebook", "librairie", "p2"): post(
        "Prix littéraires : notre sélection est en vitrine", "image", "https://www.facebook.com/1", 5, 9
    ),
    ("instagram", "librairie", "p3"): post(
        '<img src=x onerror="alert(1)"> "citation"; =1+1', "carousel", "javascript:alert(1)", 12, 12
    ),
    ("instagram", "librairie", "p4"): post("Rencontre avec une autrice samedi à 17 h 🎙️", "image", None, 21, 17),
}


@dataclass(frozen=True)
class FakeFile:
    """An export file as recognised."""

    name: str
    networks: tuple[str, ...]
    title: str
    rows: int
    first: dt.date | None
    last: dt.date | None
    account: str | None = "librairie"
    problems: tuple[Problem, ...] = ()

    def layout_title(self, language: Language) -> str:
        return self.title


RAGGED = Problem("ragged", mark("{n} lignes d'erreur laissées de côté."), {"n": 2}, Severity.WARNING)
FILES = (
    FakeFile(
        "facebook-2026-10.csv",
        ("facebook",),
        "Meta Business Suite, publications",
        41,
        dt.date(2026, 8, 1),
        dt.date(2026, 10, 31),
    ),
    FakeFile(
        "instagram-2026-10.csv",
        ("instagram",),
        "Meta Business Suite, publications",
        52,
        dt.date(2026, 8, 1),
        dt.date(2026, 10, 31),
        problems=(RAGGED,),
    ),
    FakeFile("x-2026-10.csv", ("x",), "X, vue d'ensemble du compte", 28, dt.date(2026, 10, 1), dt.date(2026, 10, 28)),
    FakeFile(
        "Instantané octobre.csv", (), "GA4, instantané des rapports", 31, dt.date(2026, 10, 1), dt.date(2026, 10, 31)
    ),
)

PARAMETERS = """
client: {id: librairie, name: Librairie Exemple, timezone: Europe/Paris, currency: EUR, language: fr}
data: [{path: posts.csv}]
objectives:
  - {name: visibilite, kpis: [{id: reach, target: 45000}]}
  - {name: engagement, kpis: [{id: engagement_rate, target: 3.5}]}
  - {name: trafic, kpis: [{id: unique_visitors, target: 1100}]}
events: [{name: Rentrée littéraire, start: 2026-08-24, end: 2026-09-20, kind: campaign}]
contests: [{name: Jeu d'automne, start: 2026-10-05, end: 2026-10-12}]
report:
  brand: {color: "#0A5C8F", accent: "#F2A33A", footer: Agence Exemple}
"""


def parameters(folder: Path, text: str = PARAMETERS) -> Parameters:
    """The sample client's parameters, written in a folder and loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "posts.csv").write_text("x\n", encoding="utf-8")
    path = folder / "librairie.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def context(
    folder: Path, evaluation: FakeEvaluation | None = None, *, code: str = "fr", text: str = PARAMETERS
) -> Context:
    """A whole report's context on the sample client."""
    return Context(evaluation or FakeEvaluation(), parameters(folder, text), FILES, language(code), COMMENT, POSTS)
