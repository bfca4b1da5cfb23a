"""kpitools send, as a user runs it, on a real mail server."""

import json
import socket
from pathlib import Path

import pytest

from kpitools.problems import Problem, Severity
from tests.cli.command import Ran, kpitools
from tests.deliver.agency import Agency
from tests.deliver.mail_server import MailServer

Capture = pytest.CaptureFixture[str]


def send(capfd: Capture, *arguments: object) -> Ran:
    return kpitools(capfd, "send", "--month", "2026-10", *arguments)


def states(capfd: Capture) -> list[str]:
    """The outbox as `kpitools outbox` shows it: reader and state."""
    lines = kpitools(capfd, "outbox").out.splitlines()
    return [" ".join(line.split(" · ")[2:4]) for line in lines]


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


# A server with manners of its own


def test_one_of_three_refused(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", *(f"{name}@fournil.example" for name in ("a", "b", "c")))
    server.manners.refused["b@fournil.example"] = "550 5.1.1 No such user here"
    ran = send(capfd, "--yes")
    assert ran.code == 1
    assert server.recipients == ["a@fournil.example", "c@fournil.example"]
    assert "refusé" in ran.out and "550 5.1.1 No such user here" in ran.out
    server.manners.refused.clear()
    again = send(capfd, "--yes")
    assert (again.code, len(server.received)) == (1, 2)
    assert "outbox retry 2" in again.out
    assert kpitools(capfd, "outbox", "retry", "2", "--yes").code == 0
    assert server.recipients[2:] == ["b@fournil.example"]


def test_later_is_tried_later(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    server.manners.data_answers.append("451 4.7.1 Greylisted, come back")
    first = send(capfd, "--yes")
    assert first.code == 1
    assert "remis à plus tard" in first.out and "451 4.7.1 Greylisted" in first.out
    soon = send(capfd, "--yes")
    assert (server.received, "Remis à plus tard, à partir du" in soon.out) == ([], True)
    assert kpitools(capfd, "outbox", "retry", "--yes").code == 0
    assert server.recipients == ["claire@fournil.example"]


def test_a_refusal_of_the_message_itself_is_final(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    server.manners.data_answers.append("552 Too large")
    assert send(capfd, "--yes").code == 1
    assert states(capfd) == ["claire@fournil.example refusé"]


def test_a_line_dropped_in_the_message_is_taken_up_again(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    agency.edition("fournil", pdf=b"%PDF-1.7\n" + b"x" * 8_000_000)
    server.manners.hang_up_in_data = 1
    assert send(capfd, "--yes").code == 0
    assert server.recipients == ["claire@fournil.example"]


def test_a_line_dropped_twice_is_for_later(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    agency.edition("fournil", pdf=b"%PDF-1.7\n" + b"x" * 8_000_000)
    server.manners.hang_up_in_data = 2
    assert send(capfd, "--yes").code == 1
    assert states(capfd) == ["claire@fournil.example remis à plus tard"]


@pytest.mark.parametrize("taken", [True, False])
def test_a_line_dropped_after_the_dot_is_uncertain(
    taken: bool, agency: Agency, server: MailServer, capfd: Capture
) -> None:
    agency.client("fournil", "claire@fournil.example", "paul@fournil.example")
    server.manners.hang_up_after_dot = int(taken)
    server.manners.hang_up_before_taking = int(not taken)
    assert send(capfd, "--yes").code == 1
    assert states(capfd) == ["claire@fournil.example incertain", "paul@fournil.example envoyé"]
    again = send(capfd, "--yes")
    assert again.code == 1 and "outbox resolve 1" in again.out
    assert server.recipients.count("claire@fournil.example") == int(taken)
    assert kpitools(capfd, "outbox", "retry", "1", "--yes").code == 1
    assert kpitools(capfd, "outbox", "resolve", "1", "--sent" if taken else "--not-sent").code == 0
    assert send(capfd, "--yes").code == 0
    assert server.recipients.count("claire@fournil.example") == 1


def test_a_server_that_says_goodbye_is_called_again(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", *(f"reader{n}@fournil.example" for n in range(5)))
    server.manners.goodbye_after = 2
    assert send(capfd, "--yes").code == 0
    assert (len(server.received), server.connections) == (5, 3)


def test_a_slow_server_is_waited_for(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    server.manners.delay = 1
    assert send(capfd, "--yes").code == 0


def test_no_server_leaves_everything_waiting(agency: Agency, capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    agency.client("fournil", "claire@fournil.example")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("KPITOOLS_SMTP_URL", f"smtp://127.0.0.1:{port}")
    ran = send(capfd, "--yes")
    assert ran.code == 1 and f"127.0.0.1:{port}" in ran.err
    assert states(capfd) == ["claire@fournil.example en attente"]
    with MailServer() as back:
        monkeypatch.setenv("KPITOOLS_SMTP_URL", back.url)
        assert send(capfd, "--yes").code == 0
        assert back.recipients == ["claire@fournil.example"]


def test_failures_are_told(agency: Agency, server: MailServer, capfd: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPITOOLS_MAIL_FAILURES_TO", "alerte@agence.example")
    agency.client("fournil", "a@fournil.example", "b@fournil.example")
    agency.client("librairie", "jo@librairie.example", edition=False)
    server.manners.refused["b@fournil.example"] = "550 No such user"
    assert send(capfd, "--yes").code == 1
    notice = server.received[-1]
    assert notice.recipients == ["alerte@agence.example"]
    assert "550 No such user" in notice.text and "librairie · Aucune édition" in notice.text
    assert "2 envois demandent votre attention" in notice.message["Subject"]


def test_failures_are_told_where_nothing_is_sent(
    agency: Agency, server: MailServer, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITOOLS_MAIL_FAILURES_TO", "alerte@agence.example")
    agency.client("librairie", "jo@librairie.example", edition=False)
    assert send(capfd, "--yes").code == 1
    assert server.recipients == ["alerte@agence.example"]


def test_a_missing_layout_is_its_clients_failure(agency: Agency, server: MailServer, capfd: Capture) -> None:
    agency.client("fournil", "claire@fournil.example")
    agency.client("librairie", "jo@librairie.example")
    text = (
        (path := agency.root / "params" / "librairie.yaml")
        .read_text()
        .replace('"mail"', '"report": {"template": "x"}, "mail"')
    )
    path.write_text(text)
    ran = send(capfd, "--yes")
    assert (ran.code, server.recipients) == (1, ["claire@fournil.example"])


def test_a_word_of_one_client_is_in_no_other_s_message(agency: Agency, server: MailServer, capfd: Capture) -> None:
    clients = [f"client{n}" for n in range(6)]
    words = {client: f"canari{n}zq" for n, client in enumerate(clients)}
    for client, word in words.items():
        agency.client(
            client, f"{client}@example.org", name=f"Maison {word}", edition=False, subject="{client} – {month}"
        )
        agency.edition(client, name=f"Maison {word}", word=word, footer=f"Agence {word}")
    assert send(capfd, "--yes").code == 0
    assert len(server.received) == len(clients)
    for one in server.received:
        [recipient] = one.recipients
        found = {client for client, word in words.items() if word in one.text}
        assert found == {recipient.split("@")[0]}
        pdf = next(part for part in one.message.iter_attachments())
        assert words[recipient.split("@")[0]].encode() in pdf.get_payload(decode=True)
        assert words[recipient.split("@")[0]] in (pdf.get_filename() or "")
