"""TikTok's exports, with made-up days: dates without a year in many languages, unknowns, instants in ids."""

import datetime as dt

import pytest
from babel.dates import format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from kpitools.errors import AmbiguousExport, UnreadableExport
from kpitools.readers.writing import yearless
from tests.workbook import workbook_of

OVERVIEW = '"Date","Video Views","Profile Views","Likes","Comments","Shares"'


def overview(*days: str) -> str:
    return "\n".join([OVERVIEW, *(f'"{day}","{at}","4","16","1","0"' for at, day in enumerate(days, 10))]) + "\n"


@pytest.mark.parametrize(
    ("days", "dates"),
    [
        (["30 Δεκεμβρίου", "31 Δεκεμβρίου", "1 Ιανουαρίου"], ["2025-12-30", "2025-12-31", "2026-01-01"]),
        (["8 de marzo", "9 de marzo"], ["2026-03-08", "2026-03-09"]),
        (["10 February", "11 February"], ["2026-02-10", "2026-02-11"]),
        (["April 12", "April 13"], ["2026-04-12", "2026-04-13"]),
        (["19 avril", "20 avril"], ["2026-04-19", "2026-04-20"]),
        (["3月8日", "3月9日"], ["2026-03-08", "2026-03-09"]),
        (["2 janvier", "1 janvier", "31 décembre"], ["2026-01-02", "2026-01-01", "2025-12-31"]),
    ],
)
def test_days_without_a_year_in_the_language_of_the_interface(read_text, days, dates):
    table = read_text(overview(*days), encoding="utf-8-sig", year=2026).tables["account_days"]
    assert [day.isoformat() for day in table["date"].to_pylist()] == dates
    assert table["views"].to_pylist() == table["video_views"].to_pylist() == [10 + at for at in range(len(days))]
    assert set(table["network"].to_pylist()) == {"tiktok"}


def test_the_year_is_asked_for(read_text):
    with pytest.raises(AmbiguousExport) as error:
        read_text(overview("8 de marzo"))
    assert error.value.problems[0].id == "missing_year"
    assert "year: " in str(error.value)


@pytest.mark.parametrize(
    "days",
    [
        ["28 February", "29 February"],  # 2026 has none
        ["1 March", "9 August", "2 January"],  # no sequence: the year of each can't be told
        ["25 listopada"],  # November in Polish, October in Croatian
        ["32 March"],
        ["8 de marzo", "9 March"],
    ],
)
def test_days_that_can_not_be_placed_are_refused(read_text, days):
    with pytest.raises(UnreadableExport):
        read_text(overview(*days), year=2026)


LANGUAGES = "en en_GB fr es de pt it nl el pl hu ru uk tr ar he th vi id ja ko zh sv fi".split()  # noqa: SIM905


@given(st.sampled_from(LANGUAGES), st.dates(dt.date(2000, 3, 1), dt.date(2090, 1, 1)), st.integers(32, 340))
def test_any_span_comes_back_as_it_was_written(language, first, count):
    """Over two months at least: one alone may have the name of another in another language."""
    days = [first + dt.timedelta(number) for number in range(count)]
    texts = [format_skeleton("MMMMd", day, locale=language) for day in days]
    assert yearless.in_sequence(texts, days[-1].year) == days
    assert yearless.in_sequence(texts[::-1], days[-1].year) == days[::-1]


def test_a_month_that_is_another_in_another_language_is_not_guessed():
    """ "listopada" is November in Polish and October in Croatian."""
    with pytest.raises(ValueError, match="1 listopada"):
        yearless.in_sequence([f"{day} listopada" for day in range(1, 29)], 2026)


def test_a_workbook_that_holds_numbers_as_texts(read_bytes):
    rows = [
        ["Date", "Followers", "Difference in followers from previous day"],
        ["April 12", "24", "1"],
        ["April 13", "21", "-3"],
    ]
    table = read_bytes(workbook_of({"Sheet1": rows}), "FollowerHistory.xlsx", year=2026).tables["account_days"]
    assert table["followers"].to_pylist() == [24, 21]
    # The difference is net: neither won nor lost.
    assert table["followers_gained"].null_count == 2


