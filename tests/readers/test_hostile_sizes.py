"""Files made to fill a memory or to take a day: refused, or read, in seconds and within bounds, each with a reason."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpitools.errors import UnreadableExport
from kpitools.readers.files import bounds
from tests.workbook import workbook

HEAD = b"Post ID,Page name,Publish time,Post type,Reach,Title\n1,Acme,10/30/2026 10:00,Photo,5,"
MEGA = 1_000_000
SECONDS, MEGABYTES = 30, 900  # far below what these files would take, far above what a busy machine needs
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (one, b"&a%d;" % (one - 1) * 10) for one in range(1, 12)
)
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
# Read in a process of its own: what it says and takes is its own too.
MEASURED = """
import json, resource, sys, time
from pathlib import Path
from kpitools.errors import KpitoolsError
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
known = layouts()
start = time.monotonic()
try:
    said = "read " + str({name: len(rows) for name, rows in
        read(Path(sys.argv[1]), Hints(), timezone="Europe/Paris", layouts=known).tables.items()})
except KpitoolsError as error:
    said = error.problems[0].id
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps([said, time.monotonic() - start, most]))
"""


def archive(name: str, blocks: Iterator[bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made, made.open(name, "w") as member:
        for block in blocks:
            member.write(block)
    return file.getvalue()


def with_member(name: str, blocks: Iterator[bytes]) -> bytes:
    """A workbook in which a member is another."""
    file = io.BytesIO()
    book = zipfile.ZipFile(io.BytesIO(workbook(["Post ID", "Page name"], ["1", "Acme"])))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for other in book.namelist():
            if other != name:
                made.writestr(other, book.read(other).replace(b"</Relationships>", STRINGS_THERE))
        with made.open(name, "w") as member:
            for block in blocks:
                member.write(block)
    return file.getvalue()


def listed(value: str, times: int) -> bytes:
    """An answer that lists a value so many times."""
    return b'{"items":[%s]}' % ",".join([value] * times).encode()


STRINGS_THERE = (
    b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
    b'Target="sharedStrings.xml"/></Relationships>'
)


def strings(blocks: Iterator[bytes]) -> bytes:
    return with_member("xl/sharedStrings.xml", blocks)


CASES: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "a line of 100 MB": ("a.csv", lambda: b"x" * 100 * MEGA, {"cut_short"}),
    "a line of cells": ("a.csv", lambda: b"x," * 10 * MEGA, {"oversized"}),
    "a field of 100 MB in quotes": ("a.csv", lambda: HEAD + b'"' + b"x" * 100 * MEGA + b'"\n', {"cut_short"}),
    "a quote that never ends": ("a.csv", lambda: HEAD + b'"' + b"a line\n" * 8 * MEGA, {"cut_short"}),
    "a million blank lines": ("a.csv", lambda: HEAD + b"t\n" + b"\n" * MEGA, {"read {'posts': 1}"}),
    "a million rows of nothing": ("a.csv", lambda: HEAD + b"t\n" + b",,,,,\n" * MEGA, {"read {'posts': 1}"}),
    "a million zero bytes": ("a.csv", lambda: b"a\0,b\n" * MEGA, {"not_text"}),
    "zero bytes below a table": ("a.csv", lambda: HEAD + b"t\n" * 40_000 + b"\0" * MEGA, {"shifted", "cut_short"}),
    "an archive of zeros": ("a.zip", lambda: archive("a.csv", (bytes(MEGA) for _ in range(300))), {"oversized"}),
    "an archive of rows": (
        "a.zip", lambda: archive("a.csv", (HEAD + b"t\n" * 500_000 for _ in range(300))), {"oversized"},
    ),
    "shared strings without end": (
        "a.xlsx", lambda: strings(b"<si><t>abcdef</t></si>" * 50_000 for _ in range(60)), {"oversized"},
    ),
    "entities in shared strings": (
        "a.xlsx", lambda: strings(iter([LAUGHS, STRINGS % b"<si><t>&a11;</t></si>"])), {"damaged"},
    ),
    "lists within lists": ("a.json", lambda: b"[" * 5 * MEGA, {"cut_short", "unknown_export"}),
    "objects within objects": ("a.json", lambda: b'{"a":' * 200_000 + b"1" + b"}" * 200_000, {"cut_short"}),
    "a number of many digits": ("a.json", lambda: b'{"items": [{"id": ' + b"9" * 100_000 + b"}]}", {"unknown_export"}),
    "objects of one figure": ("a.json", lambda: listed('{"a":1}', 3 * MEGA), {"oversized"}),
    "fewer objects of one figure": ("a.json", lambda: listed('{"a":1}', MEGA), {"unknown_export"}),
    "empty lists": ("a.json", lambda: listed("[]", 5 * MEGA), {"oversized"}),
    "figures in one cell": ("a.json", lambda: listed('{"a":[%s1]}' % ("1.5," * 5 * MEGA), 1), {"unknown_export"}),
    "a text of 90 MB": ("a.json", lambda: listed('{"a":"%s"}' % ("é" * 45 * MEGA), 1), {"unknown_export"}),
    "many objects within one of many labels": (
        "a.json",
        lambda: listed(json.dumps({**{f"k{one}": one for one in range(10_000)}, "in": [{}] * 10_000}), 1),
        {"oversized"},
    ),
    "an object of another label each": (
        "a.json", lambda: json.dumps({"items": [{f"k{one}": 1} for one in range(15_000)]}).encode(), {"oversized"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_in_seconds_and_within_memory(tmp_path: Path, name: str) -> None:
    file, made, expected = CASES[name]
    path = tmp_path / file
    path.write_bytes(made())
    run = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    said, seconds, megabytes = json.loads(run.stdout)
    assert said in expected
    assert seconds < SECONDS and megabytes < MEGABYTES


def test_a_parquet_file_of_more_rows_than_a_memory_holds(read_bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"network": ["x"] * 3, "date": ["2026-10-01"] * 3, "followers": [1, 2, 3]}), file)
    monkeypatch.setattr(bounds, "RECORDS", 2)
    with pytest.raises(UnreadableExport, match="3 lignes"):
        read_bytes(file.getvalue(), "account_days.parquet")


def test_a_sparse_table_is_no_bomb(read_bytes) -> None:
    """Columns that nobody filled shrink to next to nothing: only what is large as well is refused."""
    rows = HEAD + b"t\n" + b",,,,,\n" * 100_000
    assert len(read_bytes(archive("posts.csv", iter([rows])), "posts.zip").tables["posts"]) == 1


@pytest.mark.parametrize("column", ["Publish time", "Reach", "Title"])
@pytest.mark.parametrize(
    "text", ["a" * 90_000, "1" * 90_000, "1 " * 40_000, "a@" * 40_000, "01-" * 30_000, " " * 90_000 + "x", "é" * 90_000]
)
def test_a_long_text_takes_no_longer_than_its_length(read_text, column: str, text: str) -> None:
    labels = HEAD.decode().splitlines()[0].split(",")
    row = ["1", "Acme", "10/30/2026 10:00", "Photo", "5", "t"]
    row[labels.index(column)] = text
    made = f"{','.join(labels)}\n{','.join(row)}\n"
    if column == "Title":
        assert read_text(made).tables["posts"]["text"].to_pylist() == [text]
    else:
        with pytest.raises(UnreadableExport):
            read_text(made)
