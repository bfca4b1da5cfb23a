"""Made-up months of the findings on followers and reach."""

from tests.findings.fakes import value
from tests.findings.made import CONTEST, GAIN, GROWTH, RATE_DOWN, STEADY, Make, down, fall, flat, up

COMMUNITY: dict[str, tuple[str, Make, Make]] = {
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
}
