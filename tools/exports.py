"""The export files that are read, in docs/, in French and English, made from the layouts.

python tools/exports.py    writes docs/exports-lus.md and docs/exports-read.md anew
"""

from collections.abc import Iterable
from pathlib import Path

from babel import Locale

from kpitools.language import Language, language
from kpitools.readers import Layout, layouts

PAGES = {"fr": "exports-lus.md", "en": "exports-read.md"}
TITLES = {"fr": "Les exports lus", "en": "The exports that are read"}
LEADS = {
    "fr": "Chaque ligne est une mise en page de `kpitools/readers/layouts/`. Les libellés ont été vus dans de vrais "
    "fichiers de ces années et dans ces langues ; ceux des autres langues ne sont connus que par la documentation. Les "
    "tables canoniques en CSV ou en Parquet (`kpitools tables`) sont lues aussi.",
    "en": "Each line is a layout of `kpitools/readers/layouts/`. Its labels were seen in real files of these years and "
    "in these languages; those of other languages are known from documentation alone. The canonical tables as CSV or "
    "Parquet (`kpitools tables`) are read as well.",
}
HEADS = {
    "fr": ("export", "mise en page", "tables remplies", "vu dans de vrais fichiers", "d'après la documentation"),
    "en": ("export", "layout", "tables filled", "seen in real files", "by documentation"),
}
NOTHING = {"fr": "reconnu, rien n'en est lu : {why}", "en": "recognised, nothing is read of it: {why}"}


def pages() -> dict[str, str]:
    """Each page's text by its file name."""
    return {name: _page(language(code)) for code, name in PAGES.items()}


def _page(words: Language) -> str:
    told = sorted(
        (one for one in layouts() if not one.closed),
        key=lambda one: (one.platform, one.title[words.code].casefold()),
    )
    heads = HEADS[words.code]
    rows = (heads, ["---"] * len(heads), *(row(one, words) for one in told))
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([f"# {TITLES[words.code]}", "", LEADS[words.code], "", *lines, ""])


def row(layout: Layout, words: Language) -> tuple[str, ...]:
    """A layout's line: title, id, tables, languages and years of real files, languages of documentation."""
    title, seen = layout.title[words.code], layout.seen
    tables = ", ".join(dict.fromkeys(f"`{section.table}`" for section in layout.sections if section.table))
    if layout.unusable:
        tables = NOTHING[words.code].format(why=layout.unusable[words.code])
    years = " – ".join(str(year) for year in dict.fromkeys(seen.years)) if seen.years else ""
    real = ", ".join(filter(None, (_named(seen.languages, words), years)))
    return title, f"`{layout.id}`", tables, real, _named(seen.described, words)


def _named(codes: Iterable[str], words: Language) -> str:
    names = Locale.parse(words.code).languages
    return ", ".join(names[Locale.parse(code).language] + _region(code, words) for code in codes)


def _region(code: str, words: Language) -> str:
    territory = Locale.parse(code).territory
    return f" ({Locale.parse(words.code).territories[territory]})" if territory else ""


if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).resolve().parents[1] / "docs" / name).write_text(text, encoding="utf-8")
