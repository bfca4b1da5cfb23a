"""When and in which form posts do better: named only where enough posts differ from the rest beyond chance."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from kpitools.kpis.moments import Moments
from tests.client import Client, post

DICE = random.Random(7)


def year(factor: Any = lambda weekday, hour, kind: 1.0) -> list[dict[str, Any]]:
    """Two posts a week on Tuesdays at 9 and on Fridays at 18 (UTC+1 or +2: Paris reads 10 or 11, 19 or 20)."""
    posts = []
    for week in range(52):
        for weekday, hour in ((1, 9), (4, 18)):
            at = dt.datetime(2025, 10, 27, hour) + dt.timedelta(weeks=week, days=weekday)
            kind = "reel" if (week + weekday) % 3 == 0 else "image"
            likes = round(DICE.lognormvariate(4, 0.5) * factor(weekday, hour, kind))
            posts.append(
                post(f"{week}-{weekday}", f"{at.isoformat()}+00:00", type=kind, likes=likes, text="Bonjour #Été")
            )
    return posts


def found(folder: Path, posts: list[dict[str, Any]], **parameters: Any) -> Moments | None:
    return Client(folder, **parameters).table("posts", posts).october().moments


def test_a_day_that_does_better_is_named_with_its_posts(tmp_path: Path) -> None:
    moments = found(tmp_path, year(lambda weekday, hour, kind: 2.0 if weekday == 1 else 1.0))
    assert moments is not None
    best = moments.weekdays[0]
    assert (best.key, best.better) == (2, True) and best.n >= 50 and best.typical > best.others
    assert sum(cell.n for cell in moments.grid.values()) == moments.posts
    assert {weekday for weekday, _ in moments.grid} == {2, 5}


def test_a_format_that_does_better_is_named(tmp_path: Path) -> None:
    moments = found(tmp_path, year(lambda weekday, hour, kind: 2.5 if kind == "reel" else 1.0))
    assert moments is not None and [one.key for one in moments.formats if one.better] == ["reel"]


def test_chance_names_nothing_in_most_years(tmp_path: Path) -> None:
    """At 95 % for each kind of group: over 12 years without any effect, few names."""
    named = 0
    for number in range(12):
        moments = found(tmp_path / str(number), year())
        assert moments is not None
        named += bool(moments.weekdays) + bool(moments.formats) + bool(moments.hashtags)
    assert named <= 4


def test_few_posts_say_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, year()[:29]) is None


def test_boosted_posts_and_contest_days_do_not_count(tmp_path: Path) -> None:
    posts = year()
    whole = found(tmp_path / "whole", posts)
    boosted = [row | {"reach_paid": 100 if n < 10 else 0} for n, row in enumerate(posts)]
    contest = {"name": "Jeu", "start": "2026-09-01", "end": "2026-09-30"}
    without = found(tmp_path / "boosted", boosted)
    apart = found(tmp_path / "contest", posts, contests=[contest])
    assert whole and without and apart
    assert without.posts == whole.posts - 10
    assert apart.posts == whole.posts - sum(row["published_at"].startswith("2026-09") for row in posts)


def test_a_hashtag_is_held_against_the_posts_without_it(tmp_path: Path) -> None:
    posts = year()
    for number, row in enumerate(posts):
        row["text"] = "Bonjour #Concours" if number % 3 == 0 else "Bonjour"
        row["likes"] = row["likes"] * (3 if number % 3 == 0 else 1)
    moments = found(tmp_path, posts)
    assert moments is not None and [one.key for one in moments.hashtags] == ["concours"]
    assert moments.hashtags[0].n == pytest.approx(len(posts) / 3, abs=1)
