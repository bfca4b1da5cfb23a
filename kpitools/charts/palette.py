"""The colours of a report, all derived from a brand's two."""

from dataclasses import dataclass
from typing import Literal

from kpitools.charts.colour import contrast, legible, mix
from kpitools.tables import NETWORKS

Dashes = Literal["solid"] | tuple[int, tuple[float, ...]]

BRAND = "#0a5c8f"
ACCENT = "#f2a33a"

# Chosen for lightness as much as for hue, so that any four neighbours differ for the three colour blindnesses; the
# dashes tell apart what grey print makes alike.
_NETWORK_COLOURS = ("#1f5fa8", "#c2477f", "#111827", "#0f8a7e", "#b3261e", "#7a4fd0", "#b45f06", "#5a6b2f")
_NETWORK_DASHES: tuple[Dashes, ...] = ("solid", (0, (5, 1.6)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)))
_NETWORK_MARKERS = ("o", "s", "^", "D", "v")

# The colours that charts are drawn with.
_DRAWN = ("ground", "ink", "muted", "context", "line", "good", "bad", "brand-ink", "accent-ink", "shade")


@dataclass(frozen=True)
class Palette:
    """The colours of one ground (paper or dark screen).

    `brand` and `accent` are the brand's own, for surfaces; `brand_ink` and `accent_ink` are shades of them that can be
    read as text; `on_brand` is the text colour on a surface of `brand`. `context` is for lines to compare with.
    """

    brand: str = BRAND
    accent: str = ACCENT
    ground: str = "#ffffff"
    ink: str = "#17212b"
    muted: str = "#55636f"
    context: str = "#87939e"
    line: str = "#dbe1e6"
    good: str = "#0b6b3a"
    bad: str = "#a8380a"

    @property
    def brand_ink(self) -> str:
        """The brand's colour, legible as text."""
        return legible(self.brand, self.ground)

    @property
    def accent_ink(self) -> str:
        """The accent, legible as text."""
        return legible(self.accent, self.ground)

    @property
    def on_brand(self) -> str:
        """Text on a surface in the brand's colour."""
        return max(("#ffffff", self.ink, "#000000"), key=lambda text: min(contrast(text, self.brand), 4.5))

    @property
    def tint(self) -> str:
        """A breath of the brand's colour, for grounds under text."""
        return mix(self.brand, self.ground, 0.06)

    @property
    def shade(self) -> str:
        """A breath of the accent, for spans of time in a chart."""
        return mix(self.accent, self.ground, 0.14)

    @property
    def dark(self) -> "Palette":
        """The same brand on a dark screen."""
        ground = "#12181e"
        return Palette(
            self.brand, self.accent, ground, ink="#e9eef2", muted="#a7b3bd", context="#6f7d89", line="#2c3741",
            good="#79dca8", bad="#e9764c",
        )  # fmt: skip

    def twins(self) -> dict[str, str]:
        """What stands in a chart for each of its colours on a dark screen."""
        dark = self.dark
        own = {colour: dark.colours()[name] for name, colour in self.colours().items() if name in _DRAWN}
        return own | {colour: legible(colour, dark.ground) for colour in _NETWORK_COLOURS}

    def colours(self) -> dict[str, str]:
        """Every colour by its name, as the style sheets call them."""
        named = ("brand", "accent", "ground", "ink", "muted", "context", "line", "good", "bad")
        derived = ("brand_ink", "accent_ink", "on_brand", "tint", "shade")
        return {name.replace("_", "-"): getattr(self, name) for name in (*named, *derived)}


def network_line(network: str) -> tuple[str, Dashes, str]:
    """Colour, dashes and marker of a network: the same in every chart of every report."""
    place = NETWORKS.index(network) if network in NETWORKS else len(NETWORKS)
    return (
        _NETWORK_COLOURS[place % len(_NETWORK_COLOURS)],
        _NETWORK_DASHES[place % len(_NETWORK_DASHES)],
        _NETWORK_MARKERS[place % len(_NETWORK_MARKERS)],
    )
