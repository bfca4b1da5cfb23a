"""The contract of an edition, part by part."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from pypdf import PdfReader, PdfWriter

from kpitools.problems import Problem
from kpitools.publish.contract.leaks import leaks, machine_paths, without_machine_paths
from kpitools.publish.contract.notebook import missing_sections, silent_reasons, unfinished_cells
from kpitools.publish.contract.page import outside_loads
from kpitools.publish.contract.paper import pdf_faults
from kpitools.publish.pdf import Paper, print_pdf


def ids(problems: object) -> list[str]:
    return [problem.id for problem in problems]  # type: ignore[attr-defined]


def executed(*outputs: object, count: int | None = 1, source: str = "x") -> NotebookNode:
    return new_notebook(cells=[new_code_cell(source, outputs=list(outputs), execution_count=count)])


def shown(html: str) -> NotebookNode:
    return executed(new_output("display_data", {"text/html": html}))


def test_every_code_cell_must_have_completed() -> None:
    error = new_output("error", ename="E", evalue="v", traceback=[])
    assert ids(unfinished_cells(executed())) == []
    assert ids(unfinished_cells(executed(count=None))) == ["cell_pending"]
    assert ids(unfinished_cells(executed(error))) == ["cell_failed"]
    assert ids(unfinished_cells(executed(count=None, source="  \n"))) == []


def test_every_section_asked_for_is_shown_or_says_why_not() -> None:
    audience = '<section class="section" data-section="audience"><h2>Audience</h2></section>'
    absent = '<section data-section="trafic" data-absent="Aucun fichier du site."></section>'
    asked = ("audience", "trafic")
    assert ids(missing_sections(shown(audience + absent), asked)) == []
    assert ids(missing_sections(shown(audience), asked)) == ["missing_section"]
    assert ids(missing_sections(shown(audience + audience + absent), asked)) == ["repeated_section"]
    assert ids(silent_reasons(shown(absent))) == []
    assert ids(silent_reasons(shown('<section data-section="trafic" data-absent=" "></section>'))) == ["silent_absence"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://exemple.org/a.png">',
        "<img srcset='http://exemple.org/a.png 2x'>",
        '<link rel="stylesheet" href="//exemple.org/a.css">',
        '<link rel=icon href="favicon.ico">',
        "<style>@import url(https://exemple.org/a.css);</style>",
        '<style>@import "https://exemple.org/a.css";</style>',
        "<style>body { background: url( 'images/a.png' ) }</style>",
        '<p style="background: url(https://exemple.org/a.png)">',
        '<svg><image xlink:href="https://exemple.org/a.png"/></svg>',
        '<svg><use href="sprites.svg#a"/></svg>',
        '<svg><path fill="url(https://exemple.org/a.svg#g)"/></svg>',
        '<video poster="https://exemple.org/a.png">',
        '<form action="https://exemple.org">',
        "<script>fetch('https://exemple.org')</script>",
        '<iframe srcdoc="x"></iframe>',
        '<meta http-equiv="Refresh" content="0; url=https://exemple.org">',
        '<p onclick="alert(1)">',
        '<a href=" JavaScript:alert(1)">',
        '<a href="file:///etc/passwd">',
        '<base href="https://exemple.org">',
    ],
)
def test_a_page_loads_and_runs_nothing(html: str) -> None:
    found = ids(outside_loads("report.html", html))
    assert found and set(found) <= {"outside_load", "active_content"}


def test_links_and_what_the_page_holds_are_fine() -> None:
    page = (
        '<a href="https://exemple.org/p/1">lien</a><a href="#audience">voir</a>'
        '<img src="data:image/png;base64,AA==" alt="">'
        "<style>a { background: url(#g); src: url(data:font/woff2;base64,AA==) }</style>"
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#m"/><path fill="url(#g)"/></svg>'
        "<p>Écrivez @import url(x) ou &lt;script&gt; dans une légende</p>"
    )
    assert ids(outside_loads("report.html", page)) == []


@given(st.text())
def test_any_text_can_be_read_as_a_page(text: str) -> None:
    assert isinstance(list(outside_loads("report.html", text)), list)


def test_secrets_are_found_in_any_writing_and_never_repeated() -> None:
    secret = 'tr3s"secret&'
    for text in (f"a {secret} b", "tr3s&quot;secret&amp;", json.dumps({"x": secret})):
        problems = list(leaks("report.html", text, secrets=(secret,)))
        assert ids(problems) == ["secret_in_report"]
        assert "tr3s" not in str(problems)
    assert ids(leaks("report.html", "un mot: ab", secrets=("ab", ""))) == []


@pytest.mark.parametrize(
    "token",
    [
        "EAA" + "B1c" * 30,
        "ghp_" + "a1" * 20,
        "AKIA" + "A1B2" * 4,
        "-----BEGIN RSA PRIVATE KEY-----",
        "ya29." + "a0" * 20,
    ],
)
def test_what_looks_like_a_token_is_a_secret(token: str) -> None:
    assert ids(leaks("report.ipynb", f"jeton {token}.")) == ["secret_in_report"]


def test_paths_of_this_machine_are_found(tmp_path: Path) -> None:
    for root in (*machine_paths(), str(tmp_path)):
        for text in (f'File "{root}/x.py"', f"file://{root}/x.csv", json.dumps(root.replace("/", "\\") + "\\x")):
            assert ids(leaks("report.html", text, workspace=tmp_path)) == ["machine_path_in_report"], text


def test_addresses_and_words_are_no_paths() -> None:
    home = str(Path.home())
    text = f"https://exemple.org{home}/x et ../params/acme.yaml et data:font/woff2;base64,AA{home}/AA"
    assert ids(leaks("report.html", text)) == []


def test_paths_are_taken_off_messages() -> None:
    assert without_machine_paths(f"x: {Path.home()}/clients/a.csv illisible").startswith("x: …")


def test_another_clients_words_are_found_whole() -> None:
    assert ids(leaks("kpis.json", "rapport de Torréfaction", canaries=("Torréfaction",))) == ["other_client_in_report"]
    assert ids(leaks("kpis.json", "Torréfactions", canaries=("Torréfaction",))) == []


def faults(content: bytes) -> list[Problem]:
    return list(pdf_faults("report.pdf", PdfReader(io.BytesIO(content))))


GOOD = (
    '<html lang="fr"><head><title>Essai</title><style>@page {{ size: {size} }}</style></head>'
    "<body><{heading}>Titre</{heading}><p>Texte</p></body></html>"
)


def test_a_good_pdf_has_no_fault() -> None:
    assert ids(faults(print_pdf(Paper(GOOD.format(size="A4", heading="h1"))).content)) == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (GOOD.format(size="letter", heading="h1"), "pdf_not_a4"),
        (GOOD.format(size="A4 landscape", heading="h1"), "pdf_not_a4"),
        (GOOD.format(size="A4", heading="p"), "pdf_without_bookmarks"),
        (GOOD.format(size="A4", heading="h1").replace(' lang="fr"', ""), "pdf_without_language"),
        (GOOD.format(size="A4", heading="h1").replace("<title>Essai</title>", ""), "pdf_without_title"),
    ],
)
def test_each_fault_of_a_pdf_is_named(page: str, fault: str) -> None:
    problems = faults(print_pdf(Paper(page)).content)
    assert ids(problems) == [fault]
    assert "report.pdf" in str(problems[0].values)


def test_a_pdf_of_another_engine_is_no_report() -> None:
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(content)
    assert ids(faults(content.getvalue())) == ["pdf_without_bookmarks", "pdf_not_tagged"]
    assert ids(faults(_empty_pdf())) == ["pdf_without_pages"]


def test_a_font_that_is_not_embedded_is_named() -> None:
    import weasyprint

    plain = weasyprint.HTML(string=GOOD.format(size="A4", heading="h1")).write_pdf(
        pdf_variant="pdf/ua-1", uncompressed_pdf=True
    )
    assert ids(faults(plain.replace(b"/FontFile2", b"/NoFile123"))) == ["pdf_fonts_not_embedded"]


def _empty_pdf() -> bytes:
    content = io.BytesIO()
    PdfWriter().write(content)
    return content.getvalue()
