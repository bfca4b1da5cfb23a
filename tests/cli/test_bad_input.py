"""A careless user's museum through the command line: always a message with place and remedy, never a traceback."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.command import Ran, kpitools
from tests.client import Client, day, post
from tests.workbook import workbook

Capture = pytest.CaptureFixture[str]

HEAD = "Post ID,Page name,Publish time,Post type,Reach,Title"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = OLE + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def posts(line: str = "1,Acme,10/05/2026 10:00,Photo,5,Bonjour") -> bytes:
    return f"{HEAD}\n{line}\n".encode()


# What lies in the folder of exports, and what is said of it; None where it is read all the same.
EXPORTS: dict[str, tuple[bytes, str | None]] = {
    "empty.csv": (b"", "Le fichier est vide"),
    "empty.xlsx": (b"", "Le fichier est vide"),
    "truncated.csv": (posts()[:-12] + b'"Bon', "coupé"),
    "cut.xlsx": (workbook(["a"], [1])[:200], "abîmé ou incomplet"),
    "latin.csv": (posts().replace(b"Bonjour", b"caf\xe9"), None),
    "utf-16.csv": (posts().decode().encode("utf-16-le"), None),
    "nul.csv": (posts().replace(b"Bonjour", b"Bon\0jour"), "ni du texte ni un classeur"),
    "prose.txt": (b"Une liste de courses.\n", "la forme d’aucun export connu"),
    "password.xlsx": (PROTECTED, "mot de passe"),
    "damaged.xls": (OLE, "abîmé ou incomplet"),
    "renamed.csv": (b"%PDF-1.7\n", "au format PDF"),
    "accounts.xlsx": (workbook(["Compte", "Solde"], ["512", 1000]), "la forme d’aucun export connu"),
    "month 13.csv": (posts("1,Acme,13/45/2026 10:00,Photo,5,Bonjour"), "« 13/45/2026 10:00 »"),
    "year 2999.csv": (posts("1,Acme,10/05/2999 10:00,Photo,5,Bonjour"), "entre 1990 et 2100"),
    "negative.csv": (posts("1,Acme,10/05/2026 10:00,Photo,-5,Bonjour"), "« -5 »"),
    "huge.csv": (posts("1,Acme,10/05/2026 10:00,Photo,9223372036854775808,Bonjour"), "n’est pas un nombre"),
    "heads only.csv": (f"{HEAD}\n".encode(), "aucune ligne de données"),
    "one endless cell.csv": (b'"' + b"a,\n" * 100_000, "coupé"),
    "[bold]{braces}.csv": (b"Une liste.\n", "[bold]{braces}.csv : "),
}


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """The parameter file of a client without exports yet."""
    return Client(tmp_path).path()


def ran_plainly(capfd: Capture, *arguments: object) -> Ran:
    """What a command did, with its messages in ordinary spaces."""
    ran = kpitools(capfd, *arguments)
    return replace(ran, err=plain(ran.err))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def checked(capfd: Capture, parameters: Path, *more: str) -> Ran:
    return ran_plainly(capfd, "check", parameters, "--month", "2026-10", *more)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_that_is_no_export(capfd: Capture, acme: Path, tmp_path: Path, name: str) -> None:
    content, said = EXPORTS[name]
    (tmp_path / "data" / name).write_bytes(content)
    ran = checked(capfd, acme)
    assert ran.code == (0 if said is None else 1)
    if said is not None:
        [line] = [line for line in ran.err.splitlines() if said in line]
        assert line.startswith(name) and line.endswith(".")
        english = checked(capfd, acme, "--language", "en")
        assert (english.code, name in english.err, line in english.err) == (1, True, False)


def test_an_archive_of_other_files_is_not_opened(capfd: Capture, acme: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "data" / "exports.zip", "w") as archive:
        archive.writestr("posts.xlsx", workbook(["a"]))
    assert "Décompressez-la" in checked(capfd, acme).err


def test_a_large_file_of_junk_is_refused_quickly(acme: Path, capfd: Capture, tmp_path: Path) -> None:
    with (tmp_path / "data" / "junk.csv").open("wb") as file:
        for _ in range(20):
            file.write(os.urandom(1_000_000))
    ran = checked(capfd, acme)
    assert ran.code == 1 and "junk.csv : Ce fichier n’est ni du texte" in ran.err


def test_links_that_lead_nowhere_or_round_and_pipes(acme: Path, capfd: Capture, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "posts.csv").write_bytes(posts())
    (data / "loop.csv").symlink_to("loop.csv")
    (data / "gone.csv").symlink_to("nowhere.csv")
    (data / "again").symlink_to(data)
    os.mkfifo(data / "pipe.csv")
    ran = checked(capfd, acme)
    assert ran.code == 0 and "1 fichier reconnu" in ran.out
    assert "loop.csv : Ce fichier n’existe pas ou ne peut pas être ouvert" in ran.err
    assert "nowhere.csv : Ce fichier n’existe pas" in ran.err
    assert "pipe.csv" not in ran.err


def test_a_device_named_as_an_export_is_not_read_for_ever(tmp_path: Path, capfd: Capture) -> None:
    ran = checked(capfd, Client(tmp_path, data=[{"path": "/dev/zero"}]).path())
    assert ran.code == 1 and "zero : Ce fichier n’existe pas ou ne peut pas être ouvert" in ran.err


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_what_the_user_may_not_read(acme: Path, capfd: Capture, tmp_path: Path) -> None:
    (tmp_path / "data" / "posts.csv").write_bytes(posts())
    (tmp_path / "data" / "secret.csv").write_bytes(posts())
    (tmp_path / "data" / "closed").mkdir()
    for name in ("secret.csv", "closed"):
        (tmp_path / "data" / name).chmod(0)
    ran = checked(capfd, acme)
    assert ran.code == 0 and "secret.csv : Ce fichier" in ran.err and "closed : Ce fichier" in ran.err


def test_a_file_lost_in_the_middle_of_reading(
    acme: Path, capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise OSError(5, "Input/output error")

    (tmp_path / "data" / "posts.csv").write_bytes(posts("99,Acme,10/05/2026 10:00,Photo,5,Lu nulle part"))
    monkeypatch.setattr(sys.modules["kpitools.readers.read"], "recognise", lost)
    assert "posts.csv : Ce fichier n’existe pas ou ne peut pas être ouvert" in checked(capfd, acme).err


def test_a_parameter_file_with_ten_mistakes_names_each_with_its_line(capfd: Capture, tmp_path: Path) -> None:
    lines = [
        'client: {id: "../acme", name: Acme, timezone: Europe/Pari}',
        "data: exports",
        "competitor: [Rival]",
        "accounts: [{network: myspace, name: Acme}]",
        "followers: {instagram: {2026-13-31: 5}}",
        "definitions: maison",
        "objectives: [{name: visibilité, kpis: [{id: reech}]}]",
        "budget: {2026-1: 5}",
        "report: {brand: {color: rouge}}",
    ]
    path = tmp_path / "acme.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    ran = ran_plainly(capfd, "compute", path, "--month", "2026-10")
    said = [int(line.split(":")[1]) for line in ran.err.splitlines()]
    assert ran.code == 2 and ran.out == ""
    assert said == sorted(said) and set(said) == set(range(1, 10)) and len(said) >= 10
    assert "reach" in ran.err and "Europe/Paris" in ran.err


WRONG: dict[str, tuple[str, ...]] = {
    "a month to come": ("compute", "PARAMS", "--month", "2099-12"),
    "a 13th month": ("compute", "PARAMS", "--month", "2026-13"),
    "an empty month": ("compute", "PARAMS", "--month", ""),
    "the last month of all": ("compute", "PARAMS", "--month", "9999-12"),
    "the first day of all": ("compute", "PARAMS", "--from", "0001-01-01", "--to", "2026-10-31"),
    "an end before the beginning": ("check", "PARAMS", "--from", "2026-10-05", "--to", "2026-10-01"),
    "a folder as parameters": ("check", "FOLDER"),
    "parameters that are not there": ("render", "FOLDER/none.yaml"),
    "a client above": ("new", "../acme"),
    "exports that are not there": ("new", "other", "--from", "FOLDER/none"),
    "a folder as output": ("compute", "PARAMS", "--month", "2026-10", "--output", "FOLDER"),
    "a file as output folder": ("tables", "PARAMS", "--output", "PARAMS"),
    "a workspace in a file": ("init", "PARAMS"),
    "a demo in a file": ("demo", "PARAMS"),
    "an unknown KPI": ("explain", "reech"),
    "an unknown KPI of a client": ("explain", "reech", "PARAMS", "--month", "2026-10"),
    "an unknown format": ("render", "PARAMS", "--to", "docx"),
    "an unknown command": ("chek", "PARAMS"),
    "an unknown option": ("check", "--moth", "2026-10"),
    "an option without its value": ("check", "PARAMS", "--month"),
    "too many words": ("compute", "PARAMS", "PARAMS"),
    "no client": ("compute",),
    "an unknown language": ("--language", "de", "check", "PARAMS"),
    "a language and no command": ("--language", "fr"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_command_starts_nothing(
    capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    parameters = Client(tmp_path).table("posts", [post("a", "2026-10-05", likes=1)]).path()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    monkeypatch.chdir(tmp_path)
    places = {"PARAMS": str(parameters), "FOLDER": str(parameters.parent)}
    arguments = [word.replace("FOLDER", places["FOLDER"]).replace("PARAMS", places["PARAMS"]) for word in WRONG[name]]
    ran = ran_plainly(capfd, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip() and "Traceback" not in ran.err
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_an_edition_outlives_what_goes_wrong_after_it(capfd: Capture, tmp_path: Path) -> None:
    client = Client(tmp_path, report={"outputs": ["html"]})
    client.table("account_days", [day("2026-10-31", reach=120, followers=1000)])
    data, edition = tmp_path / "data", tmp_path / "output" / "2026-10" / "acme"
    (data / "notes.txt").write_text("à faire", encoding="utf-8")
    (data / "secret.xlsx").write_bytes(PROTECTED)
    made = ran_plainly(capfd, "render", client.path(), "--month", "2026-10")
    assert made.code == 0 and "secret.xlsx : " in made.err and "notes.txt : " in made.err
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "reservations"
    page = (edition / "report.html").read_bytes()

    (data / "account_days.csv").write_bytes(b"")
    failed = ran_plainly(capfd, "render", client.path(), "--month", "2026-10")
    assert failed.code == 1 and "Aucune donnée pour Acme" in failed.err
    assert (edition / "report.html").read_bytes() == page
    assert not list(tmp_path.glob("output/2026-10/.*"))


@pytest.mark.parametrize(
    ("locale", "said"), [("C", "Ce fichier de paramètres n’existe pas."), ("en_GB.UTF-8", "does not exist.")]
)
def test_the_process_itself_speaks_utf_8_in_any_locale(tmp_path: Path, locale: str, said: str) -> None:
    env = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-c", "from kpitools.cli import main; main()", "check", "none.yaml"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode("utf-8") and b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from kpitools.cli import main; main()", "--language", "fr", "explain", "err"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert plain(done.stderr.decode("utf-8")).strip() == "Le système refuse : le disque est plein."


WITHOUT_PANGO = """
import cffi, sys
from kpitools.errors import PdfEngineMissing
from kpitools.publish.pdf import Paper, print_pdf

def hidden(self, name, *more, whole=cffi.FFI.dlopen):
    if "pango" in str(name):
        raise OSError(f"cannot load library {name}")
    return whole(self, name, *more)

cffi.FFI.dlopen = hidden
try:
    print_pdf(Paper("<p>Bonjour</p>"))
except PdfEngineMissing as missing:
    sys.exit(str(missing))
"""


def test_without_pango_there_is_one_message_and_nothing_among_the_results() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_PANGO], capture_output=True, check=False)
    said = done.stderr.decode("utf-8").splitlines()
    assert (done.returncode, done.stdout, len(said)) == (1, b"", 1)
    assert "Pango" in said[0]
