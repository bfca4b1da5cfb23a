"""Dates whose day and month a spreadsheet of another country swapped: put right where it is sure, else refused."""

import csv
import dataclasses
import datetime as dt
import io
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kpitools.errors import UnreadableExport
from kpitools.params.hints import Hints
from kpitools.readers import Export, layouts, read
from kpitools.readers.values.day_order import Read, verdict

HEAD = ["Post ID", "Page name", "Publish time", "Post type", "Reach"]
FORMS = ("%H:%M", "%H:%M:%S", "%I:%M:%S %p", "%I:%M %p", "")
FRENCH, AMERICAN = "%d/%m/%Y", "%m/%d/%Y"


def opened(text: str, order: str) -> object:
    """What a spreadsheet of a country makes of a cell of a CSV."""
    for form in FORMS:
        try:
            return dt.datetime.strptime(text, f"{order} {form}".strip())
        except ValueError:
            continue
    try:
        return float(text) if len(text) < 15 else text
    except ValueError:
        return text


def saved(records: Iterable[Sequence[str]], order: str = FRENCH, others: Sequence[str] = ()) -> bytes:
    """A CSV opened and saved as a workbook, beside `others`: sheets with nothing in them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet, date = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for row, cells in enumerate(records):
            for column, cell in enumerate(cells):
                value = opened(cell, order)
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(row, column, value, date)
                elif isinstance(value, float):
                    sheet.write_number(row, column, value)
                elif value:
                    sheet.write_string(row, column, str(value))
        for name in others:
            book.add_worksheet(name)
    return out.getvalue()


def posts(days: Iterable[dt.date]) -> list[list[str]]:
    return [HEAD, *([str(at), "Acme", f"{day:%m/%d/%Y} 10:00", "Photo", "5"] for at, day in enumerate(days, 1))]


def days_of(export: Export) -> list[dt.date]:
    return [at.date() for at in export.tables["posts"]["published_at"].to_pylist()]


OCTOBER = [dt.date(2026, 10, day) for day in (30, 28, 21, 14, 12, 9, 2, 1)]
YEAR = [dt.date(2026, 1, 1) + dt.timedelta(5 * step) for step in range(60)]
AMBIGUOUS = {
    "one day": [dt.date(2026, 10, 2)],
    "a few days of a month": [dt.date(2026, 10, day) for day in (2, 5, 9)],
    "the same day of two months": [dt.date(2026, 1, 5), dt.date(2026, 4, 5)],
}


@pytest.mark.parametrize("order", [FRENCH, AMERICAN])
@pytest.mark.parametrize("days", [OCTOBER, YEAR, YEAR[::-1], random.Random(1).sample(YEAR, 60)])
def test_days_are_those_of_the_csv_whichever_country_saved_it(read_bytes, days, order):
    export = read_bytes(saved(posts(days), order), "posts.xlsx")
    assert days_of(export) == days
    noted = [problem for problem in export.problems if problem.id == "days_swapped"]
    assert len(noted) == (order == FRENCH)
    if noted:
        doubtful = [day for day in days if day.day <= 12 and day.day != day.month]
        assert noted[0].values == {"column": "Publish time", "count": len(doubtful)}


@pytest.mark.parametrize("name", AMBIGUOUS)
@pytest.mark.parametrize("order", [FRENCH, AMERICAN])
def test_what_nothing_tells_is_refused_with_its_row(read_bytes, name, order):
    with pytest.raises(UnreadableExport) as error:
        read_bytes(saved(posts(AMBIGUOUS[name]), order), "posts.xlsx")
    [problem] = error.value.problems
    assert (problem.id, problem.row, problem.column) == ("day_or_month", 2, "Publish time")
    assert problem.remedy


def test_a_day_that_is_its_months_number_is_never_in_doubt(read_bytes):
    assert days_of(read_bytes(saved(posts([dt.date(2026, 10, 10)])), "posts.xlsx")) == [dt.date(2026, 10, 10)]


def test_texts_that_the_spreadsheet_would_have_read_leave_a_doubt(read_bytes):
    records = posts([dt.date(2026, 10, day) for day in (3, 20, 8, 30)])
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet, date = made.add_worksheet(), made.add_format({"num_format": "dd/mm/yyyy"})
        for row, cells in enumerate(records):
            sheet.write_row(row, 0, cells)
        sheet.write_datetime(1, 2, dt.datetime(2026, 3, 10, 10), date)
    with pytest.raises(UnreadableExport) as error:
        read_bytes(book.getvalue(), "posts.xlsx")
    assert [problem.id for problem in error.value.problems] == ["day_or_month"]


@pytest.mark.parametrize("order", [FRENCH, AMERICAN])
def test_a_column_that_cannot_be_read_is_still_refused(read_bytes, order):
    records = posts(OCTOBER)
    records[3][2] = "hier"
    with pytest.raises(UnreadableExport, match="hier"):
        read_bytes(saved(records, order), "posts.xlsx")


@pytest.mark.parametrize("file", [
    "facebook/fb-posts-mbs-oigetit-2025-en-preset1.csv",
    "facebook/fb-posts-mbs-mh4u-2024-en.csv",
    "facebook/fb-posts-legacy-vic-2016-en.csv",
    "instagram/ig-posts-mbs-okn-2026-en.csv",
])  # fmt: skip
def test_real_exports_that_a_french_spreadsheet_saved(shared: Path, tmp_path: Path, file: str) -> None:
    source = shared / "exports" / file
    with source.open(newline="", encoding="utf-8-sig") as text:
        records = list(csv.reader(text))
    path = tmp_path / "export.xlsx"
    path.write_bytes(saved(records))
    sound, mended = (read(one, Hints(), timezone="Europe/Paris", layouts=layouts()) for one in (source, path))
    assert mended.tables.keys() == sound.tables.keys()
    assert all(mended.tables[name].equals(table) for name, table in sound.tables.items())
    assert any(problem.id == "days_swapped" for problem in mended.problems)


def test_posts_are_of_the_day_that_their_ids_hold(read_bytes):
    """All of them on days that could be months: nothing but the id in each link tells."""
    days = [dt.date(2026, 2, 4), dt.date(2026, 1, 5), dt.date(2026, 1, 5)]
    links = [f"https://www.linkedin.com/feed/update/urn:li:activity:{linkedin_id(day)}" for day in days]
    head = ["Post title", "Post link", "Created date", "Impressions", "Clicks", "Likes"]
    rows = [["Un", link, f"{day:%m/%d/%Y}", "5", "1", "1"] for day, link in zip(days, links, strict=True)]
    for order in (FRENCH, AMERICAN):
        assert days_of(read_bytes(saved([head, *rows], order), "posts.xlsx")) == days


def linkedin_id(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp() * 1000) << 22


def swapped(day: dt.date) -> dt.date:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def as_french(days: Sequence[dt.date]) -> Read:
    """A column of American dates that a French spreadsheet saved."""
    right = [swapped(day) for day in days]
    return Read(right, list(days), [day.day > 12 for day in days])


def as_american(days: Sequence[dt.date]) -> Read:
    """The same column saved by an American one: date cells all through, and right."""
    return Read(list(days), [swapped(day) for day in days], [False] * len(days))


@given(st.lists(st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)), min_size=1, max_size=40))
def test_no_date_is_ever_read_as_another(days):
    assert verdict(as_french(days), {}) != "right" or as_french(days).doubtful == []
    assert verdict(as_american(days), {}) != "swapped"


@given(st.lists(st.dates(dt.date(2026, 10, 1), dt.date(2026, 10, 31)), min_size=1), st.data())
def test_a_table_kept_by_hand_may_hold_texts_and_date_cells(days, data):
    is_text = [data.draw(st.booleans()) for _ in days]
    other = [day if text else swapped(day) for day, text in zip(days, is_text, strict=True)]
    assert verdict(Read(days, other, is_text, native=True), {}) != "swapped"


def test_ids_and_periods_decide():
    days = [dt.date(2026, 10, 2), dt.date(2026, 10, 5)]
    french = as_french(days)
    assert verdict(french, {}) == "unknown"
    assert verdict(Read(french.right, french.swapped, french.is_text, made=[days[0], None]), {}) == "swapped"
    assert verdict(Read(french.right, french.swapped, french.is_text, made=french.right), {}) == "right"
    stated = {"start": dt.datetime(2026, 10, 1), "end": dt.datetime(2026, 10, 31)}
    assert verdict(french, stated) == "swapped"
    assert verdict(as_american(days), stated) == "right"


LINKEDIN = ["Date", "Impressions (total)", "Clicks (total)"]
LEGACY = [
    "Post ID",
    "Permalink",
    "Post Message",
    "Type",
    "Posted",
    "Lifetime Post Total Reach",
    "Lifetime Post organic reach",
]
LEAD = ["Date", "Prospect", "Source"]


def linkedin(days: Iterable[dt.date]) -> list[list[str]]:
    return [LINKEDIN, *([f"{day:%m/%d/%Y}", "5", "1"] for day in days)]


@pytest.mark.parametrize("order", [FRENCH, AMERICAN])
@pytest.mark.parametrize("length", [3, 7, 12, 31])
def test_days_of_a_table_of_days_follow_one_another(read_bytes, order, length):
    days = [dt.date(2026, 10, 1) + dt.timedelta(number) for number in range(length)]
    export = read_bytes(saved(linkedin(days), order), "days.xlsx")
    assert export.tables["account_days"]["date"].to_pylist() == days


@pytest.mark.parametrize("order", [FRENCH, AMERICAN])
def test_date_cells_are_in_doubt_where_the_platform_writes_texts(read_bytes, order):
    """A layout may take dates in ISO form as well: a spreadsheet that saw 10/02/2026 may still have swapped it."""
    two = [dt.date(2026, 10, 2), dt.date(2026, 10, 5)]
    with pytest.raises(UnreadableExport) as error:
        read_bytes(saved(linkedin(two), order), "days.xlsx")
    [problem] = error.value.problems
    assert (problem.id, problem.row, problem.column) == ("day_or_month", 2, "Date")
    asked = {"« covers: [2026-10-02, 2026-10-05] »", "« covers: [2026-02-10, 2026-05-10] »"}
    assert all(line in str(error.value).replace("\u00a0", " ") for line in asked)


@pytest.mark.parametrize("order", [FRENCH, AMERICAN])
def test_the_period_in_the_parameters_settles_it(read_bytes, order):
    two = [dt.date(2026, 10, 2), dt.date(2026, 10, 5)]
    covers = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    export = read_bytes(saved(linkedin(two), order), "days.xlsx", covers=covers)
    assert export.tables["account_days"]["date"].to_pylist() == two
    new_year = [dt.date(2026, 1, 2), dt.date(2026, 1, 5)]
    export = read_bytes(saved(linkedin(new_year), order), "days.xlsx", exported=dt.date(2026, 1, 6))
    assert export.tables["account_days"]["date"].to_pylist() == new_year


def test_texts_in_iso_form_are_no_date_cells(read_bytes):
    """No spreadsheet swaps them, and it leaves no text of them either."""
    records = [LINKEDIN, ["2026-02-10", "5", "1"], ["2026-05-10", "5", "1"]]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(records):
            sheet.write_row(row, 0, cells)
    days = read_bytes(out.getvalue(), "days.xlsx").tables["account_days"]["date"].to_pylist()
    assert days == [dt.date(2026, 2, 10), dt.date(2026, 5, 10)]


def test_facebooks_own_workbook_holds_dates_and_its_csv_texts(read_bytes):
    """The old workbook has a sheet a measure. A sheet alone may be the CSV, opened by a spreadsheet."""
    records = [LEGACY, *([str(at), "", "", "Photo", f"10/0{at}/2026 10:00:00 AM", "5", "5"] for at in (2, 5))]
    kept = [dt.date(2026, 10, 2), dt.date(2026, 10, 5)]
    native = read_bytes(saved(records, AMERICAN, ["Lifetime Post Stories by act..."]), "posts.xlsx")
    assert days_of(native) == kept
    with pytest.raises(UnreadableExport):
        read_bytes(saved(records, AMERICAN), "posts.xlsx")


@pytest.mark.parametrize("days", [[2], [2, 5], [1, 2, 3, 4]])
def test_a_table_kept_by_hand_is_read_as_it_stands(read_bytes, days):
    """So are bills of the same day of each month, which swapped would be days in a row."""
    records = [LEAD, *([f"10/{day:02}/2026", f"Client {day}", "Facebook"] for day in days)]
    found = read_bytes(saved(records, FRENCH), "leads.xlsx").tables["leads"]["at"].to_pylist()
    assert [(at + dt.timedelta(hours=12)).date() for at in found] == [dt.date(2026, day, 10) for day in days]


@given(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 1)), st.integers(3, 40), st.randoms())
def test_days_in_a_row_are_never_refused(first, count, random):
    days = [first + dt.timedelta(number) for number in range(count)]
    random.shuffle(days)
    for column, wanted in ((as_french(days), "swapped"), (as_american(days), "right")):
        assert column.doubtful == [] or verdict(dataclasses.replace(column, daily=True), {}) == wanted
