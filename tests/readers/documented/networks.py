"""Networks, and posts as other tools report them: exports made up in the forms that documentation and public code describe."""

# ruff: noqa: E501 - the lines are those of export files

import json
from decimal import Decimal

from tests.readers.documented.days import D, at

STATS = {
    "response": [
        {"period_from": 1790812800, "period_to": 1790899199, "visitors": {"views": 8, "visitors": 5},
         "reach": {"reach": 90, "reach_subscribers": 40}, "activity": {"likes": 3, "subscribed": 2}},
        {"period_from": 1790899200, "period_to": 1790985599, "visitors": {"views": 1, "visitors": 1},
         "reach": {"reach": 7, "reach_subscribers": 7}, "activity": []},
    ]
}  # fmt: skip
WALL = {
    "response": {
        "count": 2,
        "items": [
            {"id": 5, "owner_id": -77, "date": 1790850000, "text": "Bonjour, à tous", "post_type": "post",
             "likes": {"count": 9}, "comments": {"count": 1}, "reposts": {"count": 4, "wall_count": 3, "mail_count": 1},
             "views": {"count": 200}, "attachments": [{"type": "clip"}]},
            {"id": 6, "owner_id": -77, "date": 1790860000, "text": "Plus tard", "post_type": "postpone"},
        ],
    }
}  # fmt: skip
TRENDS = {
    "reach": [{"time": 1790812800000, "value": 50}], "members_count": [{"time": 1790812800000, "value": 900}],
    "new_members": [{"time": 1790812800000, "value": 4}],
}  # fmt: skip

REACH = [
    {"post_id": 214, "hide": 0, "links": 2, "reach_subscribers": 1, "reach_total": 3, "reach_viral": 2, "reach_ads": 0}
]
TOPICS = {
    "topics": [
        {"id": 7, "created_ms": 1790812800000, "views": 600, "renderings": 900, "reach": 500, "reach_own": 300,
         "reach_earned": 200, "likes": 20, "comments": 1, "reshares": 4, "link_clicks": 6, "video_plays": 0},
    ],
    "anchor": "x", "has_more": False, "totalCount": 1,
}  # fmt: skip
OVERVIEW = {"reach": 5000, "reach_prev": 4000, "engagement": 30, "feedback": 3, "start_time_ms": 1790812800000,
            "end_time_ms": 1793404800000, "months_ms": [1790812800000]}  # fmt: skip
PEOPLE = {
    "demography_male": [{"name": "18 - 24", "value": 100, "percentage": 33.3}],
    "demography_female": [{"name": "18 - 24", "value": 200, "percentage": 66.7}],
    "cities": [{"name": "Moscow", "value": 7, "percentage": 10.0}],
}
STATUSES = [
    {"id": "11", "created_at": "2026-10-01T09:30:00.000Z", "visibility": "public", "url": "https://m.example/@acme/11",
     "content": "<p>Bonjour</p>", "account": {"acct": "acme"}, "reblog": None, "replies_count": 2, "reblogs_count": 3,
     "favourites_count": 8, "media_attachments": [{"type": "image"}]},
    {"id": "12", "created_at": "2026-10-02T09:00:00.000Z", "visibility": "unlisted", "url": "https://m.example/@acme/12",
     "content": "<p>Salut</p>", "account": {"acct": "acme"}, "reblog": None, "replies_count": 0, "reblogs_count": 0,
     "favourites_count": 0, "media_attachments": []},
    {"id": "13", "created_at": "2026-10-03T09:00:00.000Z", "visibility": "public", "url": None, "content": "",
     "account": {"acct": "acme"}, "reblog": {"id": "99"}, "replies_count": 0, "reblogs_count": 70, "favourites_count": 0},
    {"id": "14", "created_at": "2026-10-03T09:00:00.000Z", "visibility": "direct", "url": None, "content": "",
     "account": {"acct": "acme"}, "reblog": None, "replies_count": 0, "reblogs_count": 0, "favourites_count": 0},
]  # fmt: skip
FEED = {
    "feed": [
        {"post": {"uri": "at://did:plc:x/app.bsky.feed.post/3kabc", "cid": "c", "author": {"handle": "acme.example"},
                  "record": {"$type": "app.bsky.feed.post", "text": "Bonjour", "createdAt": "2026-10-01T09:30:00.000Z"},
                  "embed": {"$type": "app.bsky.embed.images#view", "images": []}, "replyCount": 2, "repostCount": 3,
                  "likeCount": 8, "quoteCount": 1, "indexedAt": "2026-10-01T09:30:01.000Z"}},
        {"post": {"uri": "at://did:plc:y/app.bsky.feed.post/3kzzz", "cid": "d", "author": {"handle": "rival.example"},
                  "record": {"text": "Autre", "createdAt": "2026-10-01T09:30:00.000Z"}, "replyCount": 0, "repostCount": 70,
                  "likeCount": 900, "quoteCount": 0, "indexedAt": "2026-10-01T09:30:01.000Z"},
         "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-10-02T09:30:00.000Z"}},
    ],
    "cursor": "x",
}  # fmt: skip
THREADS = {
    "data": [
        {"id": "1801", "media_product_type": "THREADS", "media_type": "CAROUSEL_ALBUM", "username": "acme",
         "permalink": "https://www.threads.com/@acme/post/1", "text": "Bonjour", "timestamp": "2026-10-01T09:30:00+0000"},
        {"id": "1802", "media_product_type": "THREADS", "media_type": "REPOST_FACADE", "username": "acme",
         "permalink": "https://www.threads.com/@acme/post/2", "timestamp": "2026-10-02T09:30:00+0000"},
    ],
    "paging": {},
}  # fmt: skip

