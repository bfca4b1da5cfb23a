"""One made-up month a finding: values with which it fires, and the nearest with which it must not.

Each case is `name: (finding, values and data that fire, what to change so that it does not)`. What is unknown in the
second stays unknown: the third is then the case with a part of its data taken away.
"""

import datetime as dt
from typing import Any

from kpitools.findings.data import Post, Voices
from kpitools.kpis.causes import Part, Why
from kpitools.kpis.values import Value
from tests.findings.fakes import OCTOBER, FakeData, value

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

CASES: dict[str, tuple[str, Make, Make]] = {
    "vanity_growth": (
        "vanity_growth",
        {"values": [up("followers", 8400, 8000), RATE_DOWN, flat("engagements", 1190, 1200)]},
        {"values": [up("followers", 8400, 8000), flat("err", 3.8, 3.9), flat("engagements", 1190, 1200)]},
    ),
    "vanity_growth, another mix of formats": (
        "vanity_growth",
        {
            "values": [up("followers", 8400, 8000), RATE_DOWN, flat("engagements", 1190, 1200)],
            "reasons": {"err": fall("type", -0.6, -0.2)},
        },
        {"values": [up("followers", 8400, 8000), flat("err", 3.8, 3.9), flat("engagements", 1190, 1200)]},
    ),
    "vanity_growth, lower rates of formats": (
        "vanity_growth",
        {
            "values": [up("followers", 8400, 8000), RATE_DOWN, flat("engagements", 1190, 1200)],
            "reasons": {"err": fall("type", 0.2, -1.0)},
        },
        {"values": [up("followers", 8400, 8000), flat("err", 3.8, 3.9), flat("engagements", 1190, 1200)]},
    ),
    "vanity_growth, dilution": (
        "vanity_growth",
        {"values": [up("followers", 8400, 8000), down("er", 17.0, 18.1), up("engagements", 1400, 1200)]},
        {"values": [flat("followers", 8010, 8000), down("er", 17.0, 18.1), up("engagements", 1400, 1200)]},
    ),
    "vanity_growth, one network": (
        "vanity_growth",
        {
            "values": [
                up("followers", 8400, 8000, scope="instagram"),
                down("err", 3.1, 3.9, scope="instagram"),
                down("engagements", 900, 1200, scope="instagram"),
            ]
        },
        {
            "values": [
                up("followers", 8400, 8000, scope="instagram"),
                down("err", 3.1, 3.9, scope="facebook"),
                down("engagements", 900, 1200, scope="instagram"),
            ]
        },
    ),
    "healthy_growth": ("healthy_growth", {"values": GROWTH}, {"values": GROWTH[:2]}),
    "healthy_growth, like last year": (
        "healthy_growth",
        {"values": [GROWTH[0], up("reach", 28000, 21000, year_ago=20000), GROWTH[2]], "year_before": {"reach": 15000}},
        {"values": [*GROWTH, value("social_cost", 1600), value("marketing_budget", 1500)]},
    ),
    "suspicious_followers": (
        "suspicious_followers",
        {"values": GAIN, "earlier": {"new_followers": STEADY}},
        {"values": [GAIN[0], up("reach", 50000, 20500), GAIN[2]], "earlier": {"new_followers": STEADY}},
    ),
    "churn": (
        "churn",
        {"values": [up("lost_followers", 90, 30)], "earlier": {"lost_followers": (30, 31, 29, 32, 28, 30)}},
        {"values": [up("lost_followers", 33, 30)], "earlier": {"lost_followers": (30, 31, 29, 32, 28, 30)}},
    ),
    "off_target": (
        "off_target",
        {
            "values": [value("target_audience_share", 52.3)],
            "parameters": {"audience_target": {"age": ["25-34"], "floor": 60}},
        },
        {"values": [value("target_audience_share", 52.3)], "parameters": {"audience_target": {"age": ["25-34"]}}},
    ),
    "few_direct_visits": (
        "few_direct_visits",
        {
            "values": [value("direct_visit_share", 45.0, scope="vk"), value("profile_visits", 300, scope="vk")],
            "networks": ("vk", "facebook"),
        },
        {
            "values": [value("direct_visit_share", 45.0, scope="vk"), value("profile_visits", 12, scope="vk")],
            "networks": ("vk", "facebook"),
        },
    ),
    "rising_acquisition_cost": (
        "rising_acquisition_cost",
        {"values": [up("cost_per_new_follower", 2.4, 1.8), up("followers", 8400, 8000), flat("cpm", 5.1, 5.0)]},
        {"values": [up("cost_per_new_follower", 2.4, 1.8), flat("followers", 8010, 8000), flat("cpm", 5.1, 5.0)]},
    ),
    "rising_acquisition_cost, auctions": (
        "rising_acquisition_cost",
        {"values": [up("cost_per_new_follower", 2.4, 1.8), up("followers", 8400, 8000), up("cpm", 8.1, 5.0)]},
        {"values": [up("cost_per_new_follower", 2.4, 1.8), up("followers", 8400, 8000)]},
    ),
    "reach_without_interest, another mix of networks": (
        "reach_without_interest",
        {
            "values": [up("reach", 28000, 21000), RATE_DOWN, flat("engagements")],
            "reasons": {"err": fall("network", -0.75, -0.05)},
        },
        {"values": [up("reach", 28000, 21000), RATE_DOWN, up("engagements")]},
    ),
    "reach_without_interest, lower rates of networks": (
        "reach_without_interest",
        {
            "values": [up("reach", 28000, 21000), RATE_DOWN, flat("engagements")],
            "reasons": {"err": fall("network", -0.1, -0.7)},
        },
        {"values": [up("reach", 28000, 21000), RATE_DOWN, up("engagements")]},
    ),
    "reach_without_interest": (
        "reach_without_interest",
        {"values": [up("reach", 28000, 21000), RATE_DOWN, flat("engagements")]},
        {"values": [up("reach", 28000, 21000), RATE_DOWN, up("engagements")]},
    ),
    "reach_to_clicks, visits": (
        "reach_to_clicks",
        {"values": [up("reach", 28000, 21000), up("link_clicks", 410, 300)]},
        {"values": [flat("reach", 21010, 21000), up("link_clicks", 410, 300)]},
    ),
    "reach_to_clicks, only eyes": (
        "reach_to_clicks",
        {"values": [up("reach", 28000, 21000), flat("link_clicks", 305, 300)]},
        {"values": [up("reach", 28000, 21000), flat("link_clicks", 20, 18)]},
    ),
    "volume_reach": (
        "volume_reach",
        {
            "values": [
                up("reach", 28000, 21000, basis=("sum_of_days",)),
                down("post_reach_avg", 900, 1200),
                flat("posts", 34, 22),
            ]
        },
        {
            "values": [
                up("reach", 28000, 21000, basis=("sum_of_posts",)),
                down("post_reach_avg", 900, 1200),
                flat("posts", 34, 22),
            ]
        },
    ),
    "organic_decline": (
        "organic_decline",
        {
            "values": [down("reach_organic", 15000, 17000), flat("posts", 20, 20)],
            "earlier": {"reach_organic": (17000, 19000, 21000), "posts": (20, 21, 20)},
        },
        {
            "values": [down("reach_organic", 15000, 17000), flat("posts", 20, 20)],
            "earlier": {"reach_organic": (17000, 19000, 21000), "posts": (20, 21, 35)},
        },
    ),
    "viral_content": (
        "viral_content",
        {
            "values": [up("reach_viral", 9000, 3000), up("reach", 28000, 21000)],
            "earlier": {"reach_viral": (3000, 3100, 2900, 3050, 2950, 3000)},
        },
        {
            "values": [up("reach_viral", 9000, 3000), up("reach", 28000, 21000)],
            "parameters": CONTEST,
            "earlier": {"reach_viral": (3000, 3100, 2900, 3050, 2950, 3000)},
        },
    ),
    "one_hit": (
        "one_hit",
        {"data": FakeData(now=[post(n) for n in range(6)] + [post(9, 300, text="La vitrine de Noël est prête")])},
        {"data": FakeData(now=[post(n) for n in range(4)] + [post(9, 300)])},
    ),
    "one_hit, boosted, without text": (
        "one_hit",
        {"data": FakeData(now=[post(n) for n in range(6)] + [post(9, 300, text=" ", boosted=True)])},
        {"data": FakeData(now=[post(n, 40) for n in range(6)] + [post(9, 100)])},
    ),
    "likes_only": (
        "likes_only",
        {
            "values": [up("likes", 130, 80)],
            "networks": ("instagram",),
            "data": FakeData([post(n, 13) for n in range(10)], [post(n, 8, 9) for n in range(10)]),
        },
        {
            "values": [up("likes", 130, 80)],
            "networks": ("instagram",),
            "data": FakeData([post(n, 13, comments=9) for n in range(10)], [post(n, 8, 9) for n in range(10)]),
        },
    ),
    "too_promotional": (
        "too_promotional",
        {
            "data": FakeData([post(n, topic="Promotion" if n < 4 else "Conseil") for n in range(7)]),
            "networks": ("instagram",),
        },
        {
            "data": FakeData([post(n, topic="Promotion" if n < 2 else "Conseil") for n in range(7)]),
            "networks": ("instagram",),
        },
    ),
    "posting_stopped": (
        "posting_stopped",
        {
            "values": [value("posts", 5, 15, scope="instagram")],
            "data": FakeData(publishing_days={"instagram": every_other_day(dt.date(2026, 10, 10))}),
        },
        {
            "values": [value("posts", 15, 15, scope="instagram")],
            "data": FakeData(publishing_days={"instagram": every_other_day(dt.date(2026, 10, 31))}),
        },
    ),
    "posting_stopped, not exported": (
        "posting_stopped",
        {
            "values": [value("posts", 5, 15, scope="instagram")],
            "data": FakeData(publishing_days={"instagram": every_other_day(dt.date(2026, 10, 10))}),
        },
        {
            "values": [value("posts", 5, 15, scope="instagram")],
            "data": FakeData(
                publishing_days={"instagram": every_other_day(dt.date(2026, 10, 10))}, covered=dt.date(2026, 10, 12)
            ),
        },
    ),
    "contest_month": (
        "contest_month",
        {"parameters": CONTEST},
        {"parameters": {"contests": [{"name": "Jeu", "start": "2026-08-05", "end": "2026-08-12"}]}},
    ),
    "contest_month, more": ("contest_month", {"values": [uplift(34.2)], "parameters": CONTEST}, {}),
    "contest_month, less": ("contest_month", {"values": [uplift(-8.0)], "parameters": CONTEST}, {}),
    "negative_wave": ("negative_wave", {"data": FakeData(voices=voices(0.6))}, {"data": FakeData(voices=voices(0.06))}),
    "poor_traffic": (
        "poor_traffic",
        {"values": POOR},
        {"values": [value("bounce_rate", 72.4), value("time_on_site", 80)]},
    ),
    "poor_traffic, three signs": (
        "poor_traffic",
        {"values": [*POOR, value("engaged_visit_share", 31.0)]},
        {"values": [*POOR[:2], value("social_visits", 12)]},
    ),
    "poor_traffic, one far worse": (
        "poor_traffic",
        {"values": [value("bounce_rate", 48.0, 30.0)], "earlier": {"bounce_rate": (30, 31, 29, 30, 32, 30)}},
        {"values": [value("bounce_rate", 31.5, 30.0)], "earlier": {"bounce_rate": (30, 31, 29, 30, 32, 30)}},
    ),
    "fine_traffic": (
        "fine_traffic",
        {"values": [value("bounce_rate", 38.0), value("time_on_site", 142)]},
        {"values": [value("bounce_rate", 38.0)]},
    ),
    "cheap_clicks": (
        "cheap_clicks",
        {"values": [down("cpc", 0.31, 0.52), *POOR]},
        {"values": [down("cpc", 0.31, 0.52), value("bounce_rate", 38.0), value("time_on_site", 142)]},
    ),
    "tracking_break": (
        "tracking_break",
        {"values": [flat("link_clicks", 305, 300), down("social_visits", 120, 290)]},
        {"values": [down("link_clicks", 120, 300), down("social_visits", 120, 290)]},
    ),
    "nurturer": ("nurturer", {"values": conversions(1.6)}, {"values": conversions(1.1)}),
    "nurturer, much": ("nurturer", {"values": conversions(2.4)}, {"values": conversions(1.6, 4)}),
    "closer": ("closer", {"values": conversions(0.4)}, {"values": conversions(0.9)}),
    "leads_not_sold": (
        "leads_not_sold",
        {"values": [up("leads", 64, 40), down("lead_conversion_rate", 8.0, 14.0)]},
        {"values": [up("leads", 64, 40), flat("lead_conversion_rate", 13.0, 14.0)]},
    ),
    "slow_answers": (
        "slow_answers",
        {"values": [value("response_time_median", 9.5), value("replies", 44)]},
        {"values": [value("response_time_median", 3.5), value("replies", 44)]},
    ),
    "unanswered": (
        "unanswered",
        {"values": [value("response_rate", 61.0), value("questions", 82)]},
        {"values": [value("response_rate", 61.0), value("questions", 8)]},
    ),
    "ad_fatigue": (
        "ad_fatigue",
        {"values": [up("ad_frequency", 4.6, 2.9), down("ad_ctr", 0.8, 1.4)]},
        {"values": [up("ad_frequency", 4.6, 2.9), flat("ad_ctr", 1.4, 1.4)]},
    ),
    "budget_overrun": (
        "budget_overrun",
        {"values": [value("budget_spent_share", 112.0), value("social_cost", 1680), value("marketing_budget", 1500)]},
        {"values": [value("budget_spent_share", 101.0), value("social_cost", 1515), value("marketing_budget", 1500)]},
    ),
    "budget_unspent": (
        "budget_unspent",
        {"values": [value("budget_spent_share", 70.0), value("social_cost", 1050), value("marketing_budget", 1500)]},
        {
            "values": [value("budget_spent_share", 70.0), value("social_cost", 1050), value("marketing_budget", 1500)],
            "today": dt.date(2026, 10, 20),
        },
    ),
    "competitor_surge, followers": (
        "competitor_surge",
        {"data": FakeData(competitors={"followers_gained": {"Rival A": course(900)}})},
        {"data": FakeData(competitors={"followers_gained": {"Rival A": course(53)}})},
    ),
    "competitor_surge, reactions": (
        "competitor_surge",
        {"data": FakeData(competitors={"engagements": {"L'Atelier": course(2400)}})},
        {"data": FakeData(competitors={"engagements": {"L'Atelier": course(2400)[4:]}})},
    ),
    "measure_changed": (
        "measure_changed",
        {
            "values": [value("views", 9000, 8000, scope="youtube")],
            "networks": ("youtube",),
            "period": OCTOBER.months_ago(18),
        },
        {"values": [value("views", 9000, 8000, scope="youtube")], "networks": ("youtube",)},
    ),
}

