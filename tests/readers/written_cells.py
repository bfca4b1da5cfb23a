"""Cells as export files write them, made without the readers: numbers, dates, words, and what each of them means."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from hypothesis import strategies as st

from kpitools.readers.schema.column import Column
from kpitools.readers.schema.layout import Layout
from kpitools.tables import Column as Canonical
from kpitools.tables import Kind

COUNTED = (Kind.COUNT, Kind.NET)
CLIENT_ZONE = "Europe/Paris"
# The first of the days that rows are dated on; all lie within one October, before its clocks go back.
FIRST = dt.date(2026, 10, 1)
# The first and last day of what a row is of, where its date names a week, a month or a longer time of that October.
WEEK, REST = (dt.date(2026, 10, 5), dt.date(2026, 10, 11)), (FIRST, dt.date(2026, 10, 31))
_TOKEN = re.compile(r"YYYY|YY|MM|DD|hh|mm|ss|Mon|Day|AM|zone")
# Sources as people and tools write them, and the network that each of them is.
SOURCES = {"facebook": "facebook", "Instagram": "instagram", "t.co": "x", "l.facebook.com": "facebook", "journal": None}
# What stands in the cells that a regular expression takes a part of; `{n}` makes each another one.
WITHIN = {
    "bluesky-feed": {"post_id": "at://did:plc:x/app.bsky.feed.post/k{n}"},
    "brand-analytics": {"mention_id": "https://vk.example/{n}", "permalink": "https://vk.example/{n}"},
    "ga4": {"source": "facebook.com / cpc", "medium": "facebook.com / cpc"},
    "linkedin-page": {"post_id": "https://www.linkedin.com/feed/update/urn:li:activity:{linkedin}"},
    "matomo": {
        "date": "2026-10-{day},2026-10-31",
        "end": "2026-10-{day},2026-10-31",
        "source": "Facebook - http://facebook.com/{n}",
        "network": "Facebook - http://facebook.com/{n}",
    },
    "meltwater": {"mention_id": '"{n}"', "reach": "{n}"},
    "metrica": {"date": "2026-10-{day} - 2026-10-31", "end": "2026-10-{day} - 2026-10-31"},
    "metricool-posts": {"post_id": "https://www.tiktok.com/@acme/video/{n}"},
    "shopify-orders": {"network": "Channel: Instagram"},
    "talkwalker": {"network": "SOCIALMEDIA, SOCIALMEDIA_TWITTER"},
    "tiktok-business-videos": {"post_id": "https://www.tiktok.com/@acme/video/{n}"},
    "tiktok-studio-content": {"post_id": "https://www.tiktok.com/@acme/video/{tiktok}"},
    "ua-visits": {"source": "facebook.com / referral", "medium": "facebook.com / referral"},
    "vk-answers": {"account": "-77"},
    "vk-posts": {"post_id": "https://vk.com/wall-77_{n}", "account": "https://vk.com/wall-77_{n}"},
    "x-legacy-posts": {"account": "https://twitter.com/acme/status/{n}"},
    "x-posts": {"account": "https://x.com/acme/status/{x}", "post_id": "https://x.com/acme/status/{x}"},
}
# What the cells hold that decide whether a row counts.
DECIDING = {
    "bluesky-feed": {"_reason": ""},
    "mastodon-statuses": {"_boost": "", "_visibility": "public"},
    "threads-posts": {"_product": "THREADS"},
    "hubspot-contacts": {"_stage": "Lead"},
    "shopify-orders": {"_status": "paid", "_cancelled": ""},
    "stripe-payments": {"_status": "Paid", "_mode": "Live"},
    "woocommerce-orders": {"_status": "completed"},
    "vk-answers": {"_kind": "post"},
    "ua-visits": {"_segment": "All Users"},
}
# Letters that every one of the encodings can write; a line break or a delimiter in a text is part of it.
CAPTIONS = st.text("aé è;,\t\"'\nœ€#|=+-@", max_size=12).map(lambda text: f"a{text}z")


def instant(row: int, minute: int) -> dt.datetime:
    """The time of a row, in UTC: each a day later than the one before."""
    return dt.datetime.combine(FIRST + dt.timedelta(row), dt.time(9), dt.UTC) + dt.timedelta(minutes=minute)


def id_of(clock: str, at: dt.datetime) -> str:
    """An id that holds an instant, as a network makes them."""
    milliseconds = int(at.timestamp() * 1000)
    match clock:
        case "x":
            return str((milliseconds - 1288834974657) << 22)
        case "linkedin":
            return str(milliseconds << 22)
        case _:
            return str(int(at.timestamp()) << 32)


def within(layout: str, name: str, row: int, at: dt.datetime) -> str | None:
    """The text of a cell that a part is taken of."""
    template = WITHIN.get(layout, {}).get(name)
    if template is None:
        return None
    ids = {clock: id_of(clock, at) for clock in ("x", "linkedin", "tiktok")}
    return template.format(n=10**9 + row, day=f"{row + 1:02}", **ids)


def written_date(at: dt.datetime, form: str, language: str, zone: str) -> tuple[str, dt.datetime]:
    """An instant in a format, and the local time that this still tells: a format may have no hour."""
    local = at if "zone" in form else at.astimezone(ZoneInfo(zone))
    if form.startswith("unix"):
        return str(int(at.timestamp()) * (1000 if form == "unix ms" else 1)), local
    if form == "nth day":
        return str((local.date() - FIRST).days), local
    if form == "iso":
        return local.replace(tzinfo=None).isoformat(), local
    if form == "day month":
        return format_date(local, "MMMM d", locale="en"), local
    clock, names = ("%I" if "AM" in form else "%H"), {"Mon": "MMM", "Day": "EEE"}
    parts = {
        "YYYY": f"{local:%Y}", "YY": f"{local:%y}", "MM": f"{local:%m}", "DD": f"{local:%d}", "mm": f"{local:%M}",
        "ss": f"{local:%S}", "AM": f"{local:%p}", "zone": f"{local:%z}", "hh": local.strftime(clock),
        **{token: format_date(local, name, locale=language).rstrip(".") for token, name in names.items()},
    }  # fmt: skip
    told = local if "hh" in form else local.replace(hour=0, minute=0)
    return _TOKEN.sub(lambda token: parts[token[0]], form), told


def number(value: Decimal | int, layout: Layout, language: str, delimiter: str) -> str:
    """A number with the signs that a layout announces for a language."""
    decimal, thousands = (
        said if isinstance(said, str) else said.get(language, default)
        for said, default in ((layout.decimal, "."), (layout.thousands, ""))
    )
    if decimal != "either" and not thousands and delimiter not in ("", ","):
        decimal = ","
    text = f"{value:,}" if thousands else f"{value}"
    return text.replace(",", "_").replace(".", "." if decimal == "either" else decimal).replace("_", thousands)


def figures(column: Column, canonical: Canonical) -> st.SearchStrategy[Decimal | int]:
    """Figures that a column can hold, as the file states them."""
    if column.after:
        return st.integers(0, 10**4)
    if column.of:
        return st.just(Decimal("0.5") if column.times is None else Decimal(50))
    if canonical.kind in COUNTED:
        least = 1 if column.not_all_zero_beside or column.replaces or column.extract else 0
        return st.integers(least, 10**6).map(lambda value: value * 2)
    return st.integers(1, 10**6).map(lambda cents: Decimal(cents) / 100)


def meaning(value: Decimal | int, column: Column, canonical: Canonical) -> Any:
    """What the canonical column holds of a figure that the file states."""
    value = value * (column.times or 1)
    if canonical.kind in COUNTED:
        return int(value)
    return Decimal(value) if canonical.kind is Kind.MONEY else float(value)