FIGURES = {
    "data": [
        {"name": name, "period": "lifetime", "values": [{"value": value}], "title": name, "id": f"1801/insights/{name}/lifetime"}
        for name, value in {"views": 100, "likes": 7, "replies": 0, "reposts": 2, "quotes": 1, "shares": 9}.items()
    ]
}  # fmt: skip
PROFILE = {
    "data": [
        {"name": "views", "period": "day", "title": "views", "id": "37602/insights/views/day", "values": [
            {"value": 10, "end_time": "2026-10-12T08:00:00+0000"}, {"value": 0, "end_time": "2026-10-13T07:00:00+0000"}]},
        {"name": "likes", "period": "day", "title": "likes", "id": "37602/insights/likes/day", "total_value": {"value": 7}},
        {"name": "followers_count", "period": "day", "title": "followers_count",
         "id": "37602/insights/followers_count/day", "total_value": {"value": 1700}},
        {"name": "clicks", "period": "day", "id": "37602/insights/clicks/day",
         "link_total_values": [{"value": 11, "link_url": "https://acme.example/"}]},
    ]
}  # fmt: skip
ADS = {
    "response": [
        {"id": 5, "type": "campaign", "stats": [
            {"day": "2026-10-01", "spent": "12.50", "impressions": 900, "clicks": 30, "reach": 700, "join_rate": 2,
             "link_external_clicks": 12, "ctr": "3.33"},
            {"day": "2026-10-02", "spent": "2", "impressions": 90}]},
        {"id": 6, "type": "campaign", "stats": [
            {"day_from": "2026-10-01", "day_to": "2026-10-31", "spent": "1.50", "impressions": 10, "clicks": 1}]},
    ]
}  # fmt: skip
NEW_ADS = {
    "items": [
        {"id": 107, "rows": [{"date": "2026-10-01", "base": {"shows": 900, "clicks": 30, "spent": "12.50", "cpm": "13.9",
                                                            "vk": {"goals": 4, "cpa": "3.1"}}, "uniques": {"reach": 700}}],
         "total": {"base": {"shows": 900, "clicks": 30, "spent": "12.50"}}},
    ],
    "total": {"base": {"shows": 900, "clicks": 30, "spent": "12.50"}},
}  # fmt: skip

