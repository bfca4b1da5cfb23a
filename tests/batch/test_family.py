"""Which processes are a report's, and that none of them is left."""

import os
import subprocess
import sys

import psutil
import pytest

from kpitools.batch.family import Family, Seen, running
from tests.batch.agency import wait_for

# (pid, parent, session): a worker 10 in its own session, its kernel 20 in another, what the notebook started 21 to 23.
WORKER, KERNEL = Seen(10, 1, 10, 100), Seen(20, 10, 20, 200)
CHILD, DAEMON, FAR = Seen(21, 20, 20, 30), Seen(22, 1, 20, 4), Seen(23, 21, 23, 5)
STRANGER = Seen(99, 1, 99, 10_000)


def test_descendants_and_sessions_make_a_family() -> None:
    everybody = [FAR, DAEMON, STRANGER, CHILD, KERNEL, WORKER]
    family = Family(10)
    assert {one.pid for one in family.members(everybody)} == {10, 20, 21, 22, 23}
    assert family.memory(everybody) == 339


def test_the_orphans_of_a_dead_worker_are_still_its_family() -> None:
    family = Family(10)
    family.members([WORKER, KERNEL, FAR, CHILD])
    orphan = Seen(20, 1, 20, 200)
    assert {one.pid for one in family.members([orphan, DAEMON, STRANGER])} == {20, 22}


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are POSIX")
def test_a_family_ends_as_a_whole_and_nobody_else() -> None:
    script = (
        "import subprocess, time\n"
        "for own in (False, True): subprocess.Popen(['sleep', '600'], start_new_session=own)\n"
        "time.sleep(600)"
    )
    bystander = subprocess.Popen(["sleep", "600"])
    root = subprocess.Popen([sys.executable, "-c", script], start_new_session=True)
    try:
        family = Family(root.pid)
        wait_for(lambda: len(family.members(running())) == 3)
        pids = [one.pid for one in family.members(running())]
        family.end()
        root.wait(5)
        wait_for(lambda: not any(psutil.pid_exists(pid) and _runs(pid) for pid in pids))
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_the_machines_processes_are_seen_with_their_memory() -> None:
    own = next(one for one in running() if one.pid == os.getpid())
    assert own.parent == os.getppid()
    assert own.memory > 10_000_000


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
