"""The client's day and hour of each row, by the system's time zones or by those that come with pandas."""

import datetime as dt
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from kpitools.store.days import with_days
from kpitools.tables import TABLES

ZONES = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"]
# Both hours of a night when clocks go back, the hour that is left out in spring, the ends of a day.
TIMES = [
    *(dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC) for hour in range(4)),
    *(dt.datetime(2026, 3, 29, hour, 30, tzinfo=dt.UTC) for hour in range(4)),
    dt.datetime(2026, 12, 31, 23, 59, tzinfo=dt.UTC),
    dt.datetime(1995, 7, 1, tzinfo=dt.UTC),
    None,
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("system_has_zones", [True, False])
def test_days_and_hours_are_the_clients(zone: str, system_has_zones: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not system_has_zones:
        monkeypatch.setattr(pc, "local_timestamp", _unknown_zone)
    rows = with_days(TABLES["posts"], pa.table({"published_at": pa.array(TIMES, pa.timestamp("us", "UTC"))}), zone)
    local = [at and at.astimezone(ZoneInfo(zone)) for at in TIMES]
    assert rows["_day"].to_pylist() == [at and at.date() for at in local]
    assert rows["_hour"].to_pylist() == [at.hour if at else None for at in local]
    assert rows.schema.field("_hour").type == pa.int8()


def _unknown_zone(*_: object) -> None:
    raise pa.ArrowInvalid("Cannot locate timezone")
