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


def test_actions_stand_in_where_no_path_is_told_at_all(tmp_path: Path) -> None:
    client = Client(tmp_path).table("actions", [
        {"action_id": str(n), "at": f"2026-10-0{n}T12:00:00Z", "goal": "form", "network": network}
        for n, network in enumerate(("facebook", "facebook", "x", ""), 1)
    ])  # fmt: skip
    client.table("web_visits", [
        {"date": "2026-10-05", "source": network, "network": network, "sessions": 100} for network in ("facebook", "x")
    ])  # fmt: skip
    evaluation = client.october()
    assert [evaluation.value("conversions", scope).value for scope in ("all", "facebook", "x")] == [3, 2, 1]
    assert evaluation.value("conversion_rate").value == 1.5


def test_actions_that_name_no_network_are_taken_whole_in_a_ratio(tmp_path: Path) -> None:
    days = ("2026-10-01", "2026-10-02", "2026-10-03", "2026-09-04")
    client = Client(tmp_path).table("actions", [
        {"action_id": day, "at": f"{day}T12:00:00Z", "goal": "form", "user_id": day} for day in days
    ])  # fmt: skip
    client.table("web_visits", [
        {"date": "2026-10-05", "source": "facebook", "network": "facebook", "users": 60},
        {"date": "2026-10-05", "source": "google", "network": "", "users": 400},
        {"date": "2026-09-05", "source": "facebook", "network": "facebook", "users": 40},
    ])  # fmt: skip
    value = client.october().value("action_rate")
    assert (value.value, value.previous, value.change, value.basis) == (5.0, 2.5, 100, ("network_unknown",))
