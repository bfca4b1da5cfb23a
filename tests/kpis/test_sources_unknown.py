"""A site's export that names no source does not say that nobody came from a network."""

from pathlib import Path
from typing import Any

import pytest

from tests.client import Client, post


def client(folder: Path, **source: str) -> Client:
    visits: list[dict[str, Any]] = [
        {"date": f"2026-10-{day:02}", "sessions": 10, "users": 8, **source} for day in range(1, 32)
    ]
    return Client(folder).table("web_visits", visits).table("posts", [post("a", "2026-10-02", "x", likes=1)])


@pytest.mark.parametrize(
    "kpi", ["social_visits", "social_visit_share", "search_visits", "traffic_sources", "time_on_site"]
)
def test_without_a_source_they_are_unknown(tmp_path: Path, kpi: str) -> None:
    evaluation = client(tmp_path).october()
    value = evaluation.value(kpi)
    assert value.value is None and value.reason is not None
    assert evaluation.value("unique_visitors").value == 8 * 31


def test_a_source_that_is_no_network_says_that_none_came(tmp_path: Path) -> None:
    evaluation = client(tmp_path, source="google", medium="organic").october()
    assert evaluation.value("social_visits").value == 0 == evaluation.value("social_visits", "x").value
    assert evaluation.value("search_visits").value == 310


def test_a_report_by_channel_does_not_say_which_network(tmp_path: Path) -> None:
    made = client(tmp_path, medium="social", network="other")
    evaluation = made.october()
    assert evaluation.value("social_visits").value == 310
    value = evaluation.value("social_visits", "x")
    assert value.value is None and value.reason is not None
