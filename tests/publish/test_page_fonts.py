"""The fonts that a page carries."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.charts.fonts import installed, inter
from kpitools.publish.fonts import FACES_HERE, STACK_HERE, Faces, faces


def families(made: Faces) -> list[str]:
    return [face.family for face in made.faces]


def test_an_everyday_page_carries_inter_alone_and_is_light() -> None:
    made = faces("<p>L’été 2026 : +12 % vs septembre, 12 500 € → « bon » − 3 ≥ 2</p>")
    assert families(made) == ["Inter", "Inter"]
    assert made.missing == ()
    assert made.stack == '"Inter", sans-serif'
    assert len(made.on_screen(FACES_HERE)) < 200_000


def test_each_rare_character_comes_from_the_first_font_that_has_it() -> None:
    made = faces("<p>ΑΒΓ 🎉 مرحبا</p>")
    assert families(made) == ["Inter", "Inter", "Report 2", "Report 3", "Report 4"]
    assert made.stack == '"Inter", "Report 2", "Report 3", "Report 4", sans-serif'
    assert "U+1F389" in made.on_screen(FACES_HERE) and made.missing == ()


def test_a_character_that_no_font_has_is_named() -> None:
    made = faces("<p>&#x4E2D;</p>")
    assert made.missing == ("中",)
    [problem] = made.problems()
    assert problem.values == {"characters": "中"}


def test_markup_styles_and_invisible_characters_need_no_font() -> None:
    made = faces("<style>a::before { content: '中' }</style><p title='中'>a\u200b\u200d\ufe0f\n</p>")
    assert made.missing == ()


def test_the_same_characters_give_the_same_bytes() -> None:
    assert faces("<p>🎉</p>") == faces("<p>🎉🎉 été</p>")


def test_fonts_are_put_where_the_page_wants_them() -> None:
    made = faces("<p>a</p>")
    page = f"<style>{FACES_HERE} p {{ font-family: {STACK_HERE} }}</style>"
    for done in (made.on_screen(page), made.on_paper(page)):
        assert done.count("@font-face") == 2 and '"Inter", sans-serif }' in done
    assert "file:" not in made.on_screen(page)
    assert all(address in made.on_paper(page) for address in made.files)


def test_a_brand_font_is_asked_for_first_and_cannot_break_out_of_css() -> None:
    assert faces("", 'Ma"rque; } body {').stack == '"Marque  body ", "Inter", sans-serif'


@pytest.mark.parametrize(("asked", "given"), [(300, 400), (400, 400), (600, 600), (700, 600)])
def test_inter_has_two_weights(asked: int, given: int) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(inter(asked)) as font:
        assert font["OS/2"].usWeightClass == given
        assert font["name"].getBestFamilyName() == "Inter"
        assert "fvar" not in font
        assert ord("é") in font.getBestCmap()


def test_an_installed_font_is_found_by_its_family() -> None:
    assert "DejaVuSans.ttf" in [path.name for path in installed("DejaVu Sans")]
    assert installed("Nulle Part") == ()


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(max_codepoint=0x17F)))
def test_any_text_can_be_measured_for_fonts(text: str) -> None:
    assert faces(text).missing == ()
