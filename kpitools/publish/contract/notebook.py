"""What an executed notebook must be before anything is made of it."""

from collections.abc import Iterator

from nbformat import NotebookNode

from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.publish.cells import first_line, is_code, number
from kpitools.publish.sections import shown_sections


def unfinished_cells(notebook: NotebookNode) -> Iterator[Problem]:
    """A problem for each code cell that did not complete, or shows an error."""
    failed = mark("La cellule {cell} (« {line} ») montre une erreur.")
    pending = mark("La cellule {cell} (« {line} ») n'a pas été exécutée.")
    for index, cell in enumerate(notebook.cells):
        if is_code(cell) and cell.source.strip():
            values = {"cell": number(notebook, index), "line": first_line(cell)}
            if any(output.output_type == "error" for output in cell.outputs):
                yield Problem("cell_failed", failed, values)
            elif cell.execution_count is None:
                yield Problem("cell_pending", pending, values)


def missing_sections(notebook: NotebookNode, asked: tuple[str, ...]) -> Iterator[Problem]:
    """A problem for each section asked for that is neither shown nor said to be absent, or is there twice."""
    shown = [section.id for section in shown_sections(notebook)]
    text = mark("La section {section}, demandée par les paramètres, n'est pas dans le rapport.")
    remedy = mark('Ajoutez report.section("{section}") au notebook, ou retirez-la de report.sections.')
    for section in asked:
        if section not in shown:
            yield Problem("missing_section", text, {"section": section}, remedy=remedy)
    for section in sorted({id_ for id_ in shown if shown.count(id_) > 1}):
        text = mark("La section {section} est deux fois dans le rapport.")
        yield Problem("repeated_section", text, {"section": section})


def silent_reasons(notebook: NotebookNode) -> Iterator[Problem]:
    """A problem for each section that is absent without saying why."""
    text = mark("La section {section} est absente sans dire pourquoi.")
    for section in shown_sections(notebook):
        if section.reason is not None and not section.reason.strip():
            yield Problem("silent_absence", text, {"section": section.id})
