"""Web analytics and advertising: exports made up in the forms that documentation and public code describe."""

# ruff: noqa: E501 - the lines are those of export files

import json
from decimal import Decimal

from tests.readers.documented.days import D

METRICA = (
    '"Интервал дат визита","Визиты","Посетители","Просмотры","Доля новых посетителей","Отказы","Глубина просмотра",'
    '"Время на сайте"\n"Итого и средние","300","200","600","0.5","0.2","2.0","00:02:00"\n'
    '"2026-10-01 - 2026-10-31","300","200","600","0.5","0.2","2.0","00:02:00"\n'
)

VISITS = (
    "ym:s:visitID\tym:s:date\tym:s:dateTime\tym:s:clientID\tym:s:startURL\tym:s:pageViews\tym:s:visitDuration\t"
    "ym:s:bounce\tym:s:goalsID\tym:s:goalsPrice\tym:s:lastTrafficSource\tym:s:lastSocialNetwork\tym:s:lastUTMSource\n"
    "1\t2026-10-01\t2026-10-01 10:00:00\t901\thttps://acme.example/?utm_x=1\t3\t60\t0\t[]\t[]\tsocial\tinstagram\t\n"
    "2\t2026-10-01\t2026-10-01 18:00:00\t901\thttps://acme.example/\t1\t5\t1\t[]\t[]\torganic\t\t\n"
    "3\t2026-10-03\t2026-10-03 08:00:00\t901\thttps://acme.example/devis\t5\t15\t0\t[7,8,7]\t[0,25.5,0]\tdirect\t\t\n"
    "4\t2026-10-03\t2026-10-03 08:30:00\t902\thttps://acme.example/\t4\t90\t0\t[7]\t[0]\tad\t\tvk_ads\n"
    "5\t2026-10-03\t2026-10-03 09:00:00\t901\thttps://acme.example/\t1\t0\t1\t[]\t[]\tdirect\t\t\n"
)

REPORT = {
    "query": {
        "ids": [1], "dimensions": ["ym:s:lastsignTrafficSource", "ym:s:lastsignSourceEngine"], "limit": 100, "offset": 1,
        "metrics": ["ym:s:visits", "ym:s:users", "ym:s:bounceRate", "ym:s:avgVisitDurationSeconds", "ym:s:percentNewVisitors"],
        "date1": "2026-10-01", "date2": "2026-10-31",
    },
    "data": [
        {"dimensions": [{"name": "Social network traffic", "id": "social"}, {"name": "VKontakte", "id": "1"}],
         "metrics": [200.0, 180.0, 25.0, 60.5, 50.0]},
        {"dimensions": [{"name": "Direct traffic", "id": "direct"}, {"name": None}], "metrics": [400.0, 90.0, 0.5, 30.0, 10.0]},
    ],
    "total_rows": 2, "sampled": False, "totals": [600.0, 270.0, 8.7, 40.2, 36.7],
}  # fmt: skip
BY_DAY = {
    "query": {
        "dimensions": ["ym:s:date"],
        "metrics": ["ym:s:visits", "ym:s:users"],
        "date1": "2026-10-01",
        "date2": "2026-10-02",
    },
    "data": [
        {"dimensions": [{"name": "2026-10-01"}], "metrics": [3, 2]},
        {"dimensions": [{"name": "2026-10-02"}], "metrics": [5, 4]},
    ],
    "total_rows": 2,
}
BY_TIME = {
    "query": {"dimensions": ["ym:s:firstTrafficSource"], "metrics": ["ym:s:visits", "ym:s:bounceRate"], "group": "week",
              "date1": "2026-10-05", "date2": "2026-10-12"},
    "data": [{"dimensions": [{"name": "Ad traffic", "id": "ad"}], "metrics": [[10, 20], [50.0, 25]]}],
    "total_rows": 1, "time_intervals": [["2026-10-05", "2026-10-11"], ["2026-10-12", "2026-10-12"]],
}  # fmt: skip

OCTOBER = {"covers": (D(2026, 10, 1), D(2026, 10, 31))}
PERIOD = OCTOBER["covers"]