# A number of one, where a sentence counts: the noun must agree.
SINGULAR: dict[str, tuple[str, Make]] = {
    "churn": (
        "churn",
        {
            "values": [up("lost_followers", 1, 0.1)],
            "earlier": {"lost_followers": (0.1, 0.11, 0.09, 0.1, 0.1, 0.12)},
            "parameters": {"report": {"findings": {"churn": {"events": 1}}}},
        },
    ),
    "suspicious_followers": (
        "suspicious_followers",
        {
            "values": [up("new_followers", 1, 0.1), flat("reach", 100, 99)],
            "earlier": {"new_followers": (0.1, 0.11, 0.09, 0.1, 0.1, 0.12)},
            "parameters": {"report": {"findings": {"suspicious_followers": {"events": 1}}}},
        },
    ),
    "too_promotional": (
        "too_promotional",
        {
            "data": FakeData([post(1, topic="promotion")]),
            "networks": ("instagram",),
            "parameters": {"report": {"findings": {"too_promotional": {"posts": 1}}}},
        },
    ),
    "competitor_surge": (
        "competitor_surge",
        {
            "data": FakeData(competitors={"followers_gained": {"Rival A": course(1, 0.01)}}),
            "parameters": {"report": {"findings": {"competitor_surge": {"events": 1}}}},
        },
    ),
    "competitor_surge, reactions": (
        "competitor_surge",
        {
            "data": FakeData(competitors={"engagements": {"Rival A": course(1, 0.01)}}),
            "parameters": {"report": {"findings": {"competitor_surge": {"events": 1}}}},
        },
    ),
    "posting_stopped": (
        "posting_stopped",
        {
            "values": [value("posts", 30, 30, scope="instagram")],
            "data": FakeData(publishing_days={"instagram": every_day_but(dt.date(2026, 10, 11))}),
            "parameters": {"report": {"findings": {"posting_stopped": {"days": 1, "pauses": 2}}}},
        },
    ),
    "negative_wave": (
        "negative_wave",
        {
            "data": FakeData(
                voices=[
                    *(Voices(dt.date(2026, 9, 1 + n), "", 2 + n % 2, 40) for n in range(10)),
                    Voices(dt.date(2026, 10, 12), "", 1, 1),
                ]
            ),
            "parameters": {"report": {"findings": {"negative_wave": {"mentions": 1}}}},
        },
    ),
}
