"""What an agency has of a client: the exports it made, with their overlaps and their holes, and its own notes."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from kpitools.demo.activity import Activity, Publication, live
from kpitools.demo.client import Client, load
from kpitools.demo.dice import Dice
from kpitools.demo.layouts import meta_content
from kpitools.demo.planning import plan

Files = Mapping[str, bytes]
Span = tuple[dt.date, dt.date]

WHOLE: Span = (dt.date(2025, 9, 1), dt.date(2026, 10, 31))
# Meta stopped giving impressions and began giving views with the year.
VIEWS_BEGIN = dt.date(2026, 1, 1)


def lived(name: str) -> tuple[Client, dict[str, Activity]]:
    """A client and all that happened on its accounts, by network."""
    client = load(name)
    planned = plan(client)
    return client, {
        network: live(client, account, planned, Dice(f"{name} {network}"))
        for network, account in client.accounts.items()
    }


def exported_after(span: Span) -> dt.date:
    """The day on which the agency exported a span: the one after its end."""
    return span[1] + dt.timedelta(days=1)


def within(activity: Activity, span: Span) -> list[Publication]:
    """The publications of a span where the client is, as X counts."""
    return [post for post in activity.publications if span[0] <= post.day <= span[1]]


def within_pacific(activity: Activity, span: Span) -> list[Publication]:
    """The publications of a span on the Pacific clock, as Meta counts."""
    return [
        post for post in activity.publications if span[0] <= post.at.astimezone(meta_content.PACIFIC).date() <= span[1]
    ]


def content(activity: Activity, write: Callable[[Span, Sequence[Publication]], bytes], spans: Sequence[Span]) -> Files:
    """Meta's content exports of several spans, under the names that Meta gives them."""
    numbers = Dice(f"{activity.account.network} {activity.account.id} files")
    return {
        meta_content.name(*span, numbers.integer(10**15, 10**16 - 1)): write(span, within_pacific(activity, span))
        for span in spans
    }


def in_folder(folder: str, files: Files) -> Files:
    """The same files, in a folder."""
    return {f"{folder}/{name}": data for name, data in files.items()}