SAMPLES = {
    "vk-ads": (json.dumps(ADS), {}, "ads",
        ("date", "end", "network", "campaign", "ad", "spend", "impressions", "reach", "clicks", "link_clicks"),
        [(D(2026, 10, 1), None, "vk", "5", None, Decimal("12.5"), 900, 700, 30, 12),
         (D(2026, 10, 2), None, "vk", "5", None, Decimal(2), 90, None, None, None),
         (D(2026, 10, 1), D(2026, 10, 31), "vk", "6", None, Decimal("1.5"), 10, None, 1, None)]),
    "vk-ads/ads": (json.dumps(ADS).replace("campaign", "ad"), {}, "ads", ("date", "campaign", "ad", "spend"),
        [(D(2026, 10, 1), None, "5", Decimal("12.5")), (D(2026, 10, 2), None, "5", Decimal(2)),
         (D(2026, 10, 1), None, "6", Decimal("1.5"))]),
    "vk-ads/account": (json.dumps(ADS).replace("campaign", "office"), {}, "ads", ("date", "campaign", "ad", "spend"),
        [(D(2026, 10, 1), None, None, Decimal("12.5")), (D(2026, 10, 2), None, None, Decimal(2)),
         (D(2026, 10, 1), None, None, Decimal("1.5"))]),
    "vk-ads/VK Реклама": (json.dumps(NEW_ADS), {}, "ads",
        ("date", "campaign", "spend", "impressions", "reach", "clicks", "conversions"),
        [(D(2026, 10, 1), "107", Decimal("12.5"), 900, 700, 30, 4)]),
    "threads-figures": (json.dumps(FIGURES), {"account": "acme"}, "posts",
        ("network", "account", "post_id", "views", "likes", "comments", "shares"),
        [("threads", "acme", "1801", *figures) for figures in (
            (100, None, None, None), (None, 7, None, None), (None, None, 0, None), (None, None, None, 2),
            (None,) * 4, (None,) * 4)]),
    "threads-account": (json.dumps(PROFILE), {"account": "acme", "network": "threads", "date": D(2026, 10, 31)},
        "account_days", ("network", "date", "followers", "profile_visits"),
        [("threads", D(2026, 10, 31), 1700, None), ("threads", D(2026, 10, 11), None, 10),
         ("threads", D(2026, 10, 12), None, 0)]),
    "vk-answers": (json.dumps(STATS), {"account": "acme"}, "account_days",
        ("date", "reach", "reach_organic", "profile_visits", "likes", "followers_gained", "comments"),
        [(D(2026, 10, 1), 90, 40, 8, 3, 2, None), (D(2026, 10, 2), 7, 7, 1, 0, 0, None)]),
    "ok-answers": (json.dumps(TRENDS), {"account": "acme"}, "account_days",
        ("date", "reach", "followers", "followers_gained"), [(D(2026, 10, 1), 50, 900, 4)]),
    "hootsuite-posts": (
        "Date (GMT),Facebook Page,Post ID,Post Permalink,Post Type,Post Message,Clicks,Comments,Impressions,Link Clicks,"
        "Reach,Reactions,Reactions: Anger,Reactions: Sorry,Shares\n"
        '2026-10-11 21:30:11,Acme,1_2,https://f,Photo,"(Post with no description)",405,1,3014,3,900,40,2,1,5\n',
        {}, "posts", ("post_id", "account", "type", "likes", "angry", "sad", "reach", "link_clicks"),
        [("1_2", "Acme", "image", 40, 2, 1, 900, 3)]),
    "metricool-posts": (
        "PostLink;Content;Type;Date;Reactions;Comments;Shared;Clicks;Impressions;Reach;VideoTimeWatched;VideoViews\n"
        "https://f/1;Bonjour;photo;2026-10-08 14:39;5;1;0;-;100;80;;\n",
        {"account": "acme"}, "posts", ("post_id", "network", "published_at", "likes", "clicks", "reach"),
        [("https://f/1", "facebook", at(8, 12, 39), 5, None, 80)]),
    "sprout-posts": (
        "Date,Post ID,Network,Post Type,Profile,Link,Post,Impressions,Reactions,Comments,Shares,Reach\n"
        '" 10/15/2026 10:05 am",p1,Instagram,Post,acme,https://i/1,Bonjour,"1,200",30,2,1,900\n',
        {}, "posts", ("post_id", "network", "account", "published_at", "impressions", "reach"),
        [("p1", "instagram", "acme", at(15, 8, 5), 1200, 900)]),
    "sprout-profiles": (
        "Date,Profile,Network,Audience,Net Audience Growth,Audience Gained,Audience Lost,Impressions\n"
        '10-15-2026,acme,LinkedIn,"1,050",3,5,2,700\n',
        {}, "account_days", ("date", "network", "followers", "followers_gained", "followers_lost"),
        [(D(2026, 10, 15), "linkedin", 1050, 5, 2)]),
    "fanpage-karma-posts": (
        "Date;Profile;Message;Number of Likes;Number of comments;Post interaction rate;Reach per post;Profile-ID;Post-ID;Link;\n"
        "24/10/2026 15:22;Acme;Bonjour;1.2E3;4.0;0.1;5000.0;1;p1;https://f/1;\n"
        "24/10/2026 16:22;Rival;Salut;7.0;0.0;0.1;;2;p2;https://f/2;\n",
        {"network": "facebook", "account": "Acme"}, "posts", ("brand", "account", "post_id", "likes", "comments", "reach"),
        [(None, "Acme", "p1", 1200, 4, 5000), ("Rival", "Rival", "p2", 7, 0, None)]),
    "vk-answers/posts' reach": (json.dumps(REACH), {"account": "acme"}, "posts",
        ("post_id", "reach", "reach_organic", "reach_viral", "reach_paid", "link_clicks"), [("214", 3, 1, 2, 0, 2)]),
    "vk-answers/wall": (json.dumps(WALL), {}, "posts",
        ("account", "post_id", "published_at", "type", "text", "views", "likes", "comments", "shares", "forwards"),
        [("77", "5", at(1, 10, 20), "reel", "Bonjour, à tous", 200, 9, 1, 3, 1)]),
    "ok-answers/topics": (json.dumps(TOPICS), {"account": "acme"}, "posts",
        ("post_id", "published_at", "impressions", "reach", "reach_organic", "likes", "shares", "link_clicks"),
        [("7", at(1, 0), 900, 500, 300, 20, 4, 6)]),
    "ok-answers/topic": (json.dumps({"topic": TOPICS["topics"][0]}), {"account": "acme"}, "posts",
        ("post_id", "published_at", "impressions", "reach", "likes", "shares"), [("7", at(1, 0), 900, 500, 20, 4)]),
    "ok-answers/overview": (json.dumps(OVERVIEW), {"account": "acme", "covers": (D(2026, 10, 1), D(2026, 10, 31))},
        "account_periods", ("network", "start", "end", "reach", "engaged_users"),
        [("ok", D(2026, 10, 1), D(2026, 10, 31), 5000, None)]),
    "ok-people": (json.dumps(PEOPLE), {}, None, (), []),
    "metricool-posts/Instagram": (
        "Timestamp,type,URL,Content,Views (Organic),Reach (Organic),Likes,Saved,Comments,Shares,Interactions,Engagement\n"
        "2026-10-08 14:39,FEED_CAROUSEL_ALBUM,https://i/p/1,Bonjour,120,90,10,2,1,0,13,14.4\n",
        {"account": "acme"}, "posts", ("network", "post_id", "published_at", "type", "views", "reach", "likes", "saves"),
        [("instagram", "https://i/p/1", at(8, 12, 39), "carousel", 120, 90, 10, 2)]),
    "metricool-posts/LinkedIn": (
        "Title,Date,URL,Type,Likes,Comments,Shares,Impressions,Engagement,Vid. Views,Viewers,Time Watched\n"
        "Bonjour,2026-10-08 14:39,https://l/1,IMAGE,5,1,2,300,2.6,-,-,-\n",
        {"account": "acme"}, "posts", ("network", "post_id", "likes", "shares", "impressions", "video_views"),
        [("linkedin", "https://l/1", 5, 2, 300, None)]),
    "metricool-posts/TikTok": (
        "URL,Date,Title,Type,Views,Likes,Comments,Shares,Reach,Engagement,Full video watched rate,Total time watched seconds\n"
        "https://www.tiktok.com/@acme/video/7412345678901234567,2026-10-08 14:39,Bonjour,VIDEO,900,50,3,2,800,6.9,0.2,4500\n",
        {"account": "acme"}, "posts", ("network", "post_id", "views", "video_views", "reach", "watch_time_s"),
        [("tiktok", "7412345678901234567", 900, 900, 800, 4500.0)]),
    "metricool-posts/YouTube": (
        "videoId,watchUrl,publishedAt,views,likes,comments,shares,Average view duration,Average percentage viewed\n"
        "abcdefghijk,https://youtu.be/abcdefghijk,2026-10-08 14:39,900,50,3,2,35,60\n",
        {"account": "acme"}, "posts", ("network", "post_id", "published_at", "views", "video_views", "likes"),
        [("youtube", "abcdefghijk", at(8, 12, 39), 900, 900, 50)]),
    "meta-facebook-videos": (
        "Video asset ID,Page name,Title,Publish time,Views,Reach,Reactions,Comments,Shares,3-second video views,Seconds viewed\n"
        "17841,Acme,Bonjour,10/08/2026 10:00,120,90,5,,1,60,450\n",
        {}, "posts", ("post_id", "account", "type", "published_at", "views", "likes", "comments", "video_views"),
        [("17841", "Acme", "video", at(8, 17), 120, 5, 0, 60)]),
    "meta-facebook-page-daily": (
        "Page name,Date,Reach,Impressions,Page visits,Reactions,Comments,Shares,Total clicks\nAcme,10/08/2026,90,120,4,5,1,0,7\n",
        {}, "account_days", ("account", "date", "reach", "impressions", "profile_visits", "likes", "clicks"),
        [("Acme", D(2026, 10, 8), 90, 120, 4, 5, 7)]),
    "mastodon-statuses": (json.dumps(STATUSES), {}, "posts",
        ("network", "account", "post_id", "published_at", "type", "likes", "comments", "shares"),
        [("mastodon", "acme", "11", at(1, 9, 30), "image", 8, 2, 3), ("mastodon", "acme", "12", at(2, 9), None, 0, 0, 0)]),
    "bluesky-feed": (json.dumps(FEED), {}, "posts",
        ("network", "account", "post_id", "published_at", "type", "text", "likes", "comments", "shares"),
        [("bluesky", "acme.example", "3kabc", at(1, 9, 30), "image", "Bonjour", 8, 2, 3)]),
    "threads-posts": (json.dumps(THREADS), {}, "posts",
        ("network", "account", "post_id", "published_at", "type", "text", "likes"),
        [("threads", "acme", "1801", at(1, 9, 30), "carousel", "Bonjour", None)]),
}  # fmt: skip
