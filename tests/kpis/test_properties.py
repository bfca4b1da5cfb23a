"""What must hold for every KPI: exports may overlap, be split and shuffled, money may be scaled, networks add up."""

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpitools.catalogue import Unit
from kpitools.kpis.evaluation import Evaluation
from tests.client import Client
from tests.kpis.small_tables import RIVAL_MENTIONS, RIVALS, TABLES, Row

MONEY = {"ads": ("spend", "value"), "orders": ("amount", "cost"), "costs": ("amount",)}
OWN_KEYS = [name for name in TABLES if name not in ("ads", "web_visits")]  # rows of these are added up within one file
ADDS_UP = ("posts", "likes", "comments", "shares", "engagements", "interactions", "ad_spend", "ad_clicks", "reviews",
           "mentions", "leads", "sales", "revenue", "social_visits", "questions", "problems")  # fmt: skip


def client(folder: Path, tables: dict[str, list[tuple[str, list[Row]]]], **parameters: Any) -> Evaluation:
    """A client of some files for each table."""
    made = Client(folder, competitors=RIVALS, budget={"monthly": 200}, **parameters)
    for name, files in tables.items():
        for file, rows in files:
            made.table(name, rows, file)
    return made.october()


def whole(name: str) -> list[Row]:
    return [*TABLES[name], *(RIVAL_MENTIONS if name == "mentions" else [])]


def figures(evaluation: Evaluation) -> dict[tuple[str, str], object]:
    kpis = [kpi.id for kpi in evaluation.catalogue.listed]
    return {(kpi, scope): evaluation.value(kpi, scope).value for kpi in kpis for scope in evaluation.scopes(kpi)}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], object]:
    folder = tmp_path_factory.mktemp("known")
    return figures(client(folder, {name: [(f"{name}.csv", whole(name))] for name in TABLES}))


def differing(one: dict[tuple[str, str], object], other: dict[tuple[str, str], object]) -> list[object]:
    return [key for key in one if one[key] != (pytest.approx(other[key]) if _is_number(other[key]) else other[key])]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal)


@pytest.mark.parametrize("seed", range(3))
def test_an_overlapping_export_changes_nothing(tmp_path: Path, known: dict[tuple[str, str], object], seed: int) -> None:
    chance = random.Random(seed)
    tables = {}
    for name in TABLES:
        rows = whole(name)
        again = rows if name not in OWN_KEYS else [row for row in rows if chance.random() < 0.5]
        tables[name] = [(f"a/{name}.csv", rows), *([(f"b/{name}.csv", again)] if again else [])]
    assert differing(figures(client(tmp_path, tables)), known) == []


@pytest.mark.parametrize("seed", range(3))
def test_splitting_and_shuffling_change_nothing(
    tmp_path: Path, known: dict[tuple[str, str], object], seed: int
) -> None:
    chance = random.Random(seed)
    tables = {}
    for name in TABLES:
        rows = chance.sample(whole(name), len(whole(name)))
        cut = chance.randrange(1, len(rows)) if name in OWN_KEYS and len(rows) > 1 else len(rows)
        parts = [part for part in (rows[:cut], rows[cut:]) if part]
        tables[name] = [(f"{number}/{name}.csv", part) for number, part in enumerate(parts)]
    assert differing(figures(client(tmp_path, tables)), known) == []


def test_scaling_money_scales_money(tmp_path: Path, known: dict[tuple[str, str], object]) -> None:
    """The budget, too, is money: only what is money by money stays as it is."""
    tables = {name: [(f"{name}.csv", [_times(row, MONEY.get(name, ()), 10) for row in whole(name)])] for name in TABLES}
    evaluation = client(tmp_path, tables)
    for (kpi, scope), value in figures(evaluation).items():
        before = known[kpi, scope]
        if not _is_number(value) or not _is_number(before) or kpi in ("marketing_budget", "budget_spent_share"):
            continue
        inverse = kpi in ("roa", "roe")
        factor = 10 if evaluation.kpi(kpi).unit is Unit.MONEY else 0.1 if inverse else 1
        assert value == pytest.approx(float(before) * factor), (kpi, scope)  # type: ignore[arg-type]


def _times(row: Row, columns: tuple[str, ...], factor: int) -> Row:
    return {
        key: Decimal(value) * factor if key in columns and value not in ("", None) else value
        for key, value in row.items()
    }


@pytest.mark.parametrize("kpi", ADDS_UP)
def test_networks_add_up_to_all(known: dict[tuple[str, str], object], kpi: str) -> None:
    parts = [value for (one, scope), value in known.items() if one == kpi and scope != "all" and _is_number(value)]
    assert sum(parts) == known[kpi, "all"]  # type: ignore[arg-type]
