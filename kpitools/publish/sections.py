"""The sections that a notebook showed: found by the marker that each leaves in its output."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from nbformat import NotebookNode

_HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True)
class ShownSection:
    """A section of the report: its id, its title, and why it is absent if it is."""

    id: str
    title: str
    reason: str | None = None

    @property
    def is_present(self) -> bool:
        """Whether the report shows it."""
        return self.reason is None


def shown_sections(notebook: NotebookNode) -> list[ShownSection]:
    """The sections in a notebook's outputs, in order; the title is the text of a section's first heading."""
    return [section for html in html_outputs(notebook) for section in _sections(html)]


def html_outputs(notebook: NotebookNode) -> Iterator[str]:
    """The HTML that the notebook's cells show."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                yield output.data["text/html"]


def _sections(html: str) -> list[ShownSection]:
    reader = _SectionReader()
    reader.feed(html)
    reader.close()
    return [ShownSection(id_, " ".join("".join(title).split()) or id_, reason) for id_, title, reason in reader.found]


class _SectionReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], str | None]] = []
        self._heading: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "section" and (id_ := values.get("data-section")):
            title = [values.get("data-title") or ""]
            self.found.append((id_, title, values.get("data-absent")))
        elif tag in _HEADINGS and self.found and not "".join(self.found[-1][1]).strip():
            self._heading = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._heading:
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.found[-1][1].append(data)
