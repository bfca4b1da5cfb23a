"""Counting in an export file without any of the readers: cells as they stand there, found by their labels."""

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

Grid = list[list[str]]
_UNKNOWN = {"", "-", "--", "NAN", "undefined"}
_TOTALS = {"total", "gesamt"}


def counted(path: Path, how: str | float) -> float:
    """The figure that `how` describes (see exports/README.md)."""
    if not isinstance(how, str):
        return how
    if how.startswith("total "):
        return sum(_number(cell) for cell in _column(path, how.removeprefix("total "), total=True))
    return sum(_number(cell) for term in how.split(" + ") for cell in _column(path, term))


def counted_rows(path: Path, how: str | int) -> int:
    """How many records have something in a column."""
    return how if isinstance(how, int) else sum(bool(cell.strip()) for cell in _column(path, how))


def _column(path: Path, label: str, total: bool = False) -> list[str]:
    """The cells below a label, to the next blank line; rows of totals are left out, or are the only ones."""
    sheet, _, label = label.rpartition(" ! ")
    title, _, label = label.rpartition(" > ")
    label, _, nth = label.partition("#")
    rows = _grid(path, sheet)
    if title:
        rows = rows[next(at for at, row in enumerate(rows) if "".join(row).strip() == title) + 1 :]
    start = next(at for at, row in enumerate(rows) if label in row)
    place = [at for at, cell in enumerate(rows[start]) if cell == label][int(nth or 1) - 1]
    cells = []
    for row in rows[start + 1 :]:
        if not any(cell.strip() for cell in row):
            break
        is_total = row[0].replace("\u00ad", "").strip().lower() in _TOTALS
        described = not row[0].strip() and any(cell.startswith(("Lifetime: ", "Daily: ")) for cell in row)
        if is_total == total and place < len(row) and not described:
            cells.append(row[place])
    return cells


def _number(cell: str) -> float:
    cell = cell.strip().removesuffix("%")
    return 0 if cell in _UNKNOWN else float(cell)


def _grid(path: Path, sheet: str) -> Grid:
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return _xlsx(path)
    if b"<Workbook" in data[:2000]:
        return _xml(data, sheet)
    encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    text = re.sub(r"^sep=.\r?\n", "", text)
    head = text[:400]
    delimiter = max(",;\t", key=head.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _xml(data: bytes, sheet: str) -> Grid:
    space = "{urn:schemas-microsoft-com:office:spreadsheet}"
    (found,) = [
        one
        for one in ElementTree.fromstring(data.lstrip()).iter(f"{space}Worksheet")
        if one.get(f"{space}Name") == sheet
    ]
    rows = []
    for row in found.iter(f"{space}Row"):
        cells: list[str] = []
        for cell in row.iter(f"{space}Cell"):
            cells += [""] * (int(cell.get(f"{space}Index", len(cells) + 1)) - len(cells) - 1)
            cells.append("".join(cell.find(f"{space}Data").itertext()))
        rows.append(cells)
    return rows


def _xlsx(path: Path) -> Grid:
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        texts = []
        if "xl/sharedStrings.xml" in names:
            shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            texts = ["".join(part.text or "" for part in item.iter(f"{space}t")) for item in shared]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(f"{space}row"):
        cells: list[str] = []
        for cell in row.iter(f"{space}c"):
            letters = re.match("[A-Z]+", cell.get("r", "A1"))[0]
            at = 0
            for letter in letters:
                at = 26 * at + ord(letter) - 64
            cells += [""] * (at - len(cells) - 1)
            value = "".join(part.text or "" for part in cell.iter() if part.tag in (f"{space}v", f"{space}t"))
            cells.append(texts[int(value)] if cell.get("t") == "s" else value)
        rows.append(cells)
    return rows
