"""`report.xlsx` as a whole: its sheets in order, and what it says of itself."""

import datetime as dt
import io

import xlsxwriter

from kpitools.kpis.document import every
from kpitools.publish.workbook import sheets
from kpitools.publish.workbook.sheet import Book
from kpitools.report import Report

# Texts stay texts, whatever they begin with: the names and captions in them are other people's.
_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(report: Report, created: dt.datetime) -> bytes:
    """The workbook of a report: the values of `kpis.json`, in the reader's words, with numbers at full precision.

    `created` is the time (UTC) that it states: the same report gives the same bytes.
    """
    out, context, evaluation = io.BytesIO(), report._context, report._evaluation
    client, words = context.parameters.client, context.language
    with xlsxwriter.Workbook(out, _SETTINGS) as file:
        title = f"{client.name} · {words.period(context.period.start, context.period.end)}"
        file.set_properties({"title": title, "created": created.replace(tzinfo=None), "comments": "kpitools"})
        book = Book(file, words, client.currency, context.house.palette.brand, title)
        values = every(evaluation)
        sheets.values(book, context, values)
        sheets.definitions(book, context, values)
        sheets.proofs(book, context, values)
        sheets.rows(book, evaluation, context, values)
        sheets.charts(book, context)
        sheets.glossary(book, evaluation.catalogue, values)
    return out.getvalue()
