"""A made-up agency: clients with finished editions, written as publishing writes them but without a report behind."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from kpitools.charts.palette import Palette
from kpitools.editions.edition import sha256
from kpitools.editions.manifest import NAME, Manifest
from kpitools.editions.place import Place
from kpitools.kpis.values import Period
from kpitools.language import language
from kpitools.problems import Problem
from kpitools.workspace import Workspace

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
CREATED = dt.datetime(2026, 11, 2, 8, 30, tzinfo=dt.UTC)
CARD = {
    "name": "Portée cumulée", "value": "47\u202f340", "change": "+15\u202f% vs septembre", "way": "up", "tone": "good",
    "year": "+49\u202f% en un an", "target": "objectif 45\u202f000, atteint", "basis": "somme des jours", "reason": "",
}  # fmt: skip
UNKNOWN = {
    "name": "Vues de vidéos", "value": "n.d.", "change": "", "way": "none", "tone": "neutral", "year": "",
    "target": "", "basis": "", "reason": "Aucun export ne fournit les données nécessaires.",
}  # fmt: skip


class Agency:
    """A workspace of clients whose editions of October 2026 are finished."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "params").mkdir(parents=True)
        (root / "data").mkdir()

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return Workspace(self.root)

    def client(self, client: str, *to: str, name: str = "", edition: bool = True, **mail: Any) -> Path:
        """A client whose editions go to these addresses; gives its parameter file."""
        settings = {
            "client": {"id": client, "name": name or client.title(), "language": "fr"},
            "data": [{"path": "../data"}],
            "mail": {"to": list(to), **mail},
        }
        if not settings["mail"]["to"]:
            del settings["mail"]["to"]
        path = self.root / "params" / f"{client}.yaml"
        path.write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
        if edition:
            self.edition(client, name=name)
        return path

    def place(self, client: str) -> Place:
        """Where a client's edition lies."""
        return Place(self.workspace.output, client, OCTOBER)

    def edition(
        self, client: str, *, name: str = "", word: str = "", fingerprint: str = "f1", code: str = "fr",
        problems: tuple[Problem, ...] = (), pdf: bytes | None = b"%PDF-1.7\n%%EOF\n", footer: str = "Agence Exemple",
    ) -> Path:  # fmt: skip
        """A client's edition; `word` stands in all of it."""
        folder = self.place(client).folder
        folder.mkdir(parents=True, exist_ok=True)
        words = language(code)
        summary = {
            "client": client,
            "name": name or client.title(),
            "language": code,
            "period": {"start": "2026-10-01", "end": "2026-10-31", "text": words.month(OCTOBER.start)},
            "brand": {"footer": footer, "colors": Palette().colours()},
            "verdict": [
                {"text": f"2 objectifs sur 3 atteints\u00a0: visibilité et trafic. {word}", "good": True},
                {"text": "Objectif engagement manqué.", "good": False},
            ],
            "cards": [{**CARD, "basis": word or CARD["basis"]}, UNKNOWN],
        }
        (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False), encoding="utf-8")
        (folder / "report.html").write_text(f"<!doctype html><p>{word}</p>", encoding="utf-8")
        if pdf is not None:
            (folder / "report.pdf").write_bytes(pdf + word.encode())
        manifest = Manifest(
            client=client,
            period=OCTOBER,
            languages=(code,),
            created=CREATED,
            fingerprint=f"{fingerprint}-{client}",
            notebook="monthly_report.ipynb",
            template="base",
            parameters_sha256="0" * 64,
            pages=8,
            outputs={path.name: sha256(path) or "" for path in sorted(folder.iterdir()) if path.name != NAME},
            problems=problems,
        )
        (folder / NAME).write_text(manifest.to_json(words), encoding="utf-8")
        return folder
