"""Conversions by paths, where a path leads through a social network that it does not name."""

from pathlib import Path

import pytest

from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.proof_rows import add_up, rows_behind
from tests.client import Client

PATHS = {"social > direct": 3, "facebook > social": 5, "facebook": 2, "direct": 7, "other > direct": 11}


def october(folder: Path, paths: dict[str, int]) -> Evaluation:
    client = Client(folder)
    rows = [{"date": "2026-10-05", "path": path, "goal": "", "conversions": n} for path, n in paths.items()]
    client.table("conversion_paths", rows)
    client.table("account_days", [{"network": "facebook", "account": "a", "date": "2026-10-05", "followers": 9}])
    return client.october()


@pytest.mark.parametrize(
    ("kpi", "value"), [("conversions", 3 + 5 + 2), ("last_click_conversions", 5 + 2), ("assisted_conversions", 3 + 5)]
)
def test_an_unnamed_network_is_one_of_all(tmp_path: Path, kpi: str, value: int) -> None:
    found = october(tmp_path, PATHS).value(kpi)
    assert (found.value, found.coverage) == (value, 1)


def test_it_may_be_any_network_so_what_is_known_of_one_is_less_than_all(tmp_path: Path) -> None:
    evaluation = october(tmp_path, PATHS)
    held = evaluation.value("conversions", "facebook")
    assert (held.value, held.coverage) == (5 + 2, 4 / 5)  # the three by "social > direct" may be its own
    last = evaluation.value("last_click_conversions", "facebook")
    assert (last.value, last.coverage) == (2, 4 / 5)


def test_where_no_path_names_a_network_none_is_known_to_have_had_no_part(tmp_path: Path) -> None:
    evaluation = october(tmp_path, {"social > direct": 3, "direct": 7})
    assert evaluation.value("conversions").value == 3
    of_one = evaluation.value("conversions", "facebook")
    assert (of_one.value, of_one.reason and of_one.reason.id) == (None, "unnamed_paths")


def test_what_proves_a_value_adds_up_to_it(tmp_path: Path) -> None:
    evaluation = october(tmp_path, PATHS)
    assert add_up(evaluation.value("conversions").proof, rows_behind(evaluation, "conversions"))
