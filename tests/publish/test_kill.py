"""kill -9 in the middle of a render: the last edition stays whole, nothing runs on, the next render is clean."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from publishing_bench import Bench

from kpitools.editions.edition import is_whole

HERE = Path(__file__).parent

# Forks one renderer a moment, kills it there, and watches the edition meanwhile.
KILLER = """
import json, os, signal, sys, time
from pathlib import Path
sys.path.insert(0, {here!r})
from publishing_bench import Bench
from kpitools.editions.edition import is_whole
from kpitools.publish import render

bench = Bench.__new__(Bench)
bench.root = Path({root!r})
bench.parameters = bench.root / "params" / "fournil.yaml"
for moment in {moments!r}:
    child = os.fork()
    if child == 0:
        while True:
            bench.render(force=True)
    end = time.monotonic() + moment
    while time.monotonic() < end:
        assert (bench.edition / "report.html").stat().st_size > 0
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    manifest = json.loads((bench.edition / "manifest.json").read_text())
    assert is_whole(bench.edition, manifest["fingerprint"]), sorted(bench.edition.iterdir())
"""


def kernels_in(folder: Path) -> list[int]:
    """The processes that run in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(folder):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_the_last_edition_survives_kill_9_at_any_moment(bench: Bench, tmp_path: Path) -> None:
    bench.render()
    script = tmp_path / "killer.py"
    moments = [0.05, 0.3, 0.55, 0.8, 0.95, 1.1, 1.4]
    script.write_text(KILLER.format(here=str(HERE), root=str(bench.root), moments=moments), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    # A kernel looks for its parent once a second.
    end = time.monotonic() + 10
    while kernels_in(bench.root) and time.monotonic() < end:
        time.sleep(0.1)
    assert kernels_in(bench.root) == []
    assert not bench.render(force=True).is_kept
    assert [path.name for path in bench.edition.parent.iterdir()] == ["fournil"]


def test_parallel_renders_of_one_edition_take_turns(bench: Bench) -> None:
    outcomes: list[bool] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            outcomes.append(bench.render().is_kept)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    # One made it, the others found it made.
    assert sorted(outcomes) == [False, True, True]
    manifest = json.loads((bench.edition / "manifest.json").read_text())
    assert is_whole(bench.edition, manifest["fingerprint"])
