"""The nbconvert exporter of reports: a notebook's cells in a template's frame, one HTML file that loads nothing.

Also in JupyterLab: *Save and Export Notebook As → kpitools*.
"""

from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import DataTypeFilter
from nbformat import NotebookNode
from traitlets import default

from kpitools.charts.fonts import FAMILY
from kpitools.language import Language, mark
from kpitools.problems import Problem, Severity
from kpitools.publish.fonts import brand_fonts, faces
from kpitools.publish.opened import opened_report
from kpitools.publish.pdf import Paper
from kpitools.publish.presentation import Presentation
from kpitools.publish.sections import shown_sections
from kpitools.workspace import Workspace, shipped

# Set here and not in a template's conf.json: for the same key, a base template's conf.json wins over its child's.
_SETTLED = {
    "exclude_input": True,
    "exclude_input_prompt": True,
    "exclude_output_prompt": True,
    "exclude_anchor_links": True,
    "skip_svg_encoding": True,
    "embed_images": True,
}


class ReportExporter(HTMLExporter):
    """Exports a report notebook with a template of the workspace (`places`) or a shipped one.

    `presentation` frames the report; without one (in JupyterLab), the notebook's own parameters lead to it.
    Of the last export, `problems` are characters without a font and a font that is not there, and `paper` the same
    page for the PDF engine.
    """

    export_from_notebook = "kpitools"

    def __init__(self, *, presentation: Presentation | None = None, places: Workspace | None = None, **kw: Any) -> None:
        self.presentation = presentation
        self.problems: tuple[Problem, ...] = ()
        self.paper = Paper("")
        if places is not None:
            kw["extra_template_basedirs"] = [str(folder) for folder in places.template_folders()]
        super().__init__(**_SETTLED | kw)  # type: ignore[no-untyped-call]

    @default("template_name")
    def _base_template(self) -> str:
        return "base"

    @default("extra_template_basedirs")
    def _shipped_templates(self) -> list[str]:
        return [str(shipped("templates"))]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The report's HTML; raises KpitoolsError where the notebook's own parameters lead nowhere."""
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        if self.presentation is None:
            opened = opened_report(nb, Path(resources["metadata"].get("path") or Path.cwd()))
            exporter = ReportExporter(
                presentation=opened.presentation,
                places=opened.places,
                template_name=opened.template,
                config=self.config,
            )
            return exporter.from_notebook_node(nb, resources, **kw)
        words = self.presentation.words
        self.environment.globals.update(t=words.text, plural=words.plural)
        self.register_filter("filter_data_type", DataTypeFilter(parent=self))  # type: ignore[no-untyped-call]
        self.register_filter("picture", lambda output, kind: _picture(output, kind, words))  # type: ignore[no-untyped-call]
        # Not HTMLExporter's: that one reads the whole page once more, to write English alternative texts into it.
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return self._with_fonts(page, self.presentation.brand.font), resources

    def _preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        # `jupyter nbconvert --execute` runs the notebook here: the contents are known only afterwards.
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        if self.presentation is not None:
            shown = tuple(shown_sections(nb))
            self.environment.globals["report"] = replace(self.presentation, shown=shown)
        return nb, resources

    def _with_fonts(self, page: str, family: str) -> str:
        own = brand_fonts(family, [Path(path) for path in self.template_paths])
        made = faces(page, family, own)
        self.problems = made.problems()
        if not own and family != FAMILY:
            text = mark("La police « {font} » n'est pas installée : Inter la remplace.")
            remedy = mark("Installez-la, ou déposez ses fichiers dans le dossier fonts du modèle.")
            missing = Problem("missing_font", text, {"font": family}, severity=Severity.WARNING, remedy=remedy)
            self.problems = (*self.problems, missing)
        self.paper = Paper(made.on_paper(page), made.files)
        return made.on_screen(page)


def _picture(output: NotebookNode, kind: str, words: Language) -> str:
    """An image output as `<img>` or inline SVG, with the alternative text that its metadata give."""
    metadata = output.metadata.get(kind, {})
    alt = metadata.get("alt") or output.metadata.get("alt") or words.text("Figure sans description")
    if kind == "image/svg+xml":
        svg = output.data[kind]
        return str(svg[svg.index("<svg") :]).replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)
    content = output.data[kind].replace("\n", "")
    return f'<img src="data:{kind};base64,{content}" alt="{escape(alt)}">'
