"""What Arrow reads at once is what the exact reader reads, and what it is not sure of is left to that one."""

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.readers.writing import plain

FORMS = {"MM/DD/YYYY hh:mm": "%m/%d/%Y %H:%M", "YYYY-MM-DD hh:mm:ss": "%Y-%m-%d %H:%M:%S"}
TIMES = st.datetimes(dt.datetime(2010, 1, 1), dt.datetime(2026, 12, 31))


@pytest.mark.parametrize("written", FORMS)
@settings(deadline=None)  # the first use of a time zone reads them all
@given(times=st.lists(TIMES, min_size=1, max_size=20))
def test_times_are_those_written(written: str, times: list[dt.datetime]) -> None:
    texts = [f"{time:{FORMS[written]}}" for time in times]
    read = plain.instants(pa.chunked_array([[*texts, None]], pa.string()), written, "UTC")
    assert read is not None
    expected = [dt.datetime.strptime(text, FORMS[written]).replace(tzinfo=dt.UTC) for text in texts]
    assert read.to_pylist() == [*expected, None]


@pytest.mark.parametrize(
    "text",
    [
        "02/30/2026 10:00", "13/01/2026 10:00", "00/10/2026 10:00", "01/00/2026 10:00", "1/10/2026 10:00",
        "01/10/2026 24:00", "01/10/2026 10:60", "01/10/26 10:00", "01/10/20266 10:00", "01/10/2026 10:00 ",
        "01/10/2026 10:00\n", "01-10-2026 10:00", "01/10/1026 10:00", "", "hier",
    ],
)  # fmt: skip
def test_a_text_that_is_no_plain_time_is_left(text: str) -> None:
    assert plain.instants(pa.chunked_array([["01/10/2026 10:00", text]]), "MM/DD/YYYY hh:mm", "UTC") is None


def test_seconds_end_at_59() -> None:
    assert plain.instants(pa.chunked_array([["2026-01-10 10:00:60"]]), "YYYY-MM-DD hh:mm:ss", "UTC") is None
