"""Two ways to tell of one thing are compared; a figure that lacks a part is not."""

from pathlib import Path
from typing import Any

from tests.client import Client, day

ADS = {"network": "facebook", "campaign": "A", "spend": 100}


def cost(date: str, category: str, amount: int, network: str = "facebook") -> dict[str, Any]:
    return {"cost_id": f"{date} {category}", "date": date, "category": category, "network": network, "amount": amount}


def test_a_cost_is_one_whether_ads_stand_in_the_costs_or_beside_them(tmp_path: Path) -> None:
    client = Client(tmp_path).table("ads", [{"date": "2026-09-05", **ADS}, {"date": "2026-10-05", **ADS}])
    client.table("costs", [
        cost("2026-09-05", "content", 80), cost("2026-10-05", "content", 50), cost("2026-10-05", "ads", 130),
    ])  # fmt: skip
    value = client.october().value("social_cost")
    assert (value.value, value.previous, value.change) == (180, 180, 0)


def test_a_cost_without_the_ads_of_a_network_is_not_compared_with_one_that_holds_them(tmp_path: Path) -> None:
    client = Client(tmp_path).table("ads", [{"date": "2026-09-05", **ADS}])
    client.table("costs", [cost("2026-09-05", "content", 80), cost("2026-10-05", "content", 50)])
    value = client.october().value("social_cost")
    assert (value.value, value.previous, value.change) == (50, 180, None)


def test_a_net_gain_is_one_whether_told_by_levels_or_by_days(tmp_path: Path) -> None:
    client = Client(tmp_path).table("account_days", [
        day("2026-09-10", followers_gained=9, followers_lost=5), day("2026-09-30", followers=100),
        day("2026-10-31", followers=106),
    ])  # fmt: skip
    value = client.october().value("net_new_followers")
    assert (value.value, value.previous, value.change) == (6, 4, 50)
