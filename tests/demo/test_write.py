"""The sample data as a whole: the same bytes everywhere, small, in the folders that the parameters name."""

import hashlib
from pathlib import Path

from kpitools import demo
from kpitools.demo.agency import Files

# Changes when the sample changes; never with the machine, the day or the version of Python.
FINGERPRINTS = {
    "librairie": "0e9f6a7abebc5627cb5613c6473998f6f85a1c8dd7cf90f95754b4065dcb00a6",
    "torrefacteur": "6d0e8ebeb832b52eb14b7b4de73929c149896c867bc20673f15d28ae029c3bb6",
}


def test_the_same_bytes_on_every_machine(bookshop: Files, roaster: Files) -> None:
    made = {"librairie": _fingerprint(bookshop), "torrefacteur": _fingerprint(roaster)}
    assert made == FINGERPRINTS


def test_writes_every_file_below_its_client(tmp_path: Path, bookshop: Files, roaster: Files) -> None:
    written = demo.write(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in written} == {
        *(f"librairie/{name}" for name in bookshop),
        *(f"torrefacteur/{name}" for name in roaster),
    }
    assert sum(path.stat().st_size for path in written) < 3_000_000
    assert (tmp_path / "librairie" / "facebook" / "Reach.csv").read_bytes() == bookshop["facebook/Reach.csv"]


def test_writes_one_client_alone(tmp_path: Path) -> None:
    demo.write(tmp_path, ["torrefacteur"])
    assert [path.name for path in tmp_path.iterdir()] == ["torrefacteur"]


def _fingerprint(files: Files) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    return digest.hexdigest()
