"""A tiny workspace to publish from: one made-up client, one notebook, one template."""

import datetime as dt
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kpitools.kpis.values import Period
from kpitools.params import load
from kpitools.publish import EditionContext, EditionRequest, Outcome, render

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
CREATED = dt.datetime(2026, 11, 2, 8, 30, tzinfo=dt.UTC)

PARAMETERS = """\
client: {id: fournil, name: "Le Fournil d'Été", language: fr}
data:
  - path: ../data
report:
  template: sobre
  brand: {color: "#0A5C8F", footer: Agence Exemple}
"""

SECTION = """\
from IPython.display import HTML, display
display(HTML('<section class="section" id="audience" data-section="audience"><h2>Audience</h2>'
             '<p>Les abonnés : 1 629 🎉</p>'
             '<figure><svg role="img" aria-label="Abonnés, de 1 à 2" viewBox="0 0 100 40" width="100" height="40"'
             ' xmlns="http://www.w3.org/2000/svg"><linearGradient id="g"/><path d="M0 40 L100 0" stroke="black"/>'
             '<text x="2" y="12" font-family="Inter" font-size="9">oct.</text></svg></figure></section>'))
"""

TEMPLATE = """\
{%- extends 'cells.html.j2' -%}
{%- block header -%}
<!doctype html><html lang="{{ report.language }}"><head><meta charset="utf-8">{{ report.metadata }}
<style>{{ report.font_faces }}
@page { size: A4; margin: 18mm } body { font-family: {{ report.font_stack }}; color: {{ report.brand.color }} }</style>
</head><body><h1>{{ t("Rapport de {client}", client=report.client) | e }}</h1><p>{{ report.period }}</p>
<ul>{% for section in report.sections %}
<li><a href="#{{ section.id }}">{{ section.title | e }}</a></li>{% endfor %}</ul>
{%- endblock header -%}
{%- block footer -%}</body></html>{%- endblock footer -%}
"""


def notebook(*sources: str, parameters: str = "") -> nbformat.NotebookNode:
    """A notebook with a parameters cell and the code cells given."""
    values = parameters or 'params: str = ""\nmonth: str = ""\nlanguage: str = "fr"'
    cells = [new_code_cell(values, metadata={"tags": ["parameters"]}), *(new_code_cell(source) for source in sources)]
    cells.insert(0, new_markdown_cell("Pour l'analyste seul.", metadata={"tags": ["analyste"]}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})


class Bench:
    """A workspace on disk, and what is needed to render its client."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "params").mkdir(parents=True)
        (root / "notebooks").mkdir()
        (root / "data").mkdir()
        template = root / "templates" / "sobre"
        template.mkdir(parents=True)
        (template / "conf.json").write_text('{"base_template": "base", "mimetypes": {"text/html": true}}')
        (template / "index.html.j2").write_text(TEMPLATE, encoding="utf-8")
        self.parameters = root / "params" / "fournil.yaml"
        self.parameters.write_text(PARAMETERS, encoding="utf-8")
        self.write(SECTION)

    def write(self, *sources: str, parameters: str = "") -> Path:
        """Put code cells into the notebook."""
        path = self.root / "notebooks" / "monthly_report.ipynb"
        nbformat.write(notebook(*sources, parameters=parameters), path)
        return path

    def request(self, **changes: object) -> EditionRequest:
        """The request for October's edition."""
        settings: dict[str, object] = {
            "period": OCTOBER,
            "outputs": ("html",),
            "template": "sobre",
            "created": CREATED,
            "cell_timeout": 60,
        }
        return EditionRequest(self.parameters, self.root, **settings | changes)  # type: ignore[arg-type]

    def context(self, **changes: object) -> EditionContext:
        """What the client's data would have said."""
        parameters = load(self.parameters, known_kpis=())
        settings: dict[str, object] = {"sections": ("audience",), "attachments": lambda: {"kpis.json": b"{}\n"}}
        return EditionContext(parameters, **settings | changes)  # type: ignore[arg-type]

    def render(self, context: EditionContext | None = None, **changes: object) -> Outcome:
        """Render October's edition."""
        made = context or self.context()
        return render(self.request(**changes), made.parameters, lambda: made)

    @property
    def edition(self) -> Path:
        """Where October's edition lies."""
        return self.root / "output" / "2026-10" / "fournil"
