"""A month's mail from plan to server: queued, sent, and its failures told to the agency."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from kpitools.deliver.line import Line
from kpitools.deliver.message import Letter, draft, in_one_line, message
from kpitools.deliver.outbox import Entry, Outbox
from kpitools.deliver.plan import Delivery, Turn, plan, settled, turns
from kpitools.deliver.readers import Reader
from kpitools.deliver.sending import Outgoing, send, send_apart
from kpitools.deliver.server import MailSettings
from kpitools.language import Language, mark
from kpitools.problems import Problem, Severity
from kpitools.workspace import Workspace


@dataclass(frozen=True)
class Failure:
    """What the agency must look at: a client, the reader where it is one's, and what is wrong."""

    client: str
    problem: Problem
    recipient: str = ""


def letter(delivery: Delivery, workspace: Workspace) -> Letter:
    """What a client's readers get; the delivery has an edition."""
    assert delivery.edition is not None and delivery.parameters is not None
    parameters, mail = delivery.parameters, delivery.parameters.mail
    folders = (workspace.template(parameters.report.template), workspace.template("base"))
    return Letter(
        edition=delivery.edition,
        templates=tuple(dict.fromkeys(folders)),
        subject=mail.subject if mail else None,
        reply_to=mail.reply_to if mail else None,
    )


def mail(
    chosen: Sequence[tuple[Delivery, Turn]],
    outbox: Outbox,
    workspace: Workspace,
    settings: MailSettings,
    told: Callable[[Entry], None],
) -> list[Failure]:
    """Queue the messages and send them, each told when it is settled; gives those that were not accepted.

    The outbox must be held. Raises DeliveryError where the server can't be reached: what was not sent stays queued.
    """
    letters = {delivery.client: letter(delivery, workspace) for delivery, _ in chosen}
    outgoing = [Outgoing(outbox.queue(turn.key), letters[one.client], turn.reader) for one, turn in chosen]
    failures = []
    line = Line(settings.server)
    try:
        for entry in send(outgoing, outbox, line, settings):
            told(entry)
            problem = settled(entry, dt.datetime.now(dt.UTC))
            if problem is not None and problem.severity is not Severity.NOTE:
                failures.append(Failure(entry.key.client, problem, entry.key.recipient))
    finally:
        line.close()
    return failures


def due_again(
    entries: Sequence[Entry], outbox: Outbox, workspace: Workspace
) -> tuple[list[tuple[Delivery, Turn]], list[Failure]]:
    """The messages of queued entries as their editions and parameters now stand; and why some can't be sent."""
    chosen, failures = [], []
    now = dt.datetime.now(dt.UTC)
    months = {
        period: {delivery.client: delivery for delivery in plan(workspace, period).deliveries}
        for period in {entry.key.period for entry in entries}
    }
    for entry in entries:
        key = entry.key
        delivery = months[key.period].get(key.client, Delivery(key.client))
        same = [turn for turn in turns(delivery, outbox, now) if turn.key.is_same(key)]
        chosen += [(delivery, turn) for turn in same if turn.why_not is None]
        if not same:
            text = mark("L'édition a été refaite, ou le client ou son destinataire ont changé : rien n'est envoyé.")
            remedy = mark("« kpitools outbox cancel {id} » annule ce message.")
            gone = Problem("superseded", text, {"id": entry.id}, remedy=remedy)
            failures += [Failure(key.client, problem, key.recipient) for problem in delivery.why_not or (gone,)]
    return chosen, failures


def mail_to_oneself(
    deliveries: Iterable[Delivery], workspace: Workspace, settings: MailSettings, address: str
) -> list[str]:
    """Send every edition to one address, unrecorded; gives the clients whose edition went.

    Raises DeliveryError where one is not accepted.
    """
    line, reader, sent = Line(settings.server), Reader(address, (address,)), []
    try:
        for delivery in deliveries:
            made = message(letter(delivery, workspace), reader, settings.sender, _now())
            send_apart(line, settings, address, made)
            sent.append(delivery.client)
    finally:
        line.close()
    return sent


def write_drafts(
    chosen: Iterable[tuple[Delivery, Turn]], workspace: Workspace, sender: Address | None, folder: Path
) -> list[Path]:
    """Write each message as a draft, `CLIENT-MONTH-READER.eml`; gives the files. Raises OSError, DeliveryError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for delivery, turn in chosen:
        made = draft(letter(delivery, workspace), turn.reader, sender, _now())
        name = f"{delivery.client}-{turn.key.period.start:%Y-%m}-{turn.reader.address.replace('/', '_')}.eml"
        path = folder / name
        path.write_bytes(made.as_bytes())
        written.append(path)
    return written


def tell_failures(failures: Sequence[Failure], settings: MailSettings, words: Language) -> None:
    """Write to whom failures are told, where the settings name one; raises DeliveryError where it can't be sent."""
    if not failures or settings.failures_to is None:
        return
    line = Line(settings.server)
    try:
        send_apart(line, settings, settings.failures_to, notice(failures, settings, words))
    finally:
        line.close()


def notice(failures: Sequence[Failure], settings: MailSettings, words: Language) -> EmailMessage:
    """The notice of what was not sent, one line each."""
    assert settings.failures_to is not None
    made = EmailMessage(policy=SMTP)
    made["From"] = settings.sender
    made["To"] = Address(addr_spec=settings.failures_to)
    made["Subject"] = words.plural(
        "kpitools : {n} envoi demande votre attention", "kpitools : {n} envois demandent votre attention", len(failures)
    )
    made["Date"] = format_datetime(_now())
    made["Message-ID"] = make_msgid(domain=settings.sender.domain)
    made["Auto-Submitted"] = "auto-generated"
    lines = [" · ".join(filter(None, (one.client, one.recipient, one.problem.render(words)))) for one in failures]
    made.set_content("\n".join(map(in_one_line, lines)) + "\n", cte="quoted-printable")
    return made


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
