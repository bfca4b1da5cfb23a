"""kpitools send, as a user runs it, on a real mail server."""

import json
from pathlib import Path

import pytest

from kpitools.problems import Problem, Severity
from tests.cli.command import kpitools
from tests.deliver.agency import Agency
from tests.deliver.mail_server import MailServer
from tests.deliver.sending import Capture, send, states


def test_each_reader_gets_the_edition_once(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example", "paul@fournil.example", cc=["jo@fournil.example"])
    first = send(capfd, "--yes")
    assert (first.code, len(server.received)) == (0, 3)
    assert server.recipients == ["claire@fournil.example", "paul@fournil.example", "jo@fournil.example"]
    assert server.connections == 1
    again = send(capfd, "--yes")
    assert (again.code, len(server.received)) == (0, 3)
    assert again.out.count("Déjà envoyé") == 3
    assert states(capfd) == [f"{name}@fournil.example envoyé" for name in ("claire", "paul", "jo")]


def test_readers_of_to_and_cc_see_each_other(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example", cc=["jo@fournil.example"])
    send(capfd, "--yes")
    for one in server.received:
        assert (one.message["To"], one.message["Cc"]) == ("claire@fournil.example", "jo@fournil.example")


def test_readers_named_apart_see_nobody(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", recipients=[{"to": "claire@fournil.example"}, {"to": "jo@fournil.example"}])
    assert send(capfd, "--yes").code == 0
    assert [one.message["To"] for one in server.received] == ["claire@fournil.example", "jo@fournil.example"]


def test_an_edition_made_anew_goes_again_and_says_so(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    send(capfd, "--yes")
    agency.edition("fournil", fingerprint="f2")
    again = send(capfd, "--yes")
    assert "A déjà reçu une autre édition" in again.out
    assert len(server.received) == 2
    assert len({one.message["Message-ID"] for one in server.received}) == 2


def test_only_the_clients_named(agency: Agency, server: MailServer, capfd: Capture) -> None:
    for client in ("fournil", "librairie"):
        agency.client(client, f"claire@{client}.example")
    assert send(capfd, "librairie", "--yes").code == 0
    assert server.recipients == ["claire@librairie.example"]


def test_an_unknown_client_sends_nothing(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    ran = send(capfd, "fournill", "fournil", "--yes")
    assert (ran.code, server.received) == (2, [])
    assert "Voulez-vous dire « fournil »" in ran.err.replace("\u00a0", " ")


# Who gets nothing, and why

RESERVED = Problem("ambiguous", "Le fichier x.csv est ambigu.", severity=Severity.RESERVATION)


def test_without_a_whole_edition_nothing_is_sent(agency: Agency, server: MailServer, capfd: Capture) -> None:
    for client in ("absent", "failed", "changed", "cut", "paperless", "foreign", "old", "fine"):
        agency.client(client, f"claire@{client}.example", edition=client != "absent")
    folder = agency.workspace.output / "2026-10"
    (folder / "failed" / "failure.json").write_text("{}")
    (folder / "changed" / "report.html").write_text("<p>retouché</p>")
    (folder / "cut" / "report.pdf").unlink()
    (folder / "paperless" / "report.pdf").unlink()
    agency.edition("paperless", pdf=None)
    foreign = (folder / "fine" / "manifest.json").read_text()
    (folder / "foreign" / "manifest.json").write_text(foreign)
    (folder / "old" / "summary.json").unlink()
    manifest = json.loads((folder / "old" / "manifest.json").read_text())
    del manifest["outputs"]["summary.json"]
    (folder / "old" / "manifest.json").write_text(json.dumps(manifest))
    ran = send(capfd, "--yes")
    assert ran.code == 1
    assert server.recipients == ["claire@fine.example"]
    said = {line.split(" · ")[0]: line for line in ran.out.splitlines()}
    assert "Aucune édition" in said["absent"]
    assert "a échoué" in said["failed"]
    for client in ("changed", "cut", "foreign"):
        assert "n’est pas entière" in said[client]
    assert "pas de PDF" in said["paperless"]
    assert "pas de résumé" in said["old"]


def test_reservations_and_approval_wait(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("reserved", "claire@reserved.example")
    agency.edition("reserved", problems=(RESERVED,))
    agency.client("approval", "claire@approval.example", approval="required")
    agency.client("nobody")
    ran = send(capfd, "--yes")
    assert (ran.code, server.received) == (0, [])
    assert "Le fichier x.csv est ambigu" in ran.out
    assert "approval.yaml:" in ran.out and "mail.approval" in ran.out
    assert "Aucun destinataire" in ran.out


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ({"password": "env:PDF_PASSWORD"}, "mail.recipients.password"),
        ({"language": "en"}, "mail.recipients.language"),
        ({"attach": ["pdf", "xlsx"]}, "mail.recipients.attach"),
    ],
)
def test_what_is_not_honoured_yet_is_refused(
    setting: dict[str, object], name: str, agency: Agency, server: MailServer, capfd: Capture
) -> None:
    path = agency.client("fournil", recipients=[{"to": "claire@fournil.example", **setting}])
    [key] = setting
    line = max(n for n, text in enumerate(path.read_text().splitlines(), 1) if f'"{key}"' in text)
    ran = send(capfd, "--yes")
    assert (ran.code, server.received) == (1, [])
    assert f"{path.name}:{line}" in ran.out and name in ran.out


def test_wrong_parameters_are_their_clients_failure(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    agency.client("librairie", "pas une adresse")
    ran = send(capfd, "--yes")
    assert (ran.code, server.recipients) == (1, ["claire@fournil.example"])
    agency.client("fournil", "a..b@fournil.example")
    assert send(capfd, "--yes").code == 1
    (agency.root / "params" / "fournil.yaml").unlink()
    assert send(capfd, "--yes").code == 2


def test_two_files_of_one_client_fail_both(agency: Agency, server: MailServer, capfd: Capture) -> None:
    path = agency.client("fournil", "claire@fournil.example")
    agency.client("librairie", "claire@librairie.example")
    path.with_name("copie.yaml").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    ran = send(capfd, "--yes")
    assert (ran.code, server.recipients) == (1, ["claire@librairie.example"])
    assert "copie.yaml, fournil.yaml" in ran.out


def test_an_address_of_two_clients_is_said(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@example.org", name="Le Fournil")
    agency.client("librairie", "Claire@example.org", name="La Librairie")
    ran = send(capfd, "fournil", "--yes")
    assert "librairie.yaml:" in ran.err and "Le Fournil" in ran.err and "La Librairie" in ran.err
    assert (ran.code, len(server.received)) == (0, 1)


# Without sending


def test_dry_run_shows_and_sends_nothing(agency: Agency, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    agency.client("librairie", "jo@librairie.example", approval="required")
    ran = send(capfd, "--dry-run")
    assert ran.code == 0
    assert "« Votre bilan social media – octobre 2026 »" in ran.out.replace("\u00a0", " ")
    assert "Fournil – bilan social media – octobre 2026.pdf" in ran.out
    assert "fournil · claire@fournil.example · À envoyer" in ran.out
    assert "librairie · " in ran.out and "jo@librairie.example" not in ran.out
    assert not (agency.workspace.output / ".outbox.sqlite").exists()


def test_nobody_to_ask_is_no_yes(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    assert send(capfd).code == 2
    assert send(capfd, "--to", "moi@agence.example").code == 2
    assert server.received == []


def test_to_oneself_is_not_sent_to_the_client(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example", "paul@fournil.example")
    agency.client("librairie", "jo@librairie.example", approval="required")
    assert send(capfd, "--to", "moi@agence.example", "--yes").code == 0
    assert server.recipients == ["moi@agence.example"] * 2
    assert {one.message["To"] for one in server.received} == {"moi@agence.example"}
    assert kpitools(capfd, "outbox").out == ""
    send(capfd, "--yes")
    assert server.recipients[2:] == ["claire@fournil.example", "paul@fournil.example"]


def test_drafts_are_written_for_one_reader_each(
    agency: Agency, capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.client("fournil", "claire@fournil.example", cc=["jo@fournil.example"])
    monkeypatch.delenv("KPITOOLS_MAIL_FROM")
    ran = send(capfd, "--drafts", tmp_path / "brouillons")
    assert ran.code == 0
    files = sorted((tmp_path / "brouillons").iterdir())
    assert [path.name for path in files] == [
        "fournil-2026-10-claire@fournil.example.eml", "fournil-2026-10-jo@fournil.example.eml",
    ]  # fmt: skip
    for path, reader in zip(files, ("claire", "jo"), strict=True):
        head = path.read_bytes().split(b"\r\n\r\n")[0].decode()
        assert f"To: {reader}@fournil.example" in head and "X-Unsent: 1" in head
        assert "From:" not in head and "Cc:" not in head
    assert not (agency.workspace.output / ".outbox.sqlite").exists()
