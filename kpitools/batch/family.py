"""A report's processes: its worker, the notebook's kernel, and whatever those started. Counted and ended together."""

import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import psutil

# A process that starts others while it is being killed is outrun in a few rounds.
_ROUNDS = 50


@dataclass(frozen=True)
class Seen:
    """A process that runs: its session (0 where the system has none), and its resident memory in bytes."""

    pid: int
    parent: int
    session: int
    memory: int


def running() -> list[Seen]:
    """Every process of the machine, those apart that have ended and only wait to be noticed."""
    found = []
    for process in psutil.process_iter(["ppid", "status", "memory_info"]):
        facts = process.info
        if facts["status"] != psutil.STATUS_ZOMBIE:
            memory = facts["memory_info"].rss if facts["memory_info"] else 0
            found.append(Seen(process.pid, facts["ppid"] or 0, _session(process.pid), memory))
    return found


@dataclass
class Family:
    """The descendants of `root`, and all who share a session with one of them, also after their parents' death.

    `root` must lead a session of its own, as a worker and a kernel do.
    """

    root: int
    _sessions: set[int] = field(default_factory=set)

    def members(self, processes: Iterable[Seen]) -> list[Seen]:
        """Those of the processes that belong to the family; the sessions seen are remembered."""
        left, pids, grows = list(processes), {self.root}, True
        members: list[Seen] = []
        while grows:
            own = [one for one in left if one.pid in pids or one.parent in pids or one.session in self._sessions]
            members += own
            left = [one for one in left if one not in own]
            pids.update(one.pid for one in own)
            self._sessions.update(one.session for one in own if one.session)
            grows = bool(own)
        return members

    def memory(self, processes: Iterable[Seen]) -> int:
        """The family's resident memory in bytes, shared pages counted once for each process."""
        return sum(one.memory for one in self.members(processes))

    def end(self) -> None:
        """Kill every member at once, the caller apart; harmless where they are gone."""
        for _ in range(_ROUNDS):
            members = [one for one in self.members(running()) if one.pid != os.getpid()]
            if not members:
                return
            for one in members:
                with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                    psutil.Process(one.pid).kill()
            time.sleep(0.01)


def _session(pid: int) -> int:
    if not hasattr(os, "getsid"):
        return 0
    try:
        return os.getsid(pid)
    except OSError:
        return 0
