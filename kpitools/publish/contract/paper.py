"""What the PDF must be: A4, tagged, with bookmarks, language, title and its own fonts."""

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from kpitools.language import mark
from kpitools.problems import Problem

# A4 in points; printers and engines round to the nearest.
_WIDTH, _HEIGHT, _TOLERANCE = 595.28, 841.89, 1.0


def pdf_faults(name: str, reader: PdfReader) -> Iterator[Problem]:
    """A problem for each thing that a PDF lacks to be a report."""
    for fault in _faults(reader):
        yield fault.with_values(name=name)


def _faults(reader: PdfReader) -> Iterator[Problem]:
    if not reader.pages:
        yield Problem("pdf_without_pages", mark("{name} n'a pas de page."))
        return
    sheets = [page.mediabox for page in reader.pages]
    if any(
        abs(float(sheet.width) - _WIDTH) > _TOLERANCE or abs(float(sheet.height) - _HEIGHT) > _TOLERANCE
        for sheet in sheets
    ):
        remedy = mark("Le modèle doit donner à ses pages le format A4 (@page, size: A4).")
        yield Problem("pdf_not_a4", mark("{name} n'est pas au format A4."), remedy=remedy)
    if not reader.outline:
        yield Problem("pdf_without_bookmarks", mark("{name} n'a pas de signets."))
    if loose := sorted(_loose_fonts(reader)):
        text = mark("{name} n'incorpore pas les polices {fonts}.")
        yield Problem("pdf_fonts_not_embedded", text, {"fonts": ", ".join(loose)})
    catalogue = reader.trailer["/Root"].get_object()
    if not isinstance(catalogue, DictionaryObject) or not _is_tagged(catalogue):
        yield Problem("pdf_not_tagged", mark("{name} n'est pas balisé pour la lecture à voix haute."))
        return
    if not catalogue.get("/Lang"):
        yield Problem("pdf_without_language", mark("{name} ne dit pas sa langue."))
    if not (reader.metadata and reader.metadata.title):
        yield Problem("pdf_without_title", mark("{name} n'a pas de titre."))
    if b"pdfuaid" not in _metadata(catalogue):
        yield Problem("pdf_not_ua", mark("{name} ne se dit pas conforme à PDF/UA."))


def _is_tagged(catalogue: DictionaryObject) -> bool:
    marks = catalogue.get("/MarkInfo")
    marked = bool(marks and marks.get_object().get("/Marked"))
    return marked and "/StructTreeRoot" in catalogue


def _metadata(catalogue: DictionaryObject) -> bytes:
    stream: Any = catalogue.get("/Metadata")
    return bytes(stream.get_object().get_data()) if stream is not None else b""


def _loose_fonts(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        resources: Any = page.get("/Resources")
        yield from _loose_in(resources.get_object() if resources is not None else {}, set())


def _loose_in(resources: Any, seen: set[int]) -> Iterator[str]:
    if id(resources) in seen:
        return
    seen.add(id(resources))
    for font in _objects(resources, "/Font"):
        if font.get("/Subtype") != "/Type3" and not _is_embedded(font):
            yield str(font.get("/BaseFont", "?"))
    for form in _objects(resources, "/XObject"):
        if "/Resources" in form:
            yield from _loose_in(form["/Resources"].get_object(), seen)


def _objects(resources: Any, kind: str) -> list[Any]:
    found = resources.get(kind)
    return [value.get_object() for value in found.get_object().values()] if found is not None else []


def _is_embedded(font: Any) -> bool:
    descendants = font.get("/DescendantFonts")
    own = descendants.get_object()[0].get_object() if descendants is not None else font
    descriptor = own.get("/FontDescriptor")
    held = descriptor.get_object() if descriptor is not None else {}
    return any(key in held for key in ("/FontFile", "/FontFile2", "/FontFile3"))
