"""A real SMTP server in this process, which can be told to misbehave."""

import asyncio
import email
import email.policy
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Received:
    """A message that the server took."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, parsed."""
        parsed = email.message_from_bytes(self.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def text(self) -> str:
        """Everything that a reader can find in it, decoded."""
        parts = [part.get_content() for part in self.message.walk() if not part.is_multipart()]
        told = [part if isinstance(part, str) else part.decode("latin-1") for part in parts]
        return "\n".join([*(f"{name}: {value}" for name, value in self.message.items()), *told])


@dataclass
class Manners:
    """How the server behaves. Each answer is used once and then forgotten, `refused` holds for good."""

    refused: dict[str, str] = field(default_factory=dict)  # what is said of a recipient
    data_answers: list[str] = field(default_factory=list)  # instead of taking the next messages
    hang_up_in_data: int = 0  # times the line is dropped while the message is being said
    hang_up_after_dot: int = 0  # times it is dropped after the dot, the message taken
    hang_up_before_taking: int = 0  # the same, the message lost
    goodbye_after: int = 0  # messages that one connection may carry before 421
    hesitation: float = 0  # seconds before the answer to a reader's address
    delay: float = 0  # seconds before the answer to a message
    pause: Callable[[], float] = lambda: 0  # the same, after the message is taken


class MailServer:
    """Keeps what it takes in `received`; `connected` is set when somebody comes."""

    def __init__(self, *, trust: ssl.SSLContext | None = None, users: dict[str, str] | None = None) -> None:
        self.manners = Manners()
        self.received: list[Received] = []
        self.logins: list[tuple[str, str]] = []
        self.connected = threading.Event()
        self.connections = 0
        self._users = users
        settings: dict[str, Any] = {"tls_context": trust, "require_starttls": trust is not None} if trust else {}
        if users is not None:
            settings |= {"authenticator": self._log_in, "auth_required": True, "auth_require_tls": True}
        self._controller = _Controller(self, hostname="127.0.0.1", port=0, **settings)

    def __enter__(self) -> "MailServer":
        self._controller.start()
        self.connections = 0
        self.connected.clear()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop(no_assert=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._controller.server is not None
        return int(self._controller.server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        """Its address as KPITOOLS_SMTP_URL takes it."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        """Who got a message, in the order they came."""
        return [recipient for one in self.received for recipient in one.recipients]

    def _log_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        user, password = data.login.decode(), data.password.decode()
        self.logins.append((user, password))
        return AuthResult(success=(self._users or {}).get(user) == password, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.manners.hesitation)
        if address in self.manners.refused:
            return self.manners.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        manners = self.manners
        await asyncio.sleep(manners.delay)
        if manners.data_answers:
            return manners.data_answers.pop(0)
        if manners.hang_up_before_taking:
            manners.hang_up_before_taking -= 1
            return _hung_up(server)
        assert isinstance(envelope.content, bytes)
        self.received.append(Received(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content))
        await asyncio.sleep(manners.pause())
        if manners.hang_up_after_dot:
            manners.hang_up_after_dot -= 1
            return _hung_up(server)
        return "250 Taken"


def _hung_up(server: SMTP) -> str:
    if server.transport is not None:
        server.transport.abort()
    return "250 nobody hears this"


class _Session(SMTP):
    """One connection; it knows the server it belongs to."""

    def __init__(self, house: MailServer, handler: Any, **settings: Any) -> None:
        super().__init__(handler, **settings)
        self._house = house
        self._carried = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._house.connections += 1
        self._house.connected.set()

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        manners = self._house.manners
        if manners.goodbye_after and self._carried >= manners.goodbye_after:
            await self.push("421 Too many messages on this connection")
            if self.transport is not None:
                self.transport.close()
            return
        self._carried += 1
        await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self._house.manners.hang_up_in_data:
            self._house.manners.hang_up_in_data -= 1
            await self.push("354 Go on")
            if self.transport is not None:
                self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def __init__(self, house: MailServer, **settings: Any) -> None:
        self._house = house
        super().__init__(house, **settings)

    def factory(self) -> SMTP:
        return _Session(self._house, self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """The base class connects once to see whether the server answers: with port 0 it must be told where."""
        self.port = self._house.port
        super()._trigger_server()
