"""LinkedIn's workbooks, with made-up pages: sheets, sentences above labels, gains that look like levels."""

import datetime as dt

import pytest

from kpitools.errors import AmbiguousExport
from tests.workbook import workbook_of

SENTENCE = "Aggregated engagement metrics for your organization's organic and sponsored posts. All dates are in UTC."
TRIPLE = ("organic", "sponsored", "total")


def metrics(shares: str = "Reposts", sentence: bool = True) -> list[list[object]]:
    measures = ["Clicks", "Reactions", "Comments", shares]
    head = ["Date", *(f"Impressions ({one})" for one in TRIPLE), "Unique impressions (organic)"]
    head += [f"{measure} ({one})" for measure in measures for one in TRIPLE]
    rows = [
        ["01/02/2026", 10, 5, 15, 8, 1, 1, 2, 3, 0, 3, 0, 0, 0, 1, 0, 1],
        ["12/23/2025", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    return [*([[SENTENCE]] if sentence else []), head, *rows]


def link(at: dt.datetime) -> str:
    return f"https://www.linkedin.com/feed/update/urn:li:activity:{int(at.timestamp() * 1000) << 22}"


AT = dt.datetime(2026, 2, 4, 15, 42, 59, tzinfo=dt.UTC)


def posts(what: str = "Post", views: str = "Views", shares: str = "Reposts") -> list[list[object]]:
    head = [f"{what} title", f"{what} link", "Posted by", "Created date", "Impressions", views, "Clicks", "Likes"]
    return [
        [SENTENCE],
        [*head, "Comments", shares, "Engagement rate", "Content Type"],
        ["Un", link(AT), "Une employée", "02/04/2026", 37, "", 1, 2, 0, 1, 0.054, ""],
        ["Deux", link(AT - dt.timedelta(days=40)), "Une employée", "02/05/2026", 5, 4, 0, 0, 0, 0, 0, "Video"],
    ]


FOLLOWERS = [
    ["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"],
    ["03/21/2026", 0, 2, 1, 3],
    ["03/22/2026", 0, 0, 0, 0],
]
LOCATION = [["Location", "Total followers"], ["Muscat, Oman", 63], ["Paris", 5]]
JOBS = [["Job function", "Total followers"], ["Engineering", 40]]
VISITORS = [
    ["Date", "Overview page views (total)", "Total page views (desktop)", "Total page views (total)"],
    ["03/22/2026", 5, 6, 9],
]


@pytest.mark.parametrize("sentence", [True, False])
@pytest.mark.parametrize("shares", ["Reposts", "Shares"])
def test_days_of_content_with_and_without_the_sentence_above(read_bytes, sentence, shares):
    book = workbook_of({"Update metrics (aggregated)": metrics(shares, sentence)})
    day = read_bytes(book, "content.xlsx").tables["account_days"].to_pylist()[0]
    assert day["date"] == dt.date(2026, 1, 2)
    assert (day["impressions"], day["reach_organic"], day["reach"]) == (15, 8, None)
    assert (day["clicks"], day["likes"], day["comments"], day["shares"]) == (2, 3, 0, 1)


@pytest.mark.parametrize("words", [{}, {"what": "Update", "views": "Video views", "shares": "Shares"}])
def test_posts_have_the_id_of_their_link_and_its_hour_where_the_day_agrees(read_bytes, words):
    export = read_bytes(workbook_of({"All posts": posts(**words)}), "content.xlsx")
    first, second = export.tables["posts"].to_pylist()
    assert first["post_id"] == str(int(AT.timestamp() * 1000) << 22)
    assert first["published_at"] == AT
    assert second["published_at"] == dt.datetime(2026, 2, 4, 23, tzinfo=dt.UTC)  # the printed day, in Paris
    assert (first["video_views"], second["video_views"]) == (None, 4)
    assert (first["likes"], first["shares"], first["clicks"], second["type"]) == (2, 1, 1, "video")
    assert "Une employée" not in str(export.tables["posts"].to_pylist())


def test_followers_of_a_day_are_its_gain(read_bytes):
    book = workbook_of({"New followers": FOLLOWERS, "Location": LOCATION, "Job function": JOBS})
    export = read_bytes(book, "followers.xlsx", date=dt.date(2026, 3, 22))
    days = export.tables["account_days"].to_pylist()
    assert [(day["date"].day, day["followers_gained"], day["followers"]) for day in days] == [
        (21, 3, None),
        (22, 0, None),
    ]
    places = export.tables["audience"].to_pylist()
    assert [(one["dimension"], one["bucket"], one["followers"]) for one in places] == [
        ("city", "Muscat, Oman", 63),
        ("city", "Paris", 5),
    ]
    assert {one["date"] for one in places} == {dt.date(2026, 3, 22)}
    assert any(problem.id == "ignored_sections" for problem in export.problems)


def test_followers_by_place_ask_for_their_day(read_bytes):
    with pytest.raises(AmbiguousExport, match="date: "):
        read_bytes(workbook_of({"New followers": FOLLOWERS, "Location": LOCATION}), "followers.xlsx")


def test_several_reports_in_one_workbook(read_bytes):
    sheets = {"Metrics": metrics(), "All posts": posts(), "New followers": FOLLOWERS, "Visitor metrics": VISITORS}
    tables = read_bytes(workbook_of(sheets), "linkedin.xlsx").tables
    days = {day["date"]: day for day in tables["account_days"].to_pylist()}
    assert days[dt.date(2026, 3, 22)]["profile_visits"] == 9
    assert days[dt.date(2026, 3, 22)]["followers_gained"] == 0
    assert days[dt.date(2026, 1, 2)]["impressions"] == 15
    assert len(tables["posts"]) == 2


def test_spanish_labels_from_documentation(read_text):
    text = (
        "Fecha,Impresiones (totales),Impresiones únicas (orgánicas),Clics (totales),Reacciones (total),"
        "Veces compartido (total)\n12/23/2025,15,8,2,3,1\n"
    )
    day = read_text(text).tables["account_days"].to_pylist()[0]
    assert (day["impressions"], day["reach_organic"], day["clicks"], day["likes"], day["shares"]) == (15, 8, 2, 3, 1)


COMPETITORS = {
    "COMPETITORS": [
        ["12/10/2024", "3/9/2025"],
        ["Page", "Total Followers", "New Followers", "Total post engagements", "Total posts"],
        ["Notre page", 153, 4, 10, 2],
        ["Rivale", 9000, 90, 100, 20],
    ]
}


def test_competitors_on_the_last_day_of_the_period(read_bytes):
    export = read_bytes(workbook_of(COMPETITORS), "rivals.xlsx", account="notre page")
    rows = export.tables["account_days"].to_pylist()
    assert [(row["brand"], row["account"], row["date"], row["followers"], row["followers_gained"]) for row in rows] == [
        (None, "Notre page", dt.date(2025, 3, 9), 153, None),
        ("Rivale", "Rivale", dt.date(2025, 3, 9), 9000, None),
    ]
    assert export.covers == (dt.date(2024, 12, 10), dt.date(2025, 3, 9))


def test_competitors_ask_which_page_is_the_clients(read_bytes):
    with pytest.raises(AmbiguousExport) as error:
        read_bytes(workbook_of(COMPETITORS), "rivals.xlsx")
    assert error.value.problems[0].id == "missing_account"
    with pytest.raises(AmbiguousExport, match="Autre"):
        read_bytes(workbook_of(COMPETITORS), "rivals.xlsx", account="Autre")


def test_competitors_without_the_row_of_the_period_ask_for_a_day(read_bytes):
    rows = {"COMPETITORS": COMPETITORS["COMPETITORS"][1:]}
    with pytest.raises(AmbiguousExport, match="date: "):
        read_bytes(workbook_of(rows), "rivals.xlsx", account="Notre page")
    day = dt.date(2025, 3, 9)
    made = read_bytes(workbook_of(rows), "rivals.xlsx", account="Notre page", date=day).tables["account_days"]
    assert made["date"].to_pylist() == [day, day]
