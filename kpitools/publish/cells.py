"""Cells of a notebook as an analyst names them."""

import copy

from nbformat import NotebookNode

_LONGEST_LINE = 60


def is_code(cell: NotebookNode) -> bool:
    """Whether it is a code cell."""
    return bool(cell.cell_type == "code")


def number(notebook: NotebookNode, index: int) -> int:
    """The number that JupyterLab shows beside a code cell run from top to bottom, from 1."""
    return sum(is_code(cell) and bool(cell.source.strip()) for cell in notebook.cells[: index + 1])


def first_line(cell: NotebookNode) -> str:
    """The first line of a cell that says something, shortened."""
    lines = [line.strip() for line in cell.source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    line = lines[0] if lines else ""
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"


def heading(notebook: NotebookNode, index: int) -> str:
    """The heading that a cell stands under: the last one before it, empty where there is none."""
    for cell in reversed(notebook.cells[: index + 1]):
        if cell.cell_type == "markdown":
            for line in reversed(cell.source.splitlines()):
                if line.startswith("#"):
                    return str(line.lstrip("#").strip())
    return ""


def without_traces(notebook: NotebookNode) -> NotebookNode:
    """A copy without what running it left beside the outputs: papermill's notes, times, warnings on stderr."""
    clean = copy.copy(notebook)
    clean.metadata = NotebookNode({key: value for key, value in notebook.metadata.items() if key != "papermill"})
    clean.cells = [_clean_cell(cell) for cell in notebook.cells]
    return clean


def _clean_cell(cell: NotebookNode) -> NotebookNode:
    clean = copy.copy(cell)
    clean.metadata = NotebookNode(
        {key: value for key, value in cell.metadata.items() if key not in ("papermill", "execution")}
    )
    if is_code(cell):
        clean.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return clean
