"""Arithmetic of colours, as WCAG and CIE define it: luminance, contrast, and inks dark or light enough to read."""

import colorsys


def rgb(colour: str) -> tuple[float, float, float]:
    """The red, green and blue of `#RRGGBB` or `#RGB`, each 0 to 1."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def hexadecimal(red: float, green: float, blue: float) -> str:
    """`#rrggbb` of three parts, each 0 to 1."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in (red, green, blue))


def linear(part: float) -> float:
    """The light that an sRGB part, 0 to 1, stands for."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = map(linear, rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 (none) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, ground: str, ratio: float = 4.5) -> str:
    """The nearest shade of a colour that reaches `ratio` on `ground`: darker on a light ground, lighter on a dark one.

    Hue is kept, so a brand that is too light for text stays recognisable.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*rgb(colour))
    step, end = (-0.01, 0.0) if luminance(ground) > 0.18 else (0.01, 1.0)
    shade = colour
    while contrast(shade, ground) < ratio and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        shade = hexadecimal(*colorsys.hls_to_rgb(hue, lightness, saturation))
    return shade


def mix(colour: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of a colour laid over a ground: tints without transparency, which printers handle badly."""
    parts = zip(rgb(colour), rgb(ground), strict=True)
    red, green, blue = (share * over + (1 - share) * under for over, under in parts)
    return hexadecimal(red, green, blue)
