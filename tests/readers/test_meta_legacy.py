"""Facebook's Page Insights until 2021, with made-up posts and days: labels, descriptions, sheets."""

import csv
import datetime as dt
import io

import pytest

from tests.workbook import workbook_of

TOTAL, PEOPLE = "Lifetime: Number of times. (Total Count)", "Lifetime: Number of people. (Unique Users)"
POSTS = [
    ("Post ID", "", "1_10", "1_11"),
    ("Permalink", "", "https://f/1", "https://f/2"),
    ("Post Message", "", "Un", "Deux"),
    ("Type", "", "Photo", "SharedVideo"),
    ("Posted", "", "02/14/2016 12:40:16 AM", "06/15/2016 11:05:00 PM"),
    ("Lifetime Post Total Reach", PEOPLE, "300", "500"),
    ("Lifetime Post organic reach", PEOPLE, "200", "450"),
    ("Lifetime Talking About This (Post) by action type - like", PEOPLE, "8", "9"),
    ("Lifetime Post Stories by action type - comment", TOTAL, "", "2"),
    ("Lifetime Post Stories by action type - like", "", "10", "11"),
]
VIDEO_VIEWS = [
    ("Lifetime Organic Video Views", TOTAL, "5", "70"),
    ("Lifetime Organic Video Views", PEOPLE, "4", "60"),
    ("Lifetime Paid Video Views", TOTAL, "1", ""),
    ("Lifetime Paid Video Views", PEOPLE, "1", ""),
]


def text(columns) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(zip(*columns, strict=True))
    return file.getvalue()


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 3, 2), (3, 1, 0, 2)])
def test_of_two_equal_labels_the_description_tells_which_is_meant(read_text, order):
    posts = read_text(text([*POSTS, *(VIDEO_VIEWS[at] for at in order)])).tables["posts"].to_pylist()
    # Organic and paid views are added; where one of them is unknown, so is their sum.
    assert [post["video_views"] for post in posts] == [6, None]
    assert [post["likes"] for post in posts] == [10, 11]
    assert [post["comments"] for post in posts] == [0, 2]
    assert [post["reach"] for post in posts] == [300, 500]
    assert [post["type"] for post in posts] == ["image", "video"]


def test_the_row_of_descriptions_is_no_post_and_times_are_californian(read_text):
    posts = read_text(text(POSTS)).tables["posts"].to_pylist()
    assert [post["post_id"] for post in posts] == ["1_10", "1_11"]
    assert [post["published_at"] for post in posts] == [
        dt.datetime(2016, 2, 14, 8, 40, 16, tzinfo=dt.UTC),
        dt.datetime(2016, 6, 16, 6, 5, tzinfo=dt.UTC),
    ]
    assert posts[0]["_row"] == 3


def test_equal_labels_without_a_description_are_unknown(read_text):
    columns = [(label, *values) for label, _, *values in [*POSTS, *VIDEO_VIEWS]]
    assert read_text(text(columns)).tables["posts"]["video_views"].null_count == 2


def test_videos_are_not_taken_for_the_posts(read_text):
    total = [("Lifetime Total Video Views", TOTAL, "75", "80"), ("Lifetime Unique Video Views", PEOPLE, "60", "61")]
    columns = [column for column in POSTS if column[0] != "Lifetime Post organic reach"] + total + VIDEO_VIEWS[::2]
    export = read_text(text(columns))
    assert export.layout.id == "meta-legacy-videos"
    assert export.tables["posts"]["video_views"].to_pylist() == [75, 80]


def test_a_workbook_with_a_sheet_for_each_breakdown(read_bytes):
    names = {
        "Lifetime Post Total Reach": "post_impressions_unique:lifetime",
        "Lifetime Post organic reach": "post_impressions_organic_unique:lifetime",
        "Lifetime Organic Video Views": "post_video_views_organic:lifetime",
        "Lifetime Paid Video Views": "post_video_views_paid:lifetime",
    }
    plain = [column for column in POSTS if " - " not in column[0]]
    views = [(names[label], *rest) for label, *rest in VIDEO_VIEWS[::2]]
    key = [(names.get(label, label), *rest) for label, *rest in plain] + views
    counted = "Lifetime: The number of"
    head = ["Description", "Post ID", "Permalink", "share", "like", "comment"]
    stories = [
        head,
        [f"{counted} stories created about your Page post, by action type. (Total Count)", "1_11", "", 3, 11],
        ["", "1_10", "", 1, 10],
    ]  # fmt: skip
    people = [
        head,
        ["Lifetime: The number of unique people who created a story. (Unique Users)", "1_10", "", 99, 99, 99],
    ]
    book = workbook_of(
        {
            "Key Metrics": list(zip(*key, strict=True)),
            "Lifetime Talking About This(...": people,
            "Lifetime Post Stories by act...": stories,
        }
    )
    posts = sorted(read_bytes(book, "posts.xlsx").tables["posts"].to_pylist(), key=lambda post: post["post_id"])
    assert [(post["post_id"], post["reach"], post["likes"], post["comments"], post["shares"]) for post in posts] == [
        ("1_10", 300, 10, 0, 1),
        ("1_11", 500, 11, 0, 3),
    ]
    assert [post["video_views"] for post in posts] == [6, None]


