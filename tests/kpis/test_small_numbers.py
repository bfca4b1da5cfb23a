"""Every KPI of communities, sites, influence and return on one small client, with figures to be checked by hand.

Two networks: Facebook posts, X only talks. October 2026 is looked at; what lies outside it must not count.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kpitools.kpis.evaluation import Evaluation
from tests.client import Client
from tests.kpis.small_tables import RIVAL_MENTIONS, RIVALS, TABLES, rows

EXPECTED = {
    "cost_per_new_follower": 100 / 10,
    "mentions": 5,
    "organic_reach_share": 90 / 150 * 100,
    "ad_reach": 1600,
    "cost_per_1000_reached": 100 / 1600 * 1000,
    "frequency": 300 / 150,
    "direct_visit_share": 4 / 10 * 100,
    "potential_reach": 1 + 1000 + 70 + 30,  # u1; Rival A; ann once, bob; cid's followers are unknown
    "target_audience_share": 30 / 60 * 100,  # age is lower than country's 90 %
    "engaged_users": 3,
    "er_unique": 3 / 100 * 100,
    "er_reached": 3 / 150 * 100,
    # On the 5th 16 engagements, on the 6th 4; 90 followers to the 7th, seven days after the level; 100 on the 31st.
    "er_day": (16 / 90 + 4 / 90) / 8 * 100,
    "er_paid": (12 / 400 / 1 + 8 / 100 / 2) / 2 * 100,
    "negative_reaction_share": 10 / 40 * 100,
    "ad_ctr": 40 / 4000 * 100,
    "cost_per_engagement": 100 / 20,
    "reviews": 2,
    "average_rating": 3.5,
    "contributors": 2,
    "active_contributors": 1,
    "active_core": 1,
    "inbound_requests": 2 + 2,
    "questions": 4,
    "replies": 3,
    "response_rate": 75,
    "response_time": (2 + 6 + 1) / 3,
    "response_time_median": 2,
    "response_time_gain": (3 / 3 - 1) * 100,
    "social_visits": 40,
    "social_visit_share": 40,
    "time_on_site": 2000 / 40,
    "bounce_rate": 50,
    "pages_per_session": 70 / 40,
    "engaged_visit_share": 17 / 40 * 100,
    "search_visits": 40,
    "new_visitor_share": 23 / 28 * 100,
    "returning_visitor_share": 5 / 28 * 100,
    "satisfaction": 2 / 3 * 100,
    "brand_recall": 50,
    "nps": (1 - 2) / 4 * 100,
    "sentiment_positive": 50,
    "sentiment_neutral": 25,
    "sentiment_negative": 25,
    "net_sentiment": 25,
    "share_of_voice": 50,
    "brand_advocates": 1,
    "targeted_actions": 3,
    "targeted_action_users": 2,
    "action_rate": 2 / 28 * 100,
    "signups": 2,
    "conversions": 6,
    "last_click_conversions": 3,
    "assisted_conversions": 4,
    "assist_ratio": 4 / 3,
    "conversion_rate": 3 / 40 * 100,
    "leads": 4,
    "cost_per_lead": 151 / 4,
    "lead_conversion_rate": 25,
    "sales": 2,
    "revenue": 160,
    "cost_per_sale": 151 / 2,
    "revenue_per_follower": 1.6,
    "revenue_per_lead": 40,
    "revenue_per_customer": 80,
    "average_order_value": 80,
    "lifetime_value": 90,  # only k2 came from social first: 60 and, through another channel, 30
    "repeat_customer_share": 50,  # k1 had ordered in August
    "repeat_customer_share_other": 50,  # k2 had, k3 not
    "hours_spent": 4,
    "net_profit": 160 - 60 - 151,
    "roi": (160 - 60 - 151) / 151 * 100,
    "social_cost": 30 + 12 + 9 + 100,  # the costs hold no row of category ads: the ad spend comes on top
    "marketing_budget": 200,
    "budget_spent_share": 151 / 200 * 100,
    "development_costs": 12,
    "cpc": 100 / 25,
    "ad_spend": 100,
    "ad_impressions": 4000,
    "ad_clicks": 40,
    "ad_conversions": 4,
    "ad_frequency": 4000 / 1600,
    "ad_conversion_rate": 10,
    "cost_per_conversion": 25,
    "roas": 2,
    "cpc_overall": 151 / 14,
    "cpm": 25,
    "problems": 2,
    "problems_resolved": 1,
    "resolution_rate": 50,
    "support_cost_per_customer": 3,
    "roa": 150 / 151,
    "roe": 20 / 151,
    "forum_posts": 1,
    "videos": 2,
    "blog_articles": 2,
    "ebooks": 1,
    "presentations": 1,
    "follower_change_rate": 10 / 90 * 100,
    "err": 20 / 150 * 100,
    "average_watch_time": 2,
    "link_clicks": 14,
}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evaluation]:
    client = Client(
        tmp_path_factory.mktemp("small"),
        competitors=RIVALS,
        budget={"monthly": 200},
        audience_target={"age": ["25-34"], "country": ["FR"]},
        contests=[{"name": "Jeu", "start": "2026-10-05", "end": "2026-10-06"}],
    )
    for name, lines in TABLES.items():
        client.table(name, [*lines, *(RIVAL_MENTIONS if name == "mentions" else [])])
    yield client.october()


@pytest.mark.parametrize("kpi", EXPECTED)
def test_value(evaluation: Evaluation, kpi: str) -> None:
    assert evaluation.value(kpi).value == pytest.approx(EXPECTED[kpi])


def test_a_network_s_figures(evaluation: Evaluation) -> None:
    assert evaluation.value("conversions", "x").value == 1
    assert evaluation.value("assisted_conversions", "x").value == 1
    assert evaluation.value("last_click_conversions", "x").value == 0
    # (16 / 90 + 4 / 90) / 2 is 11.1 %, the rival's 100 / 1000 is 10 %.
    assert evaluation.value("competitor_rank", "facebook").value == 1
    assert evaluation.value("social_visits", "x").value == 0


def test_costs_of_no_network_are_no_network_s(evaluation: Evaluation) -> None:
    value = evaluation.value("social_cost", "facebook")
    assert value.value is None
    assert value.reason is not None
    assert value.reason.id == "shared_costs"


def test_money_is_exact(evaluation: Evaluation) -> None:
    assert evaluation.value("social_cost").value == Decimal("151")
    assert isinstance(evaluation.value("revenue").value, Decimal)


def test_sources_of_traffic(evaluation: Evaluation) -> None:
    found = evaluation.value("traffic_sources").value
    assert found == [
        {"class": "organic", "sessions": 40, "share": 40.0},
        {"class": "social", "sessions": 30, "share": 30.0},
        {"class": "direct", "sessions": 20, "share": 20.0},
        {"class": "paid", "sessions": 10, "share": 10.0},
    ]


def test_dimensions_of_the_target_stand_beside_the_lowest(evaluation: Evaluation) -> None:
    assert evaluation.value("target_audience_share").details == {"dimensions": {"age": 50.0, "country": 90.0}}


def test_a_contest_beside_the_days_before_it(evaluation: Evaluation) -> None:
    """Interactions: 21 in 2 days, against 7 in 28. Gains: 3 a day, against 1. Losses after it: 0 of 6 gained."""
    uplift, followers, retention = (
        evaluation.value(kpi).value for kpi in ("contest_uplift", "contest_followers_uplift", "contest_retention")
    )
    assert uplift == [{"contest": "Jeu", "value": pytest.approx((21 / 2) / (7 / 28) * 100 - 100), "reason": None}]
    assert followers == [{"contest": "Jeu", "value": pytest.approx(200), "reason": None}]
    assert retention == [{"contest": "Jeu", "value": 100.0, "reason": None}]


def test_response_times_within_service_hours(tmp_path: Path) -> None:
    """Asked on Friday at 17:00, answered on Monday at 10:30: an hour on Friday, an hour and a half on Monday."""
    client = Client(tmp_path, service={"days": "mon-fri", "hours": "09:00-18:00"})
    client.table("conversations", rows(
        "network account conversation_id received_at replied_at kind",
        "facebook f c 2026-10-23T17:00:00+02:00 2026-10-26T10:30:00+01:00 message",
    ))  # fmt: skip
    value = client.october().value("response_time")
    assert (value.value, value.basis) == (2.5, ("service_hours",))
