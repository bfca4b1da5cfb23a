"""The mail server's settings, and the lines that are or are not secure enough for them."""

import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpitools.deliver.errors import DeliveryError, MailSettingsError
from kpitools.deliver.line import Line, LineLost
from kpitools.deliver.server import Security, Server, mail_settings
from tests.deliver.mail_server import MailServer

FROM = {"KPITOOLS_MAIL_FROM": "bilans@agence.example"}
PASSWORD = {"KPITOOLS_SMTP_PASSWORD": "s3cret-word"}


def settings(url: str, **more: str) -> Server:
    return mail_settings({"KPITOOLS_SMTP_URL": url, **FROM, **more}).server


@pytest.mark.parametrize(
    ("url", "host", "port", "security"),
    [
        ("smtps://mail.example.org", "mail.example.org", 465, Security.TLS),
        ("smtps://localhost:4650", "localhost", 4650, Security.TLS),
        ("smtp://mail.example.org", "mail.example.org", 587, Security.STARTTLS),
        ("smtp://mail.example.org:25", "mail.example.org", 25, Security.STARTTLS),
        ("smtp://localhost.example.org:1025", "localhost.example.org", 1025, Security.STARTTLS),
        ("smtp://192.168.1.4:1025", "192.168.1.4", 1025, Security.STARTTLS),
        ("smtp://localhost:587", "localhost", 587, Security.STARTTLS),
        ("smtp://localhost:1025", "localhost", 1025, Security.PLAIN),
        ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, Security.PLAIN),
        ("smtp://[::1]:1025", "::1", 1025, Security.PLAIN),
    ],
)
def test_only_this_machine_is_spoken_to_in_the_clear(url: str, host: str, port: int, security: Security) -> None:
    server = settings(url)
    assert (server.host, server.port, server.security) == (host, port, security)


@pytest.mark.parametrize("user", ["bilans@agence.example", "bilans%40agence.example"])
def test_users_are_often_addresses(user: str) -> None:
    server = settings(f"smtps://{user}@mail.example.org:465", **PASSWORD)
    assert (server.user, server.password, server.host) == ("bilans@agence.example", "s3cret-word", "mail.example.org")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "KPITOOLS_SMTP_URL n’est pas défini"),
        ({"KPITOOLS_SMTP_URL": "mail.example.org"}, "n’est pas l’adresse d’un serveur"),
        ({"KPITOOLS_SMTP_URL": "http://mail.example.org:80"}, "n’est pas l’adresse d’un serveur"),
        ({"KPITOOLS_SMTP_URL": "smtp://mail.example.org:99999"}, "n’est pas l’adresse d’un serveur"),
        ({"KPITOOLS_SMTP_URL": "smtps://u:s3cret-word@mail.example.org"}, "contient un mot de passe"),
        ({"KPITOOLS_SMTP_URL": "smtps://u@mail.example.org"}, "nomme un utilisateur"),
        ({"KPITOOLS_SMTP_URL": "smtps://mail.example.org", **PASSWORD}, "quel utilisateur"),
        (
            {"KPITOOLS_SMTP_URL": "smtps://u@mail.example.org", **PASSWORD, "KPITOOLS_SMTP_TOKEN_COMMAND": "token"},
            "gardez l’un des deux",
        ),
        ({"KPITOOLS_SMTP_URL": "smtps://u@mail.example.org", "KPITOOLS_SMTP_PASSWORD": "é"}, "sans accent"),
        ({"KPITOOLS_SMTP_URL": "smtps://mail.example.org", "KPITOOLS_MAIL_FROM": ""}, "KPITOOLS_MAIL_FROM"),
        ({"KPITOOLS_SMTP_URL": "smtps://mail.example.org", "KPITOOLS_MAIL_FROM": "nous"}, "KPITOOLS_MAIL_FROM"),
        ({"KPITOOLS_SMTP_URL": "smtps://mail.example.org", "KPITOOLS_MAIL_FAILURES_TO": "nous"}, "FAILURES_TO"),
    ],
)
def test_wrong_settings_say_which(environment: dict[str, str], said: str) -> None:
    with pytest.raises(MailSettingsError) as caught:
        mail_settings(FROM | environment)
    told = str(caught.value)
    assert said in told
    assert "s3cret-word" not in told


def test_secrets_stay_out_of_texts() -> None:
    server = settings("smtps://u@mail.example.org", **PASSWORD)
    assert "s3cret-word" not in repr(server)


# Tokens


def token_command(code: str) -> Server:
    return Server("h", 25, Security.TLS, "u", token_command=f'"{sys.executable}" -c "{code}"')


def test_the_token_is_what_the_command_prints() -> None:
    assert token_command("print('abc.def')").token() == "abc.def"


@pytest.mark.parametrize("code", ["", "import sys; print('abc'); sys.exit(3)", "print('two\\nlines')"])
def test_a_command_without_a_token(code: str) -> None:
    with pytest.raises(DeliveryError, match="ne donne pas de jeton") as caught:
        token_command(code).token()
    assert "abc" not in str(caught.value)


