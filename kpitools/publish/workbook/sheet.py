"""How sheets of the workbook are written: tables with native numbers, texts that no program takes for formulas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from kpitools.language import Language

Cell = str | int | float | Decimal | None
WIDEST = 60
_A4 = 9
_FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Column:
    """The head of a column, its width in characters, and the unit of its numbers where they share one."""

    head: str
    width: int = 12
    unit: str = "plain"


@dataclass(frozen=True)
class Amount:
    """A number with its unit, where the numbers of a column have several."""

    number: int | float | Decimal | None
    unit: str


Row = Sequence[Cell | Amount]
Block = tuple[str, str, Sequence[Column], Sequence[Row]]  # title, subtitle, columns, rows


class Book:
    """A workbook in one language; `title` heads every sheet, `color` their tables."""

    def __init__(self, file: Any, words: Language, currency: str, color: str, title: str) -> None:
        self.words = words
        self._file, self._currency, self._color, self._title = file, currency, color, title
        self._formats: dict[str, Any] = {}

    def table(self, name: str, note: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """A sheet of one table, its heads in sight and its rows to be filtered."""
        sheet = self._sheet(name, note)
        self._table(sheet, 3, columns, rows)
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, 3 + len(rows), len(columns) - 1)

    def blocks(self, name: str, note: str, blocks: Iterable[Block]) -> None:
        """A sheet of several tables, one under the other."""
        sheet, row = self._sheet(name, note), 3
        for title, subtitle, columns, rows in blocks:
            self._text(sheet, row, 0, title, "strong")
            self._text(sheet, row + 1, 0, subtitle, "note")
            row = self._table(sheet, row + 2, columns, rows) + 1

    def _sheet(self, name: str, note: str) -> Any:
        sheet = self._file.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 3)
        self._text(sheet, 0, 0, self._title, "title")
        self._text(sheet, 1, 0, note, "note")
        return sheet

    def _table(self, sheet: Any, top: int, columns: Sequence[Column], rows: Sequence[Row]) -> int:
        """Write a table from a row on; returns the row after it."""
        for place, column in enumerate(columns):
            self._text(sheet, top, place, column.head, "head")
            sheet.set_column(place, place, min(column.width, WIDEST))
        for offset, row in enumerate(rows, 1):
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self._cell(sheet, top + offset, place, cell, column.unit)
        return top + len(rows) + 1

    def _cell(self, sheet: Any, row: int, place: int, cell: Cell | Amount, unit: str) -> None:
        """A text as a text and a number as a number of its unit; what is unknown leaves the cell empty."""
        if isinstance(cell, str):
            self._text(sheet, row, place, cell, "text")
            return
        number, unit = (cell.number, cell.unit) if isinstance(cell, Amount) else (cell, unit)
        if number is not None:
            sheet.write_number(row, place, number, self._format(unit))

    def _text(self, sheet: Any, row: int, place: int, text: str, look: str) -> None:
        if text:
            sheet.write_string(row, place, neutral(text), self._format(look))

    def _format(self, name: str) -> Any:
        if name not in self._formats:
            self._formats[name] = self._file.add_format({"font_size": 10, "valign": "top", **self._look(name)})
        return self._formats[name]

    def _look(self, name: str) -> dict[str, Any]:
        looks: dict[str, dict[str, Any]] = {
            "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": self._color, "text_wrap": True},
            "text": {"num_format": "@"},
            "title": {"bold": True, "font_size": 13},
            "strong": {"bold": True},
            "note": {"font_color": "#5B6670"},
        }
        return looks[name] if name in looks else {"num_format": self._number_format(name)}

    def _number_format(self, unit: str) -> str:
        """A unit's number format: separators are the reader's own, the place of the sign the language's."""
        french = self.words.code == "fr"
        symbol = self.words.money(0, self._currency).strip("0.,\u202f ")
        return {
            "n": "#,##0",
            "%": '#,##0.00"\u202f%"' if french else '#,##0.00"%"',
            "€": f'#,##0.00"\u202f{symbol}"' if french else f'"{symbol}"#,##0.00',
            "h": '#,##0.00" h"',
            "s": '#,##0.0" s"',
            "ratio": "#,##0.00",
        }.get(unit, "General")


@lru_cache(maxsize=10_000)  # names of tables, networks and files stand in every row
def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula, even once the sheet was saved as CSV and opened again.

    Control characters, which XML can't hold, are left out.
    """
    clean = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t\u00a0\u202f")
    return f"'{clean}" if clean.lstrip().startswith(_FORMULA_STARTS) else clean
