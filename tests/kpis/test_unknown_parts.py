"""What counts some rows of a table is unknown where none of those rows says what is counted: no figure is no zero."""

from pathlib import Path

import pytest

from tests.client import Client


def cost(name: str, category: str, amount: object, day: int = 5) -> dict[str, object]:
    return {"cost_id": name, "date": f"2026-10-{day:02}", "category": category, "amount": amount, "hours": 1}


SILENT = [cost("d", "development", ""), cost("t", "tools", 30)]


def test_costs_of_a_category_without_any_amount_are_unknown(tmp_path: Path) -> None:
    evaluation = Client(tmp_path).table("costs", SILENT).october()
    value = evaluation.value("development_costs")
    assert (value.value, value.reason and value.reason.id) == (None, "no_column")
    assert evaluation.value("social_cost").value == 30


def test_of_a_category_some_amounts_are_their_sum_and_no_row_is_none(tmp_path: Path) -> None:
    evaluation = Client(tmp_path).table("costs", [*SILENT, cost("e", "development", 12)]).october()
    assert evaluation.value("development_costs").value == 12
    evaluation = Client(tmp_path / "none").table("costs", [cost("t", "tools", 30)]).october()
    assert evaluation.value("development_costs").value == 0


@pytest.mark.parametrize(("stance", "value"), [("true", 0), ("false", 1), ("", None)])
def test_people_of_whom_nobody_knows_whether_they_follow_are_no_outsiders(
    tmp_path: Path, stance: str, value: int | None
) -> None:
    acts = [
        {"network": "x", "account": "a", "user_id": who, "at": f"2026-{month}-05T10:00:00+02:00", "kind": "like",
         "post_id": "1", "is_follower": said}
        for month, who, said in (("09", "u", "false"), ("10", "v", stance))
    ]  # fmt: skip
    assert Client(tmp_path).table("interactions", acts).october().value("potential_reach").value == value
