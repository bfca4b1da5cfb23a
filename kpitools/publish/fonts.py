"""The fonts that a page carries: Inter's letters, and for what Inter lacks the few glyphs needed from other fonts.

In the HTML they are inside the page, so that it reads the same on every screen.
"""

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

from kpitools.charts import fonts
from kpitools.language import mark
from kpitools.problems import Problem, Severity

# Stand in a page until it is known what it shows.
FACES_HERE = "/* kpitools: font faces */"
STACK_HERE = "kpitools-font-stack"

# Marks that shape or join the character before them; they are wanted where the font knows them and never missed.
_JOINERS = frozenset({0x200C, 0x200D, 0x20E3, 0xFE0E, 0xFE0F, *range(0xE0020, 0xE0080)})
# How many missing characters a warning names.
_SAMPLE = 12
_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Face:
    """A TrueType file of one family and weight; `only` are the code points it is for, all where empty."""

    family: str
    weight: int
    file: Path
    only: frozenset[int] = frozenset()
    is_italic: bool = False

    def rule(self, address: str) -> str:
        """Its `@font-face` rule, with the font at an address."""
        extent = "unicode-range: " + ", ".join(f"U+{code:X}" for code in sorted(self.only)) + "; " if self.only else ""
        style = "italic" if self.is_italic else "normal"
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; font-style: {style}; {extent}'
            f"src: url({address}) }}"
        )


@dataclass(frozen=True)
class Faces:
    """The fonts of a page; `missing` are the characters that none of them has."""

    faces: tuple[Face, ...]
    stack: str
    missing: tuple[str, ...] = ()

    @property
    def files(self) -> frozenset[str]:
        """The addresses of the files that `on_paper` refers to."""
        return frozenset(face.file.as_uri() for face in self.faces)

    def on_screen(self, page: str) -> str:
        """The page with its fonts inside, compressed: one file that needs no other."""
        return self._put(page, (face.rule(_data_address(face.file)) for face in self.faces))

    def on_paper(self, page: str) -> str:
        """The page with its fonts as files: the PDF engine would only have to unpack them."""
        return self._put(page, (face.rule(face.file.as_uri()) for face in self.faces))

    def _put(self, page: str, rules: Iterable[str]) -> str:
        return page.replace(FACES_HERE, "\n".join(rules)).replace(STACK_HERE, self.stack)

    def problems(self) -> tuple[Problem, ...]:
        """A warning that names the missing characters, so that none is found first by the client."""
        if not self.missing:
            return ()
        text = mark("Caractères qu'aucune police ne contient, et qui peuvent manquer à l'impression : {characters}.")
        sample = " ".join(self.missing[:_SAMPLE]) + (" …" if len(self.missing) > _SAMPLE else "")
        return (Problem("missing_glyphs", text, {"characters": sample}, severity=Severity.WARNING),)


def prepare() -> None:
    """Make the fonts that every report carries, where the cache has none: seconds of work, the first time."""
    for weight in fonts.WEIGHTS:
        _data_address(fonts.inter(weight))


def brand_fonts(family: str, folders: Iterable[Path]) -> tuple[Path, ...]:
    """The font files of a family: those that templates bring in their folders `fonts/`, else the installed ones."""
    if family == fonts.FAMILY:
        return ()
    files = [path for folder in folders for path in sorted(folder.glob("fonts/*")) if path.suffix in (".ttf", ".otf")]
    return tuple(path for path in files if _family(path) == family) or fonts.installed(family)


def faces(page: str, brand_font: str = fonts.FAMILY, own_fonts: Iterable[Path] = ()) -> Faces:
    """The font faces of an HTML page; `own_fonts` are files of the brand's font, one a weight and style."""
    everyday = fonts.characters(fonts.inter())
    shown = {ord(character) for character in html.unescape(_MARKUP.sub(" ", page))}
    found = [_brand_face(path, brand_font, everyday.union(shown)) for path in own_fonts]
    found += [Face(fonts.FAMILY, weight, fonts.inter(weight)) for weight in fonts.WEIGHTS]
    # A space between two rare characters stays in their font.
    joiners = frozenset(shown & _JOINERS | {ord(" ")})
    rare = {code for code in shown - everyday - _JOINERS if unicodedata.category(chr(code))[0] not in "CZ"}
    families = [re.sub(r"[^\w .-]", "", brand_font), fonts.FAMILY]
    for font in (fonts.variable_inter(), *fonts.fallbacks()):
        if not rare:
            break
        if held := rare & fonts.characters(font):
            # A family of its own: WeasyPrint takes two files of one family and weight for the same font.
            families.append(f"Report {len(families)}")
            letters = frozenset(held | joiners)
            found.append(Face(families[-1], 400, _some_letters(font, letters), letters))
            rare -= held
    stack = ", ".join(f'"{name}"' for name in dict.fromkeys(families)) + ", sans-serif"
    return Faces(tuple(found), stack, tuple(sorted(map(chr, rare))))


def _some_letters(font: Path, wanted: frozenset[int]) -> Path:
    """The cached file of a font's letters; a variable font is taken at its regular weight."""
    state = font.stat()
    known = f"{font.name} {state.st_size} {state.st_mtime_ns} {sorted(wanted)}"
    name = f"letters-{hashlib.sha256(known.encode()).hexdigest()[:16]}.ttf"
    return fonts.kept(name, lambda path: _write_letters(font, wanted, path))


def _write_letters(font: Path, wanted: frozenset[int], target: Path) -> None:
    fonts.keep_letters(font, wanted, target, features=["*"])
    if _is_variable(font):
        fonts.make_static(target, {"wght": 400}, target)


def _is_variable(font: Path) -> bool:
    with TTFont(font, lazy=True) as opened:
        return "fvar" in opened


def _data_address(font: Path) -> str:
    packed = fonts.kept(font.with_suffix(".woff2").name, lambda path: _pack(font, path))
    return f"data:font/woff2;base64,{base64.b64encode(packed.read_bytes()).decode()}"


def _pack(source: Path, target: Path) -> None:
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(target)


def _brand_face(font: Path, family: str, wanted: frozenset[int]) -> Face:
    with TTFont(font, lazy=True) as opened:
        weight, is_italic = opened["OS/2"].usWeightClass, bool(opened["OS/2"].fsSelection & 1)
    return Face(family, weight, _some_letters(font, wanted), is_italic=is_italic)


def _family(font: Path) -> str:
    with TTFont(font, lazy=True) as opened:
        return str(opened["name"].getBestFamilyName())
