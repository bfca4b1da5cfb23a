"""Put a new folder in an old one's place in one step, where the system can: there is always a whole one."""

import ctypes
import os
import sys
from pathlib import Path

_AT_CWD = -100 if sys.platform == "linux" else -2
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders' names in one step; False where the system or the file system can't, and nothing is changed."""
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform)
    call = getattr(ctypes.CDLL(None), name, None) if name else None
    if call is None:
        return False
    return int(call(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE)) == 0


def replace(new: Path, target: Path, retired: Path) -> None:
    """Put `new` where `target` is; what was there is at `new` or at `retired` afterwards, for the caller to remove."""
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        target.rename(retired)
        new.rename(target)


def recover(target: Path, retired: Path) -> None:
    """Bring back the folder that a process killed between its two renames took away."""
    if retired.exists() and not target.exists():
        retired.rename(target)
