"""Days and times of the made-up exports."""

import datetime as dt

D = dt.date


def at(day: int, hour: int = 0, minute: int = 0, month: int = 10) -> dt.datetime:
    """A time of 2026, in UTC."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=dt.UTC)