# Lines


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of `localhost` and its key, made here."""
    folder = tmp_path_factory.mktemp("certificate")
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem",
    ]  # fmt: skip
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl command: a secure line can't be tried")
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[MailServer]:
    """A server that wants STARTTLS and a login."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    with MailServer(trust=context, users={"bilans@agence.example": "s3cret-word"}) as server:
        yield server


def to(server: MailServer, password: str = "s3cret-word") -> Server:
    return Server("localhost", server.port, Security.STARTTLS, "bilans@agence.example", password, timeout=10)


def hand_over(server: Server, content: bytes = b"Subject: x\r\n\r\ny\r\n") -> int:
    line = Line(server)
    try:
        return line.hand_over("bilans@agence.example", "claire@example.org", content, lambda: None).code
    finally:
        line.close()


def test_starttls_and_login(
    secure: MailServer, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert hand_over(to(secure)) == 250
    assert secure.logins == [("bilans@agence.example", "s3cret-word")]
    assert secure.recipients == ["claire@example.org"]


def test_a_wrong_password_is_said_and_not_shown(
    secure: MailServer, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with pytest.raises(DeliveryError, match="535") as caught:
        hand_over(to(secure, "wr0ng-word"))
    assert "wr0ng-word" not in str(caught.value)


def test_an_unknown_certificate_is_not_trusted(secure: MailServer) -> None:
    with pytest.raises(DeliveryError, match=r"(?i)certificate"):
        hand_over(to(secure))
    assert (secure.logins, secure.received) == ([], [])


def test_a_certificate_of_another_name_is_not_trusted(
    secure: MailServer, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with pytest.raises(DeliveryError, match=r"(?i)certificate|address"):
        hand_over(Server("127.0.0.1", secure.port, Security.STARTTLS, "u", "p", timeout=10))
    assert secure.logins == []


def test_without_starttls_nothing_is_said() -> None:
    with MailServer() as server:
        with pytest.raises(DeliveryError, match="STARTTLS"):
            hand_over(to(server))
        assert (server.logins, server.received) == ([], [])


def test_lines_that_begin_with_a_dot_arrive() -> None:
    content = b"Subject: x\r\n\r\n.\r\n..\r\n.y\r\nend"
    with MailServer() as server:
        assert hand_over(Server("localhost", server.port, Security.PLAIN), content) == 250
        assert server.received[0].content.endswith(b"\r\n\r\n.\r\n..\r\n.y\r\nend\r\n")


def test_a_server_that_never_answers_the_dot_leaves_it_open() -> None:
    with MailServer() as server:
        server.manners.delay = 2
        with pytest.raises(LineLost) as caught:
            hand_over(Server("localhost", server.port, Security.PLAIN, timeout=0.5))
        assert caught.value.is_answer_missing


def test_what_fails_before_the_dot_sends_nothing() -> None:
    def full_disk() -> None:
        raise DeliveryError

    with MailServer() as server:
        line = Line(Server("localhost", server.port, Security.PLAIN))
        with pytest.raises(DeliveryError):
            line.hand_over("a@example.org", "b@example.org", b"Subject: x\r\n\r\ny\r\n", full_disk)
        line.close()
        assert server.received == []


def test_a_server_that_hangs_up_unasked_is_noticed_before_the_dot() -> None:
    asked = []
    with MailServer() as server:
        server.manners.hang_up_in_data = 1
        line = Line(Server("localhost", server.port, Security.PLAIN))
        with pytest.raises(LineLost) as caught:
            content = b"x" * 8_000_000
            line.hand_over("a@example.org", "b@example.org", content, lambda: asked.append(1))
        line.close()
        assert (caught.value.is_answer_missing, asked) == (False, [])


def test_xoauth2(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one word that says who comes, as Google and Microsoft describe it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as house:
        port = house.getsockname()[1]
        script = "import socket,sys\n" + XOAUTH2_SERVER
        child = subprocess.Popen([sys.executable, "-c", script], stdin=house.fileno(), stdout=subprocess.PIPE)
        command = f'"{sys.executable}" -c "print(\'abc.def\')"'
        line = Line(Server("127.0.0.1", port, Security.PLAIN, "u@example.org", token_command=command, timeout=10))
        line.open()
        line.close()
        told, _ = child.communicate(timeout=10)
        heard += told.splitlines()
    assert heard[1] == b"AUTH XOAUTH2 dXNlcj11QGV4YW1wbGUub3JnAWF1dGg9QmVhcmVyIGFiYy5kZWYBAQ=="


XOAUTH2_SERVER = """
house = socket.socket(fileno=sys.stdin.fileno())
line, _ = house.accept()
said = line.makefile('rb')
line.sendall(b'220 hello\\r\\n')
for answer in (b'250-me\\r\\n250 AUTH XOAUTH2\\r\\n', b'235 welcome\\r\\n', b'221 bye\\r\\n'):
    print(said.readline().decode().strip(), flush=True)
    line.sendall(answer)
"""
