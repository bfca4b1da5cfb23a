"""The exporter: what a reader of the report sees, and what never reaches the page."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from fontTools.ttLib import TTFont
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell
from publishing_bench import CREATED, OCTOBER, SECTION, Bench, notebook

from kpitools.charts.fonts import inter
from kpitools.errors import KpitoolsError
from kpitools.params import load
from kpitools.publish.exporter import ReportExporter
from kpitools.publish.opened import notebook_parameters
from kpitools.publish.presentation import Presentation

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def export(bench: Bench, *cells: nbformat.NotebookNode, code: str = "fr") -> str:
    parameters = load(bench.parameters, known_kpis=())
    exporter = ReportExporter(
        presentation=Presentation.of(parameters, OCTOBER, code, CREATED),
        places=bench.request().places,
        template_name="sobre",
    )
    exported = notebook()
    exported.cells = list(cells)
    page, _ = exporter.from_notebook_node(exported)
    return str(page)


def output(data: dict[str, object], **metadata: object) -> nbformat.NotebookNode:
    return new_code_cell("secret = 1", outputs=[new_output("display_data", data, metadata=metadata)], execution_count=1)


def test_code_prompts_warnings_and_the_analysts_notes_are_left_out(bench: Bench) -> None:
    page = export(
        bench,
        new_markdown_cell("Note pour l'analyste", metadata={"tags": ["analyste"]}),
        new_code_cell(
            "code_invisible()",
            execution_count=7,
            outputs=[new_output("stream", name="stderr", text="UserWarning"), new_output("stream", text="dit <b>\n")],
        ),
        new_raw_cell("brut"),
        new_markdown_cell("## Notre avis\n\nUn *bon* mois."),
    )
    assert "<pre" in page and "dit &lt;b&gt;" in page
    assert "<em>bon</em>" in page
    for hidden in ("Note pour", "code_invisible", "In [", "UserWarning", "brut", "¶", "anchor-link"):
        assert hidden not in page


def test_a_section_stays_as_it_is_and_texts_are_escaped(bench: Bench) -> None:
    html = '<svg viewBox="0 0 1 1"><linearGradient id="g"/></svg>'
    page = export(
        bench, output({"text/html": html, "text/plain": "<HTML>"}), output({"text/plain": "<script>x</script>"})
    )
    assert html in page
    assert "&lt;script&gt;" in page and "<script" not in page


def test_pictures_have_the_description_that_the_analyst_gave(bench: Bench) -> None:
    page = export(
        bench,
        output({"image/png": PIXEL}, **{"image/png": {"alt": 'Courbe "haute"'}}),
        output({"image/svg+xml": "<?xml version='1.0'?><svg></svg>"}, **{"image/svg+xml": {"alt": "Barres"}}),
        output({"image/png": PIXEL}),
    )
    assert f'<img src="data:image/png;base64,{PIXEL}" alt="Courbe &quot;haute&quot;">' in page
    assert '<svg role="img" aria-label="Barres"></svg>' in page
    assert 'alt="Figure sans description"' in page


def test_the_frame_knows_client_period_and_contents(bench: Bench) -> None:
    section = output({"text/html": '<section data-section="audience"><h2>Audience &amp; portée</h2></section>'})
    page = export(bench, section)
    assert '<html lang="fr">' in page
    assert "<title>Le Fournil d&#x27;Été · octobre 2026</title>" in page
    assert '<a href="#audience">Audience &amp; portée</a>' in page
    assert '<html lang="en">' in export(bench, section, code="en")
    assert "October 2026" in export(bench, section, code="en")


def test_a_brand_font_comes_from_the_template(bench: Bench) -> None:
    fonts = bench.root / "templates" / "sobre" / "fonts"
    fonts.mkdir()
    with TTFont(inter(600)) as font:
        for record in font["name"].names:
            record.string = "Marque Une" if record.nameID in (1, 16) else record.toUnicode()
        font.save(fonts / "une.ttf")
    page, problems = export_with_font(bench, "Marque Une")
    assert problems == []
    assert 'font-family: "Marque Une", "Inter", sans-serif' in page
    assert '@font-face { font-family: "Marque Une"; font-weight: 600' in page


def test_a_brand_font_that_is_nowhere_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpitools.charts.fonts.installed", lambda family: ())
    page, problems = export_with_font(bench, "Marque Deux")
    assert problems == ["missing_font"]
    assert 'font-family: "Marque Deux", "Inter", sans-serif' in page


def export_with_font(bench: Bench, font: str) -> tuple[str, list[str]]:
    bench.parameters.write_text(bench.parameters.read_text().replace("footer:", f"font: {font}, footer:"))
    parameters = load(bench.parameters, known_kpis=())
    presentation = Presentation.of(parameters, OCTOBER, "fr", CREATED)
    exporter = ReportExporter(presentation=presentation, places=bench.request().places, template_name="sobre")
    page, _ = exporter.from_notebook_node(notebook())
    return str(page), [problem.id for problem in exporter.problems]


def test_the_exporter_works_from_jupyter_on_the_notebooks_own_parameters(bench: Bench) -> None:
    values = 'params: str = "../params/fournil.yaml"  # le client\nmonth: str = "2026-09"'
    path = bench.write(SECTION, parameters=values)
    command = [sys.executable, "-m", "nbconvert", "--to", "kpitools", "--stdout", "--execute", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=bench.root.parent, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "<title>Le Fournil d&#x27;Été · septembre 2026</title>" in done.stdout
    assert "Les abonnés : 1 629" in done.stdout


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("x = 1", "ne dit pas de quel client"),
        ('params = "../params/autre.yaml"', "autre.yaml"),
        ("params = (", "de quel client"),
    ],
)
def test_a_notebook_that_leads_nowhere_says_so(bench: Bench, values: str, said: str) -> None:
    with pytest.raises(KpitoolsError, match=said):
        ReportExporter().from_notebook_node(
            notebook(parameters=values), {"metadata": {"path": str(bench.root / "notebooks")}}
        )


def test_a_month_that_does_not_read_is_said(bench: Bench) -> None:
    values = 'params = "../params/fournil.yaml"\nmonth = "octobre"'
    with pytest.raises(KpitoolsError, match="ne se lisent pas"):
        ReportExporter().from_notebook_node(
            notebook(parameters=values), {"metadata": {"path": str(bench.root / "notebooks")}}
        )


def test_injected_parameters_win_and_no_code_is_run() -> None:
    opened = notebook(parameters='params: str = "a"\nmonth = None\nother = open("x")\nleft, right = 1, 2')
    injected = new_code_cell("month = '2026-10'", metadata={"tags": ["injected-parameters"]})
    opened.cells.insert(0, injected)
    assert notebook_parameters(opened) == {"params": "a", "month": "2026-10"}


def test_logos_travel_inside_the_page(bench: Bench) -> None:
    (bench.root / "params" / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    bench.parameters.write_text(bench.parameters.read_text().replace("footer:", "logo: logo.svg, footer:"))
    brand = Presentation.of(load(bench.parameters, known_kpis=()), OCTOBER, "fr", CREATED).brand
    assert brand.logo is not None and brand.logo.startswith("data:image/svg+xml;base64,")
    assert Path(bench.root / "params" / "logo.svg").exists()
