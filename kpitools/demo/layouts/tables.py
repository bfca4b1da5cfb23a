"""The canonical tables, for what no export gives: figures that the agency read on the screen and noted down."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence

from kpitools.demo.activity import Activity, Day
from kpitools.demo.client import Account
from kpitools.tables import TABLES

# Over a month, a person is counted once however many days they saw the account: what is left of the sum of days.
SEEN_ONCE_A_MONTH = 0.58


def account_days(activities: Iterable[Activity], dates: Sequence[dt.date]) -> bytes:
    """`account_days.csv`: the followers at the end of some days."""
    lines = ["network,account,date,followers\n"]
    for activity in activities:
        whose = f"{activity.account.network},{known_as(activity.account)}"
        lines += [f"{whose},{day.date},{day.followers}\n" for day in activity.days if day.date in dates]
    return "".join(lines).encode()


def account_periods(activities: Iterable[Activity], months: Iterable[tuple[dt.date, dt.date]]) -> bytes:
    """`account_periods.csv`: the people reached in each month, each counted once."""
    spans = list(months)
    lines = ["network,account,start,end,reach\n"]
    for activity in activities:
        whose = f"{activity.account.network},{known_as(activity.account)}"
        lines += [f"{whose},{first},{last},{_reached(activity, first, last)}\n" for first, last in spans]
    return "".join(lines).encode()


def table(name: str, rows: Iterable[Mapping[str, object]]) -> bytes:
    """A canonical table of what the client itself keeps; its rows are numbered where the table wants ids."""
    ids = [key for key in TABLES[name].key if key.endswith("_id") and key != "post_id"]
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for number, row in enumerate(rows, 1):
        told = {**dict.fromkeys(ids, f"{name[:2]}{number:05d}"), **row}
        if writer is None:
            writer = csv.DictWriter(out, list(told), lineterminator="\n")
            writer.writeheader()
        writer.writerow({key: _said(cell) for key, cell in told.items()})
    return out.getvalue().encode()


def _said(cell: object) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def known_as(account: Account) -> str:
    """The name by which exports call an account: the page's, or the user name."""
    return account.name if account.network == "facebook" else account.page


def _reached(activity: Activity, first: dt.date, last: dt.date) -> int:
    """At least the people of the best day and of the best publication."""
    span: list[Day] = [day for day in activity.days if first <= day.date <= last]
    best_post = max((post.final["reach"] for post in activity.publications if first <= post.day <= last), default=0)
    best_day = max(day.received["reach"] for day in span)
    return max(int(sum(day.received["reach"] for day in span) * SEEN_ONCE_A_MONTH), best_day, best_post)
