"""X Premium's analytics: the account by day, and its posts. English dates, newest first."""

import datetime as dt
from collections.abc import Iterable

from kpitools.demo.activity import Day, Publication
from kpitools.demo.layouts.text import quoted_where_needed

OVERVIEW = (
    "Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows", "Unfollows", "Replies",
    "Reposts", "Profile visits", "Create Post", "Video views", "Media views",
)  # fmt: skip
CONTENT = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares",
    "New follows", "Replies", "Reposts", "Profile visits", "Detail Expands", "URL Clicks", "Hashtag Clicks",
    "Permalink Clicks",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def overview(days: Iterable[Day]) -> bytes:
    """The account by day."""
    return _file([list(OVERVIEW), *(_day_cells(day) for day in sorted(days, key=lambda day: day.date, reverse=True))])


def content(posts: Iterable[Publication], exported: dt.date) -> bytes:
    """The posts with their figures on the day of the export; line breaks of a text are spaces here."""
    newest = sorted(posts, key=lambda post: post.at, reverse=True)
    return _file([list(CONTENT), *(_post_cells(post, exported) for post in newest)])


def _day_cells(day: Day) -> list[object]:
    got = day.received
    engagements = got["interactions"] + got["visits"] + got["link_clicks"] + got["other_clicks"]
    return [
        _date(day.date), got["reach"], got["likes"], engagements, got["saves"], 0, got["gained"], got["lost"],
        got["comments"], got["shares"], got["visits"], got["published"], 0, 0,
    ]  # fmt: skip


def _post_cells(post: Publication, exported: dt.date) -> list[object]:
    got = post.figures(exported)
    moved = got["likes"] + got["comments"] + got["shares"] + got["saves"] + got["visits"]
    engagements = moved + got["link_clicks"] + got["other_clicks"]
    return [
        post.id, _date(post.day), " ".join(post.text.split()), post.permalink, got["reach"], got["likes"], engagements,
        got["saves"], 0, got["follows"], got["comments"], got["shares"], got["visits"], got["other_clicks"],
        got["link_clicks"], 0, 0,
    ]  # fmt: skip


def _file(rows: Iterable[list[object]]) -> bytes:
    return "".join(quoted_where_needed(row) for row in rows).encode()


def _date(date: dt.date) -> str:
    return f"{_WEEKDAYS[date.weekday()]}, {_MONTHS[date.month - 1]} {date.day}, {date.year}"
