"""Run a notebook with papermill, in this process, to its end or to a failure that says where and why."""

import asyncio
import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import remove_error_markers
from papermill.translators import PythonTranslator, papermill_translators

from kpitools.errors import NotebookFailed
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.publish.cells import first_line, heading, is_code, number
from kpitools.publish.contract.leaks import without_machine_paths, without_secrets
from kpitools.publish.kernel import ReportKernelManager
from kpitools.publish.progress import Step, Watcher, unwatched

ENGINE = "kpitools"
# How long nbclient waits for the outputs of a cell that is done: its own 4 s bite where the machine is busy.
_OUTPUT_PATIENCE = 120
_PARAMETERS_TAG = "parameters"

_RAISED = mark("{notebook}, cellule {cell} (« {line} ») : {cause}")
_SLOW = mark("{notebook}, cellule {cell} (« {line} ») : elle dure plus de {seconds} s.")
_LATE = mark("{notebook}, cellule {cell} (« {line} ») : le notebook entier dure plus de {seconds} s.")
_DEAD = mark("{notebook}, cellule {cell} (« {line} ») : le noyau Python s'est arrêté.")
_STOPPED = mark("{notebook}, cellule {cell} (« {line} ») : elle a arrêté le notebook avant sa fin.")
_NOT_RUN = mark("{notebook}, cellule {cell} (« {line} ») : elle n'a pas été exécutée.")


@dataclass
class NotebookRun:
    """One run of a notebook: `notebook` is what has been executed so far, also after a failure.

    `parameters` are ISO dates, texts and numbers for the notebook's `parameters` cell; `cwd` is where the notebook
    runs; `secrets` are values that are kept out of its environment; `cell_timeout` and `deadline` are in seconds;
    `watch` is told of each cell.
    """

    path: Path
    parameters: Mapping[str, str]
    cwd: Path
    secrets: tuple[str, ...] = ()
    cell_timeout: int = 600
    deadline: int = 3600
    watch: Watcher = unwatched
    notebook: NotebookNode | None = None
    _cell: int = field(default=0, init=False)
    _is_late: bool = field(default=False, init=False)

    def execute(self) -> NotebookNode:
        """The executed notebook, every code cell of it completed; raises NotebookFailed with cell and cause."""
        source = read_notebook(self.path)
        self._refuse_unknown(source)
        try:
            papermill.execute_notebook(
                source,
                None,
                parameters=dict(self.parameters),
                engine_name=ENGINE,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                run=self,
            )
        except PapermillExecutionError as error:
            # papermill puts English cells about the error into the notebook, which move all others.
            self.notebook = remove_error_markers(self.notebook)
            cause = f"{error.ename}: {error.evalue}".splitlines()[0]
            raise self._failure(error.cell_index, _RAISED, cause=self._shareable(cause)) from error
        except CellTimeoutError as error:
            raise self._failure(self._cell, _SLOW, seconds=self.cell_timeout) from error
        except DeadKernelError as error:
            if self._is_late:
                raise self._failure(self._cell, _LATE, seconds=self.deadline) from error
            raise self._failure(self._cell, _DEAD) from error
        assert self.notebook is not None
        self._refuse_unfinished(self.notebook)
        return self.notebook

    def drive(self, nb_man: NotebookExecutionManager) -> None:
        """Execute the notebook of papermill's manager with a kernel that is gone afterwards with all it started."""
        self.notebook = nb_man.nb
        kernel = ReportKernelManager()
        client = PapermillNotebookClient(
            nb_man,
            km=kernel,
            timeout=self.cell_timeout,
            iopub_timeout=_OUTPUT_PATIENCE,
            on_cell_start=self._at_cell,
            shutdown_kernel="immediate",
            log=_SILENT,
        )
        # Nothing in a cell can outlast the deadline: the kernel's whole process group is killed from outside.
        alarm = threading.Timer(self.deadline, self._end_late, [kernel])
        alarm.daemon = True
        alarm.start()
        try:
            client.execute(cleanup_kc=True, cwd=str(self.cwd), env=self._environment())
        finally:
            alarm.cancel()
            kernel.end()
            _close_event_loop()

    def _end_late(self, kernel: ReportKernelManager) -> None:
        self._is_late = True
        kernel.kill()

    def _environment(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if value not in self.secrets}
        # Sets in the order of their hashes would make two runs of one notebook differ.
        return env | {"PYTHONHASHSEED": "0"}

    def _at_cell(self, cell: NotebookNode, cell_index: int) -> None:
        self._cell, notebook = cell_index, self.notebook
        if notebook is not None and is_code(cell):
            last = number(notebook, len(notebook.cells) - 1)
            self.watch(Step("notebook", number(notebook, cell_index), last, heading(notebook, cell_index)))

    def _refuse_unknown(self, source: NotebookNode) -> None:
        tagged = [cell for cell in source.cells if _PARAMETERS_TAG in cell.metadata.get("tags", [])]
        if not tagged:
            text = mark("Le notebook « {notebook} » n'a pas de cellule marquée parameters.")
            remedy = mark("Ajoutez l'étiquette parameters à la cellule qui contient les paramètres.")
            raise NotebookFailed(Problem("no_parameters_cell", text, {"notebook": self.path.name}, remedy=remedy))
        known = [parameter.name for parameter in PythonTranslator.inspect(tagged[0])]
        text = mark("Le notebook « {notebook} » n'a pas de paramètre {name}.")
        remedy = mark("Ajoutez-le à sa cellule parameters, qui définit : {known}.")
        values = {"notebook": self.path.name, "known": ", ".join(known)}
        if unknown := [name for name in self.parameters if name not in known]:
            problems = [Problem("unknown_parameter", text, values | {"name": name}, remedy=remedy) for name in unknown]
            raise NotebookFailed(*problems)

    def _refuse_unfinished(self, notebook: NotebookNode) -> None:
        # `sys.exit(0)` and a kernel that dies late end the run without an exception.
        for index, cell in enumerate(notebook.cells):
            if is_code(cell) and cell.source.strip():
                if any(output.output_type == "error" for output in cell.outputs):
                    raise self._failure(index, _STOPPED)
                if cell.execution_count is None:
                    raise self._failure(index, _NOT_RUN)

    def _failure(self, index: int, text: str, **values: object) -> NotebookFailed:
        assert self.notebook is not None
        cell = self.notebook.cells[index]
        line = self._shareable(first_line(cell))
        place = {"notebook": self.path.name, "cell": number(self.notebook, index), "line": line}
        return NotebookFailed(Problem("notebook_failed", text, place | values))

    def _shareable(self, text: str) -> str:
        return without_secrets(without_machine_paths(text), self.secrets)


