"""HTML to PDF with WeasyPrint: tagged, with its own fonts, from the page alone, the same bytes on every run."""

import base64
import contextlib
import copy
import importlib
import io
import logging
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kpitools.errors import ContractBroken, PdfEngineMissing
from kpitools.language import mark
from kpitools.problems import Problem, Severity

_SVG = "http://www.w3.org/2000/svg"
_DECLARATION = "{http://www.w3.org/2000/xmlns/}"
_INSTALL = {
    "linux": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": "winget install MSYS2.MSYS2 && C:\\msys64\\usr\\bin\\pacman -S mingw-w64-x86_64-pango",
}


@dataclass(frozen=True)
class Paper:
    """A page to print: its HTML, and the addresses of the font files that it refers to."""

    html: str
    fonts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Printed:
    """A PDF, and what the engine had to say about it."""

    content: bytes
    problems: tuple[Problem, ...] = ()


def print_pdf(paper: Paper) -> Printed:
    """The PDF of a page.

    Raises PdfEngineMissing where WeasyPrint's system libraries are not installed, ContractBroken where the page
    would load something from outside or holds a picture that can't be drawn.
    """
    weasyprint = _engine()
    refused: list[str] = []
    with _listening() as said:
        page = weasyprint.HTML(string=paper.html, url_fetcher=_fetcher(paper.fonts, refused))
        _for_paper(page.etree_element)
        content: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    if refused:
        text = mark("Le PDF charge « {address} » : un rapport ne charge rien.")
        raise ContractBroken(*(Problem("outside_load", text, {"address": one[:80]}) for one in dict.fromkeys(refused)))
    if any(line.startswith("Failed to load image") for line in said):
        raise ContractBroken(Problem("unreadable_picture", mark("Une image du rapport ne peut pas être imprimée.")))
    text = mark("Le moteur du PDF signale : {said}")
    return Printed(
        content, tuple(Problem("pdf_engine_said", text, {"said": line}, severity=Severity.WARNING) for line in said)
    )


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What WeasyPrint reports as errors: pictures that it leaves out, links that lead nowhere."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage()[:200])

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.ERROR)
    # Its warnings are about CSS that only browsers know.
    former, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = former


def _engine() -> Any:
    try:
        # Without Pango it prints advice of its own where results are expected.
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module("weasyprint")
    except OSError as error:
        text = mark("Le PDF ne peut pas être fait : les bibliothèques Pango ne sont pas installées.")
        remedy = mark("Installez-les ({command}), puis relancez.")
        values = {"command": _INSTALL.get(sys.platform, _INSTALL["linux"])}
        raise PdfEngineMissing(Problem("pdf_engine_missing", text, values, remedy=remedy)) from error


def _fetcher(fonts: frozenset[str], refused: list[str]) -> Any:
    """Gives what the page itself holds (`data:`) and its fonts; any other address is refused and noted."""
    urls = importlib.import_module("weasyprint.urls")

    class OwnData(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and url not in fonts:
                refused.append(url)
                raise ValueError(url)
            return super().fetch(url, headers)

    return OwnData()


def _for_paper(element: ET.Element) -> None:
    """Leave out what is for the screen alone (`data-screen`), and turn each chart (`svg` with `role="img"`) into a
    picture with its alternative text.

    WeasyPrint applies the page's CSS to every element, hidden ones and those inside an SVG too: this halves the time.
    And a reader hears one description where it would read out every label of an axis.
    """
    for child in list(element):
        if child.get("data-screen") is not None:
            _remove(element, child)
        elif child.tag == f"{{{_SVG}}}svg" and child.get("role") == "img":
            element[list(element).index(child)] = _picture(child)
        else:
            _for_paper(child)


def _remove(parent: ET.Element, child: ET.Element) -> None:
    # The text after an element is the element's own here, and stays.
    place = list(parent).index(child)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def _picture(svg: ET.Element) -> ET.Element:
    kept = {name: value for name in ("class", "style", "width", "height", "id") if (value := svg.get(name))}
    title = svg.find(f"{{{_SVG}}}title")
    alt = svg.get("aria-label") or (title.text if title is not None else "") or ""
    content = base64.b64encode(_standalone(svg)).decode()
    picture = ET.Element("img", kept | {"alt": alt, "src": f"data:image/svg+xml;base64,{content}"})
    picture.tail = svg.tail
    return picture


def _standalone(svg: ET.Element) -> bytes:
    """An SVG of a page as a file of its own, with the namespaces that HTML does without."""
    svg = copy.deepcopy(svg)
    svg.tail = None
    for element in svg.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        for name in [name for name in element.attrib if name.startswith(_DECLARATION)]:
            del element.attrib[name]
    svg.set("xmlns", _SVG)
    return ET.tostring(svg)
