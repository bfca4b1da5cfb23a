"""The making of one edition's files in a folder, step by step, each held to the contract."""

import io
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from pypdf import PdfReader

from kpitools.editions.edition import sha256
from kpitools.editions.manifest import NAME, Manifest
from kpitools.errors import ContractBroken, PdfEngineMissing
from kpitools.language import language, mark
from kpitools.problems import Problem, Severity
from kpitools.publish import cells
from kpitools.publish.contract.leaks import leaks, without_machine_paths, without_secrets
from kpitools.publish.contract.notebook import missing_sections, silent_reasons, unfinished_cells
from kpitools.publish.contract.page import outside_loads
from kpitools.publish.contract.paper import pdf_faults
from kpitools.publish.contract.sheets import workbook_faults, workbook_text
from kpitools.publish.exporter import ReportExporter
from kpitools.publish.fingerprint import fingerprint, versions
from kpitools.publish.pdf import Paper, print_pdf
from kpitools.publish.presentation import Presentation
from kpitools.publish.progress import Step, Watcher, unwatched
from kpitools.publish.request import EditionContext, EditionRequest
from kpitools.publish.run import NotebookRun


class Making:
    """Makes the files of one edition; `problems` grow on the way, and end in the manifest."""

    def __init__(self, request: EditionRequest, context: EditionContext, watch: Watcher = unwatched) -> None:
        self.request, self.context, self._watch = request, context, watch
        self.problems: list[Problem] = list(context.problems)
        self._durations: dict[str, float] = {}
        self._pages: int | None = None
        self._run: NotebookRun | None = None

    def make(self, folder: Path, parts: Mapping[str, str]) -> Manifest:
        """Write every file of the edition into a folder; raises PublishError where the contract is not kept.

        `parts` are the hashes of what goes in (`fingerprint.parts`).
        """
        start = time.perf_counter()
        for code in self.request.languages:
            self._make_report(folder, code)
        with self._timed("attachments"):
            for name, content in self.context.attachments().items():
                if name.endswith(".xlsx"):
                    self._refuse(*self._workbook_breaches(name, content))
                (folder / name).write_bytes(content)
        self._refuse_leaks(folder)
        self._durations["total"] = time.perf_counter() - start
        return self._write_manifest(folder, parts)

    def broken_notebook(self) -> str | None:
        """The notebook as far as it ran, for the analyst to look into, without secrets."""
        if self._run is None or self._run.notebook is None:
            return None
        text = str(nbformat.writes(cells.without_traces(self._run.notebook)))
        return without_secrets(text, self.context.secrets)

    def _make_report(self, folder: Path, code: str) -> None:
        with self._timed("notebook"):
            notebook = self._execute(code)
        if code == self.request.languages[0]:
            self.problems += _said_on_stderr(notebook, self.request.notebook)
            (folder / "report.ipynb").write_text(nbformat.writes(cells.without_traces(notebook)), encoding="utf-8")
        self._watch(Step("html"))
        with self._timed("html"):
            page, paper = self._export(notebook, code)
        name = self.request.report_name(code, "html")
        self._refuse(
            *unfinished_cells(notebook),
            *missing_sections(notebook, self.context.sections),
            *silent_reasons(notebook),
            *outside_loads(name, page),
            *self._leaks(name, page),
        )
        if "html" in self.request.outputs:
            (folder / name).write_text(page, encoding="utf-8")
        if "pdf" in self.request.outputs:
            self._watch(Step("pdf"))
            with self._timed("pdf"):
                self._print(folder / self.request.report_name(code, "pdf"), paper)

    def _execute(self, code: str) -> NotebookNode:
        request = self.request
        path = request.places.notebook(request.notebook)
        cwd = self._kernel_folder(path)
        parameters = {"params": _relative(request.parameters, cwd), **request.dates(), "language": code}
        self._run = NotebookRun(
            path,
            parameters,
            cwd,
            self.context.secrets,
            cell_timeout=request.cell_timeout,
            deadline=request.deadline,
            watch=self._watch,
        )
        return self._run.execute()

    def _kernel_folder(self, notebook: Path) -> Path:
        """Where the notebook runs: its own folder, as in JupyterLab; for a shipped one, where it would lie."""
        root = self.request.workspace.resolve()
        own = notebook.resolve().parent
        wished = own if own.is_relative_to(root) else root / "notebooks"
        return wished if wished.is_dir() else root

    def _export(self, notebook: NotebookNode, code: str) -> tuple[str, Paper]:
        request = self.request
        presentation = Presentation.of(self.context.parameters, request.period, code, request.created)
        exporter = ReportExporter(
            presentation=presentation,
            places=request.places,
            template_name=request.places.template(request.template).name,
        )
        folder = request.places.notebook(request.notebook).parent
        page, _ = exporter.from_notebook_node(notebook, {"metadata": {"path": str(folder)}})
        self.problems += [problem for problem in exporter.problems if problem not in self.problems]
        return str(page), exporter.paper

    def _print(self, path: Path, paper: Paper) -> None:
        try:
            printed = print_pdf(paper)
        except PdfEngineMissing as missing:
            # The HTML is worth having all the same; the edition says what it lacks.
            self.problems += missing.problems
            return
        document = PdfReader(io.BytesIO(printed.content))
        self._refuse(*pdf_faults(path.name, document))
        path.write_bytes(printed.content)
        self.problems += printed.problems
        self._pages = self._pages or len(document.pages)

    def _refuse_leaks(self, folder: Path) -> None:
        texts = [path for path in sorted(folder.iterdir()) if path.suffix in (".ipynb", ".json", ".csv")]
        self._refuse(*(leak for path in texts for leak in self._leaks(path.name, path.read_text(encoding="utf-8"))))

    def _workbook_breaches(self, name: str, content: bytes) -> Iterator[Problem]:
        yield from workbook_faults(name, content)
        yield from self._leaks(name, workbook_text(content))

    def _leaks(self, name: str, text: str) -> Iterator[Problem]:
        context = self.context
        root = self.request.workspace.resolve()
        return leaks(name, text, secrets=context.secrets, canaries=context.canaries, workspace=root)

    def _refuse(self, *breaches: Problem) -> None:
        if breaches:
            raise ContractBroken(*breaches)

    def _write_manifest(self, folder: Path, parts: Mapping[str, str]) -> Manifest:
        request, context = self.request, self.context
        is_complete = all(problem.severity is not Severity.ERROR for problem in self.problems)
        manifest = Manifest(
            client=context.client,
            period=request.period,
            languages=request.languages,
            created=request.created,
            # What lacks a file is made anew as soon as it can be, though nothing else has changed.
            fingerprint=fingerprint(parts) if is_complete else "",
            notebook=request.notebook,
            template=request.template,
            parameters_sha256=context.parameters.sha256,
            parts=parts,
            inputs=context.inputs,
            versions=versions(),
            durations=self._durations,
            pages=self._pages,
            outputs={path.name: sha256(path) or "" for path in sorted(folder.iterdir())},
            problems=tuple(self.problems),
        )
        (folder / NAME).write_text(manifest.to_json(language(request.languages[0])), encoding="utf-8")
        return manifest

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._durations[step] = self._durations.get(step, 0) + time.perf_counter() - start


def _relative(path: Path, folder: Path) -> str:
    """A path as the notebook writes it, free of the machine's folders where both lie in one place."""
    target = path.parent.resolve() / path.name
    try:
        return Path(os.path.relpath(target, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return target.as_posix()


def _said_on_stderr(notebook: NotebookNode, name: str) -> Iterator[Problem]:
    """A warning for each cell that wrote one: the client does not see it, the agency does."""
    text = mark("{notebook}, cellule {cell} : {said}")
    for index, cell in enumerate(notebook.cells):
        said = "".join(output.text for output in cell.get("outputs", []) if output.get("name") == "stderr").strip()
        if said:
            line = without_machine_paths(said.splitlines()[0])
            values = {"notebook": name, "cell": cells.number(notebook, index), "said": line}
            yield Problem("notebook_warning", text, values, severity=Severity.WARNING)
