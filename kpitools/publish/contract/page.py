"""What the HTML must be: one file that loads nothing."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from kpitools.language import mark
from kpitools.problems import Problem

_URL = re.compile(r"""url\(\s*["']?\s*([^"')]*)|@import\s+["']([^"']*)""", re.IGNORECASE)
# Attributes whose address a browser loads by itself; a link (`a href`) waits for the reader.
_LOADING = {"src", "srcset", "poster", "background", "data", "action", "formaction", "href", "xlink:href", "manifest"}
_LINKS = {"a", "area"}
_ACTIVE = {"script", "iframe", "object", "embed", "base", "frame", "portal"}


def outside_loads(name: str, html: str) -> Iterator[Problem]:
    """A problem for each thing that the page would load or run, each said once."""
    reader = _LoadReader()
    reader.feed(html)
    reader.close()
    loaded = mark("{name} charge « {address} » : un rapport ne charge rien.")
    active = mark("{name} contient un élément <{tag}> : un rapport n'exécute rien.")
    for address in dict.fromkeys(reader.addresses):
        yield Problem("outside_load", loaded, {"name": name, "address": address[:80]})
    for tag in dict.fromkeys(reader.active):
        yield Problem("active_content", active, {"name": name, "tag": tag})


class _LoadReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.active: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        is_refresh = tag == "meta" and ("http-equiv", "refresh") in [
            (key, (value or "").lower()) for key, value in attrs
        ]
        if tag in _ACTIVE or is_refresh or any(key.startswith("on") for key, _ in attrs):
            self.active.append(tag)
        for key, value in attrs:
            if value and key in _LOADING and not (key == "href" and tag in _LINKS):
                self._note(value)
            elif value and tag in _LINKS and key == "href" and re.match(r"\s*(javascript|vbscript|file):", value, re.I):
                self.active.append(tag)
            elif value:
                self._style(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._in_style = False

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._style(data)

    def _style(self, css: str) -> None:
        for match in _URL.finditer(css):
            self._note(match[1] or match[2] or "")

    def _note(self, address: str) -> None:
        # Inside the file itself: its own data, or a place in the page.
        if address.strip() and not address.strip().lower().startswith(("data:", "#")):
            self.addresses.append(address.strip())
