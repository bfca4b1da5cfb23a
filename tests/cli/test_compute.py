"""kpitools compute, tables, explain and check, on a client that can be counted by hand."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.command import kpitools
from tests.client import Client, day, post

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    client = Client(tmp_path, objectives=[{"name": "visibilite", "kpis": [{"id": "reach", "target": 100}]}])
    client.table("posts", [
        post("a", "2026-10-02", likes=4, comments=1, reach=100, type="image"), post("b", "2026-10-03", "x", likes=1),
        post("late", "2026-11-05"),
    ])  # fmt: skip
    client.table("account_days", [day("2026-10-31", reach=120, followers=1000), day("2026-09-30", followers=990)])
    (tmp_path / "data" / "notes.txt").write_text("à faire : rien", encoding="utf-8")
    return client.path()


class TestCompute:
    def test_json_is_the_documented_form(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--month", "2026-10", "--format", "json")
        assert ran.code == 0
        assert set(ran.data) == {"client", "period", "currency", "values", "findings", "unused_files", "warnings"}
        assert ran.data["period"] == {"start": "2026-10-01", "end": "2026-10-31"}
        [err] = [one for one in ran.data["values"] if (one["kpi"], one["scope"]) == ("err", "facebook")]
        assert list(err) == [
            "kpi", "scope", "value", "unit", "previous", "change", "change_points", "year_ago", "target",
            "target_status",
            "signal", "early", "basis", "definition", "alternatives", "coverage", "reason", "proof",
        ]  # fmt: skip
        assert (err["value"], err["basis"], err["coverage"]) == (5.0, ["published"], 1.0)
        proof = err["proof"]
        assert proof["formula"] == "Σ posts.engagements / Σ posts.reach × 100"
        assert (proof["numerator"], proof["denominator"], proof["rows"]) == (5, 100, 1)
        assert [(one["file"], one["rows"]) for one in proof["sources"]] == [("posts.csv", 1)]
        assert [one["file"] for one in ran.data["unused_files"]] == ["notes.txt"]

    def test_a_target_is_judged(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--month", "2026-10", "--format", "json")
        [reach] = [one for one in ran.data["values"] if (one["kpi"], one["scope"]) == ("reach", "all")]
        assert (reach["target"], reach["target_status"]) == (100, "reached")

    def test_a_value_that_is_unknown_has_a_reason(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--month", "2026-10", "--format", "json")
        assert all(one["reason"] for one in ran.data["values"] if one["value"] is None)
        assert all(one["reason"] is None for one in ran.data["values"] if one["value"] is not None)

    def test_by_adds_buckets_where_every_part_carries_the_dimension(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--month", "2026-10", "--format", "json", "--by", "type")
        found = {one["kpi"]: one.get("breakdown") for one in ran.data["values"] if one["scope"] == "all"}
        assert found["posts"] == [{"bucket": "image", "value": 1}, {"bucket": None, "value": 1}]
        assert found["er"] is None  # followers have no type

    def test_csv_has_the_documented_columns(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--month", "2026-10", "--format", "csv")
        rows = list(csv.DictReader(ran.out.splitlines()))
        assert list(rows[0])[:6] == ["client", "start", "end", "kpi", "scope", "value"]
        assert not any(row["kpi"].startswith("top_posts") for row in rows)

    def test_a_file_can_be_written_instead(self, capfd: Capture, acme: Path, tmp_path: Path) -> None:
        target = tmp_path / "out" / "kpis.json"
        ran = kpitools(capfd, "compute", acme, "--month", "2026-10", "--format", "json", "--output", target)
        assert (ran.code, ran.out) == (0, "")
        assert json.loads(target.read_text(encoding="utf-8"))["client"] == "acme"

    def test_any_range_of_days(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--from", "2026-10-02", "--to", "2026-10-02", "--format", "json")
        [posts] = [one for one in ran.data["values"] if (one["kpi"], one["scope"]) == ("posts", "all")]
        assert posts["value"] == 1

    def test_the_table_is_in_the_users_language(self, capfd: Capture, acme: Path) -> None:
        french = kpitools(capfd, "compute", acme, "--month", "2026-10")
        english = kpitools(capfd, "--language", "en", "compute", acme, "--month", "2026-10")
        assert "Abonnés" in french.out
        assert "Followers" in english.out


class TestWrongCommands:
    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--month", "2026-13"], "2026-13"),
            (["--month", "2030-01"], "n’a pas commencé"),
            (["--month", "2026-10", "--from", "2026-10-01"], "--month"),
            (["--from", "2026-10-05"], "vont ensemble"),
            (["--from", "2026-10-05", "--to", "2026-10-01"], "finit avant"),
            (["--from", "hier", "--to", "2026-10-01"], "hier"),
            (["--by", "couleur"], "couleur"),
            (["--format", "xml"], "xml"),
            (["--frob"], "--frob"),
        ],
    )
    def test_says_what_is_wrong_and_starts_nothing(
        self, capfd: Capture, acme: Path, arguments: list[str], words: str
    ) -> None:
        ran = kpitools(capfd, "compute", acme, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert words in ran.err
        assert "Traceback" not in ran.err

    def test_a_missing_parameter_file_names_those_that_are_there(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme.with_name("acmee.yaml"))
        assert ran.code == 2
        assert "acme.yaml" in ran.err

    def test_an_unknown_command(self, capfd: Capture) -> None:
        ran = kpitools(capfd, "comput")
        assert ran.code == 2
        assert "compute" in ran.err

    def test_no_data_for_the_month_is_a_failure_that_says_what_there_is(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--month", "2025-01")
        assert ran.code == 1
        assert "du 30 septembre 2026 au 5 novembre 2026" in ran.err

    def test_messages_can_be_json_for_machines(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "compute", acme, "--month", "2025-01", "--json")
        messages = [json.loads(line) for line in ran.err.splitlines()]
        assert any(message["id"] == "no_data" and message["severity"] == "error" for message in messages)


class TestTables:
    def test_writes_each_table_in_the_interfaces_columns(self, capfd: Capture, acme: Path, tmp_path: Path) -> None:
        ran = kpitools(capfd, "tables", acme, "--format", "csv", "--output", tmp_path / "t")
        assert ran.code == 0
        assert sorted(path.name for path in (tmp_path / "t").iterdir()) == ["account_days.csv", "posts.csv"]
        with (tmp_path / "t" / "posts.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [row["post_id"] for row in rows] == ["a", "late", "b"]
        assert rows[0]["published_at"] == "2026-10-02T14:00:00+02:00"


class TestExplain:
    def test_a_glossary_entry(self, capfd: Capture) -> None:
        ran = kpitools(capfd, "explain", "err")
        assert ran.code == 0
        assert "Σ posts.engagements / Σ posts.reach × 100" in ran.out
        assert "Piège" in ran.out

    def test_the_proof_of_a_value(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "explain", "err", acme, "--month", "2026-10")
        assert "numérateur : 5" in ran.out.replace("\u00a0", " ")
        assert "posts.csv · 1 ligne" in ran.out

    def test_an_unknown_id_suggests_the_nearest(self, capfd: Capture) -> None:
        ran = kpitools(capfd, "explain", "er_pots")
        assert ran.code == 2
        assert "er_post" in ran.err


class TestCheck:
    def test_says_what_was_recognised_and_what_was_not(self, capfd: Capture, acme: Path) -> None:
        ran = kpitools(capfd, "check", acme, "--month", "2026-10")
        assert ran.code == 0
        assert "posts · facebook, x · acme-facebook, acme-x · 3 lignes" in ran.out
        assert "notes.txt" in ran.out
        assert "reach_paid" in ran.out  # and why it can't be computed

    def test_a_wrong_file_among_several_is_that_ones_failure(self, capfd: Capture, acme: Path) -> None:
        wrong = acme.with_name("wrong.yaml")
        wrong.write_text("client: {id: ../x}\n", encoding="utf-8")
        ran = kpitools(capfd, "check", acme, wrong, "--month", "2026-10")
        assert ran.code == 1
        assert "wrong.yaml" in ran.err

    def test_objectives_that_are_too_few_get_a_kind_word(self, capfd: Capture, acme: Path) -> None:
        assert "deux ou trois se complètent" in kpitools(capfd, "check", acme, "--month", "2026-10").err


def test_help_lists_every_command(capfd: Capture) -> None:
    ran = kpitools(capfd, "--help")
    assert ran.code == 0
    for name in ("demo", "init", "new", "check", "compute", "explain", "render", "tables"):
        assert name in ran.out


def test_version(capfd: Capture) -> None:
    assert kpitools(capfd, "--version").out.startswith("kpitools ")
