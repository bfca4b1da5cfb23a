"""Response times: hours from a message to its reply, counted within the service hours where the parameters say any."""

import datetime as dt
from zoneinfo import ZoneInfo

import pyarrow as pa

from kpitools.params import Parameters
from kpitools.params.subject import Service
from kpitools.store import Store

RESPONSE = "response_h"
HOUR = dt.timedelta(hours=1)


def add_response_times(store: Store) -> None:
    """Add `response_h` to the conversations: unknown without a reply, or where the reply precedes the message."""
    run, parameters = store.connection.execute, store.parameters
    run(f"ALTER TABLE conversations ADD COLUMN {RESPONSE} DOUBLE")
    if parameters.service is None:
        run(
            f"UPDATE conversations SET {RESPONSE} = epoch_us(replied_at - received_at) / 3.6e9 "
            "WHERE replied_at >= received_at"
        )
        return
    rows = run(
        "SELECT rowid, epoch_us(received_at), epoch_us(replied_at) FROM conversations WHERE replied_at >= received_at"
    ).fetchall()
    if rows:
        hours = [_hours(parameters.service, parameters, received, replied) for _, received, replied in rows]
        made = pa.table({"row": [row for row, _, _ in rows], "hours": pa.array(hours, pa.float64())})
        store.connection.register("response_times", made)
        run(f"UPDATE conversations SET {RESPONSE} = r.hours FROM response_times r WHERE conversations.rowid = r.row")
        store.connection.unregister("response_times")


def _hours(service: Service, parameters: Parameters, received: int, replied: int) -> float:
    zone = ZoneInfo(parameters.client.timezone)
    start, end = (dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(microseconds=at) for at in (received, replied))
    return within(service, start.astimezone(zone), end.astimezone(zone))


def within(service: Service, start: dt.datetime, end: dt.datetime) -> float:
    """The service hours between two moments of one time zone, by the clock that runs on through summer time."""
    zone, total = start.tzinfo, dt.timedelta()
    day = start.date()
    while day <= end.date():
        if day.isoweekday() in service.weekdays:
            midnight = dt.datetime.combine(day, dt.time())
            opens, closes = ((midnight + at).replace(tzinfo=zone) for at in (service.opens, service.closes))
            first, last = (max(start, opens, key=_instant), min(end, closes, key=_instant))
            total += max(_instant(last) - _instant(first), dt.timedelta())
        day += dt.timedelta(1)
    return total / HOUR


def _instant(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)
