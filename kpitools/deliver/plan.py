"""The plan of a month's mail: which client's edition goes to whom, and why someone gets nothing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpitools.deliver.finished import Finished, finished
from kpitools.deliver.outbox import Entry, Key, Outbox, State
from kpitools.deliver.readers import Reader, readers, shared_addresses, wrong_addresses
from kpitools.editions.place import Place
from kpitools.errors import KpitoolsError, ParametersError, WorkspaceError
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.params import Parameters, load, unsupported
from kpitools.params.wrong import not_one_of
from kpitools.problems import Problem, Severity
from kpitools.workspace import Workspace


@dataclass(frozen=True)
class Delivery:
    """One client's month. `why_not` says why nobody gets it; without it, there are an edition and readers."""

    client: str
    parameters: Parameters | None = None
    edition: Finished | None = None
    readers: tuple[Reader, ...] = ()
    why_not: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Every client asked for, in the order of their files, and what is to be said before anything is sent."""

    deliveries: tuple[Delivery, ...]
    warnings: tuple[Problem, ...] = ()


def plan(workspace: Workspace, period: Period, clients: Collection[str] = (), *, to_oneself: bool = False) -> Plan:
    """Who gets what for a period: of the clients named, else of all.

    What goes to oneself needs no one's approval. Raises WorkspaceError where the workspace has no client,
    ParametersError where a client named is none of them, and where no client's parameters are right.
    """
    known = _known(workspace)
    unknown = [client for client in clients if client not in known]
    if unknown:
        raise ParametersError(not_one_of(unknown[0], known.keys()).with_values(key="CLIENT"))
    asked = {name: held for name, held in known.items() if not clients or name in clients}
    wrong = [held for held in asked.values() if isinstance(held, ParametersError)]
    if len(wrong) == len(asked):
        raise ParametersError(*(problem for held in wrong for problem in held.problems))
    deliveries = tuple(_delivery(workspace, period, name, held, to_oneself) for name, held in asked.items())
    return Plan(deliveries, tuple(shared_addresses(held for held in known.values() if isinstance(held, Parameters))))


def _known(workspace: Workspace) -> dict[str, Parameters | ParametersError]:
    """Every client by its id, by its file's name where its parameters are wrong."""
    paths = [path for path in sorted(workspace.params.glob("*.yaml")) if not path.name.startswith("_")]
    if not paths:
        text = mark("Aucun client dans le dossier « {folder} ».")
        remedy = mark("Placez-vous dans un espace de travail, ou écrivez un fichier avec « kpitools new ID ».")
        raise WorkspaceError(Problem("no_client", text, {"folder": str(workspace.params)}, remedy=remedy))
    found: dict[str, Parameters | ParametersError] = {}
    named: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        try:
            parameters = load(path)
        except ParametersError as error:
            found[path.stem] = error
            named[path.stem].append(path)
            continue
        found[parameters.client.id] = parameters
        named[parameters.client.id].append(path)
    text = mark("Deux fichiers de paramètres nomment le client « {client} » : {files}.")
    for client, files in named.items():
        if len(files) > 1:
            values = {"client": client, "files": ", ".join(path.name for path in files)}
            found[client] = ParametersError(Problem("same_client", text, values))
    return found


def _delivery(
    workspace: Workspace, period: Period, name: str, held: Parameters | ParametersError, to_oneself: bool
) -> Delivery:
    if isinstance(held, ParametersError):
        return Delivery(name, why_not=held.problems)
    receiving = readers(held)
    if not receiving and not to_oneself:
        text = mark("Aucun destinataire (mail.to).")
        return Delivery(name, held, why_not=(Problem("no_recipient", text, severity=Severity.NOTE),))
    refused = [*unsupported(held, "send"), *wrong_addresses(held)]
    if refused:
        return Delivery(name, held, why_not=tuple(refused))
    try:
        workspace.template(held.report.template)
        edition = finished(Place(workspace.output, name, period))
    except KpitoolsError as error:
        return Delivery(name, held, why_not=error.problems)
    if held.mail is not None and held.mail.approval == "required" and not to_oneself:
        text = mark("Attend l'accord d'une personne (mail.approval: required).")
        waits = Problem("approval", text, severity=Severity.RESERVATION).at(**held.place("mail", "approval"))
        return Delivery(name, held, edition, receiving, (waits,))
    return Delivery(name, held, edition, receiving)


@dataclass(frozen=True)
class Turn:
    """One reader's message: to be sent, or `why_not`; `notes` are worth knowing before it goes."""

    key: Key
    reader: Reader
    why_not: Problem | None = None
    notes: tuple[Problem, ...] = ()


def turns(delivery: Delivery, outbox: Outbox | None, now: dt.datetime) -> list[Turn]:
    """The messages of a client's edition, each once: what the outbox remembers is not sent again."""
    if delivery.edition is None or delivery.why_not:
        return []
    edition = delivery.edition
    past = outbox.of_month(edition.client, edition.period) if outbox else []
    made = []
    for reader in delivery.readers:
        key = Key(edition.client, edition.period, edition.fingerprint, reader.address)
        own = [entry for entry in past if entry.key.recipient.lower() == reader.address.lower()]
        same = next((entry for entry in own if entry.key.is_same(key)), None)
        others = [entry for entry in own if entry is not same]
        made.append(Turn(key, reader, settled(same, now) if same else None, _earlier(others)))
    return made


def settled(entry: Entry, now: dt.datetime) -> Problem | None:
    """Why a message in the outbox is not to be sent now, or no more; None where it is."""
    values = {"id": entry.id, "answer": entry.answer, "when": _local(entry.retry or entry.changed)}
    match entry.state:
        case State.SENT:
            return Problem("sent", mark("Déjà envoyé le {when}."), values, severity=Severity.NOTE)
        case State.CANCELLED:
            return Problem("cancelled", mark("Annulé (message {id})."), values, severity=Severity.NOTE)
        case State.COMMITTING:
            return Problem("committing", mark("Envoi en cours (message {id})."), values, severity=Severity.NOTE)
        case State.UNCERTAIN:
            text = mark("Nul ne sait s'il est parti (message {id}).")
            remedy = mark("Vérifiez, puis « kpitools outbox resolve {id} --sent » ou « --not-sent ».")
            return Problem("uncertain", text, values, remedy=remedy)
        case State.REFUSED:
            text = mark("Refusé par le serveur (message {id}) : « {answer} ».")
            return Problem("refused", text, values, remedy=mark("Pour réessayer : « kpitools outbox retry {id} »."))
        case State.DEFERRED if entry.retry is not None and entry.retry > now:
            text = mark("Remis à plus tard, à partir du {when} (message {id}) : « {answer} ».")
            return Problem("deferred", text, values, severity=Severity.WARNING)
        case _:
            return None


def _earlier(entries: Sequence[Entry]) -> tuple[Problem, ...]:
    """What this reader got, or may have got, of the same month in another edition."""
    notes = []
    for entry in entries:
        values = {"id": entry.id, "when": _local(entry.changed)}
        if entry.state is State.SENT:
            text = mark("A déjà reçu une autre édition de cette période le {when}.")
            notes.append(Problem("sent_before", text, values, severity=Severity.WARNING))
        elif entry.state is State.UNCERTAIN:
            text = mark("A peut-être reçu une autre édition de cette période (message {id}, incertain).")
            notes.append(Problem("uncertain_before", text, values, severity=Severity.WARNING))
    return tuple(notes)


def _local(moment: dt.datetime) -> str:
    """A time as the analyst's clock shows it."""
    return f"{moment.astimezone():%d/%m/%Y %H:%M}"
