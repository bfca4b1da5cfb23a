"""A date in a column of figures is what a spreadsheet made of a number: refused with its place and what to do."""

import datetime as dt
import io

import pytest
import xlsxwriter

from kpitools.errors import UnreadableExport
from kpitools.readers.writing.turned import is_date

HEAD = "Post ID,Page name,Publish time,Post type,Reach,Seconds viewed"
ROW = ["1", "Acme", "10/30/2026 10:00", "Photo", "5", "1.5"]
TURNED = [
    "01-mai",
    "5-Jan",
    "janv-05",
    "Jan-05",
    "05-févr.",
    "1. Mai",
    "mai-26",
    "10/12",
    "3-4",
    "01/05/2026",
    "2026-05-01",
]


def refused(error: pytest.ExceptionInfo[UnreadableExport]) -> list[tuple[object, ...]]:
    return [(one.id, one.row, one.column) for one in error.value.problems]


@pytest.mark.parametrize("column", [4, 5])
@pytest.mark.parametrize("text", TURNED)
def test_in_a_text(read_text, text, column):
    row = [*ROW]
    row[column] = text
    with pytest.raises(UnreadableExport) as error:
        read_text(f"{HEAD}\n{','.join(ROW)}\n{','.join(row)}\n")
    assert refused(error) == [("turned_into_date", 3, HEAD.split(",")[column])]
    assert "tableur" in str(error.value)


@pytest.mark.parametrize("column", [4, 5])
def test_in_a_workbook(read_bytes, column):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, ROW)
        sheet.write_datetime(1, column, dt.datetime(2026, 5, 1), book.add_format({"num_format": "dd-mmm"}))
    with pytest.raises(UnreadableExport) as error:
        read_bytes(out.getvalue(), "posts.xlsx")
    assert refused(error) == [("turned_into_date", 2, HEAD.split(",")[column])]


@pytest.mark.parametrize("text", TURNED)
def test_no_month_is_taken_for_a_currency(read_text, text):
    with pytest.raises(UnreadableExport) as error:
        read_text(f"Date;Poste;Montant\n01/10/2026;Publicité;{text}\n")
    assert refused(error) == [("turned_into_date", 2, "Montant")]


@pytest.mark.parametrize("text", ["EUR 5", "5 €", "1.5", "12", "beaucoup", "mai", "5 likes", "1 234", "", "-3"])
def test_figures_and_words_are_no_dates(text):
    assert not is_date(text)


def test_a_duration_of_more_than_a_day_is_one(read_bytes):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, long = book.add_worksheet(), book.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, ROW)
        sheet.write_datetime(1, 5, dt.timedelta(hours=30, minutes=5, seconds=7), long)
    [post] = read_bytes(out.getvalue(), "posts.xlsx").tables["posts"].to_pylist()
    assert post["watch_time_s"] == 30 * 3600 + 5 * 60 + 7
