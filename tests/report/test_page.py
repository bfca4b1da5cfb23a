"""The page that the templates make of the sections: order, brands, covers, nothing loaded from outside."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from kpitools.publish.exporter import ReportExporter
from kpitools.publish.presentation import Presentation
from kpitools.report.sections import SECTIONS
from kpitools.workspace import Workspace
from tests.report.fakes import PARAMETERS, context
from tests.report.test_sections import Reader

MADE = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def page(folder: Path, project: Path, *, template: str = "base", brand: str = "") -> str:
    """The HTML of a short report."""
    text = PARAMETERS.replace("footer: Agence Exemple", f"footer: Agence Exemple{brand}")
    report = replace(context(folder, text=text), files=())
    outputs = [
        new_output("execute_result", {"text/html": SECTIONS[section].make(report)._repr_html_()}, execution_count=1)
        for section in ("essentiel", "bref", "objectifs", "contenus", "trafic")
    ]
    notebook = new_notebook(cells=[new_code_cell("", execution_count=1, outputs=[output]) for output in outputs])
    presentation = Presentation.of(report.parameters, report.period, "fr", MADE)
    exporter = ReportExporter(presentation=presentation, places=Workspace(project), template_name=template)
    return str(exporter.from_notebook_node(notebook)[0])


@pytest.mark.parametrize("template", ["base", "agence"])
def test_contents_follow_page_one(template: str, tmp_path: Path, project: Path) -> None:
    html = page(tmp_path, project, template=template)
    marks = [
        '<header class="band"',
        'id="essentiel"',
        'id="bref"',
        '<nav class="contents"',
        'id="objectifs"',
        'id="trafic"',
    ]
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)
    assert html.count('<nav class="contents"') == 1
    for section in ("essentiel", "contenus", "trafic"):
        assert f'<a href="#{section}">' in html


@pytest.mark.parametrize("template", ["base", "agence"])
def test_a_cover_stands_instead_of_the_band(template: str, tmp_path: Path, project: Path) -> None:
    html = page(tmp_path, project, template=template, brand=", cover: full")
    assert '<header class="cover"' in html and '<header class="band"' not in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("template", ["base", "agence"])
def test_nothing_is_loaded_and_nothing_runs(template: str, tmp_path: Path, project: Path) -> None:
    html = page(tmp_path, project, template=template)
    assert "<script" not in html and "<link" not in html and "@import" not in html
    loaded = [attributes["src"] or "" for _, attributes in Reader(html).tags if "src" in attributes]
    loaded += re.findall(r"""url\(["']?([^"')]+)""", html)
    assert all(address.startswith(("data:", "#")) for address in loaded)


def test_the_notebooks_style_stays_out_of_the_page(tmp_path: Path, project: Path) -> None:
    html = page(tmp_path, project)
    assert "<!--lab-->" not in html
    assert "In JupyterLab" not in html


def test_an_agencys_brand_shows_its_logo(tmp_path: Path, project: Path) -> None:
    assert 'class="agency-logo"' in page(tmp_path / "a", project, template="agence")
    assert 'class="agency-logo"' not in page(tmp_path / "b", project)


def test_dark_screens_have_a_twin_for_every_drawn_colour(tmp_path: Path, project: Path) -> None:
    html = page(tmp_path, project)
    dark = html[html.index("prefers-color-scheme: dark") :]
    drawn = set(re.findall(r"(?:fill|stroke)[:=]\"? ?(#[0-9a-f]{6})", html[html.index("<main") :]))
    assert drawn
    for colour in drawn:
        assert f'"fill: {colour}" i' in dark.lower(), colour
