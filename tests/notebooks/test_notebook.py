"""The notebook that comes with kpitools: as it is stored, and as JupyterLab runs it on a sample client."""

import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest
from nbformat import NotebookNode

from kpitools.demo import write


@pytest.fixture(params=["monthly_report.ipynb"])
def stored(project: Path, request: pytest.FixtureRequest) -> Path:
    return project / "notebooks" / str(request.param)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_is_stored_without_outputs(stored: Path) -> None:
    notebook = nbformat.read(stored, as_version=4)
    nbformat.validate(notebook)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code_cells(notebook))
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}


def test_its_parameters_come_first(stored: Path) -> None:
    tags = [cell.metadata.get("tags", []) for cell in code_cells(nbformat.read(stored, as_version=4))]
    assert "parameters" in tags[0]
    assert not any("parameters" in others for others in tags[1:])


def test_it_runs_top_to_bottom_as_it_stands(stored: Path, project: Path, tmp_path: Path) -> None:
    """In a checkout's folders, with the client that its own parameters cell names."""
    write(tmp_path / "examples")
    shutil.copytree(project / "params", tmp_path / "params")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = nbformat.read(stored, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
    pages = "".join(output.data.get("text/html", "") for output in outputs if "data" in output)
    assert "<svg" in pages and "<table" in pages
