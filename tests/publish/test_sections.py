"""Finding the sections of a notebook."""

from nbformat.v4 import new_code_cell, new_notebook, new_output

from kpitools.publish.sections import ShownSection, shown_sections


def test_sections_are_found_in_order_with_title_and_reason() -> None:
    html = (
        '<section class="section" data-section="essentiel"><h2>L’essentiel <small>du mois</small></h2>'
        "<h3>Suite</h3></section>"
        '<section data-section="trafic" data-absent="Aucun fichier &amp; rien." data-title="Site"></section>'
        "<section><h2>Sans nom</h2></section>"
    )
    cell = new_code_cell(outputs=[new_output("display_data", {"text/html": html}), new_output("stream", text="x")])
    assert shown_sections(new_notebook(cells=[cell])) == [
        ShownSection("essentiel", "L’essentiel du mois"),
        ShownSection("trafic", "Site", "Aucun fichier & rien."),
    ]


def test_text_that_only_looks_like_a_section_is_none() -> None:
    html = '<p>&lt;section data-section="audience"&gt;</p><!-- <section data-section="audience"> -->'
    cell = new_code_cell(outputs=[new_output("display_data", {"text/html": html})])
    assert shown_sections(new_notebook(cells=[cell])) == []
