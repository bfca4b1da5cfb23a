"""Who receives a client's editions, as its parameters say; and addresses that belong to two clients."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpitools.deliver.addresses import is_sendable, unsendable
from kpitools.language import mark
from kpitools.params import Parameters
from kpitools.problems import Problem, Severity


@dataclass(frozen=True)
class Reader:
    """One who receives an edition; `to` and `cc` are the addresses that his message shows."""

    address: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()


def readers(parameters: Parameters) -> tuple[Reader, ...]:
    """Each reader once, whatever the case of the address; none where the parameters name none.

    Those of `mail.recipients` each get a message of their own; those of `to` and `cc` see each other.
    """
    mail = parameters.mail
    if mail is None:
        return ()
    apart = [Reader(one.to, (one.to,)) for one in mail.recipients]
    together = [Reader(address, mail.to, mail.cc) for address in (*mail.to, *mail.cc)]
    once: dict[str, Reader] = {}
    for reader in (*apart, *together):
        once.setdefault(reader.address.lower(), reader)
    return tuple(once.values())


def wrong_addresses(parameters: Parameters) -> list[Problem]:
    """The addresses, of readers and for answers, that no message can carry, each with its line."""
    return [
        unsendable(address).at(**parameters.place(*loc))
        for address, loc in _written(parameters)
        if not is_sendable(address)
    ]


def shared_addresses(clients: Iterable[Parameters]) -> list[Problem]:
    """A warning for each address that two clients' parameters name, with both names."""
    first: dict[str, Parameters] = {}
    problems = []
    for parameters in clients:
        for reader in readers(parameters):
            other = first.setdefault(reader.address.lower(), parameters)
            if other is not parameters:
                text = mark("{address} reçoit les bilans de deux clients : {one} et {other}.")
                values = {
                    "address": reader.address, "one": other.client.name, "other": parameters.client.name
                }  # fmt: skip
                places = [loc for address, loc in _written(parameters) if address == reader.address]
                problem = Problem("shared_address", text, values, severity=Severity.WARNING)
                problems.append(problem.at(**parameters.place(*places[0])))
    return problems


def _written(parameters: Parameters) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every address of the mail settings with where it stands."""
    mail = parameters.mail
    if mail is None:
        return
    for name in ("to", "cc"):
        for n, address in enumerate(getattr(mail, name)):
            yield address, ("mail", name, n)
    for n, recipient in enumerate(mail.recipients):
        yield recipient.to, ("mail", "recipients", n, "to")
    if mail.reply_to:
        yield mail.reply_to, ("mail", "reply_to")
