"""What part of the rows a value stands on."""

from pathlib import Path

from tests.client import Client, day, post


def test_a_network_of_days_alone_that_knows_no_reactions_takes_no_coverage_from_posts(tmp_path: Path) -> None:
    client = Client(tmp_path).table("account_days", [day("2026-10-02", "x", followers=9)])
    client.table("posts", [post("a", "2026-10-02", likes=3, saves=1), post("b", "2026-10-03", likes=4)])
    evaluation = client.october()
    assert [evaluation.value(kpi).coverage for kpi in ("likes", "saves", "engagements")] == [1, 0.5, 1]


def test_a_value_of_two_tables_has_none(tmp_path: Path) -> None:
    client = Client(tmp_path).table("account_days", [day("2026-10-02", "x", likes=9)])
    client.table("posts", [post("a", "2026-10-02", likes=3)])
    value = client.october().value("likes")
    assert (value.value, value.coverage) == (12, None)
