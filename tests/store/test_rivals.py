"""Two sources that tell of the same thing: one counts, and it is said which."""

from pathlib import Path

import pytest

from tests.client import Client

TALKWALKER = "url,indexed,published,search_indexed,content,sentiment,source_type,reach\n"
BRAND24 = ",ID,Date,Hrs,Title,Content,Source,Domain,Category,Sentiment,Tags\n"
GA4 = "# Traffic acquisition\n# Start date: {start}\n# End date: {end}\n\n{table}"
MATOMO = "date,nb_visits,nb_uniq_visitors,bounce_count,bounce_rate\n"


def client(folder: Path, **files: str) -> Client:
    made = Client(folder)
    for name, text in files.items():
        (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8")
    return made


def talkwalker(*days: int) -> str:
    return TALKWALKER + "".join(
        f"https://x.com/a/{day},{day:02}/10/26 10:00:00,{day:02}/10/26 10:00:00,,Bravo,5,SOCIALMEDIA_TWITTER,10\n"
        for day in days
    )


def brand24(*days: int) -> str:
    return BRAND24 + "".join(
        f",{day},2026-10-{day:02} 10:00,,T,Bravo,https://b.example/{day},b.example,News,1,\n" for day in days
    )


def test_of_two_trackers_one_counts_on_each_day(tmp_path: Path) -> None:
    store = client(tmp_path, tw=talkwalker(1, 2, 3), b24=brand24(3, 4)).store()
    frame = store.frame("mentions")
    assert sorted(frame["at"].dt.day) == [1, 2, 3, 4]
    said = [problem for problem in store.problems if problem.id == "two_tools"]
    assert [(problem.values["file"], problem.values["rows"]) for problem in said] == [("b24.csv", 1)]
    assert said[0].values["chosen"] == "tw.csv"


def test_trackers_of_different_days_are_both_taken(tmp_path: Path) -> None:
    store = client(tmp_path, tw=talkwalker(1, 2), b24=brand24(3, 4)).store()
    assert len(store.frame("mentions")) == 4
    assert "two_tools" not in {problem.id for problem in store.problems}


def test_of_two_analytics_of_one_site_one_counts(tmp_path: Path) -> None:
    ga4 = GA4.format(
        start="20261001", end="20261031", table="Date,Sessions,Total users\n20261001,10,9\n20261002,20,18\n"
    )
    store = client(tmp_path, ga=ga4, matomo=MATOMO + "2026-10-02,25,20,5,20%\n").store()
    assert store.frame("web_visits")["sessions"].tolist() == [10, 20]


def test_visits_by_source_take_the_place_of_those_of_the_whole_site(tmp_path: Path) -> None:
    days = GA4.format(start="20261001", end="20261031", table="Date,Sessions,New users\n20261001,10,7\n20261002,20,5\n")
    table = "Session source / medium,Sessions\ninstagram.com / referral,12\n(direct) / (none),18\n"
    by_source = GA4.format(start="20261001", end="20261031", table=table)
    store = client(tmp_path, days=days, sources=by_source).store()
    frame = store.frame("web_visits")
    assert frame["sessions"].sum() == 30
    assert frame["new_users"].sum() == 12
    said = next(problem for problem in store.problems if problem.id == "finer_report")
    assert (said.values["file"], said.values["columns"]) == ("days.csv", "sessions")


def test_an_ad_is_finer_than_an_ad_set_of_a_campaign(tmp_path: Path) -> None:
    head = "Reporting starts,Reporting ends,{names},Reach,Impressions,Amount spent (EUR)\n"
    sets = head.format(names="Campaign name,Ad set name") + "2026-10-01,2026-10-31,C,S,90,200,30.00\n"
    ads = head.format(names="Ad name") + (
        "2026-10-01,2026-10-31,A,60,100,10.00\n2026-10-01,2026-10-31,B,50,100,20.00\n"
    )
    made = client(tmp_path, sets=sets, ads=ads)
    made.parameters["data"] = [{"path": "../data", "network": "facebook"}]
    assert made.store().frame("ads")["spend"].sum() == 30


def test_canonical_tables_are_merged_by_their_keys_alone(tmp_path: Path) -> None:
    head = "date,source,medium,campaign,network,sessions\n"
    one = f"{head}2026-10-01,google,cpc,x,,5\n"
    other = f"{head}2026-10-01,facebook,social,,facebook,7\n"
    store = client(tmp_path, one=one, other=other).store()
    assert store.frame("web_visits")["sessions"].sum() == 12
    assert not store.problems


SOCIALS = (
    "label,nb_uniq_visitors,nb_visits,nb_actions,max_actions,sum_visit_length,bounce_count,nb_visits_converted\n"
    "Facebook,9,10,30,5,600,4,0\nTwitter,5,6,7,2,60,3,0\n"
)
KINDS = (
    "label,nb_uniq_visitors,nb_visits,nb_actions,bounce_count\nDirect Entry,150,200,300,4\n"
    "Search Engines,80,94,300,4\nSocial Networks,14,16,37,7\n"
)
DAYS = MATOMO + "".join(f"2026-10-{day:02},10,9,5,50%\n" for day in range(1, 32))


@pytest.mark.parametrize("names", [("socials", "days"), ("socials", "kinds"), ("socials", "kinds", "days")])
def test_a_report_of_networks_alone_is_part_of_the_site(tmp_path: Path, names: tuple[str, ...]) -> None:
    texts = {"socials": SOCIALS, "kinds": KINDS, "days": DAYS}
    made = client(tmp_path, **{name: texts[name] for name in names})
    period = {"covers": ["2026-10-01", "2026-10-31"]}
    made.parameters["data"] = [{"path": f"../data/{name}.csv", **(period if name != "days" else {})} for name in names]
    evaluation = made.october()
    assert evaluation.value("social_visits").value == 16
    assert evaluation.value("social_visits", "facebook").value == 10
    assert evaluation.value("social_visit_share").value == pytest.approx(16 / 310 * 100)


def test_what_days_lack_of_a_period_is_not_left_over(tmp_path: Path) -> None:
    days = MATOMO + "2026-10-01,10,9,5,50%\n2026-10-02,10,9,5,50%\n"
    made = client(tmp_path, socials=SOCIALS, days=days)
    made.parameters["data"] = [
        {"path": "../data/socials.csv", "covers": ["2026-10-01", "2026-10-31"]}, {"path": "../data/days.csv"},
    ]  # fmt: skip
    assert made.store().frame("web_visits")["sessions"].sum() == 16


def test_campaigns_beside_their_ads_are_spent_once(tmp_path: Path) -> None:
    head = "Reporting starts,Reporting ends,Campaign name,{ad}Reach,Impressions,Amount spent (EUR)\n"
    campaigns = head.format(ad="") + "2026-10-01,2026-10-31,Rentrée,90,200,30.00\n"
    ads = head.format(ad="Ad name,") + (
        "2026-10-01,2026-10-31,Rentrée,A,60,100,10.00\n2026-10-01,2026-10-31,Rentrée,B,50,100,20.00\n"
    )
    made = client(tmp_path, campaigns=campaigns, ads=ads)
    made.parameters["data"] = [{"path": "../data", "network": "facebook"}]
    store = made.store()
    assert store.frame("ads")["spend"].sum() == 30
    assert "finer_report" in {problem.id for problem in store.problems}


def test_an_unknown_source_in_one_file_stays(tmp_path: Path) -> None:
    rows = [
        {"date": "2026-10-01", "source": "", "sessions": 5}, {"date": "2026-10-01", "source": "google", "sessions": 7},
    ]  # fmt: skip
    store = Client(tmp_path).table("web_visits", rows).store()
    assert store.frame("web_visits")["sessions"].sum() == 12


ORDERS = "Date;N° commande;Client;Montant TTC;Canal\n03/10/2026;C1;n@c.example;50,00;IG\n"
STRIPE = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,"
    "Converted Currency,Mode,Status,Customer ID\nch_1,2026-10-{day} 18:37,50.00,0,eur,50.00,0,eur,Live,Paid,cus_1\n"
)


