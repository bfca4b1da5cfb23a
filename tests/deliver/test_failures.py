"""kpitools send, where a server or a client's files have manners of their own."""

import socket

import pytest

from tests.cli.command import kpitools
from tests.deliver.agency import Agency
from tests.deliver.mail_server import MailServer
from tests.deliver.sending import Capture, send, states


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
