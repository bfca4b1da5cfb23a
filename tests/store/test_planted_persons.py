"""A client whose files are full of people, one for each documented form: no trace of them in its cache or edition."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.cli.command import kpitools
from tests.client import Client
from tests.readers.documented import SAMPLES

TRACES = ("canari", "nadia", "33612345678", "1.2.3.4")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("KPITOOLS_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "a"
    entries: list[dict[str, Any]] = []
    for number, (text, hints, *_) in enumerate(SAMPLES.values()):
        path = folder / "data" / f"{number}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        entries.append({"path": f"../data/{path.name}", **json.loads(json.dumps(hints, default=str))})
    return Client(folder, data=entries)


def said_in(folder: Path) -> Iterator[tuple[str, str]]:
    """All that lies in a folder as text, compressed files unpacked."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".parquet":
            yield path.name, str(pq.read_table(path).to_pylist())
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield path.name, " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
        else:
            yield path.name, path.read_bytes().decode("utf-8", "replace")


def traces(texts: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, trace) for name, text in texts for trace in TRACES if trace in text.lower()]


def test_the_files_are_full_of_people(client: Client) -> None:
    assert {trace for _, trace in traces(said_in(client.folder / "data"))} == set(TRACES)


def test_no_trace_reaches_the_cache_the_edition_or_a_message(client: Client, tmp_path: Path, capfd: Any) -> None:
    made = kpitools(capfd, "render", client.path(), "--month", "2026-10", "--to", "html,xlsx")
    output = client.folder / "output" / "2026-10" / "acme"
    assert made.code == 0, made.err
    assert {"report.html", "report.xlsx", "kpis.json", "manifest.json"} <= {path.name for path in output.iterdir()}
    assert len(list((tmp_path / "cache").rglob("*.parquet"))) >= len(SAMPLES) // 2
    assert traces(said_in(tmp_path / "cache")) == []
    assert traces(said_in(client.folder / "output")) == []
    assert traces(iter([("out", made.out), ("err", made.err)])) == []
    checked = kpitools(capfd, "check", client.path(), "--month", "2026-10")
    assert traces(iter([("out", checked.out), ("err", checked.err)])) == []
