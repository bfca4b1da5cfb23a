"""Meta Business Suite's content exports: one line a publication, lifetime figures, Pacific publish times."""

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from kpitools.demo.activity import Publication
from kpitools.demo.client import Account
from kpitools.demo.layouts.text import quoted_where_needed, utf8_with_mark

PACIFIC = ZoneInfo("America/Los_Angeles")

_FACEBOOK_FACTS = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Caption type",
    "Permalink", "Is crosspost", "Is share", "Post type", "Languages", "Custom labels", "Funded content status",
    "Data comment", "Date",
)  # fmt: skip

# The heads that followed each other; each wrote its labels in its own way.
FACEBOOK_IMPRESSIONS = (
    *_FACEBOOK_FACTS, "IMPRESSION:UNIQUE_USERS", "Reach", "Impressions", "Reactions, Comments and Shares", "Reactions",
    "Comments", "Shares", "Total clicks", "Matched Audience Targeting Consumption (Photo Click)", "Other Clicks",
    "Link Clicks", "Negative feedback from users: Hide all",
)  # fmt: skip
FACEBOOK_VIEWS = (
    *_FACEBOOK_FACTS, "Views", "Reach", "Reactions, Comments and Shares", "Reactions", "Comments", "Shares",
    "Total clicks", "Link Clicks", "Other Clicks", "Matched Audience Targeting Consumption (Photo Click)",
    "Seconds viewed", "Average Seconds viewed", "Estimated earnings (USD)", "Ad impressions",
)  # fmt: skip
FACEBOOK_BOOSTED = (
    *_FACEBOOK_FACTS, "Views", "Reach", "Reactions, comments and shares", "Reactions", "Comments", "Shares",
    "Total clicks", "Other clicks", "Matched audience targeting consumption (Photo Click)", "Link clicks",
    "Matched audience targeting consumption (Video Click)", "Views from Organic posts", "Views from Boosted posts",
    "Reach from Organic posts", "Reach from Boosted posts", "3-second video views",
)  # fmt: skip

_INSTAGRAM_FACTS = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time",
    "Permalink", "Post type", "Data comment", "Date",
)  # fmt: skip
INSTAGRAM_2025 = (*_INSTAGRAM_FACTS, "Views", "Reach", "Likes", "Shares", "Comments", "Saves", "Follows")
INSTAGRAM_2026 = (*_INSTAGRAM_FACTS, "Views", "Reach", "Likes", "Shares", "Follows", "Comments", "Saves")

_FACEBOOK_TYPES = {"image": "Photos", "link": "Links", "text": "Text", "reel": "Reels"}
_INSTAGRAM_TYPES = {"image": "IG image", "carousel": "IG carousel", "reel": "IG reel"}


def facebook(
    account: Account, posts: Sequence[Publication], exported: dt.date, head: Sequence[str], *, ragged: bool = False
) -> bytes:
    """An export of Facebook posts, newest first. `ragged` drops the blank cells at the end of some lines, as Meta
    does; a head with raw metric names brings the line of a post that Meta failed to compute."""
    rows = [_row(_facebook_cells(account, post, exported, head), head) for post in _newest_first(posts)]
    if "IMPRESSION:UNIQUE_USERS" in head:
        rows.insert(3, _row(_failed(posts[0]), head))
    if ragged:
        rows = [_shortened(row) if number % 8 == 5 else row for number, row in enumerate(rows)]
    return utf8_with_mark(quoted_where_needed(row) for row in (head, *rows))


def instagram(account: Account, posts: Sequence[Publication], exported: dt.date, head: Sequence[str]) -> bytes:
    """An export of Instagram posts, newest first. The reach of a post made with a partner stays with the partner."""
    rows = [_row(_instagram_cells(account, post, exported), head) for post in _newest_first(posts)]
    return utf8_with_mark(quoted_where_needed(row) for row in (head, *rows))


def name(first: dt.date, last: dt.date, number: int) -> str:
    """The file name that Meta gives: `Sep-01-2025_Dec-31-2025_1187…csv`."""
    return f"{_named(first)}_{_named(last)}_{number}.csv"


def _facebook_cells(account: Account, post: Publication, exported: dt.date, head: Sequence[str]) -> dict[str, object]:
    figures = post.figures(exported)
    old = "Impressions" in head
    type_ = _FACEBOOK_TYPES[post.format]
    clicks = figures["link_clicks"] + figures["other_clicks"] + figures["photo_clicks"]
    return {
        "post id": post.id,
        "page id": account.id,
        "page name": account.name,
        "description" if old else "title": post.text,
        "duration (sec)": post.seconds,
        "publish time": _pacific(post.at),
        "caption type": "N/A",
        "permalink": post.permalink,
        "is crosspost": 0,
        "is share": 0,
        "post type": type_.removesuffix("s") if old else type_,
        "date": "Lifetime",
        "views": figures["views"],
        "impressions": figures["impressions"],
        "reach": figures["reach"],
        "reactions, comments and shares": figures["likes"] + figures["comments"] + figures["shares"],
        "reactions": figures["likes"],
        "comments": figures["comments"],
        "shares": figures["shares"],
        "total clicks": clicks,
        "link clicks": figures["link_clicks"] or "",
        "other clicks": figures["other_clicks"] or "",
        "matched audience targeting consumption (photo click)": figures["photo_clicks"] or "",
        "seconds viewed": figures["seconds_viewed"] or "",
        "average seconds viewed": round(figures["seconds_viewed"] / figures["video_views"], 2)
        if figures["video_views"]
        else "",
        "views from organic posts": figures["views_organic"],
        "views from boosted posts": figures["views_paid"],
        "reach from organic posts": figures["reach_organic"],
        "reach from boosted posts": figures["reach_paid"],
        "3-second video views": figures["video_views"],
    }


def _instagram_cells(account: Account, post: Publication, exported: dt.date) -> dict[str, object]:
    figures = post.figures(exported)
    return {
        "post id": post.id,
        "account id": account.id,
        "account username": account.page,
        "account name": account.name,
        "description": post.text,
        "duration (sec)": post.seconds,
        "publish time": _pacific(post.at),
        "permalink": post.permalink,
        "post type": _INSTAGRAM_TYPES[post.format],
        "date": "Lifetime",
        "views": figures["views"],
        "reach": "" if post.collab else figures["reach"],
        "likes": figures["likes"],
        "shares": figures["shares"],
        "follows": "" if post.collab else figures["follows"],
        "comments": figures["comments"],
        "saves": figures["saves"],
    }


def _failed(post: Publication) -> dict[str, object]:
    return {
        "data comment": f"An error occurred while computing metadata for content with ID {int(post.id) - 7919}.",
        "date": "Lifetime",
        "impression:unique_users": 51,
    }


def _row(cells: dict[str, object], head: Sequence[str]) -> list[object]:
    return [cells.get(label.lower(), "") for label in head]


def _shortened(row: list[object]) -> list[object]:
    filled = max(place for place, cell in enumerate(row) if cell != "")
    return row[: filled + 1]


def _newest_first(posts: Iterable[Publication]) -> list[Publication]:
    return sorted(posts, key=lambda post: post.at, reverse=True)


def _pacific(at: dt.datetime) -> str:
    return at.astimezone(PACIFIC).strftime("%m/%d/%Y %H:%M")


def _named(date: dt.date) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{months[date.month - 1]}-{date:%d-%Y}"
