"""kill -9 of the batch, of a worker or of a kernel: nothing runs on, nothing is half made, the next run completes.

KPITOOLS_KILLS sets how many random moments are tried (3 by default, on 3 clients; from 10 on, on 12).
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from kpitools.batch import Ledger, plan, standings
from kpitools.batch.ledger import NAME
from tests.batch.agency import OCTOBER, SECTION, Agency, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with signals")

KILLS = int(os.environ.get("KPITOOLS_KILLS", "3"))
CLIENTS = [f"client-{letter}" for letter in ("abcdefghijkl" if KILLS >= 10 else "abc")]
# What a killed batch had time to start anew; the other clients are kept.
TOUCHED = 3 if KILLS >= 10 else 2
LONGEST = 7.0

WORKER, KERNEL = "kpitools.batch.worker", "kernel_main.py"


def victims(agency: Agency, word: str) -> list[psutil.Process]:
    return [process for process in agency.alive() if any(word in part for part in process.cmdline())]


def stands(agency: Agency) -> dict[str, str]:
    paths = sorted((agency.root / "params").glob("*.yaml"))
    ledger = Ledger(agency.root / "output")
    found = {one.client: one.stand.value for one in standings(plan(paths, OCTOBER), ledger)}
    ledger.close()
    return found


def test_kill_9_at_random_moments(agency: Agency, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(os.environ.get("KPITOOLS_SEED", "2026"))
    agency.notebook("rapport", SECTION, "import time\ntime.sleep(0.3)")
    for client in CLIENTS:
        agency.client(client)
    assert agency.run("--workers", 2).returncode == 0
    killed: dict[str, int] = {}
    for number in range(KILLS):
        touched = dice.sample(CLIENTS, TOUCHED)
        for client in touched:
            agency.posts(client, f"Légende {number}")
        batch = agency.start("--workers", 2)
        moment = dice.uniform(0.3, LONGEST)
        kind = ("batch", "worker", "kernel")[number % 3]
        end = time.monotonic() + moment
        while time.monotonic() < end and batch.poll() is None:
            time.sleep(0.01)
        found = [] if kind == "batch" else victims(agency, WORKER if kind == "worker" else KERNEL)
        if found:
            dice.choice(found).kill()
            batch.communicate(timeout=120)
            assert batch.returncode in (0, 1)
        else:
            kind = "batch"
            batch.kill()
            batch.communicate()
        killed[kind] = killed.get(kind, 0) + 1
        assert agency.all_gone(), [process.cmdline() for process in agency.alive()]
        for client in agency.edition("x").parent.iterdir():
            if client.name[0] != ".":
                assert agency.is_whole(client.name), client
        completed = agency.run("--workers", 2)
        assert completed.returncode == 0, completed.stdout + completed.stderr
        assert set(stands(agency).values()) == {"fresh"}
        assert agency.leftovers() == []
        assert all(
            f"Légende {number}" in (agency.edition(client) / "report.html").read_text("utf-8") for client in touched
        )
    with capsys.disabled():
        print(f" killed {killed}", end="")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL, signal.SIGHUP])
def test_the_batch_takes_its_reports_along(agency: Agency, tmp_path: Path, end: signal.Signals) -> None:
    """Also what a notebook started, in a session of its own; and temporary files."""
    pids = tmp_path / "pids"
    agency.notebook(
        "rapport",
        f"import pathlib, subprocess, time\nchild = subprocess.Popen(['sleep', '600'])\n"
        f"pathlib.Path({str(pids)!r}).write_text(str(child.pid))\ntime.sleep(600)",
    )
    agency.client("abeille")
    batch = agency.start()
    wait_for(lambda: pids.exists() and pids.read_text())
    assert stands(agency) == {"abeille": "running"}
    batch.send_signal(end)
    batch.communicate(timeout=20)
    assert batch.returncode != 0
    assert agency.all_gone(), [process.cmdline() for process in agency.alive()]
    assert agency.leftovers() == []
    assert not agency.edition("abeille").exists()
    assert stands(agency) == {"abeille": "interrupted"}


def test_who_still_writes_into_the_temporary_files_goes_first(agency: Agency, tmp_path: Path) -> None:
    started = tmp_path / "started"
    busy = f"touch {started}; while true; do mktemp -p $TMPDIR; done"
    agency.notebook(
        "rapport",
        f"import subprocess, time\nsubprocess.Popen(['sh', '-c', {busy!r}], start_new_session=True)\ntime.sleep(600)",
    )
    agency.client("abeille")
    batch = agency.start()
    wait_for(started.exists)
    batch.kill()
    batch.communicate(timeout=20)
    assert agency.all_gone(), [process.cmdline() for process in agency.alive()]
    assert agency.leftovers() == []


def test_a_worker_that_dies_is_told_and_takes_its_kernel_along(agency: Agency) -> None:
    agency.notebook("rapport", "import subprocess, time\nsubprocess.Popen(['sleep', '600'])\ntime.sleep(600)")
    agency.client("abeille")
    batch = agency.start()
    wait_for(lambda: any("sleep" in process.name() for process in agency.alive()))
    time.sleep(0.5)  # the batch looks at its processes five times a second
    victims(agency, WORKER)[0].kill()
    out, _ = batch.communicate(timeout=30)
    assert batch.returncode == 1
    assert "SIGKILL" in agency.failure("abeille") and "cellule 3 sur 3" in agency.failure("abeille")
    assert "failure.json" in out
    assert agency.all_gone()


def test_a_kernel_that_keeps_pythons_lock_dies_with_its_parent(agency: Agency) -> None:
    """The kernel's own watch for its parent is a thread, which such a cell never lets run."""
    if sys.platform != "linux":
        pytest.skip("the system ends a process with its parent on Linux only")
    agency.notebook("rapport", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')")
    agency.client("abeille")
    batch = agency.start()
    wait_for(lambda: victims(agency, KERNEL))
    time.sleep(2)
    for process in (psutil.Process(batch.pid), *victims(agency, WORKER)):
        process.suspend()
    victims(agency, WORKER)[0].kill()
    time.sleep(0.5)
    left = victims(agency, KERNEL)
    psutil.Process(batch.pid).resume()
    batch.kill()
    batch.communicate()
    assert left == []
    assert agency.all_gone()


def test_two_batches_never_make_one_edition(agency: Agency) -> None:
    agency.notebook("rapport", SECTION, "import time\ntime.sleep(2)")
    agency.client("abeille")
    agency.client("zinc")
    first = agency.start("--workers", 1)
    wait_for(lambda: (agency.root / "output" / "2026-10" / ".abeille.lock").exists())
    second = agency.run("--workers", 2)
    first.communicate(timeout=120)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "abeille : déjà en cours ailleurs".replace(" :", "\u00a0:") in second.stderr
    assert "1 en cours ailleurs" in second.stdout
    ledger = sqlite3.connect(agency.root / "output" / NAME)
    made = ledger.execute("SELECT client, count(*) FROM editions WHERE state = 'made' GROUP BY client").fetchall()
    ledger.close()
    assert made == [("abeille", 1), ("zinc", 1)]
    assert set(stands(agency).values()) == {"fresh"}


def test_what_a_batch_leaves_does_not_depend_on_who_reads_it(agency: Agency) -> None:
    """Closed standard output ends a batch as any other command, not its reports in the middle."""
    agency.client("abeille")
    line = [sys.executable, "-c", "from kpitools.cli import main; main()", "batch", "--month", "2026-10"]
    with subprocess.Popen(line, cwd=agency.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.close()
        process.wait(60)
    assert agency.is_whole("abeille")
