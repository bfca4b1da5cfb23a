"""The fonts of a report: where they are, static weights made once from the variable files, kept in the cache.

Fonts come from packages, never from the repository: Inter for the text, Noto for the scripts and emoji that Inter
lacks, and what matplotlib carries as the last resort (mathematical letters, rare symbols).
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

from kpitools import workspace

FAMILY = "Inter"
WEIGHTS = {400: "Regular", 600: "SemiBold"}

# What every report is written with: Latin, punctuation, currencies, arrows, mathematical and geometric signs. The
# whole of Inter would take three times as long to prepare, for letters that few pages show.
_EVERYDAY = [(0x20, 0x17F), (0x2010, 0x205F), (0x20A0, 0x20BF), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF)]
# Figures of one width stand in columns; signs between capitals sit at their height.
_FEATURES = ("tnum", "case")
# Inter's "text" cut: its optical size axis goes from 14 (text) to 32 (display).
_OPTICAL_SIZE = 14
# Emoji before scripts: a caption has many of them; the general Noto Sans before the scripts it lacks.
_NOTO_FIRST = ("NotoSans[wght].ttf", "NotoEmoji[wght].ttf", "NotoSansSymbols[wght].ttf")
_LAST_RESORT = ("DejaVuSans.ttf", "STIXGeneral.ttf")


def inter(weight: int = 400) -> Path:
    """A static TrueType file of Inter (family "Inter") with the everyday letters, regular or semibold (from 500 on).

    Made once, in the cache.
    """
    weight = 600 if weight >= 500 else 400
    name = f"inter-{version('fontpkg-inter')}-{weight}.ttf"
    return kept(name, lambda path: _instance(_everyday_inter(), weight, path))


@cache
def variable_inter() -> Path:
    """The file of Inter with all its letters and weights."""
    return _packaged("fontpkg_inter", "files", "Inter[opsz,wght].ttf")


@cache
def fallbacks() -> tuple[Path, ...]:
    """Font files to look into, in order, for a character that Inter lacks."""
    folder = _packaged("manimgx_fonts")
    first = [folder / name for name in _NOTO_FIRST]
    others = sorted(path for path in folder.glob("NotoSans*.ttf") if path not in first and "Italic" not in path.name)
    return (*first, *others, *_matplotlib_fonts())


@cache
def installed(family: str) -> tuple[Path, ...]:
    """The files of a font family installed on this machine, one a weight and style; none where it is not installed."""
    # matplotlib's list of the machine's fonts takes a while to make: only those who ask for a font of theirs wait.
    from matplotlib.font_manager import fontManager

    # A condensed face is in the list under the same family: it stands in only where there is no other.
    faces = [one for one in fontManager.ttflist if one.name == family]
    faces.sort(key=lambda one: (one.stretch == "normal", one.fname))
    found = {(one.weight, one.style): Path(one.fname) for one in faces}
    return tuple(found[key] for key in sorted(found, key=str))


@cache
def characters(font: Path) -> frozenset[int]:
    """The code points that a font file holds."""
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def kept(name: str, make: Callable[[Path], object]) -> Path:
    """The font file of that name in the cache; `make(path)` writes it where it is missing, whole or not at all."""
    path = workspace.cache() / "fonts" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
        os.close(handle)
        try:
            make(Path(draft))
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    return path


def keep_letters(source: Path, wanted: Iterable[int], target: Path, *, features: Iterable[str] = ()) -> None:
    """Write the font with only some code points, and the features that shape them; the same bytes on every run."""
    # Font tools take a while to load, and the fonts are in the cache but for the first time.
    from fontTools import subset

    options = subset.Options(recalc_timestamp=False, name_IDs=["*"], notdef_outline=True, drop_tables=["FFTM", "meta"])
    options.layout_features = [*options.layout_features, *features]
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.save(target)


def make_static(source: Path, axes: dict[str, float], target: Path) -> None:
    """Write a variable font at one place of its axes; those not named stay at their default."""
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(source, recalcTimestamp=False) as font:
        defaults = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        wished = {tag: axes.get(tag, default) for tag, default in defaults.items()}
        instantiateVariableFont(font, wished, inplace=True, optimize=False).save(target)


def _everyday_inter() -> Path:
    wanted = [code for first, last in _EVERYDAY for code in range(first, last + 1)]
    name = f"inter-{version('fontpkg-inter')}-everyday.ttf"
    return kept(name, lambda path: keep_letters(variable_inter(), wanted, path, features=_FEATURES))


def _instance(source: Path, weight: int, target: Path) -> None:
    make_static(source, {"wght": weight, "opsz": _OPTICAL_SIZE}, target)
    with TTFont(target, recalcTimestamp=False) as font:
        _rename(font, WEIGHTS[weight])
        font["OS/2"].usWeightClass = weight
        font.save(target)


def _rename(font: TTFont, style: str) -> None:
    # matplotlib and fontconfig read family and weight from the names, which an instance keeps from the variable file.
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY}-{style}", 16: FAMILY, 17: style}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]


def _packaged(package: str, *parts: str) -> Path:
    return Path(str(files(package).joinpath(*parts)))


def _matplotlib_fonts() -> Iterator[Path]:
    folder = _packaged("matplotlib", "mpl-data", "fonts", "ttf")
    return (folder / name for name in _LAST_RESORT)
