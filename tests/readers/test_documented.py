"""Every layout that is known by documentation alone reads a file made up in its form: these rows, and no others."""

# ruff: noqa: E501 - the lines are those of export files

import datetime as dt
import json
from decimal import Decimal

import pytest

from kpitools.errors import AmbiguousExport
from kpitools.readers import layouts, needs

D = dt.date
UTC = dt.UTC


def at(day: int, hour: int = 0, minute: int = 0, month: int = 10) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=UTC)


METRICA = (
    '"Интервал дат визита","Визиты","Посетители","Просмотры","Доля новых посетителей","Отказы","Глубина просмотра",'
    '"Время на сайте"\n"Итого и средние","300","200","600","0.5","0.2","2.0","00:02:00"\n'
    '"2026-10-01 - 2026-10-31","300","200","600","0.5","0.2","2.0","00:02:00"\n'
)
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
SHOPIFY_HEAD = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Billing Name,"
    "Notes,Note Attributes,Cancelled at,Refunded Amount,Id,Source\n"
)

# layout → (text, hints, canonical table, columns, rows)
SAMPLES = {
    "metrica": (METRICA, {}, "web_visits",
        ("date", "end", "sessions", "users", "new_users", "bounces", "duration_s"),
        [(D(2026, 10, 1), D(2026, 10, 31), 300, 200, 100, 60, 36000.0)]),
    "metrica-logs": (
        "ym:s:visitID\tym:s:date\tym:s:isNewUser\tym:s:pageViews\tym:s:visitDuration\tym:s:bounce\t"
        "ym:s:lastsignTrafficSource\tym:s:lastsignSocialNetwork\n"
        "1\t2026-10-01\t1\t3\t60\t0\tsocial\tvkontakte\n2\t2026-10-01\t0\t1\t5\t1\torganic\t\n",
        {}, "web_visits", ("date", "sessions", "network", "pageviews", "bounces", "users"),
        [(D(2026, 10, 1), 1, "vk", 3, 0, None), (D(2026, 10, 1), 1, None, 1, 1, None)]),
    "matomo": (
        "label,nb_uniq_visitors,nb_visits,nb_actions,max_actions,sum_visit_length,bounce_count,nb_visits_converted\n"
        "Facebook - http://facebook.com/x,9,10,30,5,600,4,0\nMoteurs de recherche,5,6,7,2,60,3,0\n",
        {"covers": (D(2026, 10, 1), D(2026, 10, 31))}, "web_visits",
        ("date", "end", "source", "medium", "network", "sessions", "users", "bounces"),
        [(D(2026, 10, 1), D(2026, 10, 31), "Facebook", None, "facebook", 10, 9, 4),
         (D(2026, 10, 1), D(2026, 10, 31), "Moteurs de recherche", "organic", None, 6, 5, 3)]),
    "plausible": (
        "date,visitors,visits,pageviews,bounce_rate,visit_duration\n2026-10-01,40,50,90,20,60\n", {}, "web_visits",
        ("date", "users", "sessions", "bounces", "duration_s"), [(D(2026, 10, 1), 40, 50, 10, 3000.0)]),
    "linkedin-ads": (
        'Campaign Performance Report (in UTC)\n"Report Start: 10/01/2026, Report End: 10/02/2026"\n\n'
        "Start Date (in UTC),Account Name,Campaign Name,Campaign ID,Total Spent,Impressions,Clicks,Clicks to Landing Page,"
        "Conversions,Total Conversion Value,Currency\n"
        '10/01/2026,Acme,"Leads, directeurs",11,"1,234.50",10000,200,150,3,300.00,EUR\n'
        'Total,,,,"1,234.50",10000,200,150,3,300.00,EUR\n',
        {}, "ads", ("date", "network", "campaign", "spend", "clicks", "link_clicks", "value"),
        [(D(2026, 10, 1), "linkedin", "Leads, directeurs", Decimal("1234.5"), 200, 150, Decimal(300))]),
    "tiktok-ads": (
        "Campaign name,Ad group name,By Day,Cost,Impressions,Clicks (destination),Conversions,Currency\n"
        "Rentrée,A,2026-10-01,12.5,900,30,2,EUR\nTotal of 1 result,-,-,12.5,900,30,2,EUR\n",
        {}, "ads", ("date", "campaign", "ad_set", "spend", "link_clicks", "conversions"),
        [(D(2026, 10, 1), "Rentrée", "A", Decimal("12.5"), 30, 2)]),
    "vk-answers": (json.dumps(STATS), {"account": "acme"}, "account_days",
        ("date", "reach", "reach_organic", "profile_visits", "likes", "followers_gained", "comments"),
        [(D(2026, 10, 1), 90, 40, 8, 3, 2, None), (D(2026, 10, 2), 7, 7, 1, 0, 0, None)]),
    "ok-answers": (json.dumps(TRENDS), {"account": "acme"}, "account_days",
        ("date", "reach", "followers", "followers_gained"), [(D(2026, 10, 1), 50, 900, 4)]),
    "brand24": (
        ",ID,Date,Hrs,Title,Content,Source,Domain,Category,Sentiment,Tags\n"
        ",1,2026-10-01 10:00,,T,Bravo,https://facebook.com/a/1,facebook.com,Facebook,1,\n"
        ",2,2026-10-02 10:00,,T,Bof,https://journal.example/2,journal.example,News,-1,\n",
        {}, "mentions", ("mention_id", "at", "network", "sentiment"),
        [("https://facebook.com/a/1", at(1, 8), "facebook", "positive"),
         ("https://journal.example/2", at(2, 8), "other", "negative")]),
    "brand-analytics": (
        "Тема:,x\nПериод:,01.10.26 00:00 - 31.10.26 23:59\n\n"
        "Дата,ID сообщения,Заголовок,Текст,Источник,Url,Тип сообщения,Автор,Аудитория,Тональность\n"
        '14.10.2026 15:58,9,,Хорошо,vk.com,https://vk.com/wall-1_9,пост,Имя,120,позитив\n',
        {}, "mentions", ("mention_id", "at", "network", "author_followers", "sentiment"),
        [("https://vk.com/wall-1_9", at(14, 13, 58), "vk", 120, "positive")]),
    "meltwater": (
        "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tReach\tSentiment\tTweet Id\tTwitter Followers\n"
        '05-Oct-2026 02:15PM\t\thttps://x.com/a/1\t\tBravo\tTwitter\t@ana\t0\tPositive\t"""178"""\t55\n'
        "06-Oct-2026 02:15AM\tTitre\thttps://j.example/2\tDébut\t\tLe Journal\tMe\t1,200\tNot Rated\t\t\n",
        {}, "mentions", ("mention_id", "at", "network", "author_followers", "sentiment", "reach"),
        [("178", at(5, 12, 15), "x", 55, "positive", None), ("https://j.example/2", at(6, 0, 15), "other", None, None, 1200)]),
    "youscan": (
        "Fecha,Hora,Título,Texto,URL,Sentimiento,Autor,Fuente,Tipo de recurso,Tipo de publicación,Suscriptores\n"
        "14.10.2026,10:00,,Hola,https://www.instagram.com/p/1,Negativo,Ana,instagram.com,Red,Post,12\n",
        {}, "mentions", ("mention_id", "at", "network", "sentiment", "author_followers"),
        [("https://www.instagram.com/p/1", at(13, 22), "instagram", "negative", 12)]),
    "brandwatch-mentions": (
        '"Report:","Bulk Mentions Download"\n"Brand:","Acme"\n"From:","Thu Oct 01 00:00:00 UTC 2026"\n"Label:","x"\n\n'
        "Query Id,Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Page Type,Author,Full Text,Resource Id,X Followers\n"
        "1,Acme,2026-10-05 14:02:11.0,T,S,https://x.com/a/1,x.com,positive,x,ana,Bravo,r1,44\n"
        "1,Acme,,T,S,https://reddit.com/r/1,reddit.com,neutral,reddit,,Due to licensing,r2,\n",
        {}, "mentions", ("mention_id", "at", "network", "author_followers"),
        [("r1", at(5, 14, 2) + dt.timedelta(seconds=11), "x", 44)]),
    "hootsuite-inbound": (
        "Date (GMT),Facebook Page,Message Author,Type,Message ID,Message Permalink,Message,Tags,Language,Gender,Sentiment\n"
        "2026-10-01 00:04:19,Acme,Nadia Canari,Received Private Message,18,https://f,Bonjour,,French,Female,\n",
        {}, "conversations", ("conversation_id", "network", "account", "kind", "replied_at"),
        [("18", "facebook", "Acme", "message", None)]),
    "zendesk": (
        "Id,Requester,Requester id,Requester email,Via,Ticket type,Created at,Solved at,Satisfaction Score,"
        "First reply time in minutes\n"
        "1,Nadia Canari,777,nadia@canari.example,Facebook,Question,2026-10-01 10:00:00,2026-10-01 18:00:00,Good,90\n"
        "2,Nadia Canari,777,nadia@canari.example,Mail,Problem,2026-10-02 10:00:00,,Offered,\n",
        {}, "conversations", ("conversation_id", "network", "replied_at", "resolved_at", "is_question", "is_problem"),
        [("1", "facebook", at(1, 9, 30), at(1, 16), True, False), ("2", "other", None, None, False, True)]),
    "intercom": (
        "Conversation ID,Conversation started at (America/New_York),User email,Channel,Conversation rating,"
        "Updated at (America/New_York),First response time (seconds)\n"
        "9,2026-10-05 10:00:00,nadia@canari.example,Chat,4,2026-10-06 10:00:00,3600\n"
        "8,2026-10-05 11:00:00,nadia@canari.example,Instagram,,2026-10-06 10:00:00,\n",
        {}, "conversations", ("conversation_id", "received_at", "replied_at", "network"),
        [("9", at(5, 14), at(5, 15), "other"), ("8", at(5, 15), None, "instagram")]),
    "freshdesk": (
        "Ticket ID,Subject,Status,Source,Type,Created time,Resolved time,Initial response time,First response status,"
        "Full name,Contact ID\n"
        "5,x,Closed,Facebook,Problem,2026-10-01 10:00:00,2026-10-02 10:00:00,2026-10-01 12:00:00,Within SLA,Nadia,3\n",
        {}, "conversations", ("conversation_id", "network", "received_at", "replied_at", "is_problem", "is_question"),
        [("5", "facebook", at(1, 8), at(1, 10), True, False)]),
    "shopify-orders": (
        SHOPIFY_HEAD
        + "#1,nadia@canari.example,paid,x,EUR,50,60.00,2026-10-01 09:59:00 +0200,1,Tasse,Nadia Canari,,"
        '"Channel: Instagram\nFacebook Order ID: 1",,10.00,9,web\n'
        "#1,nadia@canari.example,,,,,,2026-10-01 09:59:00 +0200,2,Café,,,,,,,\n"
        "#2,,refunded,x,EUR,50,50.00,2026-10-02 09:59:00 +0200,1,Tasse,X,,,,50.00,10,web\n"
        "#3,,paid,x,EUR,50,0.00,2026-10-03 09:59:00 +0200,1,Tasse,X,,,2026-10-03 10:00:00 +0200,0.00,11,web\n",
        {}, "orders", ("order_id", "at", "network", "amount"), [("#1", at(1, 7, 59), "instagram", Decimal(50))]),
    "woocommerce-orders": (
        "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,"
        'Attribution\n2026-10-01 10:00:00,7,"€2,999",completed,Nadia Canari,new,Tasse,1,,29.90,Source: Facebook\n'
        "2026-10-01 11:00:00,8,€10,failed,Nadia Canari,new,Tasse,1,,10,Direct\n",
        {}, "orders", ("order_id", "network", "amount"), [("7", "facebook", Decimal("29.9"))]),
    "prestashop-orders": (
        "ID;Reference;New client;Delivery;Customer;Total;Payment;Status;Date\n"
        '1;ABC;1;France;N. Canari;"1 029,90 €";Carte;Shipped;2026-10-01 10:00:00\n',
        {}, "orders", ("order_id", "amount"), [("ABC", Decimal("1029.9"))]),
    "stripe-payments": (
        "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,"
        "Converted Currency,Mode,Status,Customer ID,Customer Email,UTM Source\n"
        'ch_1,2026-10-10 18:37:41,"399,00","0,00",usd,"350,00","50,00",eur,Live,Paid,,nadia@canari.example,ig\n'
        'ch_2,2026-10-10 18:37:41,"1,00","0,00",usd,"1,00","0,00",eur,Live,Failed,,,\n'
        'ch_3,2026-10-10 18:37:41,"1,00","0,00",usd,"1,00","0,00",eur,Test,Paid,,,\n',
        {}, "orders", ("order_id", "network", "amount"), [("ch_1", "instagram", Decimal(300))]),
    "hubspot-contacts": (
        "Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Original Source,Original Source Drill-Down 1,"
        "Create Date\n12,Nadia,Canari,nadia@canari.example,+33612345678,Lead,Organic Social,LinkedIn,2026-10-12 09:14\n"
        "13,Nadia,Canari,nadia@canari.example,+33612345678,Lead,Direct,Direct,2026-10-13 09:14\n",
        {}, "leads", ("lead_id", "at", "network"), [("12", at(12, 7, 14), "linkedin"), ("13", at(13, 7, 14), None)]),
    "salesforce-leads": (
        "Lead ID,First Name,Last Name,Email,Lead Source,Create Date,Converted Date\n"
        "00Q1,Nadia,Canari,nadia@canari.example,Facebook Ads,25/10/2026,\n00Q2,N,C,,Web,03/10/2026,25/10/2026\n\n"
        '"Grand Totals (2 records)"\n\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n',
        {}, "leads", ("lead_id", "at", "network", "converted_at"),
        [("00Q1", at(24, 22), "facebook", None), ("00Q2", at(2, 22), None, at(24, 22))]),
    "google-forms": (
        "Horodateur,Adresse e-mail,Satisfaction,Commentaire\n"
        "2026/10/28 7:01:33 PM GMT+2,nadia@canari.example,4,Bien\n2026/10/28 7:01:33 PM GMT+2,,5,\n",
        {}, "surveys", ("at", "kind", "score"),
        [(at(28, 17, 1) + dt.timedelta(seconds=33), "csat", 4.0), (at(28, 17, 1) + dt.timedelta(seconds=33), "csat", 5.0)]),
    "typeform": (
        "#,NPS,Pourquoi ?,Start Date (UTC),Submit Date (UTC),Network ID\nabc,9,,2026-10-03 09:00:00,2026-10-03 09:05:40,n\n",
        {}, "surveys", ("answer_id", "kind", "score"), [("abc", "nps", 9.0)]),
    "surveymonkey": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Satisfaction\n"
        ",,,,,,,Response\n115,1,10/03/2026 09:00:00 AM,10/03/2026 09:05:00 AM,1.2.3.4,nadia@canari.example,Nadia,5\n",
        {}, "surveys", ("answer_id", "kind", "score"), [("115", "csat", 5.0)]),
    "mailchimp-audience": (
        "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,LEID,EUID\n"
        'nadia@canari.example,Nadia,2,,,"2026-10-11 09:55:14",1,e1\n',
        {}, "actions", ("action_id", "at", "goal"), [("e1", at(11, 7, 55) + dt.timedelta(seconds=14), "newsletter")]),
    "brevo-contacts": (
        "EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME\n"
        "nadia@canari.example;Canari;Nadia;33612345678;0;0;12-10-2026 09:30;12-10-2026 09:30\n"
        "x@canari.example;X;X;;1;0;12-10-2026 09:30;12-10-2026 09:30\n",
        {}, "actions", ("at", "goal"), [(at(12, 7, 30), "newsletter")]),
    "trustpilot": (
        "Domain Url,Webshop Name,Business Unit Id,Review Id,Review Created (UTC),Review Username,Review User Email,"
        "Review Title,Review Content,Review Stars\n"
        "a.example,Acme,1,r1,2026-10-02 10:00:00,Nadia Canari,nadia@canari.example,Bien,Très bien,4\n",
        {}, "reviews", ("review_id", "at", "rating", "text"), [("r1", at(2, 10), 4.0, "Très bien")]),
    "google-business": (
        "Store code,Business name,Address,Labels,Google Search - Mobile,Google Search - Desktop,Google Maps - Mobile,"
        "Google Maps - Desktop,Calls,Website clicks\n"
        ",,,,Number of people,Number of people,Number of people,Number of people,Number of people,Number of people\n"
        "1,Acme,rue,,100,20,30,4,5,6\n",
        {"covers": (D(2026, 10, 1), D(2026, 10, 31))}, "account_periods",
        ("account", "start", "end", "impressions"), [("Acme", D(2026, 10, 1), D(2026, 10, 31), 154)]),
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
}  # fmt: skip


