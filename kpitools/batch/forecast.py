"""How long a batch will still take, from how long each client's edition took last time."""

import time
from collections.abc import Iterable, Mapping
from statistics import fmean


class Forecast:
    """The time left of a batch of `clients`, made by `workers` at once; `past` are the seconds of their last editions.

    A client never made before is expected to take as long as the others do on average.
    """

    def __init__(self, clients: Iterable[str], past: Mapping[str, float], workers: int) -> None:
        self._waiting, self._started = set(clients), dict[str, float]()
        self._past, self._workers = dict(past), workers

    def started(self, client: str) -> None:
        """A client's edition is being made from now on."""
        self._waiting.discard(client)
        self._started[client] = time.monotonic()

    def finished(self, client: str, seconds: float) -> None:
        """A client is done; 0 seconds where nothing had to be made."""
        self._waiting.discard(client)
        self._started.pop(client, None)
        if seconds:
            self._past[client] = seconds

    def left(self) -> float | None:
        """Seconds left, None while nothing is known to tell from."""
        if not self._past:
            return None
        usual, now = fmean(self._past.values()), time.monotonic()
        waiting = sum(self._past.get(client, usual) for client in self._waiting)
        running = [max(self._past.get(client, usual) - (now - start), 0) for client, start in self._started.items()]
        return max((waiting + sum(running)) / self._workers, *running, 0)
