"""The upper bound of who might be reached, and what it does not know."""

from pathlib import Path

from tests.client import Client


def test_mentions_that_name_no_author_with_followers_tell_nothing(tmp_path: Path) -> None:
    client = Client(tmp_path).table("mentions", [
        {"mention_id": "1", "at": "2026-10-02T12:00:00Z", "network": "x", "author": "", "author_followers": 70},
        {"mention_id": "2", "at": "2026-10-03T12:00:00Z", "network": "x", "author": "ann"},
        {"mention_id": "3", "at": "2026-09-03T12:00:00Z", "network": "x", "author": "ann", "author_followers": 9},
    ])  # fmt: skip
    value = client.october().value("potential_reach")
    assert (value.value, value.previous) == (None, 9)
