"""The kernel of one run: this Python, sockets of its own, its own process group that leaves nothing behind."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

# A socket's address has at most 107 characters (103 on macOS), its name included.
_LONGEST_FOLDER = 80
_MAIN = Path(__file__).with_name("kernel_main.py")


class ReportKernelManager(AsyncKernelManager):
    """Starts an IPython kernel with the Python that runs now, whatever kernels the user has installed.

    `end()` must be called when the run is over: it kills the kernel with everything it started and removes its sockets.
    """

    def __init__(self) -> None:
        self.folder = _socket_folder()
        connection = str(self.folder / "kernel.json")
        # IPC ends the races for TCP ports between parallel runs, and keeps the messages off the network.
        ipc = {} if sys.platform == "win32" else {"transport": "ipc", "ip": str(self.folder / "k")}
        super().__init__(kernel_name="python3", connection_file=connection, **ipc)
        self._group: int | None = None

    @property
    def kernel_spec(self) -> KernelSpec:
        """How the kernel is started."""
        argv = [sys.executable, str(_MAIN), "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="kpitools", language="python")

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        await super()._async_launch_kernel(kernel_cmd, **kw)
        self._group = getattr(self.provisioner, "pgid", None)

    def kill(self) -> None:
        """Kill the kernel and its children at once, from any thread; harmless where they are gone."""
        if self._group is not None and sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._group, signal.SIGKILL)

    def end(self) -> None:
        """Leave no process and no file behind."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _socket_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kpitools-"))
    if len(str(folder)) > _LONGEST_FOLDER and sys.platform != "win32":
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="kpitools-", dir="/tmp"))
    return folder
