"""The line to the mail server: one connection kept for many messages, and the last dot in our own hands."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from kpitools.deliver.errors import DeliveryError
from kpitools.deliver.server import Security, Server
from kpitools.language import mark
from kpitools.problems import Problem

_CLOSING = 421  # "service not available, closing the channel": the line is lost, not the message
_GO_ON = (250, 251, 354)
_LOST = (smtplib.SMTPException, OSError)


@dataclass(frozen=True)
class Reply:
    """What the server answered: a code, and its words."""

    code: int
    words: str

    @property
    def is_accepted(self) -> bool:
        """The message is the server's."""
        return 200 <= self.code < 300

    @property
    def is_refused(self) -> bool:
        """It will not be taken, now or later."""
        return 500 <= self.code < 600

    @property
    def is_for_later(self) -> bool:
        """It was not taken, and may be later."""
        return 400 <= self.code < 500

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


class LineLost(Exception):
    """The connection ended in the middle of a message.

    `is_answer_missing`: the message was whole and its answer did not come, so that the server may have it.
    """

    def __init__(self, cause: object, *, is_answer_missing: bool) -> None:
        super().__init__(str(cause))
        self.is_answer_missing = is_answer_missing


class Line:
    """A connection to the mail server, opened when it is first needed and again where it was lost."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect and log in; raises DeliveryError where that can't be."""
        self._connected()

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp is not None:
            with contextlib.suppress(*_LOST):
                self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """End the connection without a word: what was not ended by its dot, the server forgets."""
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None

    def hand_over(self, sender: str, recipient: str, content: bytes, before_dot: Callable[[], None]) -> Reply:
        """Give the server one message (lines ended by CRLF) for one recipient, and give back its answer.

        `before_dot` is called when all is said but the dot that ends the message; where it raises, nothing is sent.
        Raises LineLost, and DeliveryError where there is no connection.
        """
        try:
            return self._handed_over(self._connected(), sender, recipient, content, before_dot)
        except BaseException:  # whatever it is, the server must not take what is said next for the message
            self.drop()
            raise

    def _handed_over(
        self, smtp: smtplib.SMTP, sender: str, recipient: str, content: bytes, before_dot: Callable[[], None]
    ) -> Reply:
        try:
            refused = self._introduced(smtp, sender, recipient, len(content))
            if refused:
                return refused
            smtp.send(_stuffed(content))
            if early := _spoke_early(smtp):
                raise smtplib.SMTPServerDisconnected(early)
        except _LOST as error:
            raise LineLost(error, is_answer_missing=False) from error
        before_dot()
        try:
            smtp.send(b".\r\n")
            reply = _reply(*smtp.getreply())
        except _LOST as error:
            raise LineLost(error, is_answer_missing=True) from error
        if not (reply.is_accepted or reply.is_refused or reply.is_for_later):
            raise LineLost(reply, is_answer_missing=True)
        if reply.code == _CLOSING:
            self.drop()
        return reply

    def _introduced(self, smtp: smtplib.SMTP, sender: str, recipient: str, size: int) -> Reply | None:
        """Everything up to the message's first line; the server's answer where it wants none."""
        options = [f"size={size}"] if smtp.has_extn("size") else []
        steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
            lambda: smtp.mail(sender, options),
            lambda: smtp.rcpt(recipient),
            lambda: smtp.docmd("DATA"),
        )
        for step in steps:
            reply = _reply(*step())
            if reply.code in _GO_ON:
                continue
            if reply.code == _CLOSING or not (reply.is_refused or reply.is_for_later):
                raise smtplib.SMTPServerDisconnected(str(reply))
            with contextlib.suppress(smtplib.SMTPServerDisconnected):
                smtp.rset()
            return reply
        return None

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is not None and self._smtp.sock is not None:
            return self._smtp
        server = self._server
        try:
            self._smtp = _connection(server)
            self._log_in(self._smtp)
        except DeliveryError:
            self.drop()
            raise
        except _LOST as error:
            self.drop()
            text = mark("Le serveur de messagerie {host}:{port} ne prend pas de message : {cause}")
            values = {"host": server.host, "port": server.port, "cause": _cause(error)}
            raise DeliveryError(Problem("no_mail_server", text, values)) from error
        return self._smtp

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        server = self._server
        smtp.ehlo_or_helo_if_needed()
        if server.token_command:
            said = f"user={server.user}\x01auth=Bearer {server.token()}\x01\x01"
            # To a challenge, which here is an error told in JSON, the answer is an empty line.
            smtp.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")
        elif server.user:
            smtp.login(server.user, server.password)


def _connection(server: Server) -> smtplib.SMTP:
    """A connection as secure as its server's settings ask; it is never less."""
    trust = ssl.create_default_context()
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=trust)
    smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    if server.security is Security.STARTTLS:
        try:
            smtp.starttls(context=trust)
        except BaseException:
            smtp.close()
            raise
    return smtp


def _stuffed(content: bytes) -> bytes:
    """The message as DATA carries it: its own leading dots doubled, its last line ended."""
    doubled = re.sub(rb"(?m)^\.", b"..", content)
    return doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n"


def _spoke_early(smtp: smtplib.SMTP) -> str:
    """What the server says before the dot: it has hung up, or will not read on. Empty while it listens."""
    if smtp.sock is None:
        return "closed"
    patience = smtp.sock.gettimeout()
    smtp.sock.setblocking(False)
    try:
        return smtp.sock.recv(1000).decode("utf-8", "replace") or "closed"
    except (BlockingIOError, ssl.SSLWantReadError):
        return ""
    finally:
        smtp.sock.settimeout(patience)


def _reply(code: int, words: bytes) -> Reply:
    return Reply(code, " ".join(words.decode("utf-8", "replace").split()))


def _cause(error: Exception) -> str:
    """An error in one line: the server's own words where it spoke."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said if isinstance(said, bytes) else str(said).encode()
        return str(_reply(error.smtp_code, words))
    return " ".join(str(error).split()) or type(error).__name__
