"""The sample exports, read by the readers with the hints of the sample parameters: every file, every figure."""

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow.compute as pc
import pytest

from kpitools import demo
from kpitools.demo.activity import Activity
from kpitools.params import load, resolve
from kpitools.problems import Severity
from kpitools.readers import Export, layouts, read

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


@pytest.fixture(scope="module")
def exports(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Export]]:
    """What the readers make of each client's files."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(project / "params", root / "params")
    demo.write(root / "examples")
    known = layouts()
    return {
        client: [
            read(source.path, source.hints, timezone="Europe/Paris", layouts=known)
            for source in resolve(load(root / "params" / f"{client}.yaml"))
        ]
        for client in demo.CLIENTS
    }


def test_every_file_is_read(exports: Mapping[str, list[Export]]) -> None:
    for client, files in demo.CLIENTS.items():
        assert {export.path.name for export in exports[client]} == {name.rsplit("/")[-1] for name in files()}
        assert all(export.tables for export in exports[client])


def test_every_platform_is_recognised(exports: Mapping[str, list[Export]]) -> None:
    found = {export.layout.id for one in exports.values() for export in one}
    assert found == {
        "account_days", "account_periods", "actions", "ads", "contents", "conversations", "conversion_paths", "costs",
        "ga4", "leads", "mentions", "meta-audience", "meta-audience-wide", "meta-daily",
        "meta-facebook-posts", "meta-instagram-posts", "orders", "reviews", "surveys", "web_visits", "x-overview",
        "x-posts",
    }  # fmt: skip


def test_nothing_is_worse_than_a_note(exports: Mapping[str, list[Export]]) -> None:
    """The line that Meta failed on is told; no file of the sample is in doubt."""
    problems = [problem for one in exports.values() for export in one for problem in export.problems]
    assert "error_rows" in {problem.id for problem in problems}
    assert {problem.severity for problem in problems} <= {Severity.NOTE, Severity.WARNING}


@pytest.mark.parametrize(
    ("measure", "column", "networks"),
    [
        ("reach", "reach", ("facebook", "instagram")),
        ("gained", "followers_gained", ("facebook", "instagram", "x")),
        ("visits", "profile_visits", ("facebook", "instagram", "x")),
        ("interactions", "interactions", ("facebook", "instagram")),
        ("lost", "followers_lost", ("x",)),
    ],
)
def test_days_are_read_as_they_were_lived(
    exports: Mapping[str, list[Export]],
    activities: list[Activity],
    measure: str,
    column: str,
    networks: tuple[str, ...],
) -> None:
    for activity in (each for each in activities if each.account.name == "Librairie Exemple"):
        if activity.account.network in networks:
            lived = sum(day.received[measure] for day in activity.days if OCTOBER[0] <= day.date <= OCTOBER[1])
            assert sum(_october(exports["librairie"], activity.account.network, column)) == lived


def _october(files: list[Export], network: str, column: str) -> Iterator[int]:
    for export in files:
        if "account_days" in export.tables:
            table = export.tables["account_days"]
            kept = pc.and_(pc.equal(table["network"], network), pc.greater_equal(table["date"], OCTOBER[0]))
            yield from pc.drop_null(table.filter(kept)[column]).to_pylist()
