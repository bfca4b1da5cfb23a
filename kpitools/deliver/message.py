"""The message that a reader gets: the verdict and the cards as text and as HTML, the PDF attached."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from kpitools.deliver.errors import DeliveryError
from kpitools.deliver.finished import Finished
from kpitools.deliver.outbox import Key
from kpitools.deliver.readers import Reader
from kpitools.language import Language, language, mark
from kpitools.problems import Problem

TEMPLATE = "mail.html.j2"
SUBJECT = mark("Votre bilan social media – {month}")
_UNPRINTED = ("Cc", "Cs", "Zl", "Zp")  # controls, halves of characters, separators of lines and paragraphs
_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|]')
# Where the sender is not known (a draft), the part of the Message-ID that names a domain names none.
_NO_DOMAIN = "kpitools.invalid"


@dataclass(frozen=True)
class Letter:
    """What all readers of one edition get. `subject` may hold {month} and {client}; `templates` are folders to look
    for `mail.html.j2` in, the brand's first."""

    edition: Finished
    templates: Sequence[Path]
    subject: str | None = None
    reply_to: str | None = None

    @property
    def words(self) -> Language:
        """The edition's language."""
        return language(str(self.edition.summary["language"]))

    @property
    def title(self) -> str:
        """The subject, its placeholders filled, in one line."""
        said = self.edition.summary
        values = {"{month}": said["period"]["text"], "{client}": said["name"]}
        # In one pass: a client whose name holds a placeholder keeps it.
        filled = re.sub(r"\{(month|client)\}", lambda found: values[found[0]], self.subject or self.words.text(SUBJECT))
        return in_one_line(filled)

    @property
    def file_name(self) -> str:
        """What the attached PDF is called: readable, accents and all, and a name on every system."""
        said = self.edition.summary
        name = self.words.text(
            "{client} – bilan social media – {period}", client=said["name"], period=said["period"]["text"]
        )
        return " ".join(_NOT_IN_NAMES.sub(" ", in_one_line(name))[:150].split()) + ".pdf"


def message(letter: Letter, reader: Reader, sender: Address | None, sent: dt.datetime) -> EmailMessage:
    """The message of one reader; raises DeliveryError where the PDF is not the edition's, or the template is wrong."""
    made = EmailMessage(policy=SMTP)
    if sender is not None:
        made["From"] = sender
    made["To"] = [Address(addr_spec=address) for address in reader.to]
    if reader.cc:
        made["Cc"] = [Address(addr_spec=address) for address in reader.cc]
    if letter.reply_to:
        made["Reply-To"] = Address(addr_spec=letter.reply_to)
    made["Subject"] = letter.title
    made["Date"] = format_datetime(sent)
    edition = letter.edition
    key = Key(edition.client, edition.period, edition.fingerprint, reader.address)
    made["Message-ID"] = message_id(key, sender.domain if sender else _NO_DOMAIN)
    made["Auto-Submitted"] = "auto-generated"
    said = {**edition.summary, "subject": letter.title, "pages": edition.pages}
    made.set_content(_text(said, letter.words), cte="quoted-printable")
    made.add_alternative(_html(letter, said), subtype="html", cte="quoted-printable")
    made.add_attachment(edition.pdf(), maintype="application", subtype="pdf", filename=letter.file_name)
    # Last: what is called Content- would move into the parts as they are made.
    made["Content-Language"] = letter.words.code
    return made


def draft(letter: Letter, reader: Reader, sender: Address | None, made: dt.datetime) -> EmailMessage:
    """A message that a mail program opens for sending, to this reader alone: each draft sent reaches one person."""
    alone = message(letter, Reader(reader.address, (reader.address,)), sender, made)
    alone["X-Unsent"] = "1"
    return alone


def message_id(key: Key, domain: str) -> str:
    """The same for the same client, period, edition and reader, whoever sends it again; it tells no address."""
    stamp = hashlib.sha256("\0".join((*key.row[:4], key.recipient.lower())).encode()).hexdigest()
    return f"<{stamp[:32]}@{domain}>"


def in_one_line(text: str) -> str:
    """A text for a header: what would end the line, or could not be written, is a space."""
    spaced = "".join(" " if unicodedata.category(c) in _UNPRINTED else c for c in text)
    return re.sub(" +", " ", spaced).strip()


def joined(pages: int | None, words: Language) -> str:
    """What the message says of its attachment."""
    if pages is None:
        return words.text("Le rapport complet est joint à ce message (PDF).")
    return words.plural(
        "Le rapport complet est joint à ce message (PDF, {n} page).",
        "Le rapport complet est joint à ce message (PDF, {n} pages).",
        pages,
    )


def _text(said: dict[str, Any], words: Language) -> str:
    return "\n".join(_lines(said, words)) + "\n"


def _lines(said: dict[str, Any], words: Language) -> Iterator[str]:
    yield words.text("{client}, {period}", client=said["name"], period=said["period"]["text"])
    yield ""
    yield from (one["text"] for one in said["verdict"])
    yield ""
    for card in said["cards"]:
        yield words.text("{name} : {value}", name=card["name"], value=card["value"])
        details = (card["change"], card["year"], card["target"], card["basis"], card["reason"])
        yield from (f"  {detail}" for detail in details if detail)
    yield ""
    yield joined(said["pages"], words)
    if said["brand"]["footer"]:
        yield ""
        yield said["brand"]["footer"]


def _html(letter: Letter, said: dict[str, Any]) -> str:
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in letter.templates]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.update(t=letter.words.text)
    try:
        page = environment.get_template(TEMPLATE)
        return page.render(**said, colors=said["brand"]["colors"], joined=joined(said["pages"], letter.words))
    except TemplateError as error:
        text = mark("Le modèle de message {template} est faux : {cause}")
        values = {"template": TEMPLATE, "cause": error.message or type(error).__name__}
        raise DeliveryError(Problem("mail_template", text, values)) from error
