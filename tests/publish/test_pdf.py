"""The PDF: what WeasyPrint is given, and what comes out."""

import importlib
import io

import pytest
from publishing_bench import Bench
from pypdf import PdfReader

from kpitools.errors import ContractBroken, PdfEngineMissing
from kpitools.publish import pdf
from kpitools.publish.fonts import FACES_HERE, STACK_HERE, faces
from kpitools.publish.pdf import Paper, print_pdf

HEAD = '<html lang="fr"><head><title>Essai</title><style>@page { size: A4 }</style></head>'


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def test_the_same_request_gives_the_same_bytes(bench: Bench) -> None:
    def pdf_and_page() -> list[bytes]:
        bench.render(outputs=("html", "pdf"), force=True)
        return [(bench.edition / name).read_bytes() for name in ("report.pdf", "report.html")]

    assert pdf_and_page() == pdf_and_page()


def test_the_document_says_what_it_is(rendered: Bench) -> None:
    document = reader((rendered.edition / "report.pdf").read_bytes())
    assert document.metadata is not None
    assert document.metadata.title == "Le Fournil d'Été · octobre 2026"
    assert document.metadata.author == "Agence Exemple"
    assert document.metadata["/CreationDate"] == "D:20261102083000Z"
    first, below = document.outline
    assert (first["/Title"], below[0]["/Title"]) == ("Rapport de Le Fournil d'Été", "Audience")  # type: ignore[index, call-overload]


def test_a_chart_is_printed_as_a_picture_with_its_description(rendered: Bench) -> None:
    content = (rendered.edition / "report.pdf").read_bytes()
    document = reader(content)
    # Drawn, its labels as text; and told by its description.
    assert "oct." in document.pages[0].extract_text()
    descriptions = [element.get("/Alt") for element in _structure(document)]
    assert "Abonnés, de 1 à 2" in descriptions


def _structure(document: PdfReader) -> list[dict[str, object]]:
    objects = (document.get_object(number) for number in range(1, int(document.trailer["/Size"])))  # type: ignore[call-overload]
    return [one for one in objects if isinstance(one, dict) and one.get("/Type") == "/StructElem"]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://127.0.0.1:9/a.png">',
        '<img src="file:///etc/hostname">',
        '<p style="background: url(http://127.0.0.1:9/)">x',
    ],
)
def test_nothing_is_fetched(body: str) -> None:
    with pytest.raises(ContractBroken, match="charge"):
        print_pdf(Paper(f"{HEAD}<body>{body}"))


def test_a_picture_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ContractBroken, match="ne peut pas être imprimée"):
        print_pdf(Paper(f'{HEAD}<body><img src="data:image/png;base64,AAAA">'))


def test_a_link_that_leads_nowhere_is_said() -> None:
    printed = print_pdf(Paper(f'{HEAD}<body><a href="#absente">voir</a>'))
    assert [problem.id for problem in printed.problems] == ["pdf_engine_said"]


def test_svg_keeps_its_letters_case_and_its_links() -> None:
    svg = (
        '<svg role="img" aria-label="Dégradé" viewBox="0 0 10 10" width="10" height="10" xmlns="http://www.w3.org/2000/svg"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"><defs><linearGradient id="g"><stop stop-color="red"/>'
        '</linearGradient><rect id="r" width="5" height="5"/></defs><use xlink:href="#r" fill="url(#g)"/></svg>'
    )
    drawn = reader(print_pdf(Paper(f"{HEAD}<body>{svg}</body>")).content).pages[0].get_contents()
    bare = reader(print_pdf(Paper(f"{HEAD}<body></body>")).content).pages[0].get_contents()
    assert drawn is not None and bare is not None
    assert len(drawn.get_data()) > len(bare.get_data()) + 50


def test_rare_characters_are_printed_from_fonts_of_the_page() -> None:
    text = "été 🎉 👩‍👩‍👧 ΑΒΓ абв مرحبا 𝗕"
    made = faces(text)
    page = f"{HEAD}<style>{FACES_HERE} body {{ font-family: {STACK_HERE} }}</style><body>{text}"
    fonts = reader(print_pdf(Paper(made.on_paper(page), made.files)).content).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {str(font.get_object()["/BaseFont"]).split("+")[1].strip(",") for font in fonts.values()}
    assert made.missing == ()
    assert names == {"Inter", "Report-2", "Report-3", "Report-4", "Report-5"}


def test_without_pango_the_page_is_made_and_the_pdf_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = importlib.import_module

    def without_pango(name: str, *package: str) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return whole(name, *package)

    monkeypatch.setattr(pdf.importlib, "import_module", without_pango)
    with pytest.raises(PdfEngineMissing, match="Pango"):
        print_pdf(Paper("<p>x</p>"))
    outcome = bench.render(outputs=("html", "pdf"))
    assert not outcome.is_complete
    assert [problem.id for problem in outcome.problems] == ["pdf_engine_missing"]
    assert sorted(path.name for path in outcome.folder.iterdir()) == [
        "kpis.json",
        "manifest.json",
        "report.html",
        "report.ipynb",
    ]
    assert '"status": "reservations"' in (outcome.folder / "manifest.json").read_text()
    # As soon as Pango is there, the edition is made anew without being asked.
    monkeypatch.undo()
    again = bench.render(outputs=("html", "pdf"))
    assert again.is_complete and not again.is_kept
    assert (again.folder / "report.pdf").exists()


@pytest.mark.parametrize(
    ("system", "command"), [("linux", "apt-get install libpango"), ("darwin", "brew install pango")]
)
def test_the_remedy_is_the_systems_own(monkeypatch: pytest.MonkeyPatch, system: str, command: str) -> None:
    def fails(name: str) -> object:
        raise OSError(name)

    monkeypatch.setattr(pdf.importlib, "import_module", fails)
    monkeypatch.setattr(pdf.sys, "platform", system)
    with pytest.raises(PdfEngineMissing, match=command):
        print_pdf(Paper(""))


def test_what_is_for_the_screen_alone_is_not_printed() -> None:
    body = "avant<b data-screen>caché</b>après<p><i data-screen>caché</i>dedans<i data-screen>caché</i>fin</p>"
    text = reader(print_pdf(Paper(f"{HEAD}<body>{body}")).content).pages[0].extract_text()
    assert text.split() == ["avantaprès", "dedansfin"]
