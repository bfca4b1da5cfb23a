"""The fonts that a page carries: Inter's letters, and for what Inter lacks the few glyphs needed from other fonts.

Everything is embedded as `data:` addresses, so that the same file reads the same on every screen and on paper.
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
_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Faces:
    """`css` holds the `@font-face` rules of a page, `stack` its value of `font-family`; `missing` no font has."""

    css: str
    stack: str
    missing: tuple[str, ...] = ()

    def put_into(self, page: str) -> str:
        """The page with its fonts where they belong."""
        return page.replace(FACES_HERE, self.css).replace(STACK_HERE, self.stack)

    def problems(self) -> tuple[Problem, ...]:
        """A warning for each missing character, so that none is found first by the client."""
        text = mark("Aucune police ne contient le caractère « {character} » ({code}) : il peut manquer à l'impression.")
        return tuple(
            Problem("missing_glyph", text, {"character": one, "code": f"U+{ord(one):04X}"}, severity=Severity.WARNING)
            for one in self.missing
        )


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
    rules = [_brand_face(path, brand_font, everyday.union(shown)) for path in own_fonts]
    rules += [_rule(fonts.FAMILY, weight, _packed(fonts.inter(weight))) for weight in fonts.WEIGHTS]
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
            rules.append(_rule(families[-1], 400, _some_letters(font, held | joiners), held | joiners))
            rare -= held
    stack = ", ".join(f'"{name}"' for name in dict.fromkeys(families)) + ", sans-serif"
    return Faces("\n".join(rules), stack, tuple(sorted(map(chr, rare))))


def _some_letters(font: Path, wanted: frozenset[int]) -> Path:
    """The cached file of a font's letters, static and packed; a variable font at its regular weight."""
    state = font.stat()
    known = f"{font.name} {state.st_size} {state.st_mtime_ns} {sorted(wanted)}"
    letters = fonts.kept(
        f"letters-{hashlib.sha256(known.encode()).hexdigest()[:16]}.ttf",
        lambda path: _write_letters(font, wanted, path),
    )
    return _packed(letters)


def _write_letters(font: Path, wanted: frozenset[int], target: Path) -> None:
    fonts.keep_letters(font, wanted, target, features=["*"])
    if _is_variable(font):
        fonts.make_static(target, {"wght": 400}, target)


def _is_variable(font: Path) -> bool:
    with TTFont(font, lazy=True) as opened:
        return "fvar" in opened


def _packed(font: Path) -> Path:
    """The font compressed as browsers take it."""
    return fonts.kept(font.with_suffix(".woff2").name, lambda path: _pack(font, path))


def _pack(source: Path, target: Path) -> None:
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(target)


def _brand_face(font: Path, family: str, wanted: frozenset[int]) -> str:
    with TTFont(font, lazy=True) as opened:
        weight, is_italic = opened["OS/2"].usWeightClass, bool(opened["OS/2"].fsSelection & 1)
    return _rule(family, weight, _some_letters(font, wanted), is_italic=is_italic)


def _family(font: Path) -> str:
    with TTFont(font, lazy=True) as opened:
        return str(opened["name"].getBestFamilyName())


def _rule(family: str, weight: int, font: Path, only: Iterable[int] = (), *, is_italic: bool = False) -> str:
    content = base64.b64encode(font.read_bytes()).decode()
    extent = "unicode-range: " + ", ".join(f"U+{code:X}" for code in sorted(only)) + "; " if only else ""
    style = "italic" if is_italic else "normal"
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; {extent}'
        f'src: url(data:font/woff2;base64,{content}) format("woff2") }}'
    )