@pytest.mark.parametrize("layout", SAMPLES)
def test_a_documented_form_is_read(read_text, layout):
    text, hints, table, columns, rows = SAMPLES[layout]
    export = read_text(text, **hints)
    assert export.layout.id == layout
    assert export.layout.verified == "documentation"
    assert [tuple(row[column] for column in columns) for row in export.tables[table].to_pylist()] == rows


@pytest.mark.parametrize("layout", SAMPLES)
def test_no_person_is_kept_or_named(read_text, layout):
    text, hints, *_ = SAMPLES[layout]
    export = read_text(text, **hints)
    kept = [
        str(value) for name, table in export.tables.items() if name != "reviews"
        for column in table.columns for value in column.to_pylist()
    ]  # fmt: skip
    said = [str(dict(problem.values)) for problem in export.problems]
    for canary in ("Canari", "canari", "Nadia", "33612345678", "1.2.3.4"):
        assert not [text for text in (*kept, *said) if canary in text]


def test_the_wall_of_vkontakte(read_text):
    row = read_text(json.dumps(WALL)).tables["posts"].to_pylist()
    assert len(row) == 1
    wanted = {"account": "77", "post_id": "5", "type": "reel", "views": 200, "likes": 9, "shares": 3, "forwards": 1}
    assert {name: row[0][name] for name in wanted} == wanted
    assert row[0]["published_at"] == dt.datetime(2026, 10, 1, 10, 20, tzinfo=UTC)


