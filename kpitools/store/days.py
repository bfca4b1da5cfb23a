"""The day and hour of each row in the client's time zone, computed once on reading."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from kpitools.tables import Kind, Table


def with_days(table: Table, rows: pa.Table, timezone: str) -> pa.Table:
    """The rows with `_day` (a date) and `_hour` (0 to 23, null for rows placed by day) in the client's time zone."""
    if table.when is None:
        return rows.append_column("_day", rows.column("start")).append_column(
            "_hour", pa.nulls(rows.num_rows, pa.int8())
        )
    when = rows.column(table.when)
    if table[table.when].kind is Kind.DATE:
        return rows.append_column("_day", when).append_column("_hour", pa.nulls(rows.num_rows, pa.int8()))
    try:
        local = pc.local_timestamp(when.cast(pa.timestamp("us", timezone)))
    except pa.ArrowInvalid:  # the system has no time zones of its own
        return _with_days(rows, when, timezone)
    return rows.append_column("_day", local.cast(pa.date32(), safe=False)).append_column(
        "_hour", pc.hour(local).cast(pa.int8())
    )


def _with_days(rows: pa.Table, when: pa.ChunkedArray, timezone: str) -> pa.Table:
    """The same by the time zones that come with pandas."""
    local = pd.Series(when.to_pandas()).dt.tz_convert(timezone)
    days = pa.array(local.dt.tz_localize(None).astype("datetime64[s]"), pa.timestamp("s"), from_pandas=True)
    hours = pa.array(local.dt.hour.astype("Int8"), pa.int8(), from_pandas=True)
    return rows.append_column("_day", days.cast(pa.date32(), safe=False)).append_column("_hour", hours)
