"""kpitools explain: a glossary entry, what other tools would have shown, and the benchmarks that may stand beside."""

from pathlib import Path

import pytest

from tests.cli.command import kpitools
from tests.client import Client, day, post

Capture = pytest.CaptureFixture[str]


def test_an_entry_reads_like_a_glossarys(capfd: Capture) -> None:
    ran = kpitools(capfd, "--language", "en", "explain", "err")
    for told in ("Engagement rate by reach (err)", "Taux d’engagement sur la portée", "Pitfall", "Not to be confused",
                 "Engagement rate by followers (er)", "SMM metrics"):  # fmt: skip
        assert told in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_the_engagement_rate_lists_what_vendors_publish(capfd: Capture) -> None:
    ran = kpitools(capfd, "explain", "engagement_rate")
    flowing = " ".join(ran.out.split())
    assert "Quintly (quintly)" in flowing and "moyenne des abonnés au début et à la fin" in flowing
    assert "réactions aux commentaires" in flowing  # why NapoleonCat's can't be computed
    assert "Non publié" in flowing


def test_other_definitions_and_benchmarks_stand_beside_the_value(capfd: Capture, tmp_path: Path) -> None:
    client = Client(tmp_path, definitions="rival_iq", compare_definitions=["metricool", "napoleoncat"])
    client.table("posts", [post("a", "2026-10-02", likes=4, comments=1, reach=100)])
    client.table("account_days", [day("2026-10-31", followers=1000)])
    ran = kpitools(capfd, "explain", "engagement_rate", client.path(), "--month", "2026-10")
    out = ran.out.replace("\u00a0", " ").replace("\u202f", " ")
    assert "valeur : 0,50 %" in out and "définition : Rival IQ" in out
    assert "selon Metricool : 5,00 %" in out
    assert "selon NapoleonCat : inconnu. Cette définition compte les réactions aux commentaires" in out
    assert "repère publié : Rival IQ 2023" in out
    assert "repère écarté : Buffer 2025" in out and "il suit la définition « Buffer », pas « Rival IQ »" in out
