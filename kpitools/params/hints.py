"""What a parameter file says about an export where its content leaves something open."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Hints:
    """Hints of one data entry, all optional: each fills only what the content leaves open.

    `year` is the year of the file's last date, `date` the day of an export that states none, `exported` when it was
    exported, `kind` a layout's id or a canonical table's name, `covers` the range of days it covers, ends included.
    """

    network: str | None = None
    account: str | None = None
    brand: str | None = None
    year: int | None = None
    date: dt.date | None = None
    exported: dt.datetime | dt.date | None = None
    timezone: str | None = None
    kind: str | None = None
    covers: tuple[dt.date, dt.date] | None = None
