"""The figures of a made-up client's October: by network, of the site, lists, post types; what is compared and how."""

from typing import Any

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
