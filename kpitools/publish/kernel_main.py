"""Starts the IPython kernel that `kernel.py` asks for. Run as a script, so that the package is not loaded for it."""

import ctypes
import gc
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
SELDOM = (200_000, 50, 100)  # as `kpitools.publish.collection`, which this script does not load


def main() -> None:
    """Run the kernel with this script's arguments."""
    if sys.platform == "linux":
        # The kernel's own watch for its parent is a thread, which a cell that keeps Python's lock can hold up for ever.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.environ.get("JPY_PARENT_PID") != str(os.getppid()):  # it died before
            sys.exit(1)
    # Python looks in this script's folder first; a notebook must not find our modules by their short names.
    own = str(Path(__file__).parent)
    sys.path[:] = [folder for folder in sys.path if folder != own]
    gc.set_threshold(*SELDOM)
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