@pytest.mark.parametrize(("day", "said"), [("03", 1), ("04", 0)])
def test_orders_of_two_tools_are_added_up_and_it_is_said(tmp_path: Path, day: str, said: int) -> None:
    store = client(tmp_path, orders=ORDERS, stripe=STRIPE.format(day=day)).store()
    assert store.frame("orders")["amount"].sum() == 100
    assert [problem.values["one"] for problem in store.problems if problem.id == "added_up"] == ["orders.csv"] * said


LOGS = (
    "ym:s:visitID\tym:s:date\tym:s:dateTime\tym:s:clientID\tym:s:bounce\tym:s:purchaseID\tym:s:purchaseRevenue\t"
    "ym:s:lastTrafficSource\tym:s:lastSocialNetwork\n"
    "1\t2026-10-05\t2026-10-05 10:00:00\t901\t0\t['1001']\t[40]\tsocial\tinstagram\n"
    "2\t2026-10-09\t2026-10-09 10:00:00\t902\t0\t['1002','1003']\t[5,7]\tdirect\t\n"
)


def test_orders_that_analytics_saw_count_where_no_shop_tells_of_the_day(tmp_path: Path) -> None:
    shop = ORDERS + "06/10/2026;C2;m@c.example;10,00;IG\n"
    store = client(tmp_path, orders=shop, logs=LOGS).store()
    said = [problem.values for problem in store.problems if problem.id == "orders_from_outside"]
    assert [(one["file"], one["rows"], one["chosen"]) for one in said] == [("logs.csv", 1, "orders.csv")]
    assert "added_up" not in {problem.id for problem in store.problems}
    assert sorted(store.frame("orders")["amount"]) == [5, 7, 10, 50]
    (tmp_path / "alone").mkdir()
    alone = client(tmp_path / "alone", logs=LOGS).store()
    assert sorted(alone.frame("orders")["amount"]) == [5, 7, 40]


