"""The exports of the made-up bookshop: Facebook, Instagram, X, its site, and what the agency noted down."""

import calendar
import datetime as dt
from collections.abc import Sequence

from kpitools.demo.activity import Activity, Publication
from kpitools.demo.agency import (
    VIEWS_BEGIN,
    WHOLE,
    Files,
    Span,
    content,
    exported_after,
    in_folder,
    lived,
    within,
)  # fmt: skip
from kpitools.demo.client import Client, days
from kpitools.demo.dice import Dice
from kpitools.demo.layouts import ga4, meta_content, tables, x
from kpitools.demo.layouts.meta_results import audience_long, audience_wide, results, series
from kpitools.demo.site import visited

# Each export reaches a month back into the one before: posts have grown since.
CONTENT: tuple[Span, ...] = (
    (dt.date(2025, 9, 1), dt.date(2025, 12, 31)),
    (dt.date(2025, 12, 1), dt.date(2026, 4, 30)),
    (dt.date(2026, 4, 1), dt.date(2026, 7, 31)),
    (dt.date(2026, 7, 1), dt.date(2026, 10, 31)),
)
# Four days of May are in no export of the page's reach.
FACEBOOK_REACH: tuple[Span, ...] = (
    (dt.date(2025, 9, 1), dt.date(2026, 5, 10)),
    (dt.date(2026, 5, 15), dt.date(2026, 10, 31)),
)
X_OVERVIEW: tuple[Span, ...] = (
    (dt.date(2025, 9, 1), dt.date(2026, 3, 31)),
    (dt.date(2026, 3, 1), dt.date(2026, 10, 31)),
)
# February 2026 was never exported.
X_CONTENT: tuple[Span, ...] = (
    (dt.date(2025, 9, 1), dt.date(2025, 11, 30)),
    (dt.date(2025, 11, 15), dt.date(2026, 1, 31)),
    (dt.date(2026, 3, 1), dt.date(2026, 6, 30)),
    (dt.date(2026, 6, 1), dt.date(2026, 10, 31)),
)
MONTHS = tuple(
    (day, day.replace(day=calendar.monthrange(day.year, day.month)[1])) for day in days(*WHOLE) if day.day == 1
)
# November 2025 was never exported.
SITE: tuple[Span, ...] = (
    (dt.date(2025, 9, 1), dt.date(2025, 10, 31)),
    (dt.date(2025, 12, 1), dt.date(2026, 3, 31)),
    (dt.date(2026, 4, 1), dt.date(2026, 7, 31)),
    (dt.date(2026, 7, 1), dt.date(2026, 10, 31)),
)
LEVEL_FORGOTTEN = dt.date(2026, 7, 31)
INSTAGRAM_AUDIENCES = (dt.date(2026, 4, 30), dt.date(2026, 10, 31))


def files() -> Files:
    """Every file of the client by its path."""
    client, activities = lived("librairie")
    noted = [activities["facebook"], activities["instagram"]]
    return {
        **in_folder("facebook", _facebook(activities["facebook"])),
        **in_folder("instagram", _instagram(activities["instagram"])),
        **in_folder("x", _x(activities["x"])),
        **in_folder("site", _site(client, list(activities.values()))),
        "releves/account_days.csv": tables.account_days(noted, [last for _, last in MONTHS if last != LEVEL_FORGOTTEN]),
        "releves/account_periods.csv": tables.account_periods(noted, MONTHS),
    }


def _facebook(activity: Activity) -> Files:
    heads = {CONTENT[0]: meta_content.FACEBOOK_IMPRESSIONS, CONTENT[1]: meta_content.FACEBOOK_VIEWS}

    def write(span: Span, posts: Sequence[Publication]) -> bytes:
        head = heads.get(span, meta_content.FACEBOOK_BOOSTED)
        ragged = head is meta_content.FACEBOOK_VIEWS
        return meta_content.facebook(activity.account, posts, exported_after(span), head, ragged=ragged)

    first, second = FACEBOOK_REACH
    return {
        **content(activity, write, CONTENT),
        "Reach.csv": results({"Facebook reach": series(activity.days, "reach", *first)}),
        "Reach (1).csv": results({"Facebook reach": series(activity.days, "reach", *second)}),
        "Views.csv": results({"Views": series(activity.days, "views", VIEWS_BEGIN, WHOLE[1])}),
        "Visits.csv": results({"Facebook visits": series(activity.days, "visits", *WHOLE)}),
        "Follows.csv": results({"Follows": series(activity.days, "gained", *WHOLE)}),
        "Interactions.csv": results({"Content interactions": series(activity.days, "interactions", *WHOLE)}),
        "Link clicks.csv": results({"Facebook link clicks": series(activity.days, "link_clicks", *WHOLE)}),
        "Audience.csv": audience_wide(activity.account.audience, Dice("librairie facebook audience")),
    }


def _instagram(activity: Activity) -> Files:
    def write(span: Span, posts: Sequence[Publication]) -> bytes:
        head = meta_content.INSTAGRAM_2025 if span in CONTENT[:2] else meta_content.INSTAGRAM_2026
        return meta_content.instagram(activity.account, posts, exported_after(span), head)

    levels = {day.date: day.followers for day in activity.days}
    audiences = {
        f"Audience {date}.csv": audience_long(activity.account.audience, levels[date], Dice(f"librairie {date}"))
        for date in INSTAGRAM_AUDIENCES
    }
    return {
        **content(activity, write, CONTENT),
        "Reach.csv": results({"Reach": series(activity.days, "reach", *WHOLE)}),
        "Views.csv": results({"Views": series(activity.days, "views", VIEWS_BEGIN, WHOLE[1])}),
        "Visits.csv": results({"Instagram profile visits": series(activity.days, "visits", *WHOLE)}),
        "Follows.csv": results({"Instagram follows": series(activity.days, "gained", *WHOLE, zeros=False)}),
        "Interactions.csv": results({"Content interactions": series(activity.days, "interactions", *WHOLE)}),
        "Link clicks.csv": results({"Instagram link clicks": series(activity.days, "profile_links", *WHOLE)}),
        **audiences,
    }


def _x(activity: Activity) -> Files:
    overviews = {
        f"account_overview_analytics{f' ({place})' if place else ''}.csv": x.overview(
            day for day in activity.days if first <= day.date <= last
        )
        for place, (first, last) in enumerate(X_OVERVIEW)
    }
    contents = {
        f"account_analytics_content_{span[0]}_{span[1]}.csv": x.content(within(activity, span), exported_after(span))
        for span in X_CONTENT
    }
    return {**overviews, **contents}


def _site(client: Client, activities: Sequence[Activity]) -> Files:
    assert client.site is not None
    visits = visited(client, client.site, activities, Dice("librairie site"))
    return {
        ga4.name(first, last): ga4.snapshot(client.site, [day for day in visits if first <= day.date <= last])
        for first, last in SITE
    }