def test_a_week_of_vkontakte_is_a_period(read_text):
    week = {"response": [{**STATS["response"][0], "period_to": 1790812800 + 7 * 86400 - 1}]}
    export = read_text(json.dumps(week), account="acme")
    row = export.tables["account_periods"].to_pylist()[0]
    assert (row["start"], row["end"], row["reach"], row["unique_visitors"]) == (D(2026, 10, 1), D(2026, 10, 7), 90, 5)
    assert not len(export.tables.get("account_days", ()))


def test_reach_of_posts_of_vkontakte(read_text):
    answer = [
        {
            "post_id": 214,
            "hide": 0,
            "links": 2,
            "reach_subscribers": 1,
            "reach_total": 3,
            "reach_viral": 2,
            "reach_ads": 0,
        }
    ]
    row = read_text(json.dumps(answer), account="acme").tables["posts"].to_pylist()[0]
    assert (row["post_id"], row["reach"], row["reach_organic"], row["reach_paid"], row["link_clicks"]) == (
        "214",
        3,
        1,
        0,
        2,
    )


def test_ratings_of_help_desks_are_surveys(read_text):
    zendesk = read_text(SAMPLES["zendesk"][0]).tables["surveys"].to_pylist()
    assert [(row["answer_id"], row["kind"], row["score"]) for row in zendesk] == [("1", "csat", 5.0)]
    intercom = read_text(SAMPLES["intercom"][0]).tables["surveys"].to_pylist()
    assert [(row["answer_id"], row["score"], row["at"]) for row in intercom] == [("9", 4.0, at(6, 14))]


def test_one_person_has_one_pseudonym(read_text):
    users = read_text(SAMPLES["zendesk"][0]).tables["conversations"]["user_id"].to_pylist()
    assert users[0] == users[1] != "777"


@pytest.mark.parametrize("layout", ["matomo", "google-business"])
def test_figures_of_no_period_ask_for_it(tmp_path, read_text, layout):
    text = SAMPLES[layout][0]
    with pytest.raises(AmbiguousExport, match="covers: "):
        read_text(text, name="made.csv")
    assert [need.hint for need in needs(tmp_path / "made.csv", layouts()).needs] == ["covers"]
