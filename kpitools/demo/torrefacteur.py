"""The exports of the made-up coffee roaster: Instagram, and a Facebook page opened on the way. Fewer sources, holes."""

import datetime as dt
from collections.abc import Sequence

from kpitools.demo import shop
from kpitools.demo.activity import Activity, Publication
from kpitools.demo.agency import WHOLE, Files, Span, content, exported_after, in_folder, lived
from kpitools.demo.dice import Dice
from kpitools.demo.layouts import meta_content, tables
from kpitools.demo.layouts.meta_results import audience_long, results, series

INSTAGRAM: tuple[Span, ...] = (
    (dt.date(2025, 9, 1), dt.date(2025, 12, 31)),
    (dt.date(2025, 12, 1), dt.date(2026, 3, 31)),
    (dt.date(2026, 3, 1), dt.date(2026, 7, 31)),
    (dt.date(2026, 7, 1), dt.date(2026, 10, 31)),
)
# July's posts of the page were never exported.
FACEBOOK: tuple[Span, ...] = (
    (dt.date(2026, 3, 1), dt.date(2026, 6, 30)),
    (dt.date(2026, 8, 1), dt.date(2026, 10, 31)),
)
LINK_CLICKS: Span = (dt.date(2026, 7, 1), dt.date(2026, 10, 31))
AUDIENCES = {"Audience septembre.csv": dt.date(2026, 9, 30), "Audience octobre.csv": dt.date(2026, 10, 31)}


def files() -> Files:
    """Every file of the client by its name: the platforms' in one folder, the shop's own in another."""
    client, activities = lived("torrefacteur")
    facebook, instagram = activities["facebook"], activities["instagram"]

    def write_facebook(span: Span, posts: Sequence[Publication]) -> bytes:
        return meta_content.facebook(facebook.account, posts, exported_after(span), meta_content.FACEBOOK_VIEWS)

    def write_instagram(span: Span, posts: Sequence[Publication]) -> bytes:
        return meta_content.instagram(instagram.account, posts, exported_after(span), meta_content.INSTAGRAM_2026)

    levels = {day.date: day.followers for day in instagram.days}
    audience = instagram.account.audience
    return {
        **content(facebook, write_facebook, FACEBOOK),
        **content(instagram, write_instagram, INSTAGRAM),
        "Reach.csv": _both(facebook, instagram, "reach", "Facebook reach", "Instagram reach"),
        "Visits.csv": _both(facebook, instagram, "visits", "Facebook visits", "Instagram profile visits"),
        "Follows.csv": _both(facebook, instagram, "gained", "Facebook follows", "Instagram follows"),
        "Interactions.csv": results({"Content interactions": series(instagram.days, "interactions", *WHOLE)}),
        "Link clicks.csv": results({"Instagram link clicks": series(instagram.days, "profile_links", *LINK_CLICKS)}),
        **{name: audience_long(audience, levels[date], Dice(f"torrefacteur {date}"))
           for name, date in AUDIENCES.items()},
        **in_folder("boutique", {f"{name}.csv": tables.table(name, rows)
                                 for name, rows in shop.tables(client, activities.values()).items()}),
    }  # fmt: skip


def _both(facebook: Activity, instagram: Activity, measure: str, *titles: str) -> bytes:
    """A metric of both networks in one file, one under the other, as the Results screen gives it."""
    sections = zip(titles, (facebook, instagram), strict=True)
    zeros = measure != "gained"
    return results({title: series(activity.days, measure, *WHOLE, zeros=zeros) for title, activity in sections})
