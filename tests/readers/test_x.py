"""X's exports, legacy and new, with made-up posts."""

import datetime as dt

FRENCH = [
    "Identifiant du Tweet", "Permalien du Tweet", "Texte du Tweet", "heure", "impressions", "engagements",
    "taux d’engagement", "Retweets", "réponses", "J'aime", "clics sur le profil de l'utilisateur", "clics sur l'URL",
    "abonnements ", "vues du média", "impressions sponsorisé", "J'aime sponsorisé",
]  # fmt: skip
ENGLISH = [
    "Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets",
    "replies", "likes", "user profile clicks", "url clicks", "follows", "media views", "promoted impressions",
    "promoted likes",
]  # fmt: skip
TWEET = [
    "947511452566515712", "https://twitter.com/LibrairieEx/status/947511452566515712", "Bonjour",
    "2017-12-31 23:30 +0000",
    "367.0", "5.0", "0.01", "2.0", "1.0", "4.0", "9.0", "3.0", "0", "-", "-", "-",
]  # fmt: skip


def quoted(*rows):
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)


def test_legacy_posts_in_both_languages(read_text):
    for header, language in ((FRENCH, "fr"), (ENGLISH, "en")):
        export = read_text(quoted(header, TWEET))
        (row,) = export.tables["posts"].to_pylist()
        assert export.languages == (language,)
        assert (row["post_id"], row["account"], row["network"]) == ("947511452566515712", "LibrairieEx", "x")
        assert row["published_at"] == dt.datetime(2017, 12, 31, 23, 30, tzinfo=dt.UTC)
        assert (row["impressions"], row["shares"], row["comments"], row["likes"], row["link_clicks"]) == (
            367,
            2,
            1,
            4,
            3,
        )
        assert row["reach"] is None
        assert row["video_views"] is None


def test_a_dash_is_unknown(read_text):
    row = list(TWEET)
    row[4] = "-"
    assert read_text(quoted(FRENCH, row)).tables["posts"]["impressions"].to_pylist() == [None]


def test_a_permalink_that_names_no_account(read_text):
    row = list(TWEET)
    row[1] = "https://x.com/i/status/947511452566515712"
    assert read_text(quoted(FRENCH, row, TWEET)).tables["posts"]["account"].to_pylist() == [None, "LibrairieEx"]
    assert read_text(quoted(FRENCH, row), account="LibrairieEx").tables["posts"]["account"].to_pylist() == [
        "LibrairieEx"
    ]


def test_legacy_days(read_text):
    header = ["Date", "Tweets published", *ENGLISH[4:]]
    export = read_text(quoted(header, ["2021-08-01", "3", *TWEET[4:]]))
    (row,) = export.tables["account_days"].to_pylist()
    assert export.layout.id == "x-legacy-daily"
    assert (row["date"], row["account"]) == (dt.date(2021, 8, 1), None)
    assert (row["profile_visits"], row["interactions"], row["link_clicks"], row["shares"]) == (9, 5, 3, 2)
    assert row["followers_gained"] is None


def test_new_overview(read_text):
    text = (
        "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,"
        "Create Post,Video views,Media views\n"
        '"Sun, Feb 2, 2025",62,1,3,4,5,6,7,8,9,10,11,12,13\n"Sat, Feb 1, 2025",1,0,0,0,0,0,0,0,0,0,0,0,0'
    )
    first, second = read_text(text).tables["account_days"].to_pylist()
    assert (first["date"], second["date"]) == (dt.date(2025, 2, 2), dt.date(2025, 2, 1))
    assert (first["followers_gained"], first["followers_lost"], first["shares"], first["saves"]) == (6, 7, 9, 4)
    assert (first["comments"], first["profile_visits"], first["video_views"], first["interactions"]) == (8, 10, 12, 3)


def test_new_posts_whatever_the_label_of_their_link(read_text):
    for link in ("Link", "Post Link"):
        text = (
            f"Post id,Date,Post text,{link},Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,"
            "Reposts\n"
            '2083641178017173736,"Sat, Aug 1, 2026",Bonjour,https://x.com/LibrairieEx/status/2083641178017173736,59,4,2,1,3,0,5,6\n'
        )
        export = read_text(text, zone="America/Martinique")
        (row,) = export.tables["posts"].to_pylist()
        assert row["published_at"] == dt.datetime(2026, 8, 1, 19, 49, 3, 677000, tzinfo=dt.UTC)
        assert (row["account"], row["shares"], row["comments"], row["saves"]) == ("LibrairieEx", 6, 5, 1)


def new_post(number: int, day: str) -> list[str]:
    return [str(number), day, "Bonjour", f"https://x.com/LibrairieEx/status/{number}", "100", "3", "2", "1"]


def test_the_id_of_a_post_gives_its_printed_day_the_hour(read_text):
    header = ["Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Reposts", "URL Clicks"]
    at = dt.datetime(2026, 8, 1, 20, 15, 30, tzinfo=dt.UTC)
    number = int(at.timestamp() * 1000 - 1_288_834_974_657) << 22
    export = read_text(
        quoted(header, new_post(number, "Sat, Aug 1, 2026"), new_post(number + 1, "Sun, Aug 2, 2026")),
        zone="Europe/Paris",
    )
    # Where the id falls on another day of the client's clock, the day that was printed stands.
    assert export.tables["posts"]["published_at"].to_pylist() == [at, dt.datetime(2026, 8, 1, 22, tzinfo=dt.UTC)]
    assert export.tables["posts"]["post_id"].to_pylist() == [str(number), str(number + 1)]


def test_new_exports_with_spanish_labels(read_text):
    posts = quoted(
        ["Fecha", "Texto del post", "Postear enlace", "Impresiones", "Me gusta", "Clics en URL"],
        ["Sat, Aug 1, 2026", "Hola", "https://x.com/LibrairieEx/status/1893000000000000000", "100", "3", "2"],
    )
    (row,) = read_text(posts).tables["posts"].to_pylist()
    assert (row["post_id"], row["account"], row["impressions"], row["likes"], row["link_clicks"]) == (
        "1893000000000000000", "LibrairieEx", 100, 3, 2,
    )  # fmt: skip
    days = quoted(
        ["Date", "Impresiones", "Me gusta", "Interacciones", "Guardados", "Nuevos seguidores", "Dejar de seguir"],
        ["Sat, Aug 1, 2026", "10", "1", "2", "3", "4", "5"],
    )
    (day,) = read_text(days).tables["account_days"].to_pylist()
    assert (day["impressions"], day["saves"], day["followers_gained"], day["followers_lost"]) == (10, 3, 4, 5)