def test_viewers_are_people(read_text):
    text = '"Date","Total Viewers","New Viewers","Returning Viewers"\n"April 12","378","296","82"\n'
    assert read_text(text, year=2026).tables["account_days"]["reach"].to_pylist() == [378]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ('"Date","Followers","Difference in followers from previous day"', "followers"),
        ('"Date","Total Viewers","New Viewers"', "reach"),
    ],
)
def test_days_before_tiktok_counted_are_unknown(read_text, header, column):
    text = f'{header}\n"April 12","undefined","0"\n"April 13","7","1"\n'
    assert read_text(text, year=2026).tables["account_days"][column].to_pylist() == [None, 7]


def link(at: dt.datetime, name: str = "acme") -> str:
    return f"https://www.tiktok.com/@{name}/video/{int(at.timestamp()) << 32 | 7}"


def test_videos_take_year_and_hour_from_their_ids(read_text):
    at = dt.datetime(2025, 12, 30, 17, 5, 9, tzinfo=dt.UTC)
    text = (
        '"Time","Video title","Video link","Post time","Total likes","Total comments","Total shares","Total views"\n'
        f'"25 Μαρτίου","Un","{link(at)}","30 Δεκεμβρίου","1","2","3","40"\n'
        f'"25 Μαρτίου","Planned","{link(at + dt.timedelta(minutes=1))}","2 Ιανουαρίου","0","0","0","5"\n'
    )
    first, second = read_text(text, year=2026).tables["posts"].to_pylist()
    assert first["published_at"] == at
    assert second["published_at"] == dt.datetime(2026, 1, 1, 23, tzinfo=dt.UTC)
    assert (first["account"], first["type"], first["views"], first["video_views"]) == ("acme", "video", 40, 40)


def test_shares_of_followers_are_fractions(read_text):
    export = read_text('"Gender","Distribution"\n"Female","0.56"\n"Other","0"', date=dt.date(2026, 3, 25))
    rows = export.tables["audience"].to_pylist()
    assert [(row["dimension"], row["bucket"], row["share"]) for row in rows] == [
        ("gender", "Female", pytest.approx(56)),
        ("gender", "Other", 0),
    ]
    places = read_text('"Top territories","Distribution"\n"NA","0.381"\n', date=dt.date(2026, 3, 25)).tables["audience"]
    assert places["bucket"].to_pylist() == ["NA"]  # Namibia
    with pytest.raises(AmbiguousExport, match="date: "):
        read_text('"Gender","Distribution"\n"Female","0.56"\n')


def test_activity_by_hour_is_recognised_and_not_read(read_text):
    export = read_text('"Date","Hour","Active followers"\n"18 Μαρτίου","0","761"\n')
    assert export.layout.id == "tiktok-studio-activity"
    assert not export.tables


def test_business_suite_by_day(read_text):
    text = (
        "Date,Video views,Reached audience,Profile views,Likes,Shares,Comments,Phone number clicks ,Leads submission,"
        "Net growth,New followers,Lost followers\n"
        "2025/10/31,715,NAN,25,26,4,7,0,0,8,10,2\n2025/11/01,75155,75134,539,845,244,58,0,0,-1,0,1\n"
    )
    days = read_text(text).tables["account_days"].to_pylist()
    assert [(day["views"], day["reach"], day["followers_gained"], day["followers_lost"]) for day in days] == [
        (715, None, 10, 2),
        (75155, 75134, 0, 1),
    ]
    audience = "Date,New followers,Total followers,Reached audience,Engaged audience\n2025/10/31,10,--,NAN,NAN\n"
    day = read_text(audience).tables["account_days"].to_pylist()[0]
    assert (day["followers"], day["followers_gained"], day["reach"], day["engaged_users"]) == (None, 10, None, None)


def test_business_suite_by_video(read_text):
    text = (
        "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites\n"
        "Un,https://www.tiktok.com/@acme/video/7567452112981069079,2025/10/31 23:30:00,5,4,3,2,1\n"
    )
    post = read_text(text).tables["posts"].to_pylist()[0]
    assert post["published_at"] == dt.datetime(2025, 10, 31, 23, 30, tzinfo=dt.UTC)
    assert (post["post_id"], post["saves"], post["shares"], post["views"]) == ("7567452112981069079", 1, 2, 5)
