"""The product against the independent row-by-row reference, on the worked example's tables and on generated ones."""

import datetime as dt
import json
import math
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.kpis import Period
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.opening import open_store
from kpitools.store import Store
from kpitools.tables import TABLES
from tests.client import OCTOBER, Client
from tests.kpis.by_row.reference import DIVIDED, TOLD, ByRow
from tests.kpis.by_row.returns import WHOLE
from tests.kpis.by_row.tables import Tables

COMPARED = (*TOLD, *DIVIDED, *WHOLE)
# Where generated tables leave the reference's words open to two readings: the worked example alone compares these.
OPEN = {
    "assist_ratio", "assisted_conversions", "average_order_value", "conversions", "cost_per_lead", "cost_per_sale",
    "last_click_conversions", "leads", "lifetime_value", "net_profit", "repeat_customer_share", "revenue",
    "revenue_per_customer", "revenue_per_lead", "roi", "sales", "search_visits", "share_of_voice", "signups",
    "social_cost", "targeted_actions",
}  # fmt: skip
OPEN_BASES = {"frequency", "ad_reach"}
RIVALS = ("Rival A", "Rival B")
NETWORKS = ("facebook", "x", "instagram")


def by_row(store: Store) -> ByRow:
    """The reference over a store's merged rows."""
    rows = {
        name: [{key: _plain(cell) for key, cell in row.items()} for row in store.frame(name).to_dict("records")]
        for name in TABLES
    }
    return ByRow(Tables(rows, competitors=store.parameters.competitors))


def _plain(cell: Any) -> Any:
    if pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.to_pydatetime() if cell.tz else cell.date()
    return cell


def agree(have: Any, wanted: Any) -> bool:
    if have is None or wanted is None:
        return have is wanted
    return math.isclose(have, wanted, rel_tol=1e-9, abs_tol=1e-9)


def test_the_reference_agrees_with_the_worked_example(shared: Path) -> None:
    folder = shared / "checks" / "kpis"
    reference = by_row(open_store(folder / "params.yaml", "compute"))
    wrong = []
    for one in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
        if one["kpi"] in COMPARED:
            places = reference.scope(one["scope"])
            now, then = (OCTOBER.start, OCTOBER.end), (OCTOBER.previous.start, OCTOBER.previous.end)
            have = [reference.answer(one["kpi"], days, places)[0] for days in (now, then)]
            if not all(map(agree, have, (one["value"], one["previous"]))):
                wrong.append((one["kpi"], one["scope"], have))
    assert not wrong