SAMPLES = {
    "metrica": (METRICA, {}, "web_visits",
        ("date", "end", "sessions", "users", "new_users", "bounces", "duration_s"),
        [(D(2026, 10, 1), D(2026, 10, 31), 300, 200, 100, 60, 36000.0)]),
    "metrica-logs": (VISITS, {}, "web_visits",
        ("date", "source", "medium", "network", "landing_page", "sessions", "users", "bounces", "engaged_sessions"),
        [(D(2026, 10, 1), "instagram", "social", "instagram", "https://acme.example/", 1, 1, 0, 1),
         (D(2026, 10, 1), "organic", "organic", None, "https://acme.example/", 1, 1, 1, 0),
         (D(2026, 10, 3), "direct", "(none)", None, "https://acme.example/devis", 1, 1, 0, 1),
         (D(2026, 10, 3), "vk_ads", "cpc", "vk", "https://acme.example/", 1, 1, 0, 1),
         (D(2026, 10, 3), "direct", "(none)", None, "https://acme.example/", 1, 0, 1, 0)]),
    "metrica-logs/paths": (VISITS, {}, "conversion_paths", ("date", "path", "goal", "conversions", "value"),
        [(D(2026, 10, 3), "instagram > organic > direct", "7", 2, None),
         (D(2026, 10, 3), "instagram > organic > direct", "8", 1, Decimal("25.5")),
         (D(2026, 10, 3), "vk", "7", 1, None)]),
    "matomo": (
        "label,nb_uniq_visitors,nb_visits,nb_actions,max_actions,sum_visit_length,bounce_count,nb_visits_converted\n"
        "Facebook - http://facebook.com/x,9,10,30,5,600,4,0\nMoteurs de recherche,5,6,7,2,60,3,0\n",
        {"covers": (D(2026, 10, 1), D(2026, 10, 31))}, "web_visits",
        ("date", "end", "source", "medium", "network", "sessions", "users", "bounces"),
        [(D(2026, 10, 1), D(2026, 10, 31), "Facebook", None, "facebook", 10, 9, 4),
         (D(2026, 10, 1), D(2026, 10, 31), None, "organic", None, 6, 5, 3)]),
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
    "tiktok-ads/period": (
        "Campaign name,Cost,Impressions,Clicks (destination),Currency\nRentrée,12.5,900,30,EUR\nTotal of 1 result,12.5,900,30,EUR\n",
        OCTOBER, "ads", ("date", "end", "network", "campaign", "spend"), [(*PERIOD, "tiktok", "Rentrée", Decimal("12.5"))]),
    "metrica/sources": (
        '"Источник трафика","Источник трафика (детально)","Визиты","Посетители","Отказы"\n'
        '"Итого и средние","","110","90","0.2"\n'
        '"Переходы из социальных сетей","ВКонтакте","80","60","0.25"\n"Прямые заходы","Не определено","30","30","0.1"\n',
        OCTOBER, "web_visits", ("date", "end", "source", "medium", "network", "sessions", "users", "bounces"),
        [(*PERIOD, "ВКонтакте", "social", "vk", 80, 60, 20), (*PERIOD, None, "(none)", None, 30, 30, 3)]),
    "metrica/interface of programs": (
        "UTM Source,Sessions,Users,Pageviews\nTotals and averages,12,11,30\nvk,7,6,20\nnewsletter,5,5,10\n",
        OCTOBER, "web_visits", ("date", "end", "source", "network", "sessions", "users", "pageviews"),
        [(*PERIOD, "vk", "vk", 7, 6, 20), (*PERIOD, "newsletter", None, 5, 5, 10)]),
    "metrica-answers": (json.dumps(REPORT), {}, "web_visits",
        ("date", "end", "source", "medium", "network", "sessions", "users", "new_users", "bounces", "duration_s"),
        [(*PERIOD, "VKontakte", "social", "vk", 200, 180, 90, 50, 12100.0),
         (*PERIOD, None, "(none)", None, 400, 90, 9, 2, 12000.0)]),
    "metrica-answers/days": (json.dumps(BY_DAY), {}, "web_visits", ("date", "end", "source", "sessions", "users"),
        [(D(2026, 10, 1), None, None, 3, 2), (D(2026, 10, 2), None, None, 5, 4)]),
    "metrica-answers/by time": (json.dumps(BY_TIME), {}, "web_visits", ("date", "end", "medium", "sessions", "bounces"),
        [(D(2026, 10, 5), D(2026, 10, 11), "cpc", 10, 5), (D(2026, 10, 12), None, "cpc", 20, 5)]),
    "matomo/days": (
        "date,nb_uniq_visitors,nb_users,nb_visits,nb_actions,nb_visits_converted,bounce_count,sum_visit_length,bounce_rate\n"
        "2026-10-01,2,0,2,2,0,2,542,100%\n2026-10-02,5,0,6,9,0,1,60,17%\n",
        {}, "web_visits", ("date", "sessions", "users", "bounces", "duration_s"),
        [(D(2026, 10, 1), 2, 2, 2, 542.0), (D(2026, 10, 2), 6, 5, 1, 60.0)]),
    "matomo/weeks": (
        "date,nb_uniq_visitors,nb_users,nb_visits,nb_actions,nb_visits_converted,bounce_count,sum_visit_length,bounce_rate\n"
        '"2026-09-28,2026-10-04",2,0,2,2,0,2,542,100%\n"2026-10-05,2026-10-11",5,0,6,9,0,1,60,17%\n',
        {}, "web_visits", ("date", "end", "sessions", "users"),
        [(D(2026, 9, 28), D(2026, 10, 4), 2, 2), (D(2026, 10, 5), D(2026, 10, 11), 6, 5)]),
    "matomo/French": (
        "Nom,Visiteurs uniques,Visites,Actions,Temps total passé par les visiteurs (en secondes),Rebonds,Taux de rebond\n"
        'Réseaux sociaux,9,10,30,600,4,"40 %"\nEntrées directes,5,6,7,60,3,"50 %"\n',
        OCTOBER, "web_visits", ("source", "medium", "network", "sessions", "users", "bounces", "duration_s"),
        [(None, "social", "other", 10, 9, 4, 600.0), (None, "(none)", None, 6, 5, 3, 60.0)]),
    "plausible/sources": (
        "source,visitors,visits,pageviews,bounce_rate,visit_duration\nFacebook,40,50,90,20,60\nGoogle,10,10,12,50,30\n",
        OCTOBER, "web_visits", ("source", "network", "sessions", "bounces"),
        [("Facebook", "facebook", 50, 10), ("Google", None, 10, 5)]),
    "ua-paths": (
        "# ---\n# Toutes les données\n# Principaux chemins de conversion\n# 20261001-20261031\n# ---\n\n"
        'Chemin de la source,Conversions,Valeur de conversion\nfacebook > google,12,"120,50 €"\n(direct) > t.co,3,"0,00 €"\n,15,"120,50 €"\n',
        {}, "conversion_paths", ("date", "path", "conversions", "value"),
        [(D(2026, 10, 31), "facebook > google", 12, Decimal("120.5")), (D(2026, 10, 31), "(direct) > x", 3, Decimal(0))]),
    "ua-assisted": (
        "# ---\n# All Web Site Data\n# Assisted Conversions\n# 20261001-20261031\n# ---\n\n"
        "MCF Channel Grouping,Assisted Conversions,Assisted Conversion Value,Last Click or Direct Conversions\n"
        "Social Network,12,$120.50,4\n",
        {}, None, (), []),
    "ga4-paths": (
        "# ---\n# Key event attribution paths\n# Start date: 20261001\n# End date: 20261031\n\n"
        "Primary channel group path,Key events,Purchase revenue,Days to key event,Touchpoints to key event\n"
        '"[""Organic Social"",""Direct""]","1,012",120.5,1.5,2\n"[""Direct""]",30,0,0,1\n',
        {}, "conversion_paths", ("date", "path", "conversions", "value"),
        [(D(2026, 10, 31), "social > Direct", 1012, Decimal("120.5")), (D(2026, 10, 31), "Direct", 30, Decimal(0))]),
    "ga4-paths/sources": (
        "# ---\n# Conversion paths\n# Start date: 20261001\n# End date: 20261031\n\n"
        "Source path,Conversions,Purchase revenue,Days to conversion,Touchpoints to conversion\n"
        '"[""l.instagram.com"",""google""]",4,80,2,2\n',
        {}, "conversion_paths", ("path", "conversions"), [("instagram > google", 4)]),
}  # fmt: skip
