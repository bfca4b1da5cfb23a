"""How large a file may grow once it is opened: no export comes near, and what goes beyond would fill the memory."""

import zipfile
from collections.abc import Iterable

from kpitools.errors import UnreadableExport
from kpitools.language import mark
from kpitools.problems import Problem

# A sheet is held in memory up to its farthest cell: more places than these, most of them empty, are refused.
PLACES = 20_000_000
ROWS, COLUMNS = 1_048_576, 16_384  # what a spreadsheet's sheet holds
RECORDS = 20_000_000  # of a Parquet file, which can hold more of them in a megabyte than a memory does
SHEETS = 4_096  # a merge of many reports has some dozens
UNPACKED = 2_000_000_000  # bytes; a sheet of a million rows and fifty columns has a fifth of it
# Sparse tables shrink to a fiftieth; what shrinks to less than this was made to fill memories.
_SHRUNK, _SMALL = 200, 50_000_000


def refuse_bomb(members: Iterable[zipfile.ZipInfo], file: str) -> None:
    """Raises UnreadableExport where an archive's files are more than any export holds, or next to nothing packed."""
    for_all = 0
    for member in members:
        for_all += member.file_size
        if for_all > UNPACKED or member.file_size > max(_SMALL, _SHRUNK * member.compress_size):
            raise too_large_unpacked(file)


def too_large_unpacked(file: str) -> UnreadableExport:
    """The error of a file that unpacks to more than any export holds."""
    text = mark("Ce fichier est trop grand une fois décompressé.")
    return _oversized(file, text, mark("Exportez une période plus courte, ou en CSV."))


def too_many_rows(file: str, rows: int) -> UnreadableExport:
    """The error of a table with more rows than any client's."""
    text = mark("Ce fichier compte {rows} lignes : au plus {most} sont lues.")
    return _oversized(file, text, mark("Exportez une période plus courte, ou en CSV."), rows=rows, most=RECORDS)


def too_far(file: str, sheet: str | None, rows: int, columns: int) -> UnreadableExport:
    """The error of a sheet in which a cell lies far from the table, with all the empty places between."""
    text = mark("Une cellule isolée, très loin du tableau, étend la feuille à {rows} × {columns}.")
    remedy = mark("Supprimez les lignes et colonnes après le tableau, puis enregistrez le classeur.")
    return _oversized(file, text, remedy, sheet, rows=rows, columns=columns)


def too_wide(file: str, sheet: str | None, columns: int) -> UnreadableExport:
    """The error of a text with more cells in a line than a spreadsheet has columns."""
    text = mark("Une ligne compte {columns} cellules : aucun export n'en a autant.")
    return _oversized(file, text, mark("Téléchargez de nouveau l'export."), sheet, columns=columns)


def too_many_sheets(file: str, sheets: int) -> UnreadableExport:
    """The error of a workbook with more sheets than anyone looks through."""
    text = mark("Ce classeur compte {sheets} feuilles : au plus {most} sont lues.")
    remedy = mark("Donnez les rapports en plusieurs classeurs.")
    return _oversized(file, text, remedy, sheets=sheets, most=SHEETS)


def _oversized(file: str, text: str, remedy: str, sheet: str | None = None, **values: object) -> UnreadableExport:
    return UnreadableExport(Problem("oversized", text, values, remedy=remedy, file=file, sheet=sheet))
