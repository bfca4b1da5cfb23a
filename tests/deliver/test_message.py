"""What a message looks like on its way, and that nothing a client writes can change whom it goes to."""

import datetime as dt
import email
import email.policy
import re
from email.headerregistry import Address
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.deliver.addresses import is_sendable, named_address
from kpitools.deliver.errors import DeliveryError
from kpitools.deliver.finished import finished
from kpitools.deliver.message import Letter, draft, message
from kpitools.deliver.readers import Reader
from kpitools.workspace import shipped
from tests.deliver.agency import Agency

SENT = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
SENDER = Address("Agence Éxemple", addr_spec="bilans@agence.example")
CLAIRE = Reader("claire@fournil.example", ("claire@fournil.example",), ("jo@fournil.example",))


def letter(agency: Agency, subject: str | None = None, **edition: object) -> Letter:
    agency.edition("fournil", **edition)  # type: ignore[arg-type]
    return Letter(
        finished(agency.place("fournil")), (shipped("templates") / "base",), subject, "reponse@agence.example"
    )


def received(sent: EmailMessage) -> EmailMessage:
    """The message as another program reads it."""
    parsed = email.message_from_bytes(sent.as_bytes(), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    assert not [defect for part in parsed.walk() for defect in part.defects]
    return parsed


@pytest.fixture
def got(agency: Agency) -> EmailMessage:
    return received(message(letter(agency, name="Le Fournil d'Été"), CLAIRE, SENDER, SENT))


def test_heads(got: EmailMessage) -> None:
    assert got["From"] == "Agence Éxemple <bilans@agence.example>"
    assert (got["To"], got["Cc"]) == ("claire@fournil.example", "jo@fournil.example")
    assert got["Reply-To"] == "reponse@agence.example"
    assert got["Subject"] == "Votre bilan social media – octobre 2026"
    assert got["Date"].datetime == SENT
    assert got["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{32}@agence\.example>", got["Message-ID"])


def test_on_the_wire_it_is_plain_ascii_in_short_lines(agency: Agency) -> None:
    content = message(letter(agency, name="Le Fournil d'Été"), CLAIRE, SENDER, SENT).as_bytes()
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_the_pdf_has_a_readable_name(got: EmailMessage, agency: Agency) -> None:
    [pdf] = got.iter_attachments()
    assert pdf.get_filename() == "Le Fournil d'Été – bilan social media – octobre 2026.pdf"
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_payload(decode=True) == (agency.place("fournil").folder / "report.pdf").read_bytes()
    raw = message(letter(agency, name='Fournil: <"A/B">'), CLAIRE, SENDER, SENT)
    assert [one.get_filename() for one in received(raw).iter_attachments()] == [
        "Fournil A B – bilan social media – octobre 2026.pdf"
    ]


def test_text_and_html_say_the_verdict_and_the_cards(got: EmailMessage) -> None:
    for kind in ("plain", "html"):
        part = got.get_body((kind,))
        assert part is not None
        said = re.sub(r"\s+", " ", part.get_content())
        assert [one for one in SAID if one not in said] == []


SAID = (
    "2 objectifs sur 3 atteints", "Portée cumulée", "47 340", "+15 % vs septembre", "objectif 45 000, atteint", "n.d.",
    "Aucun export ne fournit", "PDF, 8 pages", "Agence Exemple",
)  # fmt: skip


class Loads(HTMLParser):
    """Everything in a page that a mail program would fetch, and what stays open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in ("script", "link", "img", "iframe", "style", "form") else []
        self.found += [
            name for name, value in attrs if name in ("src", "href", "background") or "url(" in (value or "")
        ]


def test_html_loads_nothing_and_takes_no_markup_from_texts(agency: Agency) -> None:
    attack = '<img src="https://evil.example/x.gif"><script>alert(1)</script>'
    made = message(letter(agency, name=attack, word=attack, footer=attack), CLAIRE, SENDER, SENT)
    part = received(made).get_body(("html",))
    assert part is not None
    assert Loads(part.get_content()).found == []
    assert "&lt;script&gt;" in part.get_content()


def test_english_editions_get_english_words(agency: Agency) -> None:
    got = received(message(letter(agency, code="en"), CLAIRE, SENDER, SENT))
    assert got["Content-Language"] == "en"
    part = got.get_body(("html",))
    assert part is not None and '<html lang="en">' in part.get_content()


def test_the_message_id_is_the_edition_s_and_the_reader_s(agency: Agency) -> None:
    made = letter(agency)
    again = message(made, CLAIRE, SENDER, SENT + dt.timedelta(days=1))["Message-ID"]
    other = message(made, Reader("jo@fournil.example", CLAIRE.to), SENDER, SENT)["Message-ID"]
    anew = message(letter(agency, fingerprint="f2"), CLAIRE, SENDER, SENT)["Message-ID"]
    first = message(made, CLAIRE, SENDER, SENT)["Message-ID"]
    assert again == first
    assert len({first, other, anew}) == 3


def test_a_pdf_that_changed_meanwhile_is_not_sent(agency: Agency) -> None:
    made = letter(agency)
    (agency.place("fournil").folder / "report.pdf").write_bytes(b"another client's")
    with pytest.raises(DeliveryError, match="pas entière"):
        message(made, CLAIRE, SENDER, SENT)


def test_a_wrong_template_of_the_workspace_is_said(agency: Agency, tmp_path: Path) -> None:
    (tmp_path / "mail.html.j2").write_text("{{ nothing.of.the.kind }}")
    made = Letter(letter(agency).edition, (tmp_path,))
    with pytest.raises(DeliveryError, match=r"mail\.html\.j2"):
        message(made, CLAIRE, SENDER, SENT)


def test_a_draft_reaches_its_reader_alone(agency: Agency) -> None:
    got = received(draft(letter(agency), CLAIRE, None, SENT))
    assert (got["To"], got["Cc"], got["From"], got["X-Unsent"]) == ("claire@fournil.example", None, None, "1")


NASTY = st.text(
    st.one_of(st.sampled_from("\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029:<>@,;\"'{}%=?é🎉 "), st.characters(codec="utf-8")),
    max_size=80,
)


@given(name=NASTY, subject=NASTY, footer=NASTY)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_can_add_a_head_or_a_reader(agency: Agency, name: str, subject: str, footer: str) -> None:
    bcc = "\r\nBcc: everyone@evil.example\r\n\r\n"
    made = letter(agency, subject + bcc + "{month}{client}", name=name + bcc, footer=footer + bcc)
    sent = message(made, CLAIRE, SENDER, SENT)
    got = received(sent)
    assert sorted(got.keys()) == sorted(sent.keys())
    assert "Bcc" not in got and len(got.get_all("To")) == 1
    assert got["To"] == "claire@fournil.example"
    assert len(list(got.iter_attachments())) == 1


def test_a_placeholder_in_a_name_stays_a_name(agency: Agency) -> None:
    made = letter(agency, "{client} : {month}", name="{month}")
    assert made.title == "{month} : octobre 2026"


@pytest.mark.parametrize(
    ("address", "is_right"),
    [
        ("claire@example.org", True), ("c.l+kpi@sub.example.org", True), ("o'neil@example.org", True),
        ("a..b@example.org", False), (".a@example.org", False), ("claire@", False), ("@example.org", False),
        ("claire@exa mple.org", False), ("claire@-example.org", False), ("claire@example..org", False),
        ("cléa@example.org", False), ("a@b@example.org", False), ("a\r\nBcc: x@example.org", False),
        ("a@example.org\n", False), ("a@example.org,b@example.org", False), ("x" * 65 + "@example.org", False),
    ],
)  # fmt: skip
def test_addresses(address: str, is_right: bool) -> None:
    assert is_sendable(address) == is_right


@given(st.text(max_size=40))
@settings(deadline=None)
def test_an_address_that_is_right_is_one_word_of_ascii(text: str) -> None:
    for candidate in (text, f"{text}@example.org", f"claire@{text}"):
        if is_sendable(candidate):
            assert candidate.isascii() and candidate.isprintable() and " " not in candidate
            assert Address(addr_spec=candidate).addr_spec == candidate


@pytest.mark.parametrize(
    ("text", "name"),
    [("bilans@agence.example", ""), ("Agence É <bilans@agence.example>", "Agence É"),
     ('"Agence, Exemple" <bilans@agence.example>', "Agence, Exemple")],
)  # fmt: skip
def test_who_writes(text: str, name: str) -> None:
    address = named_address(text)
    assert address is not None
    assert (address.display_name, address.addr_spec) == (name, "bilans@agence.example")


@pytest.mark.parametrize(
    "text", ["", "Agence", "Agence <bilans>", "A\nBcc: x <bilans@agence.example>", "<a@b.fr> <c@d.fr>"]
)
def test_who_does_not(text: str) -> None:
    assert named_address(text) is None
