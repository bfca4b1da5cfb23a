"""Export files written from a layout's own words: which labels they have, what stands below, what must be read."""

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import strategies as st

from kpitools.params.hints import Hints
from kpitools.readers.files.answers import OUTER
from kpitools.readers.schema.layout import Layout, Section
from kpitools.tables import Kind
from tests.readers.written_cells import (
    CAPTIONS,
    CLIENT_ZONE,
    COUNTED,
    DECIDING,
    FIRST,
    SOURCES,
    WEEK,
    figures,
    id_of,
    instant,
    number,
    within,
    written_date,
)
from tests.readers.written_labels import CURRENCY, ZONE, drawn_labels, formats, languages, readers_of
from tests.readers.written_meaning import row_meant

# The lines above the tables of layouts that look for a period, or for more, in a line of words.
ABOVE = {
    "google-ads": [["Campaign report"], ["October 1, 2026 - October 31, 2026"]],
    "ua-visits": [["# 20261001-20261031"], []],
    "ua-paths": [["# 20261001-20261031"], []],
    "ga4-paths": [["# Start date: 20261001"], ["# End date: 20261031"], []],
    "linkedin-competitors": [["10/01/2026", "10/31/2026"]],
    "own-leads": [["Leads"]],
}
_PERIOD = {
    "en": ("Start date", "End date"),
    "fr": ("Date de début", "Date de fin"),
    "de": ("Startdatum", "Enddatum"),
    "es": ("Fecha de inicio", "Fecha de finalización"),
    "pt": ("Data de início", "Data de término"),
}


@dataclass
class Written:
    """An export: its grid of cells, the rows that must be read of it by canonical column, and the hints it needs."""

    layout: Layout
    section: Section
    header: list[str]
    rows: list[list[str]]
    expected: list[dict[str, Any]]
    hints: Hints
    above: list[list[str]] = field(default_factory=list)
    delimiter: str = ","

    @property
    def is_text(self) -> bool:
        """Whether it is written as a text of cells."""
        return bool(self.delimiter) and not self.section.sheet

    def is_count(self, label: str) -> bool:
        """Whether nothing but a count can stand below a label."""
        names = readers_of(self.section, label)
        columns = [(self.section.columns[name], name) for name in names if not name.startswith("_")]
        counts = [self.section.canonical[name].kind in COUNTED for _, name in columns]
        return bool(counts) and all(counts) and not any(column.values or column.extract for column, _ in columns)

    def save(self, path: Path, encoding: str = "utf-8", end: str = "\r\n") -> Path:
        """The file: a workbook or JSON where its layout looks for a sheet, else a text."""
        if self.section.sheet:
            return self._save_json(path)
        if not self.delimiter:
            with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
                sheet = book.add_worksheet()
                for at, cells in enumerate([*self.above, self.header, *self.rows]):
                    for place, text in enumerate(cells):
                        sheet.write_string(at, place, text)
            return path
        file = io.StringIO()
        csv.writer(file, delimiter=self.delimiter, lineterminator=end).writerows([*self.above, self.header, *self.rows])
        path.write_bytes(file.getvalue().encode(encoding))
        return path

    def _save_json(self, path: Path) -> Path:
        rows = [dict(zip(self.header, cells, strict=True)) for cells in self.rows]
        name = self.section.sheet[0].text
        if any(label.startswith(OUTER) for label in self.header):  # each row is in a list of an object of its own
            name, _, inner = name.rpartition(".")
            items = [
                {
                    **{label.removeprefix(OUTER): cell for label, cell in row.items() if label.startswith(OUTER)},
                    inner: [_nested({label: cell for label, cell in row.items() if not label.startswith(OUTER)})],
                }
                for row in rows
            ]
        else:
            items = [_nested(row) for row in rows]
        path.write_text(json.dumps(_nested({name: items})), encoding="utf-8")
        return path


def writable(section: Section) -> bool:
    """Whether a section is a table with a header of its own, which can be written from its labels alone."""
    odd = (section.spread, section.pivot, section.described, section.lasting, section.visits, section.each)
    return section.shape == "table" and not any(odd)


