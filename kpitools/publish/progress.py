"""How far the making of an edition is, for whoever watches it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What is being done: `name` is `data`, `notebook`, `html` or `pdf`.

    In the notebook, `cell` of `cells` as JupyterLab numbers them, under the heading `heading`.
    """

    name: str
    cell: int = 0
    cells: int = 0
    heading: str = ""


Watcher = Callable[[Step], None]


def unwatched(step: Step) -> None:
    """Where nobody watches."""
