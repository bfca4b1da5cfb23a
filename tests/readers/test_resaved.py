"""Exports that a spreadsheet opened and saved anew: shifted, with other separators, as a workbook."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitools.errors import UnreadableExport
from kpitools.readers.writing.figures import Signs, of_column
from tests.workbook import workbook_of

VIDEOS = ["Content", "Video title", "Video publish time", "Views", "Watch time (hours)"]


def watched(read_text, *hours: str, delimiter: str = ";") -> list[float]:
    """The seconds that are read of a table of videos with these hours."""
    out = io.StringIO()
    rows = [[f"abcdefghi{at:02}", "t", "Oct 1, 2026", "5", hour] for at, hour in enumerate(hours)]
    csv.writer(out, delimiter=delimiter).writerows([VIDEOS, ["Total", "", "", "5", ""], *rows])
    return read_text(out.getvalue(), account="acme").tables["posts"]["watch_time_s"].to_pylist()


@pytest.mark.parametrize("sure", ["7807.6061", "0.125", "12.5", "1234.500"])
def test_a_point_that_parts_no_thousands_is_the_decimal_sign_of_its_column(read_text, sure):
    assert watched(read_text, "65.629", sure) == pytest.approx([65.629 * 3600, float(sure) * 3600])


@pytest.mark.parametrize("other", [["12"], ["12,5"], ["1.234.567", "0.5"], ["12,5", "0.5"]])
def test_a_point_that_nothing_tells_from_one_between_thousands_is_refused(read_text, other):
    with pytest.raises(UnreadableExport, match=r"65\.629"):
        watched(read_text, "65.629", *other)


@given(st.lists(st.decimals(0, 10**6, places=4), min_size=1), st.booleans())
def test_no_comma_is_ever_taken_for_anything_else(numbers, grouped):
    texts = [f"{number:,.2f}".translate({44: 46, 46: 44}) if grouped else f"{number:.2f}".replace(".", ",")
             for number in numbers]  # fmt: skip
    assert of_column(Signs(","), texts) == Signs(",")


@pytest.mark.parametrize("above", [0, 2])
@pytest.mark.parametrize("before", [0, 1, 3])
def test_a_table_may_stand_anywhere_on_its_sheet(read_bytes, above, before):
    """A stack of tables is known by a title alone on its line, a comparison of pages by its first two cells."""
    stack = [["Facebook reach"], ["Date", "Primary"], ["2026-10-01T00:00:00", 5], ["2026-10-02T00:00:00", 7]]
    rivals = [
        ["9/1/2026", "9/30/2026"],
        ["Page", "Total Followers", "New Followers", "Total post engagements", "Total posts"],
        ["Acme", 153, 1, 2, 3],
        ["Rival", 99, 1, 2, 3],
    ]

    def moved(rows):
        return workbook_of({"Feuille": [*[[]] * above, *([*[""] * before, *row] for row in rows)]})

    days = read_bytes(moved(stack), "reach.xlsx").tables["account_days"]
    assert (days["network"].to_pylist(), days["reach"].to_pylist()) == (["facebook"] * 2, [5, 7])
    level = read_bytes(moved(rivals), "rivals.xlsx", account="Acme").tables["account_days"].to_pylist()
    assert [(row["date"], row["followers"]) for row in level] == [(dt.date(2026, 9, 30), count) for count in (153, 99)]
