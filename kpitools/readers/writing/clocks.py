"""Ids that hold the instant at which something was made: a date printed without an hour or a year is told by them.

X and LinkedIn put milliseconds above the 22 lowest bits, X counting from 2010-11-04T01:42:54.657Z; TikTok puts seconds
above the 32 lowest. All three were checked against the dates and times that their exports print.
"""

import datetime as dt
from collections.abc import Callable
from typing import Literal
from zoneinfo import ZoneInfo

import pyarrow as pa

Clock = Literal["x", "linkedin", "tiktok"]
_X_EPOCH = 1_288_834_974_657

_SECONDS: dict[str, Callable[[int], float]] = {
    "x": lambda number: ((number >> 22) + _X_EPOCH) / 1000,
    "linkedin": lambda number: (number >> 22) / 1000,
    "tiktok": lambda number: float(number >> 32),
}
# Before the first of these networks nothing was made; far in the future lies what is no such id.
_FIRST, _LAST = dt.datetime(2006, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def instant(text: str | None, clock: Clock) -> dt.datetime | None:
    """The instant in an id, in UTC; None where the text is no id that holds one."""
    if text is None or not text.isdecimal() or len(text) > 20:
        return None
    at = dt.datetime.fromtimestamp(min(_SECONDS[clock](int(text)), _LAST.timestamp()), dt.UTC)
    return at if _FIRST <= at < _LAST else None


def exact(times: pa.ChunkedArray, ids: pa.ChunkedArray, clock: Clock, zone: str) -> pa.ChunkedArray:
    """Times that are midnights of a zone, each at the instant of its id where that falls on the same day."""
    local = ZoneInfo(zone)

    def better(time: dt.datetime | None, text: str | None) -> dt.datetime | None:
        at = instant(text, clock)
        same = time is not None and at is not None and at.astimezone(local).date() == time.astimezone(local).date()
        return at if same else time

    made = [better(time, text) for time, text in zip(times.to_pylist(), ids.to_pylist(), strict=True)]
    return pa.chunked_array([pa.array(made, times.type)], times.type)
