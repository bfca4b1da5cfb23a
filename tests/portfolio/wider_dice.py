"""Clients by chance whose tables and parameters know whatever the pass over all clients adds up."""

from pathlib import Path
from typing import Any

from kpitools.catalogue.definition import definitions
from kpitools.kpis.columns import CONTENTS
from kpitools.store import Store
from kpitools.tables import TABLES
from tests.client import Client
from tests.kpis.test_by_row import MOST, RIVALS, Dice

CATEGORIES = ("ads", "tools", "development", "support")


class WiderDice(Dice):
    """Rows that also hold replies, contents, other networks, amounts in cents, visits of no source."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.renamed = self.chance.choice([{}, {"instagram": "blog"}, {"x": "forum"}, {"facebook": "other"}])
        self.sources = self.chance.choice([["google", "facebook.com", ""], [""]])

    def cell(self, table: str, name: str, networks: list[str], number: int) -> Any:
        """A cell by its column's name, else as any dice throws it."""
        pick = self.chance.choice
        if name in ("replied_at", "resolved_at", "converted_at"):
            return pick(["", self.time()])
        if name == "source":
            return pick(self.sources)
        if name == "category":
            return pick(CATEGORIES)
        if (table, name) == ("contents", "kind"):
            return pick(CONTENTS)
        if name == "unique_visitors" and self.chance.random() < 0.3:
            return ""
        made = super().cell(table, name, networks, number)
        if name == "network":
            return self.renamed.get(made, made)
        if TABLES[table][name].kind == "money" and made != "":
            return made + pick([0, 0.25])
        return made

    def parameters(self) -> dict[str, Any]:
        """Any definition of the engagement rate; a budget or none, hours of service or none."""
        pick = self.chance.choice
        return {
            "definitions": pick(["kpitools", *definitions()]),
            **pick([{}, {"budget": {"monthly": 1800.5}}, {"budget": {"2026-10": 900}}]),
            **pick([{}, {"service": {"days": "mon-fri", "hours": "09:00-18:00"}}]),
        }


def thrown(folder: Path, name: str, seed: int) -> Store | None:
    """A client by chance; none where the dice give it no row."""
    dice = WiderDice(seed)
    subject = {"id": name, "name": name, "timezone": "Europe/Paris", "currency": "EUR", "language": "fr"}
    client = Client(folder / name, client=subject, competitors=list(RIVALS), **dice.parameters())
    rows = {table: dice.table(table, MOST.get(table, 12)) for table in TABLES if table != "audience"}
    for table, made in rows.items():
        if made:
            client.table(table, made)
    return client.store() if any(rows.values()) else None
