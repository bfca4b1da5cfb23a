"""Made-up months of the findings on posts, traffic, service, money and rivals."""

import datetime as dt

from tests.findings.fakes import OCTOBER, FakeData, value
from tests.findings.made import (
    CONTEST,
    POOR,
    Make,
    conversions,
    course,
    down,
    every_other_day,
    flat,
    post,
    up,
    uplift,
    voices,
)

CONTENT: dict[str, tuple[str, Make, Make]] = {
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