class Dice:
    """Rows by chance: unknown cells, absent columns, networks that a table lacks, days around the month's ends."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def table(self, name: str, most: int) -> list[dict[str, Any]]:
        """Rows whose keys are their own; some columns are absent altogether."""
        if self.chance.random() < 0.15:
            return []
        absent = {column.name for column in TABLES[name] if self.chance.random() < 0.12} - KEPT
        networks = self.chance.sample(NETWORKS, self.chance.randint(1, 3))
        rows = {}
        for number in range(self.chance.randint(1, most)):
            row = {c.name: self.cell(name, c.name, networks, number) for c in TABLES[name] if c.name not in absent}
            rows[tuple(row.get(key) for key in TABLES[name].key)] = row
        return list(rows.values())

    def cell(self, table: str, name: str, networks: list[str], number: int) -> Any:
        """A cell by its column's name, else a small count that may be unknown."""
        pick = self.chance.choice
        whole = table in ("mentions", "actions", "leads", "orders", "costs", "surveys", "web_visits")
        made = {
            "network": lambda: pick([*networks, ""] if whole else networks),
            "brand": lambda: pick(["", "", "", *RIVALS]) if table.startswith("mention") else "",
            "account": lambda: pick(["one", "one", "two"]),
            "date": self.day,
            "start": lambda: pick(["2026-10-01", "2026-09-01"]),
            "end": lambda: pick(["2026-10-31", "2026-09-30"]) if table == "account_periods" else "",
            "user_id": lambda: pick(["u1", "u2", "u3"]),
            "customer_id": lambda: pick(["k1", "k2", "k3", "k4"]),
            "author": lambda: pick(["a1", "a2"]),
            "type": lambda: pick(["image", "video", "text"]),
            "category": lambda: pick(["ads", "tools", "salaries"]),
            "sentiment": lambda: pick(["positive", "neutral", "negative", ""]),
            "goal": lambda: pick(["signup", "newsletter", "call"]),
            "score": lambda: pick([0, 1]) if table == "" else pick([1, 2, 3, 4, 5]),
            "rating": lambda: pick([1, 2, 3, 4, 5]),
            "path": lambda: " > ".join(pick([*NETWORKS, "google", "direct"]) for _ in range(pick([1, 2, 3]))),
            "source": lambda: pick(["google", "facebook.com", "x.com"]),
            "medium": lambda: pick(["organic", "social", "cpc", ""]),
            "kind": lambda: pick(KINDS.get(table, [""])),
        }
        if name in made:
            return made[name]()
        if name.endswith("_id"):
            return f"{table}-{number}"
        if name in ("published_at", "at", "received_at"):
            return self.time()
        if name in ("is_question", "is_problem", "is_follower"):
            return pick(["true", "false", ""])
        if TABLES[table][name].kind in ("count", "net", "money", "number"):
            return "" if self.chance.random() < 0.2 else self.chance.randint(0, 40)
        return ""

    def day(self) -> str:
        """A day from late August to mid November, most near the ends of October."""
        first, span = self.chance.choice(
            [(dt.date(2026, 8, 25), 80), (dt.date(2026, 9, 29), 4), (dt.date(2026, 10, 30), 4)]
        )
        return (first + dt.timedelta(self.chance.randrange(span))).isoformat()

    def time(self) -> str:
        """A time on such a day, in one of several zones."""
        return f"{self.day()}T{self.chance.randrange(24):02d}:30:00{self.chance.choice(['+00:00', '+02:00', '-07:00'])}"


KEPT = {"network", "date", "end", "start", "published_at", "at", "received_at", "kind", "path", "goal", "category"}
KINDS = {
    "interactions": ["like", "comment", "share", "click"], "conversations": ["message", "comment", "call"],
    "surveys": ["csat", "nps", "recall"],
}  # fmt: skip
MOST = {"account_days": 60, "posts": 25, "interactions": 30}


def differences(evaluation: Evaluation) -> list[tuple[Any, ...]]:
    """Where the product and the reference part, in this period's value and the previous one's, or in the basis."""
    reference = by_row(evaluation.store)
    now, then = (evaluation.period.start, evaluation.period.end), evaluation.period.previous
    past = (then.start, then.end)
    wrong = []
    for kpi in COMPARED:
        if kpi not in evaluation.catalogue.kpis or kpi in OPEN:
            continue
        for scope in evaluation.scopes(kpi):
            value, places = evaluation.value(kpi, scope), reference.scope(scope)
            wanted, basis = reference.answer(kpi, now, places)
            if not agree(value.value, wanted) or not agree(value.previous, reference.answer(kpi, past, places)[0]):
                wrong.append((kpi, scope, value.value, wanted, value.previous))
            elif kpi in TOLD and kpi not in OPEN_BASES and basis != frozenset(value.basis or ()):
                wrong.append((kpi, scope, "basis", value.basis, sorted(basis)))
    return wrong


@given(seed=st.integers(0, 10**6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_generated_tables(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    dice = Dice(seed)
    client = Client(tmp_path_factory.mktemp("client"), competitors=list(RIVALS))
    made = {name: dice.table(name, MOST.get(name, 12)) for name in TABLES if name not in ("audience", "contents")}
    for name, rows in made.items():
        if rows:
            client.table(name, rows)
    if any(made.values()):
        period = dice.chance.choice([OCTOBER, Period(dt.date(2026, 10, 5), dt.date(2026, 10, 25))])
        assert not differences(client.october(period=period))
