"""Empty spreadsheets for an analyst to fill, made of the layouts that read them back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kpitools.language import Language
from kpitools.readers.schema.column import Column
from kpitools.readers.schema.layout import Layout, Section
from kpitools.readers.schema.library import layouts
from kpitools.tables import Kind

OWN = "own"  # the platform of the layouts that read an analyst's own spreadsheets
_WIDTH = 22
_COMMENT = {"x_scale": 1.6, "y_scale": 1.2}
_ROWS = 1000  # how many rows offer the words that a column takes


def write_templates(folder: Path, words: Language) -> Iterator[Path]:
    """Write an empty, commented XLSX for each table that is an analyst's own, in the reader's language.

    A file that is there already is left as it is. Raises OSError where one can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for layout in (layout for layout in layouts() if layout.platform == OWN):
        path = folder / f"{layout.sections[0].table}.xlsx"
        if not path.exists():
            _write(path, layout, words)
            yield path


def _write(path: Path, layout: Layout, words: Language) -> None:
    import xlsxwriter

    section = next(one for one in layout.sections if any(head.language == words.code for head in one.heads))
    columns = list(_columns(section))
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        title, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 0, max(1, len(columns) - 1), layout.title["fr" if words.code == "fr" else "en"], title)
        sheet.freeze_panes(2, 0)
        for at, (name, label, column, kind) in enumerate(columns):
            sheet.set_column(at, at, _WIDTH, day if kind in (Kind.DATE, Kind.TIME) else None)
            sheet.write_string(1, at, label, head)
            note = "\n".join(_notes(name in section.required, column, kind, words))
            if note:
                sheet.write_comment(1, at, note, _COMMENT)
            if offered := _offered(column):
                sheet.data_validation(
                    2, at, _ROWS, at, {"validate": "list", "source": offered, "error_type": "warning"}
                )


def _columns(section: Section) -> Iterator[tuple[str, str, Column, Kind]]:
    """The columns to fill, and those without which the table is not known; a label stands once."""
    seen: set[str] = set()
    for name in sorted(section.columns, key=lambda name: name.startswith("_")):
        column = section.columns[name]
        label = next((head.text for head in column.heads if not head.pattern), "")
        heads = {head.text for head in column.heads}
        if label and not (seen & (heads if name.startswith("_") else {label})):
            seen |= heads
            kind = section.canonical[name].kind if not name.startswith("_") else Kind.TEXT
            yield name, label, column, kind


def _notes(required: bool, column: Column, kind: Kind, words: Language) -> Iterator[str]:
    if required:
        yield words.text("Colonne obligatoire.")
    if column.made:
        yield words.text("Facultatif : une ligne sans identifiant en reçoit un.")
    if column.personal:
        yield words.text("Remplacé par un pseudonyme : rien qui désigne une personne n'est gardé.")
    if column.source:
        yield words.text(
            "Réseau ou source, par exemple Instagram, FB_ads ou l.facebook.com ; vide : aucun réseau social."
        )
    if kind in (Kind.DATE, Kind.TIME):
        yield words.text("Date, avec ou sans heure : 31/10/2026 18:05.")
    if column.values:
        yield words.text("Mots possibles : {words}.", words=", ".join(texts[0] for texts in column.values.values()))


def _offered(column: Column) -> Sequence[str]:
    """The words that a column takes, where a list can hold them (255 letters)."""
    offered = [texts[0] for texts in column.values.values()]
    return offered if len(",".join(offered)) < 255 else []
