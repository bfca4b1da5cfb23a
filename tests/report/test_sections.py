"""What every section keeps: its marker, its headings, its proofs, its escaping, its absence."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kpitools.kpis.values import Period, Value
from kpitools.report.context import Context
from kpitools.report.section import LAB
from kpitools.report.sections import SECTIONS
from tests.report.fakes import PARAMETERS, FakeEvaluation, context

VOID = {"br", "col", "circle", "hr", "img", "input", "link", "meta", "path", "polyline", "rect", "use"}
each_section = pytest.mark.parametrize("section", SECTIONS)


class Reader(HTMLParser):
    """Tags, attributes and texts; complains of what is closed wrongly."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "details" and "p" in self.open:
            raise AssertionError("a browser ends the paragraph before a details element")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


def words(html: str) -> str:
    """The text of a page, without its drawings and proofs."""
    html = re.sub(r"<svg.*?</svg>|<span class=\"proof\".*?</span></details>", "", html, flags=re.DOTALL)
    html = re.sub(r"</?(details|summary|span|strong|a)\b[^>]*>", "", html)
    return unescape(re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", " ", html)).strip())


@each_section
def test_it_begins_with_its_marker_and_is_well_formed(section: str, report: Context) -> None:
    made = SECTIONS[section].make(report)
    assert made.html.lstrip().startswith('<section class="section') and f'data-section="{section}"' in made.html[:90]
    tags = Reader(made.html).tags
    headings = [tag for tag, _ in tags if re.fullmatch(r"h\d", tag)]
    assert headings[0] == "h2" and set(headings) <= {"h2", "h3"}
    for tag, attributes in tags:
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
        if tag == "svg":
            assert attributes.get("aria-label") or attributes.get("aria-hidden") == "true"


@each_section
def test_no_user_text_becomes_code(section: str, report: Context) -> None:
    tags = Reader(SECTIONS[section].make(report).html).tags
    assert not {"script", "img", "iframe"} & {tag for tag, _ in tags}
    links = [attributes.get("href") or "" for tag, attributes in tags if tag == "a"]
    assert all(link.startswith(("https://", "http://", "#")) for link in links)


@each_section
def test_ids_are_used_once(section: str, report: Context) -> None:
    ids = [attributes["id"] for _, attributes in Reader(SECTIONS[section].make(report).html).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@each_section
def test_french_is_set_with_its_spaces(section: str, report: Context) -> None:
    ours = replace(report, comment=None)  # the analyst's words are left as they were typed
    assert not re.search(r"\d %|« | »| [;!?]", words(SECTIONS[section].make(ours).html))


@pytest.mark.parametrize(
    "section",
    [name for name in SECTIONS if name not in ("essentiel", "objectifs", "methode", "concours", "corrections")],
)
def test_without_data_it_says_why_and_is_hidden(section: str, tmp_path: Path) -> None:
    made = SECTIONS[section].make(context(tmp_path, FakeEvaluation(networks=(), blank=True)))
    ((tag, attributes), *_) = Reader(made.html).tags
    assert tag == "section" and "hidden" in attributes
    assert attributes["data-absent"] == made.absent
    assert "Aucun export" in made.absent


def test_the_notebook_gets_a_style_that_the_page_leaves_out(report: Context) -> None:
    made = SECTIONS["audience"].make(report)
    page, style = made._repr_html_().split(LAB)
    assert page == made.html and "<style" not in page
    assert style.startswith("<style>.section{") and report.house.palette.brand in style


def test_a_figure_opens_its_proof_without_script(report: Context) -> None:
    html = SECTIONS["visibilite"].make(report).html
    figure = re.search(r'<details class="figure".*?</details>', html, re.DOTALL)
    assert figure is not None
    for fact in (
        "<summary>47\u202f340</summary>",
        "Formule",
        "facebook-2026-10.csv, 31 lignes",
        "somme des jours",
        "98\u202f%",
    ):
        assert fact in figure[0]


def test_an_unknown_figure_says_why(report: Context) -> None:
    html = SECTIONS["bref"].make(report).html
    unknown = re.search(r'<details class="figure unknown".*?</details>', html, re.DOTALL)
    assert unknown is not None
    assert "n.d." in unknown[0] and "Aucun export ne fournit" in unknown[0]


def test_reach_over_networks_is_never_people(report: Context, tmp_path: Path) -> None:
    text = words(SECTIONS["visibilite"].make(report).html)
    assert "Portée cumulée\u00a0: 47\u202f340 en octobre, 15\u202f% de plus qu’en septembre." in text
    single = context(tmp_path / "one", FakeEvaluation(networks=("instagram",), targets={}))
    assert "cumulée" not in words(SECTIONS["visibilite"].make(single).html)


def test_posts_are_shortened_linked_and_escaped(report: Context) -> None:
    html = SECTIONS["contenus"].make(report).html
    assert 'href="https://www.instagram.com/p/abc/"' in html
    assert "javascript:" not in html
    assert "&lt;img src=x onerror=" in html
    assert "Instagram · Réel · sam. 17, 18 h" in html
    assert "Dites-le nous" not in html


def test_the_clients_words_replace_ours(tmp_path: Path) -> None:
    text = PARAMETERS.replace("report:\n", "report:\n  labels: {engagement_rate: Taux d'intérêt}\n")
    html = SECTIONS["essentiel"].make(context(tmp_path, text=text)).html
    assert "Taux d&#39;intérêt" in html and "Taux d’engagement" not in words(html)


def test_a_range_of_days_is_not_called_a_month(tmp_path: Path) -> None:
    fortnight = Period(FakeEvaluation().period.start.replace(day=5), FakeEvaluation().period.start.replace(day=18))
    report = context(tmp_path, FakeEvaluation(period=fortnight))
    text = " ".join(words(kind.make(report).html) for kind in SECTIONS.values())
    assert "du 5 octobre 2026 au 18 octobre 2026" in text
    assert "vs période précédente" in text
    assert "vs septembre" not in text and "en octobre" not in text


def test_method_lists_what_the_report_stands_on(report: Context) -> None:
    text = words(SECTIONS["methode"].make(report).html)
    for said in (
        "1.\u00a0facebook-2026-10.csv",
        "2 lignes d’erreur laissées de côté (instagram-2026-10.csv)",
        "c’est une borne haute",
        "Europe/Paris",
        "Facebook 19\u202f400 (somme des jours ; couverture 98\u202f% ; 93 lignes, fichiers 1–3)".replace(
            " ;", "\u202f;"
        ),
        "Taux de clics",
    ):
        assert said in text, said


def test_method_says_what_is_missing_and_why(tmp_path: Path) -> None:
    text = words(SECTIONS["methode"].make(context(tmp_path, FakeEvaluation(networks=(), blank=True))).html)
    assert "Section Audience — Aucun export ne fournit les données nécessaires" in text
    assert "Portée" in text.split("Ce qui n’a pas pu être calculé")[1]


@each_section
def test_english_is_made_from_the_same_figures(section: str, tmp_path: Path) -> None:
    text = words(SECTIONS[section].make(context(tmp_path, code="en")).html)
    assert "\u202f" not in text


def test_posts_without_reach_are_ranked_by_reactions(tmp_path: Path) -> None:
    class WithoutReach(FakeEvaluation):
        def value(self, kpi_id: str, scope: str = "all") -> Value:
            value = super().value(kpi_id, scope)
            if kpi_id == "top_posts" and isinstance(value.value, list):
                return replace(value, value=[row | {"reach": None, "err": None} for row in value.value])
            return value

    text = words(SECTIONS["contenus"].make(context(tmp_path, WithoutReach())).html)
    assert "Les 5 publications qui ont suscité le plus de réactions" in text
    assert "les plus vues" not in text


def test_many_files_are_told_by_their_kind(report: Context) -> None:
    many = replace(report, files=[replace(report.files[0], name=f"posts-{index}.csv") for index in range(20)])
    html = SECTIONS["methode"].make(many).html
    page, everything = html.split('<details class="data" data-screen>')[:2]
    assert "posts-3.csv" not in words(page) and "1–20" in words(page)
    assert "4.\u00a0posts-3.csv" in words(everything)
