"""What the workbook must be: texts and numbers, no formula, nothing that points outside of it."""

import io
import re
import zipfile
from collections.abc import Iterator

from kpitools.language import mark
from kpitools.problems import Problem

_FORMULA = re.compile(rb"<f[ >/]")


def workbook_faults(name: str, content: bytes) -> Iterator[Problem]:
    """A problem for each thing that a workbook of ours never holds."""
    outside, formula = mark("{name} pointe hors de lui-même ({part})."), mark("{name} contient une formule ({part}).")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for part in book.namelist():
            said = {"name": name, "part": part}
            if "externalLinks" in part or "vbaProject" in part:
                yield Problem("workbook_links", outside, said)
            if part.startswith("xl/worksheets/") and _FORMULA.search(book.read(part)):
                yield Problem("workbook_formula", formula, said)
            if part.endswith(".rels") and b'TargetMode="External"' in book.read(part):
                yield Problem("workbook_links", outside, said)


def workbook_text(content: bytes) -> str:
    """All that a workbook says, for the search for leaks."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(part).decode() for part in book.namelist() if part.endswith((".xml", ".rels")))
