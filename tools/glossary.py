"""The glossary of the KPIs in docs/, in French and English, made from the catalogue.

python tools/glossary.py    writes docs/glossaire.md and docs/glossary.md anew
"""

from pathlib import Path

from kpitools.catalogue import catalogue
from kpitools.catalogue.glossary import page
from kpitools.language import language

PAGES = {"fr": "glossaire.md", "en": "glossary.md"}


def pages() -> dict[str, str]:
    """Each page's text by its file name."""
    return {name: page(catalogue(), language(code)) for code, name in PAGES.items()}


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).resolve().parents[1] / "docs" / name).write_text(text, encoding="utf-8")
