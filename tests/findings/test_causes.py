"""The cause of a falling rate, from the posts to the sentence."""

from pathlib import Path
from typing import Any

from kpitools.findings import Finding, findings
from kpitools.language import language
from tests.client import Client, day, post

RATES = {"facebook": 100, "x": 20}  # reactions to a post of a reach of 1000


def month(number: int, counts: dict[str, int], rates: dict[str, int]) -> list[dict[str, Any]]:
    return [
        post(f"{network}-{number}-{n}", f"2026-{number:02}-{n + 1:02}", network, likes=rates[network], reach=1000)
        for network, count in counts.items()
        for n in range(count)
    ]


def vanity(folder: Path, october: list[dict[str, Any]]) -> Finding:
    """What is said of a month with more followers and no more reactions, after one of ten posts on each network."""
    levels = [("2026-08-31", 3600), ("2026-09-30", 4000), ("2026-10-31", 4500)]
    followers = [day(date, network, followers=level) for date, level in levels for network in RATES]
    posts = [*month(9, {"facebook": 10, "x": 10}, RATES), *october]
    evaluation = Client(folder).table("posts", posts).table("account_days", followers).october()
    [found] = [one for one in findings(evaluation) if one.id == "vanity_growth"]
    return found


def test_another_mix_of_networks_is_the_first_cause(tmp_path: Path) -> None:
    """10 % and 2 % as before; of 30 posts, 2 are on the better network: 6 % becomes 2.5 %."""
    found = vanity(tmp_path, month(10, {"facebook": 2, "x": 28}, RATES))
    assert found.reasons(language("en"), "EUR")[0] == (
        "a larger share for networks where people react less (−3.5 points)"
    )


def test_lower_rates_are_the_first_cause_where_the_mix_stayed(tmp_path: Path) -> None:
    found = vanity(tmp_path, month(10, {"facebook": 10, "x": 10}, {"facebook": 60, "x": 12}))
    assert found.reasons(language("en"), "EUR")[0] == "lower rates at an equal mix of networks (−2.4 points)"
