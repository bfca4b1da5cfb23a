"""The mail server of the workspace, as the environment describes it; secrets are read when they are used."""

import ipaddress
import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from kpitools.deliver.addresses import is_sendable, named_address, unsendable
from kpitools.deliver.errors import DeliveryError, MailSettingsError
from kpitools.language import mark
from kpitools.problems import Problem

URL, PASSWORD, TOKEN_COMMAND = "KPITOOLS_SMTP_URL", "KPITOOLS_SMTP_PASSWORD", "KPITOOLS_SMTP_TOKEN_COMMAND"
FROM, FAILURES_TO = "KPITOOLS_MAIL_FROM", "KPITOOLS_MAIL_FAILURES_TO"
_PORTS = {"smtps": 465, "smtp": 587}
_SUBMISSION = 587


class Security(StrEnum):
    """How the connection is protected."""

    TLS = "tls"  # from the first byte
    STARTTLS = "starttls"  # before anything is said, or not at all
    PLAIN = "plain"  # to this machine only


@dataclass(frozen=True)
class Server:
    """Where messages are handed over. `timeout` is how many seconds the server may stay silent.

    `password` and `token_command` are kept out of every text.
    """

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    token_command: str = field(default="", repr=False)
    timeout: float = 60

    def token(self) -> str:
        """The access token that the token command prints; raises DeliveryError where it prints none."""
        try:
            ran = subprocess.run(
                shlex.split(self.token_command, posix=os.name != "nt"),
                capture_output=True, text=True, timeout=self.timeout, check=True,
            )  # fmt: skip
            token = ran.stdout.strip()
        except (OSError, ValueError, subprocess.SubprocessError):
            token = ""
        if not token.isascii() or not token.isprintable() or not token:
            # What the command said stays unsaid: it may hold a part of the secret.
            text = mark("La commande de {variable} ne donne pas de jeton.")
            remedy = mark("Lancez-la dans un terminal : elle doit écrire le jeton seul, et finir sans erreur.")
            raise DeliveryError(Problem("token_command", text, {"variable": TOKEN_COMMAND}, remedy=remedy))
        return token


@dataclass(frozen=True)
class MailSettings:
    """The server, who writes, and who is told of failures."""

    server: Server
    sender: Address
    failures_to: str | None = None


def mail_settings(environment: Mapping[str, str] = os.environ) -> MailSettings:
    """The settings in the environment; raises MailSettingsError with everything that is wrong with them."""
    problems: list[Problem] = []
    server = _server(environment, problems)
    writer = sender(environment, problems)
    failures_to = environment.get(FAILURES_TO, "").strip() or None
    if writer is None and not environment.get(FROM, "").strip():
        text = mark("{variable} n'est pas défini : de quelle adresse les messages partent-ils ?")
        remedy = mark('Par exemple {variable}="Agence Exemple <bilans@agence.example>".')
        problems.append(Problem("mail_settings", text, {"variable": FROM}, remedy=remedy))
    if failures_to is not None and not is_sendable(failures_to):
        problems.append(unsendable(failures_to).at(file=FAILURES_TO))
    if problems or server is None or writer is None:
        raise MailSettingsError(*problems)
    return MailSettings(server, writer, failures_to)


def sender(environment: Mapping[str, str], problems: list[Problem]) -> Address | None:
    """Who writes, None where the environment does not say; what is wrong with it is added to `problems`."""
    text = environment.get(FROM, "").strip()
    address = named_address(text) if text else None
    if text and address is None:
        problems.append(unsendable(text).at(file=FROM))
    return address


def _server(environment: Mapping[str, str], problems: list[Problem]) -> Server | None:
    text = environment.get(URL, "").strip()
    try:
        url = urlsplit(text)
        port = (url.port or _PORTS[url.scheme]) if url.scheme in _PORTS else 0
    except ValueError:
        url, port = SplitResult("", "", "", "", ""), 0
    host, user = url.hostname or "", unquote(url.username or "")
    if not text:
        problems.append(_url_problem(mark("{variable} n'est pas défini : par quel serveur les messages partent-ils ?")))
    elif not port or not host or url.path.strip("/") or url.query or not user.isprintable():
        problems.append(_url_problem(mark("{variable} n'est pas l'adresse d'un serveur de messagerie.")))
    elif url.password is not None:
        remedy = mark("Gardez l'adresse du serveur sans mot de passe et définissez {secret}.")
        text = mark("{variable} contient un mot de passe.")
        problems.append(Problem("mail_settings", text, {"variable": URL, "secret": PASSWORD}, remedy=remedy))
    password, command = environment.get(PASSWORD, ""), environment.get(TOKEN_COMMAND, "")
    problems += _login_problems(user, password, command)
    if problems:
        return None
    return Server(host, port, _security(url.scheme, host, port), user, password, command)


def _security(scheme: str, host: str, port: int) -> Security:
    if scheme == "smtps":
        return Security.TLS
    return Security.PLAIN if _is_this_machine(host) and port != _SUBMISSION else Security.STARTTLS


def _is_this_machine(host: str) -> bool:
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _login_problems(user: str, password: str, command: str) -> list[Problem]:
    values = {"url": URL, "password": PASSWORD, "command": TOKEN_COMMAND}
    text = ""
    if password and command:
        text = mark("{password} et {command} sont tous deux définis : gardez l'un des deux.")
    elif user and not password and not command:
        text = mark("{url} nomme un utilisateur : définissez {password} ou {command}.")
    elif not (user + password).isascii():
        text = mark("L'utilisateur de {url} et {password} s'écrivent sans accent : le protocole n'en connaît pas.")
    elif not user and (password or command):
        text = mark("{url} ne dit pas quel utilisateur se connecte : écrivez par exemple smtps://user@host:465.")
    return [Problem("mail_settings", text, values)] if text else []


def _url_problem(text: str) -> Problem:
    remedy = mark(
        "Écrivez smtps://user@host:465, smtp://user@host:587 (STARTTLS) ou smtp://localhost:1025. "
        "Sans serveur, « kpitools send --drafts DIR » écrit des brouillons."
    )
    return Problem("mail_settings", text, {"variable": URL}, remedy=remedy)