def _close_event_loop() -> None:
    # nbclient makes one in each thread that it runs in, and leaves tasks there that wait for a kernel that is gone;
    # in JupyterLab it uses the one that runs there already.
    loop = ensure_event_loop()
    if not loop.is_running():
        if waiting := asyncio.all_tasks(loop):
            for task in waiting:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        loop.close()
        asyncio.set_event_loop(None)


def read_notebook(path: Path) -> NotebookNode:
    """The notebook of a file, checked against the format; raises NotebookFailed where it is none."""
    try:
        notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(notebook)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, nbformat.ValidationError) as error:
        text = mark("« {notebook} » n'est pas un notebook Jupyter lisible.")
        remedy = mark("Ouvrez-le dans JupyterLab, ou reprenez celui qui est fourni avec kpitools.")
        raise NotebookFailed(Problem("unreadable_notebook", text, {"notebook": path.name}, remedy=remedy)) from error
    return notebook


class ReportEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's engine with a kernel of ours."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, *, run: NotebookRun, **kwargs: Any
    ) -> None:
        """Let the run drive the notebook; papermill's own options are those that `NotebookRun.execute` gave."""
        run.drive(nb_man)


class AccentTranslator(PythonTranslator):  # type: ignore[misc]
    """Writes texts as a French analyst reads them: "Société", not "Soci\\xe9t\\xe9"."""

    @classmethod
    def translate_str(cls, val: object) -> str:
        """A text as Python source."""
        return repr(str(val))


def _silent_logger() -> logging.Logger:
    # What went wrong is told by NotebookFailed; the traceback stays in the broken notebook.
    logger = logging.getLogger("kpitools.notebook")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    return logger


_SILENT = _silent_logger()
papermill_engines.register(ENGINE, ReportEngine)
papermill_translators.register("python3", AccentTranslator)
