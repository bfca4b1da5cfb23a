"""Workbooks that would not fit into memory: the parser would end the whole program, so they never reach it."""

import io
import zipfile
from pathlib import Path

import pytest

from kpitools.errors import UnreadableExport
from kpitools.readers.files import bounds, workbook

SHEET = "xl/worksheets/sheet1.xml"


def written(folder: Path, cells: str, name: str = SHEET) -> Path:
    """The bones of a workbook: a sheet with these cells."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr(name, f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    path = folder / "export.xlsx"
    path.write_bytes(file.getvalue())
    return path


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        "<row r='1'><c s='1' r='XFD1'><v>1</v></c></row><row r='1048576'><c r='A1048576'><v>2</v></c></row>",
        '<c r="A1"/>' + " " * (workbook._BLOCK - 45) + '<c r="XFD1048576"/>',  # across two blocks of reading
    ],
)
@pytest.mark.parametrize("name", [SHEET, "elsewhere/Feuille.XML"])
def test_a_cell_far_from_all_others_is_refused_with_what_to_do(tmp_path: Path, cells: str, name: str) -> None:
    with pytest.raises(UnreadableExport) as caught:
        workbook.sheets(written(tmp_path, cells, name))
    [problem] = caught.value.problems
    assert (problem.id, problem.file) == ("oversized", "export.xlsx")
    assert (problem.values["rows"], problem.values["columns"]) == (1_048_576, 16_384)


def test_a_long_narrow_sheet_is_no_matter(tmp_path: Path) -> None:
    path = written(tmp_path, '<row r="1"><c r="C1"/></row><row r="1048576"><c r="A1048576"/></row>')
    workbook._refuse_oversized(path)


def test_what_unpacks_to_more_than_memory_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "<c><v>" + "A" * 100_000 + "</v></c>")
    monkeypatch.setattr(bounds, "UNPACKED", 50_000)
    with pytest.raises(UnreadableExport, match="trop grand"):
        workbook.sheets(path)
