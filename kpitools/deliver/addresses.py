"""Addresses that a message may carry: checked before they reach a header or the server."""

import re
from email.errors import MessageError
from email.headerregistry import Address

from kpitools.language import mark
from kpitools.problems import Problem

# ASCII only: another address needs SMTPUTF8 from every server on its way, and few have it.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]+)>\s*")


def is_sendable(address: str) -> bool:
    """Whether a message can be sent to an address: `local@domain` in ASCII, of the lengths that servers accept."""
    local, at, domain = address.rpartition("@")
    return (
        bool(at)
        and len(local) <= 64
        and len(domain) <= 253
        and _LOCAL.fullmatch(local) is not None
        and all(_LABEL.fullmatch(label) for label in domain.split("."))
    )


def unsendable(address: str) -> Problem:
    """The problem of an address that no message can be sent to, without its place."""
    return Problem(
        "address",
        mark("« {value} » n'est pas une adresse à laquelle un message peut partir."),
        {"value": address},
        remedy=mark("Écrivez-la seule et sans accent, par exemple claire@example.org."),
    )


def named_address(text: str) -> Address | None:
    """An address with or without a name (`Agence Exemple <bilans@agence.example>`); None where it is none."""
    found = _NAMED.fullmatch(text)
    name, address = (found["name"].strip('" '), found["address"]) if found else ("", text.strip())
    if not is_sendable(address) or not name.isprintable():
        return None
    try:
        return Address(name, addr_spec=address)
    except (ValueError, MessageError):
        return None
