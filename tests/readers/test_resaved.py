"""Exports that a spreadsheet opened and saved anew: shifted, with other separators, as a workbook."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kpitools.errors import UnreadableExport
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from kpitools.readers.files.source import open_source
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


def reached(read_text, *figures: str, delimiter: str = ",") -> list[int]:
    """What is read of a table of posts that reached so many people."""
    out = io.StringIO()
    rows = [[str(at), "Acme", "10/30/2026 10:00", "Photo", figure] for at, figure in enumerate(figures)]
    csv.writer(out, delimiter=delimiter).writerows(
        [["Post ID", "Page name", "Publish time", "Post type", "Reach"], *rows]
    )
    return read_text(out.getvalue()).tables["posts"]["reach"].to_pylist()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("sign", [",", ".", "'", "’", " ", "\u00a0", "\u202f"])
def test_a_sign_that_parts_no_fraction_parts_the_thousands_of_a_count(read_text, sign, delimiter):
    written = [text.replace("_", sign) for text in ("1_234", "2_000", "1_234_567", "999")]
    assert reached(read_text, *written, delimiter=delimiter) == [1234, 2000, 1_234_567, 999]


@pytest.mark.parametrize(
    "figures", [["1,000"], ["1.000", "5"], ["1,234", "5.0"], ["1,234", "1.234"], ["12,34,567"], ["1,2"]]
)
def test_a_sign_that_may_part_decimals_is_refused(read_text, figures):
    with pytest.raises(UnreadableExport):
        reached(read_text, *figures)


@given(st.lists(st.integers(0, 10**9), min_size=1), st.sampled_from(",."), st.sampled_from(",."))
def test_thousands_are_read_as_they_were_written_or_not_at_all(numbers, sign, decimal):
    signs = of_column(Signs(decimal), texts := [f"{number:,}".replace(",", sign) for number in numbers], whole=True)
    assert signs == Signs(decimal) or [signs.plain(text) for text in texts] == [str(number) for number in numbers]


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


def numbered(*days: dt.date) -> list[float]:
    """Days as a spreadsheet keeps them."""
    return [(day - dt.date(1899, 12, 30)).days for day in days]


OCTOBER = [dt.date(2026, 10, 1) + dt.timedelta(number) for number in range(31)]
LINKEDIN = ["Date", "Impressions (total)", "Clicks (total)"]


@pytest.mark.parametrize("head", [LINKEDIN, ["Date", "Facebook Page reach"], ["Date", "Subscribers", "Views"]])
def test_dates_that_are_shown_as_numbers_are_dates(read_bytes, head):
    rows = [[day, *[5] * (len(head) - 1)] for day in numbered(*OCTOBER)]
    export = read_bytes(workbook_of({"Feuille": [head, *rows]}), "days.xlsx", network=None)
    assert export.tables["account_days"]["date"].to_pylist() == OCTOBER
    assert [problem.values["count"] for problem in export.problems if problem.id == "days_numbered"] == [31]


def test_an_instant_that_is_shown_as_a_number_is_one(read_bytes):
    head = ["Post ID", "Page name", "Publish time", "Post type", "Reach"]
    rows = [[str(at), "Acme", day + 10.5 / 24, "Photo", 5] for at, day in enumerate(numbered(*OCTOBER))]
    times = read_bytes(workbook_of({"Feuille": [head, *rows]}), "posts.xlsx").tables["posts"]["published_at"]
    assert [f"{at:%m/%d %H:%M}" for at in times.to_pylist()][:2] == ["10/01 17:30", "10/02 17:30"]


def test_a_number_of_which_nothing_tells_the_day_is_refused(read_bytes):
    """A spreadsheet may have read 10/02/2026 in the order of another country before it showed a number."""
    rows = [[day, 5, 1] for day in numbered(dt.date(2026, 10, 2), dt.date(2026, 10, 5))]
    with pytest.raises(UnreadableExport) as error:
        read_bytes(workbook_of({"Feuille": [LINKEDIN, *rows]}), "days.xlsx")
    assert [problem.id for problem in error.value.problems] == ["day_or_month"]


@pytest.mark.parametrize("number", [7, 999, 20_000, 99_999, 20261001])
def test_a_number_that_is_no_day_is_no_date(read_bytes, number):
    with pytest.raises(UnreadableExport) as error:
        read_bytes(workbook_of({"Feuille": [LINKEDIN, [number, 5, 1]]}), "days.xlsx")
    assert [problem.id for problem in error.value.problems] == ["bad_date"]


def resaved(source: Path, label: str, platforms: str, spreadsheets: str, delimiter: str) -> str:
    """A real export whose dates a spreadsheet read, and wrote as its country does."""
    sheet = open_source(source).sheets[0]
    records = [list(record) for record in sheet.open()]
    at = records[0].index(label)
    for record in records[1:]:
        if record[at]:
            written = dt.datetime.strptime(record[at], platforms).strftime(spreadsheets)
            record[at] = re.sub(r"\b0(\d/)", r"\1", written)  # 2/1/2026
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(records)
    return out.getvalue()


META = "%m/%d/%Y %H:%M"


@pytest.mark.parametrize(("file", "label", "platforms", "spreadsheets"), [
    ("facebook/fb-posts-mbs-oigetit-2025-en-preset1.csv", "Publish time", META, "%m/%d/%y %H:%M"),
    ("instagram/ig-posts-mbs-okn-2026-en.csv", "Publish time", META, "%m/%d/%Y %H:%M"),
    ("youtube/yt-table-punetech-2024-en.csv", "Video publish time", "%b %d, %Y", "%d-%b-%y"),
    ("x/x-daily-legacy-2021-08-en.csv", "Date", "%Y-%m-%d", "%m/%d/%Y"),
    ("x/x-daily-legacy-2021-08-en.csv", "Date", "%Y-%m-%d", "%d/%m/%Y"),
    ("tiktok/tt-business-overview-vintage-2025-en.csv", "Date", "%Y/%m/%d", "%m/%d/%Y"),
    ("tiktok/tt-business-overview-vintage-2025-en.csv", "Date", "%Y/%m/%d", "%d.%m.%Y"),
    ("tiktok/tt-business-videos-vintage-2025-en.csv", "Post time", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %H:%M"),
    ("tiktok/tt-business-videos-vintage-2025-en.csv", "Post time", "%Y/%m/%d %H:%M:%S", "%m/%d/%Y %H:%M"),
])  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_real_exports_whose_dates_a_spreadsheet_wrote(
    shared, read_text, file, label, platforms, spreadsheets, delimiter
):
    source = shared / "exports" / file
    sound = read(source, Hints(), timezone="Europe/Paris", layouts=layouts())
    again = read_text(resaved(source, label, platforms, spreadsheets, delimiter))
    for name, table in sound.tables.items():
        when = "published_at" if name == "posts" else "date"
        to_the_minute = [at.replace(second=0) if isinstance(at, dt.datetime) else at for at in table[when].to_pylist()]
        assert again.tables[name][when].to_pylist() == to_the_minute


def test_a_few_days_in_a_spreadsheets_form_are_refused_where_their_order_is_not_sure(read_text):
    table = "Date,Video views,Profile views,New followers\n01/02/2026,5,1,0\n"
    with pytest.raises(UnreadableExport):
        read_text(table, account="acme")


@pytest.mark.parametrize("days", [[dt.date(2026, 10, 2), dt.date(2026, 10, 5)]])
def test_no_spreadsheet_swaps_dates_that_begin_with_the_year(read_bytes, days):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Date", "Video views", "Profile views", "New followers"])
        for row, day in enumerate(days, 1):
            sheet.write_datetime(row, 0, dt.datetime.combine(day, dt.time()))
            sheet.write_row(row, 1, [5, 1, 0])
    assert read_bytes(out.getvalue(), "days.xlsx", account="acme").tables["account_days"]["date"].to_pylist() == days
