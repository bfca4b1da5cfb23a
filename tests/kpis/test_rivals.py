"""The client beside its competitors: per day and per post, on the networks where they are followed."""

from pathlib import Path

import pytest

from tests.client import Client, day, post

NAMES = {"competitors": ["Grand", "Petit"]}


def rows(brand: str, month: str, count: int, likes: int, network: str = "x") -> list[dict[str, object]]:
    return [
        post(f"{brand}{month}{n}", f"2026-{month}-{n + 1:02}", network, brand=brand, likes=likes) for n in range(count)
    ]


def test_sizes_do_not_decide(tmp_path: Path) -> None:
    posts = [
        *rows("", "09", 6, 10), *rows("", "10", 31, 20), *rows("Grand", "09", 8, 400), *rows("Grand", "10", 8, 300),
        *rows("Petit", "10", 3, 7), *rows("", "10", 9, 1000, "facebook"),
    ]  # fmt: skip
    days = [day("2026-10-31", "x", followers=500), day("2026-10-31", "x", brand="Grand", followers=90000)]
    mine, big, small = Client(tmp_path, **NAMES).table("posts", posts).table("account_days", days).october().rivals
    assert [one.brand for one in (mine, big, small)] == ["", "Grand", "Petit"]
    assert (mine.posts_per_day, mine.now and mine.now.per_post, mine.followers) == (1, 20, 500)  # Facebook is apart
    assert (big.now and big.now.per_post, big.reactions_per_day) == (300, pytest.approx(8 * 300 / 31))
    assert (mine.change, big.change, small.change) == (pytest.approx(100), pytest.approx(-25), None)
    assert small.followers is None and small.voice is None


def test_the_voice_is_that_of_the_kpi(tmp_path: Path) -> None:
    mentions = [
        {"mention_id": f"{brand}{n}", "at": f"2026-10-{n + 1:02}T10:00:00Z", "network": "x", "brand": brand}
        for brand, count in (("", 6), ("Grand", 3), ("Petit", 1))
        for n in range(count)
    ]
    evaluation = Client(tmp_path, **NAMES).table("mentions", mentions).october()
    assert [one.voice for one in evaluation.rivals] == [60, 30, 10]
    assert evaluation.value("share_of_voice").value == 60


def test_without_competitors_or_their_data_there_is_nobody_beside(tmp_path: Path) -> None:
    posts = rows("", "10", 6, 10)
    assert Client(tmp_path / "none").table("posts", posts).october().rivals == ()
    assert Client(tmp_path / "silent", **NAMES).table("posts", posts).october().rivals == ()