def test_ads_of_one_network_from_two_tools_are_said(tmp_path: Path) -> None:
    meta = "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n2026-10-01,2026-10-31,A,30.00\n"
    made = client(tmp_path, meta=meta)
    made.table("ads", [{"date": "2026-10-05", "network": "facebook", "campaign": "A", "spend": 30}])
    made.parameters["data"] = [{"path": "../data/meta.csv", "network": "facebook"}, {"path": "../data/ads.csv"}]
    assert "added_up" in {problem.id for problem in made.store().problems}


POSTS = "Post ID,Account username,Publish time,Post type,Permalink,Reach,Likes\n{rows}"
METRICOOL = (
    "Timestamp,type,URL,Content,Views (Organic),Reach (Organic),Likes,Saved,Comments,Shares,Interactions,"
    "Engagement\n{rows}"
)


def test_a_post_that_two_tools_know_by_its_address_counts_once(tmp_path: Path) -> None:
    meta = POSTS.format(
        rows="1784,acme,10/08/2026 05:39,IG image,https://www.instagram.com/p/A/,90,10\n"
        "1785,acme,10/09/2026 05:39,IG image,https://www.instagram.com/p/B/,80,9\n"
    )
    metricool = METRICOOL.format(
        rows="2026-10-08 14:39,FEED_IMAGE,https://instagram.com/p/A?utm_source=x,Bonjour,120,90,10,2,1,0,13,14.4\n"
    )
    made = client(tmp_path, meta=meta, metricool=metricool)
    store = made.store()
    assert sorted(store.frame("posts")["post_id"]) == ["1784", "1785"]
    said = [problem.values for problem in store.problems if problem.id == "posts_of_two_tools"]
    assert [(one["file"], one["rows"], one["chosen"]) for one in said] == [("metricool.csv", 1, "meta.csv")]


def test_posts_of_other_addresses_all_count(tmp_path: Path) -> None:
    meta = POSTS.format(rows="1784,acme,10/08/2026 05:39,IG image,https://www.instagram.com/p/A/,90,10\n")
    metricool = METRICOOL.format(
        rows="2026-10-09 14:39,FEED_IMAGE,https://www.instagram.com/p/C/,Bonjour,120,90,10,2,1,0,13,14.4\n"
    )
    assert len(client(tmp_path, meta=meta, metricool=metricool).store().frame("posts")) == 2


def test_what_is_no_address_is_told_apart_as_it_stands(tmp_path: Path) -> None:
    meta = POSTS.format(rows="1784,acme,10/08/2026 05:39,IG image,https://[a,90,10\n")
    metricool = METRICOOL.format(rows="2026-10-08 14:39,FEED_IMAGE,https://[b,Bonjour,120,90,10,2,1,0,13,14.4\n")
    assert len(client(tmp_path, meta=meta, metricool=metricool).store().frame("posts")) == 2
