"""What orders leave unknown: amounts that no one gave, and networks whose orders are not all there."""

from pathlib import Path
from typing import Any

from tests.client import Client, day


def order(order_id: str, date: str, network: str = "", customer: str = "k1", **money: Any) -> dict[str, Any]:
    return {"order_id": order_id, "at": f"{date}T12:00:00Z", "network": network, "customer_id": customer, **money}


def test_a_customer_of_unknown_amounts_is_left_out_of_the_lifetime_value(tmp_path: Path) -> None:
    client = Client(tmp_path).table("orders", [
        order("1", "2026-10-02", "x", "k1", amount=60), order("2", "2026-10-03", "", "k1"),
        order("3", "2026-10-04", "x", "k2"),
    ])  # fmt: skip
    value = client.october().value("lifetime_value")
    assert (value.value, value.proof.denominator) == (60, 1)


def test_where_one_network_has_orders_anothers_absence_is_no_zero(tmp_path: Path) -> None:
    client = Client(tmp_path).table("orders", [
        order("1", "2026-09-02", "instagram", amount=9), order("2", "2026-10-01", "facebook"),
        order("3", "2026-10-01", amount=5), order("4", "2026-09-01", "facebook", amount=7),
    ])  # fmt: skip
    client.table("account_days", [day("2026-10-31", "instagram", followers=100)])
    evaluation = client.october()
    assert evaluation.value("revenue").value is None  # facebook's amount is unknown, instagram's orders not exported
    assert evaluation.value("revenue_per_follower").value is None


def test_orders_without_amounts_tell_no_revenue_in_a_month_without_orders_either(tmp_path: Path) -> None:
    client = Client(tmp_path).table("orders", [order("1", "2026-10-02", "x"), order("2", "2026-10-03")])
    value = client.october().value("revenue")
    assert (value.value, value.previous) == (None, None)
    assert client.october().value("sales").previous == 0
