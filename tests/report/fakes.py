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

MONTH = Period.month(dt.date(2026, 10, 1))
COMMENT = (
    "La rentrée littéraire a tenu ses promesses sur **Instagram**. Nous proposons de tester en novembre les "
    "carrousels « coups de cœur », écrits par les libraires.\n\n<script>alert(1)</script>"
)
BASE = {
    "followers": {"facebook": 12055, "instagram": 8412, "x": 1263},
    "new_followers": {"facebook": 96, "instagram": 318},
    "net_new_followers": {"facebook": 71, "instagram": 237},
    "reach": {"facebook": 19400, "instagram": 27940, "x": None},
    "reach_organic": {"facebook": 12100, "instagram": 21340},
    "reach_paid": {"facebook": 7300, "instagram": 6600},
    "impressions": {"facebook": 31000, "instagram": 48000, "x": 9200},
    "views": {"facebook": 41870, "instagram": 96310, "x": 9200},
    "profile_visits": {"facebook": 640, "instagram": 1105, "x": 88},
    "likes": {"facebook": 612, "instagram": 1580, "x": 41},
    "comments": {"facebook": 88, "instagram": 240, "x": 9},
    "shares": {"facebook": 61, "instagram": 118, "x": 15},
    "saves": {"instagram": 204},
    "engagements": {"facebook": 761, "instagram": 1938, "x": 65},
    "interactions": {"facebook": 761, "instagram": 2142, "x": 65},
    "engagement_rate": {"facebook": 2.31, "instagram": 4.02, "x": 0.71},
    "link_clicks": {"facebook": 486, "instagram": 310, "x": 22},
    "posts": {"facebook": 11, "instagram": 14, "x": 9},
    "posting_frequency": {"facebook": 2.48, "instagram": 3.16, "x": 2.03},
    "follower_change_rate": {"facebook": 0.6, "instagram": 2.9, "x": 1.1},
    "follower_growth_rate": {"facebook": 0.8, "instagram": 3.78},
    "err": {"facebook": 2.31, "instagram": 4.02},
    "er": {"facebook": 6.3, "instagram": 23.0, "x": 5.1},
    "er_impressions": {"facebook": 2.45, "instagram": 4.04, "x": 0.71},
    "talk_rate": {"facebook": 0.73, "instagram": 2.85, "x": 0.71},
    "ctr": {"facebook": 1.57},
    "amplification_rate": {"facebook": 554.5, "instagram": 842.9, "x": 166.7},
    "questions": {"facebook": 41, "instagram": 107},
    "replies": {"facebook": 37, "instagram": 95},
    "response_rate": {"facebook": 90.2, "instagram": 88.8},
    "response_time_median": {"facebook": 1.6, "instagram": 2.4},
    "response_time": {"facebook": 3.1, "instagram": 4.9},
    "inbound_requests": {"facebook": 20, "instagram": 44},
    "problems": {"facebook": 3, "instagram": 5},
    "problems_resolved": {"facebook": 3, "instagram": 4},
    "resolution_rate": {"facebook": 100, "instagram": 80},
    "reviews": {"facebook": 7},
    "average_rating": {"facebook": 4.3},
    "mentions": {"instagram": 31, "x": 12},
    "share_of_voice": {"instagram": 41.5, "x": 22.3},
    "sentiment_positive": {"instagram": 52.4, "x": 40},
    "sentiment_neutral": {"instagram": 39.2, "x": 41},
    "sentiment_negative": {"instagram": 8.4, "x": 19},
    "net_sentiment": {"instagram": 44, "x": 21},
    "brand_advocates": {"instagram": 3, "x": 1},
    "social_visits": {"facebook": 150, "instagram": 320, "x": 12},
    "time_on_site": {"facebook": 71, "instagram": 84, "x": 40},
    "pages_per_session": {"facebook": 2.3, "instagram": 2.7, "x": 1.4},
    "bounce_rate": {"facebook": 44.2, "instagram": 41.4, "x": 66},
    "conversions": {"facebook": 19, "instagram": 57},
    "last_click_conversions": {"facebook": 13, "instagram": 27, "x": 1},
    "assisted_conversions": {"facebook": 6, "instagram": 34, "x": 0},
    "assist_ratio": {"facebook": 0.46, "instagram": 1.26},
    "conversion_rate": {"facebook": 8.7, "instagram": 8.4},
    "leads": {"facebook": 2, "instagram": 5},
    "sales": {"facebook": 11, "instagram": 29},
    "revenue": {"facebook": 304.68, "instagram": 948.33},
    "ad_spend": {"facebook": 169.58, "instagram": 120.54},
    "ad_impressions": {"facebook": 31200, "instagram": 22051},
    "ad_clicks": {"facebook": 441, "instagram": 341},
    "ad_ctr": {"facebook": 1.41, "instagram": 1.55},
    "cpc": {"facebook": 0.53, "instagram": 0.54},
    "roas": {"facebook": 0.41, "instagram": 0.73},
    "videos": {"instagram": 5},
}
SITE = {
    "unique_visitors": 1212, "pageviews": 4380, "social_visit_share": 12.8, "search_visits": 597, "satisfaction": 84.2,
    "nps": 31, "targeted_actions": 18, "action_rate": 4.7, "social_cost": 1119.03, "marketing_budget": 1100,
    "budget_spent_share": 101.7, "hours_spent": 31, "net_profit": -442.23, "blog_articles": 2, "ebooks": 0,
}  # fmt: skip
TARGETS = {"reach": (45000, "reached"), "engagement_rate": (3.5, "missed"), "unique_visitors": (1100, "reached")}
RATES = {"engagement_rate", "posting_frequency", "follower_change_rate", "follower_growth_rate", "er", "er_impressions"}
RATES |= {"talk_rate", "ctr", "err", "amplification_rate", "response_rate", "response_time_median", "response_time"}
RATES |= {"resolution_rate", "average_rating", "share_of_voice", "sentiment_positive", "sentiment_neutral", "nps"}
RATES |= {"sentiment_negative", "net_sentiment", "time_on_site", "pages_per_session", "bounce_rate", "assist_ratio"}
RATES |= {"conversion_rate", "ad_ctr", "cpc", "roas", "revenue", "ad_spend", "social_cost", "net_profit"}
RATES |= {"social_visit_share", "action_rate", "budget_spent_share", "satisfaction"}
SUMS = {"revenue", "ad_spend"}  # money: added up like counts, and not rounded to whole numbers
BASES = {"reach": "sum_of_days", "reach_organic": "sum_of_days", "reach_paid": "sum_of_days"}
UNKNOWN = Problem(
    "no_table", mark("Aucun export ne fournit les données nécessaires (table {table})."), {"table": "posts"}
)
TYPES = {
    "carousel": (9, 14200, 1102, 4.9),
    "image": (13, 9800, 640, 2.6),
    "reel": (5, 21900, 940, 4.3),
    None: (7, None, 82, None),
}


SIGNALS = {"reach": "up", "engagement_rate": "noise", "unique_visitors": "not_enough_history"}
LISTS: dict[str, list[dict[str, Any]]] = {
    "traffic_sources": [
        {"class": "organic", "sessions": 597, "share": 45.1}, {"class": "direct", "sessions": 341, "share": 25.8},
        {"class": "social", "sessions": 482, "share": 29.1},
    ],
    "contest_uplift": [{"contest": "Jeu d'automne", "value": 38.4, "reason": None}],
    "contest_followers_uplift": [{"contest": "Jeu d'automne", "value": 112.0, "reason": None}],
    "contest_retention": [{"contest": "Jeu d'automne", "value": None, "reason": "Les 14 jours ne sont pas passés."}],
}  # fmt: skip


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
