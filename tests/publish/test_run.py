"""The traps of running notebooks: each of these has made a wrong report look right."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from publishing_bench import Bench

from kpitools.errors import NotebookFailed
from kpitools.publish.run import NotebookRun

ALIVE = "print('vivant')"


def run(bench: Bench, *sources: str, **settings: object) -> NotebookRun:
    path = bench.write(*sources)
    return NotebookRun(path, {"params": "../params/fournil.yaml"}, path.parent, **settings)  # type: ignore[arg-type]


def failure(running: NotebookRun) -> str:
    with pytest.raises(NotebookFailed) as caught:
        running.execute()
    return str(caught.value)


def gone(pid: int, patience: float = 5) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "import sys; sys.exit(0)",
            "cellule 3 (« import sys; sys.exit(0) ») : elle a arrêté le notebook avant sa fin.",
        ),
        ("import os; os._exit(0)", "cellule 3 (« import os; os._exit(0) ») : le noyau Python s’est arrêté."),
        ("1 / 0", "cellule 3 (« 1 / 0 ») : ZeroDivisionError: division by zero"),
        ("# un commentaire\nraise SystemExit('non')", "(« raise SystemExit('non') »)"),
    ],
)
def test_a_notebook_that_does_not_reach_its_end_fails(bench: Bench, source: str, said: str) -> None:
    message = failure(run(bench, source, ALIVE)).replace("\u00a0", " ")
    assert said in message
    assert message.startswith("monthly_report.ipynb")


def test_a_cell_that_may_raise_still_fails(bench: Bench) -> None:
    running = run(bench, "1 / 0", ALIVE)
    text = running.path.read_text().replace(
        '"metadata": {},\n   "outputs"', '"metadata": {"tags": ["raises-exception"]},\n   "outputs"'
    )
    running.path.write_text(text)
    assert "raises-exception" in text
    assert "1 / 0" in failure(running)


def test_a_hanging_cell_ends_at_its_limit_and_leaves_no_process(bench: Bench, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    source = f"""
        import os, pathlib, subprocess, time
        child = subprocess.Popen(["sleep", "60"])
        pathlib.Path({str(pids)!r}).write_text(f"{{os.getpid()}} {{child.pid}}")
        while True: time.sleep(1)
    """
    message = failure(run(bench, textwrap.dedent(source), cell_timeout=2))
    assert "elle dure plus de 2 s" in message
    assert all(gone(int(pid)) for pid in pids.read_text().split())


def test_the_whole_notebook_has_a_deadline(bench: Bench) -> None:
    start = time.monotonic()
    message = failure(run(bench, "import time", "time.sleep(30)", deadline=2))
    assert "le notebook entier dure plus de 2 s" in message
    assert time.monotonic() - start < 15


def test_a_dead_kernel_takes_its_children_along(bench: Bench, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    source = f"""
        import os, pathlib, subprocess
        pathlib.Path({str(pid)!r}).write_text(str(subprocess.Popen(["sleep", "60"]).pid))
        os._exit(1)
    """
    failure(run(bench, textwrap.dedent(source)))
    assert gone(int(pid.read_text()))


def test_what_ran_is_kept_after_a_failure(bench: Bench) -> None:
    running = run(bench, ALIVE, "1 / 0")
    failure(running)
    assert running.notebook is not None
    assert [cell.outputs[0].text for cell in running.notebook.cells if cell.source == ALIVE] == ["vivant\n"]


def test_unknown_parameters_are_refused_before_anything_runs(bench: Bench) -> None:
    path = bench.write(ALIVE)
    running = NotebookRun(path, {"params": "x", "moi": "2026-10", "langue": "fr"}, path.parent)
    message = failure(running)
    assert "paramètre moi" in message and "paramètre langue" in message and "params, month, language" in message
    assert running.notebook is None


def test_a_notebook_without_parameters_cell_is_refused(bench: Bench) -> None:
    path = bench.write(ALIVE)
    path.write_text(path.read_text().replace('"parameters"', '"autre"'))
    assert "n’a pas de cellule marquée parameters" in failure(NotebookRun(path, {"params": "x"}, path.parent))


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b'{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}']
)
def test_what_is_no_notebook_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rapport.ipynb"
    path.write_bytes(content)
    assert "n’est pas un notebook Jupyter lisible" in failure(NotebookRun(path, {}, tmp_path))


def test_injected_texts_keep_accents_and_can_hold_anything(bench: Bench) -> None:
    value = "Société « Été » {x} 'a' \"b\" \\ 🎉\nligne"
    path = bench.write("assert params == open('attendu.txt', encoding='utf-8', newline='').read()")
    (path.parent / "attendu.txt").write_text(value, encoding="utf-8", newline="")
    notebook = NotebookRun(path, {"params": value}, path.parent).execute()
    injected = next(cell for cell in notebook.cells if "injected-parameters" in cell.metadata.tags)
    assert "Société « Été »" in injected.source


def test_the_kernel_is_this_python_in_the_notebooks_folder(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    # A kernel of the user's, named python3, that must not be taken.
    spec = bench.root / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text('{"argv": ["/bin/false"], "display_name": "x", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(bench.root / "jupyter"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(bench.root / "jupyter"))
    source = "import os, sys\nprint(sys.executable)\nprint(os.getcwd())"
    before = Path.cwd()
    notebook = run(bench, source).execute()
    assert notebook.cells[-1].outputs[0].text.splitlines() == [sys.executable, str(bench.root / "notebooks")]
    assert Path.cwd() == before


def test_secrets_stay_out_of_the_kernel(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOURNIL_PASSWORD", "tr3s-secret")
    source = "import os\nprint('FOURNIL_PASSWORD' in os.environ)"
    notebook = run(bench, source, secrets=("tr3s-secret",)).execute()
    assert notebook.cells[-1].outputs[0].text == "False\n"


def test_running_opens_no_port_and_leaves_no_file(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sockets = tmp_path / "s"
    sockets.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(sockets))
    source = """
        from ipykernel.kernelapp import IPKernelApp
        print(IPKernelApp.instance().transport)
    """
    notebook = run(bench, textwrap.dedent(source)).execute()
    assert notebook.cells[-1].outputs[0].text == "ipc\n"
    assert list(sockets.iterdir()) == []


def test_a_notebook_can_run_another_inside_an_event_loop(bench: Bench) -> None:
    # As in JupyterLab, where the loop of the kernel runs already and must go on.
    async def inside() -> str:
        text: str = run(bench, ALIVE).execute().cells[-1].outputs[0].text
        await asyncio.sleep(0)
        return text

    assert asyncio.run(inside()) == "vivant\n"


def test_a_long_temporary_folder_is_not_too_long_for_sockets(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    assert run(bench, ALIVE).execute().cells[-1].outputs[0].text == "vivant\n"


def test_an_interrupt_stays_one_and_leaves_no_process(bench: Bench, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    bench.write(f"import os, pathlib, time\npathlib.Path({str(pid)!r}).write_text(str(os.getpid()))\ntime.sleep(60)")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom kpitools.publish.run import NotebookRun\n"
        f"path = Path({str(bench.root / 'notebooks' / 'monthly_report.ipynb')!r})\n"
        "try:\n    NotebookRun(path, {'params': 'x'}, path.parent).execute()\n"
        "except KeyboardInterrupt:\n    sys.exit(130)\n"
    )
    process = subprocess.Popen([sys.executable, str(script)])
    end = time.monotonic() + 30
    while not (pid.exists() and pid.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(15) == 130
    assert gone(int(pid.read_text()))
