"""What an edition is made from: the request, and what the rooms below found out about it."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from kpitools.editions.manifest import Input
from kpitools.editions.place import Place
from kpitools.kpis.values import Period
from kpitools.params import Parameters
from kpitools.problems import Problem
from kpitools.workspace import Workspace


def _now() -> dt.datetime:
    # The reproducible builds' convention: with it, two runs of one command give the same bytes.
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


@dataclass(frozen=True)
class EditionRequest:
    """One edition to make. Frozen and picklable: it makes the same edition in JupyterLab, a worker or a cluster.

    `languages` are those of the reports, the client's own first; `cell_timeout` and `deadline` are seconds for one
    cell and for the whole notebook; `created` is the time (UTC) that the deliverables state: the same request with
    the same `created` gives the same bytes.
    """

    parameters: Path
    workspace: Path
    period: Period
    outputs: tuple[str, ...] = ("html", "pdf")
    notebook: str = "monthly_report.ipynb"
    template: str = "base"
    languages: tuple[str, ...] = ("fr",)
    created: dt.datetime = field(default_factory=_now)
    force: bool = False
    cell_timeout: int = 600
    deadline: int = 3600

    def to_json(self) -> str:
        """The request as a text that `from_json` reads back, for a process of its own."""
        return TypeAdapter(EditionRequest).dump_json(self).decode()

    @staticmethod
    def from_json(text: str | bytes) -> "EditionRequest":
        """The request of a text that `to_json` gave."""
        return TypeAdapter(EditionRequest).validate_json(text)

    @property
    def places(self) -> Workspace:
        """Where the request's workspace keeps its things."""
        return Workspace(self.workspace)

    def place(self, client: str) -> Place:
        """Where the edition goes."""
        return Place(self.places.output, client, self.period)

    def last(self, client: str) -> Place:
        """Where the edition of the period before lies, which corrections and advice refer to."""
        return Place(self.places.output, client, self.period.previous)

    def dates(self) -> dict[str, str]:
        """The period as a notebook's parameters: `month`, or `start` and `end`."""
        start, end = self.period.start, self.period.end
        if self.period.is_month:
            return {"month": f"{start:%Y-%m}"}
        return {"start": start.isoformat(), "end": end.isoformat()}

    def report_name(self, language: str, extension: str) -> str:
        """The file name of a report: `report.pdf`, in a second language `report.en.pdf`."""
        return f"report.{extension}" if language == self.languages[0] else f"report.{language}.{extension}"


@dataclass(frozen=True)
class EditionContext:
    """What publishing needs to know of the client and the data, which it never reads itself.

    `sections` are those that the report must show or say why not; `inputs` the files that the values come from;
    `problems` those of reading and computing; `attachments` makes the files that lie beside the report (`kpis.json`,
    `kpis.csv`), called only when the edition is made; `secrets` are values that no deliverable may hold; `canaries`
    words that only another client's data would bring.
    """

    parameters: Parameters
    sections: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()
    attachments: Callable[[], Mapping[str, bytes]] = dict
    secrets: tuple[str, ...] = ()
    canaries: tuple[str, ...] = ()

    @property
    def client(self) -> str:
        """The client's id."""
        return self.parameters.client.id