@st.composite
def exports(draw: st.DrawFn, layout: Layout, section: Section) -> Written:
    """An export of one section: random optional columns in a random order, random rows, a random delimiter."""
    language = draw(st.sampled_from(languages(layout, section)))
    delimiter = "," if section.sheet else draw(st.sampled_from([",", ";", "\t", ""]))
    labels = drawn_labels(draw, section, language)
    readers = {label: readers_of(section, label) for label in labels}
    zones = {name: ZONE for label, names in readers.items() for name in names if label.endswith(f"({ZONE})")}
    zone = layout.time_zone or CLIENT_ZONE
    forms = {name: draw(st.sampled_from(ways)) for name in section.columns if (ways := formats(section, name))}
    header = draw(st.permutations(labels))
    rows, expected = [], []
    for row in range(draw(st.integers(1, 6))):
        at = instant(row, draw(st.integers(0, 600)))
        cells = {
            label: _cell(draw, layout, section, names, row, at, forms, language, delimiter, zones, zone)
            for label, names in readers.items()
        }
        rows.append([cells[label][0] for label in header])
        expected.append(row_meant(section, readers, cells, at))
    above = list(ABOVE.get(layout.id, []))
    titles = [head.text for head in section.titles if head.language in (None, language)]
    if layout.id == "ga4":
        start, end = _PERIOD[language]
        above = [["# ----"], [f"# {start}: 20261001"], [f"# {end}: 20261031"], []]
    above += [[draw(st.sampled_from(titles))]] if titles else []
    return Written(layout, section, list(header), rows, expected, _hints(layout, section, readers), above, delimiter)


def _cell(
    draw: st.DrawFn, layout: Layout, section: Section, names: list[str], row: int, at: dt.datetime,
    forms: dict[str, str], language: str, delimiter: str, zones: dict[str, str], zone: str,
) -> tuple[str, Any]:  # fmt: skip
    """The text of one cell, and what it states: an instant, a figure, a word, or nothing."""
    deciding = DECIDING.get(layout.id, {})
    for name in names:
        column = section.columns[name]
        if name in deciding:
            return deciding[name], None
        if name == "_currency":
            return CURRENCY, None
        if column.extract and (text := within(layout.id, name, row, at)) is not None:
            return text, text
        if column.source and not column.format:
            text = draw(st.sampled_from(sorted(SOURCES)))
            return text, text
        if column.format:
            at = dt.datetime.combine(WEEK[0], at.timetz()) if column.span == "week" else at
            return written_date(at, forms[name], language, zones.get(name, zone))
        clock = next((one.clock.of for one in section.columns.values() if one.clock and one.clock.id == name), None)
        if clock:
            return (text := id_of(clock, at)), text
        if column.values:
            value = draw(st.sampled_from(sorted(column.values)))
            text = draw(st.sampled_from(column.values[value]))
            return text, text
    name = next((name for name in names if not name.startswith("_")), None)
    kind = section.canonical[name].kind if name else Kind.COUNT
    if name and (kind in (*COUNTED, Kind.MONEY, Kind.NUMBER) or section.columns[name].after):
        column = section.columns[name]
        if name not in section.required and draw(st.integers(0, 5)) == 0:
            return "", None
        if name == "score":
            return "1", Decimal(1)  # on the scale of every survey
        figure = draw(figures(column, section.canonical[name]))
        return number(figure, layout, language, delimiter), figure
    if name and (name.endswith("_id") or name in section.canonical.key):
        text = "Acme" if name == "account" else f"abcdefg{row:04}" if name.endswith("_id") else f"{name} {row}"
        return text, text
    if name is None:  # a label that only decides, or a part of a sum
        figure = draw(st.integers(0, 10**6)) * 2
        return number(figure, layout, language, delimiter), figure
    text = draw(CAPTIONS) if name == "text" else f"a{draw(st.integers(0, 99))}z"
    return text, text


def _hints(layout: Layout, section: Section, readers: dict[str, list[str]]) -> Hints:
    """What the parameters must say: what no cell tells."""
    told = {name for names in readers.values() for name in names} | set(section.set)
    told |= {name for name, column in section.columns.items() if column.fact}
    key = section.canonical.key
    network = (layout.own_networks or ("x",))[0] if "network" in key and "network" not in told else None
    period = "end" in key and ("date" if "date" in key else "start") not in told
    date = FIRST if "date" in key and "date" not in told and not period else None
    year = 2026 if any("day month" in column.format for column in section.columns.values()) else None
    covers = (FIRST, dt.date(2026, 10, 31)) if period else None
    return Hints(network=network, date=date, year=year, covers=covers, account="Acme" if section.rivals else None)


def _nested(cells: dict[str, Any]) -> Any:
    """Values by the way to them, as the object that has these ways."""
    made: dict[str, Any] = {}
    for way, value in cells.items():
        place = made
        *steps, last = way.split(".")
        for step in steps:
            place = place.setdefault(step, {})
        place[last] = value
    return _with_lists(made)


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inside = {key: _with_lists(one) for key, one in value.items()}
    return [inside["0"]] if list(inside) == ["0"] else inside