DAYS = [
    ("Date", "", "2/9/2016", "2/10/2016"),
    ("Lifetime Total Likes", PEOPLE, "1000", "1003"),
    ("Daily New Likes", PEOPLE, "4", "5"),
    ("Daily Unlikes", PEOPLE, "1", "2"),
    ("Daily Total Reach", PEOPLE, "30", "40"),
    ("Weekly Total Reach", PEOPLE, "90", "100"),
    ("28 Days Total Reach", PEOPLE, "300", "310"),
    ("Daily Logged-in Page Views", "Daily: Page Views (Unique Users)", "2", "3"),
    ("Daily Logged-in Page Views", "Daily: Page Views (Total Count)", "7", ""),
    ("Lifetime Likes by Gender and Age - F.18-24", "Lifetime: Fans", "56", "57"),
    ("Lifetime Likes by Gender and Age - M.18-24", "", "40", "40"),
    ("Lifetime Likes by Gender and Age - U.25-34", "", "", "3"),
    ("Lifetime Likes by Country - FR", "Lifetime: Fans", "900", ""),
    ("Lifetime Likes by City - Örebro, Örebro County, Sweden", "Lifetime: Fans", "12", "13"),
    ("Daily Positive Feedback from Users - answer", "Daily: feedback (Unique Users)", "0", "0"),
    ("Daily Positive Feedback from Users - like", "", "4", "5"),
    ("Weekly Positive Feedback from Users - answer", "Weekly: feedback (Unique Users)", "0", "0"),
    ("Daily Positive Feedback from Users - answer", "Daily: feedback (Total Count)", "0", "0"),
    ("Daily Positive Feedback from Users - like", "", "6", "7"),
]


def test_a_page_by_day(read_text):
    export = read_text(text(DAYS), encoding="cp1252")
    first, second = export.tables["account_days"].to_pylist()
    assert (first["date"], first["followers"], first["followers_gained"], first["followers_lost"]) == (
        dt.date(2016, 2, 9), 1000, 4, 1,
    )  # fmt: skip
    assert (first["reach"], first["profile_visits"], first["likes"]) == (30, 7, 6)
    assert (second["profile_visits"], second["likes"]) == (None, 7)


def test_distinct_people_of_seven_and_of_twenty_eight_days(read_text):
    periods = read_text(text(DAYS)).tables["account_periods"].to_pylist()
    assert [(one["start"], one["end"], one["reach"]) for one in periods] == [
        (dt.date(2016, 2, 3), dt.date(2016, 2, 9), 90),
        (dt.date(2016, 2, 4), dt.date(2016, 2, 10), 100),
        (dt.date(2016, 1, 13), dt.date(2016, 2, 9), 300),
        (dt.date(2016, 1, 14), dt.date(2016, 2, 10), 310),
    ]


def test_fans_by_age_gender_country_and_city(read_text):
    audience = read_text(text(DAYS)).tables["audience"].to_pylist()
    assert [(one["date"].day, one["dimension"], one["bucket"], one["followers"]) for one in audience] == [
        (9, "age", "18-24", 96),
        (10, "age", "18-24", 97),
        (10, "age", "25-34", 3),
        (9, "gender", "F", 56),
        (9, "gender", "M", 40),
        (10, "gender", "F", 57),
        (10, "gender", "M", 40),
        (10, "gender", "U", 3),
        (9, "country", "FR", 900),
        (9, "city", "Örebro, Örebro County, Sweden", 12),
        (10, "city", "Örebro, Örebro County, Sweden", 13),
    ]


def test_the_research_data_set_is_recognised_and_not_read(read_text):
    export = read_text("Page total likes;Type;Post Month;Post Weekday;Post Hour;comment;like;share;Total Interactions\n"
                       "139441;Photo;12;4;3;4;79;17;100\n")  # fmt: skip
    assert export.layout.id == "moro-facebook"
    assert not export.tables
    assert [problem.id for problem in export.problems] == ["unusable"]
