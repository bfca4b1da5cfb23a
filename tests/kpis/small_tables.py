"""A month of a client whose every KPI can be checked by hand."""

from typing import Any

from tests.client import day, post

RIVALS = ["Rival A", "Rival B"]
Row = dict[str, Any]


def rows(names: str, *lines: str) -> list[Row]:
    """Rows written as a small table; a dash is unknown."""
    columns = names.split()
    return [{k: "" if v == "-" else v for k, v in zip(columns, line.split(), strict=True)} for line in lines]


TABLES: dict[str, list[Row]] = {
    "account_days": [
        day("2026-09-30", followers=90),
        day("2026-10-31", followers=100, followers_gained=20, followers_lost=5, profile_visits=10,
            profile_visits_direct=4, impressions=300, reach=150, reach_organic=90),
        *[day(f"2026-09-{n:02d}", followers_gained=1) for n in range(1, 30)],
        *[day(f"2026-10-{n:02d}", followers_gained=3, followers_lost=1) for n in (5, 6)],
        *[day(f"2026-10-{n:02d}", followers_gained=0, followers_lost=0) for n in (*range(7, 21), )],
        *[{"brand": "Rival A", "network": "facebook", "account": "rival", "date": f"2026-10-{n}", "followers": 1000}
          for n in ("06", "31")],
    ],
    "posts": [
        post("first", "2026-09-01", likes=0, comments=0, shares=0, saves=0),
        post("old", "2026-09-10", likes=7, comments=0, shares=0, saves=0, reach=70, views=70),
        post("a", "2026-10-05", type="video", likes=10, comments=4, shares=2, saves=1, reach=100, impressions=200,
             love=20, care=2, haha=4, wow=4, sad=6, angry=4, views=160, video_views=50, watch_time_s=100,
             link_clicks=8),
        post("b", "2026-10-06", type="image", likes=2, comments=1, shares=1, saves=0, reach=50, impressions=80,
             love=0, care=0, haha=0, wow=0, sad=0, angry=0, views=40, link_clicks=6),
        {"brand": "Rival A", "network": "facebook", "account": "rival", "post_id": "r1",
         "published_at": "2026-10-07T12:00:00+02:00", "likes": 100, "comments": 0, "shares": 0},
    ],
    "interactions": rows(
        "network account user_id at kind post_id is_follower",
        "facebook acme-facebook u1 2026-10-01T10:00:00+02:00 comment a false",
        "facebook acme-facebook u1 2026-10-08T10:00:00+02:00 share a false",
        "facebook acme-facebook u1 2026-10-15T10:00:00+02:00 comment b false",
        "facebook acme-facebook u2 2026-10-08T10:00:00+02:00 like a true",
        "facebook acme-facebook u3 2026-10-09T10:00:00+02:00 comment a true",
        "facebook acme-facebook u9 2026-09-09T10:00:00+02:00 comment a true",
    ),
    "conversations": rows(
        "network account conversation_id received_at replied_at resolved_at kind is_question is_problem user_id",
        "facebook acme-facebook c1 2026-10-02T10:00:00+02:00 2026-10-02T12:00:00+02:00 - message true false u1",
        "facebook acme-facebook c2 2026-10-03T10:00:00+02:00 2026-10-03T16:00:00+02:00 2026-11-02T10:00:00+01:00 "
        "call true true u2",
        "facebook acme-facebook c3 2026-10-04T10:00:00+02:00 2026-10-04T11:00:00+02:00 - comment true true u2",
        "facebook acme-facebook c4 2026-10-05T10:00:00+02:00 - - comment true false u3",
        "facebook acme-facebook c0 2026-09-05T10:00:00+02:00 2026-09-05T13:00:00+02:00 - comment true false u3",
        "facebook acme-facebook c5 2026-11-05T10:00:00+01:00 - - comment true false u3",
    ),
    "reviews": rows(
        "network account review_id at rating",
        "facebook acme-facebook r1 2026-10-02T10:00:00+02:00 5",
        "facebook acme-facebook r2 2026-10-03T10:00:00+02:00 2",
        "facebook acme-facebook r3 2026-11-03T10:00:00+01:00 1",
    ),
    "mentions": rows(
        "mention_id at network brand author author_followers sentiment",
        "m1 2026-10-02T10:00:00+02:00 x - ann 50 positive",
        "m2 2026-10-03T10:00:00+02:00 x - ann 70 positive",
        "m3 2026-10-04T10:00:00+02:00 x - bob 30 negative",
        "m4 2026-10-05T10:00:00+02:00 x - cid - neutral",
        "m5 2026-10-06T10:00:00+02:00 x - cid - -",
        "m7 2026-11-06T10:00:00+01:00 x - cid - -",
    ),
    "ads": rows(
        "date network campaign spend impressions reach clicks engagements post_views posts followers_gained "
        "conversions link_clicks value",
        "2026-10-05 facebook c 60 3000 1000 30 12 400 1 6 2 20 150",
        "2026-10-06 facebook c 40 1000 600 10 8 100 2 4 2 5 50",
        "2026-11-06 facebook c 1 1 1 1 1 1 1 1 1 1 1",
    ),
    "web_visits": rows(
        "date source medium network sessions users new_users returning_users pageviews duration_s bounces "
        "engaged_sessions",
        "2026-10-05 facebook social facebook 30 20 15 5 60 1800 12 15",
        "2026-10-05 facebook cpc facebook 10 8 8 0 10 200 8 2",
        "2026-10-05 google organic - 40 30 20 10 90 2000 20 20",
        "2026-10-05 (direct) (none) - 20 15 5 10 40 900 10 10",
    ),
    "conversion_paths": [
        {"date": "2026-10-05", "path": "facebook > direct", "goal": "purchase", "conversions": 3},
        {"date": "2026-10-05", "path": "facebook", "goal": "purchase", "conversions": 2},
        {"date": "2026-10-06", "path": "facebook > x > facebook", "goal": "purchase", "conversions": 1},
        {"date": "2026-10-06", "path": "organic", "goal": "purchase", "conversions": 9},
    ],
    "actions": rows(
        "action_id at goal user_id network",
        "a1 2026-10-05T10:00:00+02:00 signup u1 facebook",
        "a2 2026-10-05T11:00:00+02:00 newsletter u1 facebook",
        "a3 2026-10-06T10:00:00+02:00 appointment u2 x",
        "a4 2026-10-06T10:00:00+02:00 cart u3 -",
        "a5 2026-11-06T10:00:00+01:00 cart u3 x",
    ),
    "leads": rows(
        "lead_id at network converted_at",
        "l1 2026-10-05T10:00:00+02:00 facebook 2026-10-20T10:00:00+02:00",
        "l2 2026-10-06T10:00:00+02:00 facebook 2026-11-20T10:00:00+01:00",
        "l3 2026-10-07T10:00:00+02:00 facebook -",
        "l4 2026-10-08T10:00:00+02:00 facebook -",
        "l5 2026-10-08T10:00:00+02:00 - -",
    ),
    "orders": rows(
        "order_id at customer_id network amount cost",
        "o0 2026-08-05T10:00:00+02:00 k1 - 10 5",
        "o1 2026-10-05T10:00:00+02:00 k1 facebook 100 40",
        "o2 2026-10-06T10:00:00+02:00 k2 facebook 60 20",
        "o3 2026-10-07T10:00:00+02:00 k2 - 30 10",
        "o4 2026-10-08T10:00:00+02:00 k3 - 25 10",
    ),
    "costs": rows(
        "cost_id date category network amount hours",
        "e1 2026-10-02 salaries - 30 3",
        "e2 2026-10-03 development - 12 1",
        "e3 2026-10-04 support - 9 -",
        "e4 2026-11-04 support - 1 -",
    ),
    "surveys": rows(
        "answer_id at kind score network",
        "s1 2026-10-02T10:00:00+02:00 csat 5 -",
        "s2 2026-10-02T10:00:00+02:00 csat 4 facebook",
        "s3 2026-10-02T10:00:00+02:00 csat 2 facebook",
        "s4 2026-10-02T10:00:00+02:00 nps 10 facebook",
        "s5 2026-10-02T10:00:00+02:00 nps 7 facebook",
        "s6 2026-10-02T10:00:00+02:00 nps 3 facebook",
        "s7 2026-10-02T10:00:00+02:00 nps 0 facebook",
        "s8 2026-10-02T10:00:00+02:00 recall 1 facebook",
        "s9 2026-10-02T10:00:00+02:00 recall 0 facebook",
    ),
    "contents": rows(
        "content_id date kind",
        "d1 2026-10-02 blog", "d2 2026-10-02 blog", "d3 2026-10-03 video", "d4 2026-10-03 ebook",
        "d5 2026-10-03 presentation", "d6 2026-10-04 forum", "d7 2026-11-04 forum",
    ),
    "audience": rows(
        "date network account dimension bucket followers",
        "2026-10-31 facebook acme-facebook age 25-34 30",
        "2026-10-31 facebook acme-facebook age 35-44 30",
        "2026-10-31 facebook acme-facebook age unknown 50",
        "2026-10-31 facebook acme-facebook country FR 90",
        "2026-10-31 facebook acme-facebook country BE 10",
    ),
}  # fmt: skip

RIVAL_MENTIONS = [
    {"mention_id": f"r{n}", "at": "2026-10-06T10:00:00+02:00", "network": "x", "brand": brand, "author": "zed"}
    for n, brand in enumerate(["Rival A", "Rival A", "Rival B", "Rival B", "Rival B"])
]
