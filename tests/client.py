"""A made-up client of canonical tables, small enough to count by hand."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kpitools.catalogue import catalogue
from kpitools.kpis import Period
from kpitools.kpis.evaluation import Evaluation
from kpitools.params import load
from kpitools.store import Store
from kpitools.store import load as load_store
from kpitools.tables import TABLES
from kpitools.workspace import Workspace

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
LATER = dt.date(2026, 12, 1)


class Client:
    """Writes canonical files and a parameter file into a folder, and evaluates them."""

    def __init__(self, folder: Path, **parameters: Any) -> None:
        self.folder = folder
        self.parameters = parameters
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "params").mkdir(exist_ok=True)

    def table(self, name: str, rows: Iterable[Mapping[str, Any]], file: str = "") -> "Client":
        """Write rows of a canonical table; keys that no row names are absent columns."""
        rows = list(rows)
        columns = [column.name for column in TABLES[name] if any(column.name in row for row in rows)]
        path = self.folder / "data" / (file or f"{name}.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            writer.writerows(rows)
        return self

    def path(self) -> Path:
        """The parameter file."""
        import json

        settings = {
            "client": {"id": "acme", "name": "Acme", "timezone": "Europe/Paris", "currency": "EUR", "language": "fr"},
            "data": [{"path": "../data"}],
            **self.parameters,
        }
        path = self.folder / "params" / "acme.yaml"
        path.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
        return path

    def store(self) -> Store:
        """The merged tables."""
        return load_store(load(self.path()), Workspace(self.folder))

    def october(self, today: dt.date = LATER, period: Period = OCTOBER) -> Evaluation:
        """The KPIs of October 2026, unless another period is asked for."""
        return Evaluation(self.store(), catalogue(), period, today)


def post(post_id: str, day: str, network: str = "facebook", **figures: Any) -> dict[str, Any]:
    """A post of the network's only account, published at noon UTC of a day unless it says a time."""
    at = day if "T" in day else f"{day}T12:00:00+00:00"
    return {"network": network, "account": f"acme-{network}", "post_id": post_id, "published_at": at, **figures}


def day(date: str, network: str = "facebook", **figures: Any) -> dict[str, Any]:
    """A day of the network's only account."""
    return {"network": network, "account": f"acme-{network}", "date": date, **figures}
