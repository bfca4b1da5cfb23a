"""Colours are judged by computation: contrast of text, and what the three colour blindnesses leave of differences."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitools.charts.colour import contrast, legible, luminance, mix
from kpitools.charts.palette import Palette, network_line
from kpitools.tables import NETWORKS
from tests.charts.vision import BLINDNESSES, distance, seen

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
PLAIN = 9.0  # CIEDE2000 distance that is plain without a side by side comparison


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_distance_is_that_of_the_standard() -> None:
    # A pair of the reference data of Sharma, Wu and Dalal would need L*a*b*; black on white is 100 by definition.
    assert distance("#000000", "#ffffff") == pytest.approx(100, abs=0.01)
    assert distance("#123456", "#123456") == 0


@given(COLOURS, COLOURS)
def test_every_brand_is_legible(brand: str, accent: str) -> None:
    for palette in (Palette(brand, accent), Palette(brand, accent).dark):
        assert contrast(palette.brand_ink, palette.ground) >= 4.5
        assert contrast(palette.accent_ink, palette.ground) >= 4.5
        assert contrast(palette.on_brand, palette.brand) >= 4.5
        assert contrast(palette.ink, palette.tint) >= 4.5
        assert contrast(palette.ink, palette.shade) >= 4.5


def test_a_dark_enough_brand_is_left_alone() -> None:
    assert Palette("#0a5c8f").brand_ink == "#0a5c8f"


def test_a_light_brand_keeps_its_hue() -> None:
    ink = legible("#ffd400", "#ffffff")
    assert luminance(ink) < luminance("#ffd400")
    assert ink.endswith("00"), "still a yellow: no blue in it"


@pytest.mark.parametrize("palette", [Palette(), Palette().dark], ids=["paper", "dark screen"])
def test_house_colours_can_be_read(palette: Palette) -> None:
    for text in (palette.ink, palette.muted, palette.good, palette.bad):
        assert contrast(text, palette.ground) >= 4.5
    assert contrast(palette.context, palette.ground) >= 3, "lines to compare with are still seen"


@pytest.mark.parametrize("blindness", BLINDNESSES)
def test_good_and_bad_differ_for_everyone(blindness: str) -> None:
    for palette in (Palette(), Palette().dark):
        assert distance(seen(palette.good, blindness), seen(palette.bad, blindness)) > PLAIN


@pytest.mark.parametrize("blindness", BLINDNESSES)
def test_the_client_differs_from_its_context_for_everyone(blindness: str) -> None:
    palette = Palette()
    assert distance(seen(palette.brand_ink, blindness), seen(palette.context, blindness)) > PLAIN


@pytest.mark.parametrize("blindness", BLINDNESSES)
def test_the_usual_networks_differ_for_everyone(blindness: str) -> None:
    for one, other in combinations(NETWORKS[:6], 2):
        (colour, dashes, marker), (colour2, dashes2, marker2) = network_line(one), network_line(other)
        far = distance(seen(colour, blindness), seen(colour2, blindness)) > PLAIN
        assert far or (dashes, marker) != (dashes2, marker2), f"{one} and {other}"


def test_networks_differ_in_grey_print() -> None:
    """Without any colour, neighbours are told apart by dashes and marker, the others by lightness or these."""
    for one, other in combinations(NETWORKS[:6], 2):
        (colour, dashes, marker), (colour2, dashes2, marker2) = network_line(one), network_line(other)
        assert (dashes, marker) != (dashes2, marker2) or contrast(colour, colour2) >= 1.15, f"{one} and {other}"


def test_a_network_keeps_its_look() -> None:
    assert network_line("instagram") == network_line("instagram")
    assert len({network_line(network) for network in NETWORKS[:8]}) == 8
    assert network_line("a network of tomorrow")


def test_mix_is_between_its_parts() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#123456", "#ffffff", 1) == "#123456"


def test_every_chart_colour_has_its_twin_in_the_dark() -> None:
    palette = Palette("#0A5C8F", "#F2A33A")
    twins = palette.twins()
    dark = palette.dark.ground
    for name in ("ink", "muted", "brand-ink", "accent-ink", "good", "bad"):
        assert contrast(twins[palette.colours()[name]], dark) >= 4.5
    for network in NETWORKS[:8]:
        assert contrast(twins[network_line(network)[0]], dark) >= 4.5
