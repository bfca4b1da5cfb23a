"""What the made-up months are made of: values that moved, posts, voices, courses of months."""

import datetime as dt
from typing import Any

from kpitools.findings.data import Post, Voices
from kpitools.kpis.causes import Part, Why
from kpitools.kpis.values import Value
from tests.findings.fakes import OCTOBER, value

Make = dict[str, Any]
STEADY = (1000.0, 1010.0, 990.0, 1005.0, 995.0, 1002.0, 998.0)


def up(kpi: str, now: float = 1300, before: float = 1000, **more: Any) -> Value:
    return value(kpi, now, before, **{"signal": "up", **more})


def down(kpi: str, now: float = 700, before: float = 1000, **more: Any) -> Value:
    return value(kpi, now, before, **{"signal": "down", **more})


def flat(kpi: str, now: float = 1010, before: float = 1000, **more: Any) -> Value:
    return value(kpi, now, before, **{"signal": "noise", **more})


def post(number: int, engagements: int = 10, month: int = 10, **more: Any) -> Post:
    figures = {"likes": engagements, "comments": 2, "shares": 1, "saves": 1, "engagements": engagements}
    text = f"Publication {number}"
    return Post("instagram", "acme", str(number), dt.date(2026, month, 1 + number), **{"text": text, **figures, **more})


def course(now: float, past: float = 50.0) -> list[tuple[Any, float]]:
    months = [OCTOBER.months_ago(ago) for ago in range(7, 0, -1)]
    return [*((month, past * (1 + index % 3 / 50)) for index, month in enumerate(months)), (OCTOBER, now)]


def voices(share: float, network: str = "") -> list[Voices]:
    days = [Voices(dt.date(2026, 9, 1 + n), network, 2 + n % 2, 40) for n in range(10)]
    return [*days, Voices(dt.date(2026, 10, 12), network, round(40 * share), 40)]


def every_other_day(until: dt.date) -> list[dt.date]:
    days = [dt.date(2026, 8, 1) + dt.timedelta(2 * n) for n in range(60)]
    return [day for day in days if day <= until]


def fall(dimension: str, mix: float, rate: float) -> Why:
    return Why("err", dimension, mix + rate, (Part("one", mix, rate / 2), Part("other", 0, rate / 2)))


def every_day_but(missing: dt.date) -> list[dt.date]:
    days = [dt.date(2026, 8, 1) + dt.timedelta(n) for n in range(92)]
    return [day for day in days if day != missing]


def conversions(ratio: float, count: int = 30) -> list[Value]:
    return [
        value("assist_ratio", ratio, scope="instagram"),
        value("last_click_conversions", count, scope="instagram"),
        value("assisted_conversions", round(count * ratio), scope="instagram"),
    ]


def uplift(share: float) -> Value:
    return Value("contest_uplift", "all", "%", [{"contest": "Jeu d'automne", "value": share, "reason": None}])


RATE_DOWN = down("err", 3.1, 3.9)
CONTEST = {"contests": [{"name": "Jeu d'automne", "start": "2026-10-05", "end": "2026-10-12"}]}
GROWTH = [up("followers", 8400, 8000), up("reach", 28000, 21000), up("engagements", 1500, 1200)]
GAIN = [up("new_followers", 2400, 1000), flat("reach", 21000, 20500), flat("engagements", 1210, 1200)]
POOR = [value("bounce_rate", 72.4, 70), value("time_on_site", 41, 44), value("social_visits", 800, 790)]
