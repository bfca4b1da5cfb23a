"""Sending: each message through the outbox and the line, so that none is lost and none goes twice unseen."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from kpitools.deliver.errors import DeliveryError
from kpitools.deliver.line import Line, LineLost, Reply
from kpitools.deliver.message import Letter, message
from kpitools.deliver.outbox import Entry, Outbox, State
from kpitools.deliver.readers import Reader
from kpitools.deliver.server import MailSettings
from kpitools.language import mark
from kpitools.problems import Problem

# A server that says "later" is asked again after a quarter of an hour, then half an hour … at most six hours.
_FIRST_WAIT, _LONGEST_WAIT = dt.timedelta(minutes=15), dt.timedelta(hours=6)


@dataclass(frozen=True)
class Outgoing:
    """A message to be sent: its place in the outbox, what it says, and to whom."""

    entry: Entry
    letter: Letter
    reader: Reader


def send(outgoing: Sequence[Outgoing], outbox: Outbox, line: Line, settings: MailSettings) -> Iterator[Entry]:
    """Send messages one by one; gives each one's entry as the outbox has it afterwards.

    The outbox must be held. Raises DeliveryError where the server can't be reached or the outbox not be written: what
    was not sent stays queued.
    """
    for one in outgoing:
        yield _sent(one, outbox, line, settings)


def _sent(one: Outgoing, outbox: Outbox, line: Line, settings: MailSettings) -> Entry:
    try:
        content = message(one.letter, one.reader, settings.sender, _now()).as_bytes()
    except DeliveryError as error:  # the edition is being made anew: the others' are not
        return outbox.settle(one.entry, State.DEFERRED, str(error), _retry(one.entry))

    def hand_over() -> Reply:
        return line.hand_over(
            settings.sender.addr_spec, one.reader.address, content, lambda: outbox.commit(one.entry)
        )  # fmt: skip

    try:
        reply = _in_two_tries(hand_over)
    except LineLost as lost:
        if lost.is_answer_missing:
            return outbox.settle(one.entry, State.UNCERTAIN, str(lost))
        return outbox.settle(one.entry, State.DEFERRED, str(lost), _retry(one.entry))
    if reply.is_accepted:
        return outbox.settle(one.entry, State.SENT, str(reply))
    if reply.is_refused:
        return outbox.settle(one.entry, State.REFUSED, str(reply))
    return outbox.settle(one.entry, State.DEFERRED, str(reply), _retry(one.entry))


def _in_two_tries(hand_over: Callable[[], Reply]) -> Reply:
    """A line lost before the last dot is no harm: servers end a connection that lasted long enough for them."""
    try:
        return hand_over()
    except LineLost as lost:
        if lost.is_answer_missing:
            raise
    return hand_over()


def send_apart(line: Line, settings: MailSettings, recipient: str, content: EmailMessage) -> None:
    """Send a message that the outbox knows nothing of: to oneself, or of a failure.

    Raises DeliveryError where it is not accepted.
    """
    try:
        reply: object = line.hand_over(settings.sender.addr_spec, recipient, content.as_bytes(), lambda: None)
        if isinstance(reply, Reply) and reply.is_accepted:
            return
    except LineLost as lost:
        reply = lost
    text = mark("Le message à {address} n'est pas parti : {answer}")
    raise DeliveryError(Problem("not_sent", text, {"address": recipient, "answer": str(reply)}))


def _retry(entry: Entry) -> dt.datetime:
    """When a message may be tried again."""
    wait: dt.timedelta = _FIRST_WAIT * 2 ** min(entry.attempts, 10)
    return _now() + min(wait, _LONGEST_WAIT)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
