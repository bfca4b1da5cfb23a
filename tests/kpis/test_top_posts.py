"""The five best posts."""

from pathlib import Path

from tests.client import Client, post


def ids(client: Client, kpi: str) -> list[str]:
    value = client.october().value(kpi).value
    assert isinstance(value, list)
    return [row["post_id"] for row in value]


def test_by_reach_then_engagements_then_id_unknown_reach_last(tmp_path: Path) -> None:
    client = Client(tmp_path).table("posts", [
        post("unknown", "2026-10-02", likes=900), post("b", "2026-10-02", reach=10, likes=1),
        post("a", "2026-10-02", reach=10, likes=1), post("liked", "2026-10-02", reach=10, likes=2),
        post("best", "2026-10-02", reach=11), post("sixth", "2026-10-02"),
    ])  # fmt: skip
    assert ids(client, "top_posts") == ["best", "liked", "a", "b", "unknown"]


def test_by_likes_leaves_out_posts_that_do_not_know_them(tmp_path: Path) -> None:
    client = Client(tmp_path).table("posts", [post("a", "2026-10-02", reach=900), post("b", "2026-10-02", likes=0)])
    assert ids(client, "top_posts_likes") == ["b"]


def test_by_rate_takes_posts_of_at_least_the_median_reach(tmp_path: Path) -> None:
    client = Client(tmp_path).table("posts", [
        post("tiny", "2026-10-02", reach=10, likes=9), post("middle", "2026-10-02", reach=100, likes=20),
        post("large", "2026-10-02", reach=1000, likes=30),
    ])  # fmt: skip
    assert ids(client, "top_posts_err") == ["middle", "large"]


def test_a_list_has_no_previous_even_where_it_is_unknown_itself(tmp_path: Path) -> None:
    client = Client(tmp_path).table("posts", [post("a", "2026-09-02", reach=10, likes=1)])
    value = client.october().value("top_posts")
    assert (value.value, value.previous, value.year_ago) == (None, None, None)
