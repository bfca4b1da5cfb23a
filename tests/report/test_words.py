"""Shortening, comments, links: the user's own words on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitools.catalogue.glossary import OBJECTIVES
from kpitools.language import language
from kpitools.params.vocabulary import OBJECTIVES as KNOWN_OBJECTIVES
from kpitools.params.vocabulary import POST_TYPES
from kpitools.report.comment import comment_markup
from kpitools.report.files import runs
from kpitools.report.sections.contenus import _web_address
from kpitools.report.wording import FORMATS, format_name, shortened


@given(st.text(max_size=300))
def test_a_post_is_one_short_line(text: str) -> None:
    line = shortened(text)
    assert len(line) <= 90
    assert line.split() == line.split(" ") or line == ""


def test_a_post_is_cut_between_words() -> None:
    assert shortened("Un deux trois quatre", 12) == "Un deux…"
    assert shortened("Un deux trois", 13) == "Un deux trois"
    assert shortened("Un, deux", 4) == "Un…"
    assert shortened("a" * 100) == "a" * 89 + "…"
    assert shortened("deux\nlignes  et\tespaces") == "deux lignes et espaces"


def test_comments_are_markdown_without_html() -> None:
    made = comment_markup("Un **bon** mois.\n\n- un\n- deux\n\n<b>non</b> ![](http://x/y.png) [lien](https://a.fr)")
    assert "<strong>bon</strong>" in made and "<li>un</li>" in made
    assert "&lt;b&gt;" in made and "<img" not in made
    assert '<a href="https://a.fr">lien</a>' in made
    assert comment_markup(None) == comment_markup("  ") == ""


def test_comments_run_nothing() -> None:
    assert "href" not in comment_markup("[x](javascript:alert(1))")


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://www.facebook.com/1?a=b", "https://www.facebook.com/1?a=b"),
        (" http://x.com/a ", "http://x.com/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//evil.example", ""),
        ("https:", ""),
        ("http://[", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_are_linked(link: str | None, kept: str) -> None:
    assert _web_address(link) == kept


def test_files_in_a_row_are_told_by_their_ends() -> None:
    assert runs([]) == []
    assert runs([4, 1, 2, 3, 7, 8]) == ["1–4", "7", "8"]


def test_every_format_and_objective_has_a_name() -> None:
    assert set(POST_TYPES) <= set(FORMATS)
    assert set(KNOWN_OBJECTIVES) == set(OBJECTIVES)
    assert format_name(language("fr"), None) == "Format inconnu"
