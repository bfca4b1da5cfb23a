"""kpitools outbox: what was sent, deferred, refused, uncertain; and what a person decides about it."""

from __future__ import annotations

import contextlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.console import voice
from kpitools.cli.mail import confirmed, post, settings, show, show_entry
from kpitools.cli.options import UsageError
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.workspace import Workspace, find

if TYPE_CHECKING:
    from kpitools.deliver.outbox import Entry, Outbox


class Action(StrEnum):
    """What to do with the outbox."""

    LIST = "list"
    RETRY = "retry"
    RESOLVE = "resolve"
    CANCEL = "cancel"


def outbox(
    action: Annotated[
        Action,
        typer.Argument(
            help=mark("list montre tout ; retry renvoie ; resolve dit ce qu'est devenu un message ; cancel annule.")
        ),
    ] = Action.LIST,
    ids: Annotated[
        list[int] | None, typer.Argument(metavar="ID", help=mark("Numéros de messages, ceux que list montre."))
    ] = None,
    sent: Annotated[
        bool | None, typer.Option("--sent/--not-sent", help=mark("resolve : le message est arrivé, ou non."))
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=mark("Envoie sans demander."))] = False,
) -> None:
    """La boîte d'envoi : messages envoyés, remis à plus tard, refusés ou incertains."""
    from kpitools.deliver.outbox import Outbox

    chosen = tuple(ids or ())
    _check(action, chosen, sent)
    workspace = find(Path.cwd())
    box = Outbox.existing(workspace.output)
    if box is None:
        voice.say(voice.words.text("La boîte d'envoi est vide."))
        if chosen:
            raise typer.Exit(1)
        return
    with contextlib.closing(box):
        if action is Action.LIST:
            _list(box, chosen)
            return
        with box.held():
            if action is Action.RETRY:
                done = _retry(box, workspace, chosen, is_sure=yes)
            else:
                done = _decide(box, action, chosen, is_sent=bool(sent))
    if not done:
        raise typer.Exit(1)


def _check(action: Action, ids: tuple[int, ...], sent: bool | None) -> None:
    if action in (Action.RESOLVE, Action.CANCEL) and not ids:
        text = mark("Quels messages ? « kpitools outbox » montre leurs numéros.")
        raise UsageError(Problem("usage", text))
    if (action is Action.RESOLVE) != (sent is not None):
        text = mark(
            "« resolve » veut --sent (le message est arrivé) ou --not-sent ; les autres actions, aucun des deux."
        )
        raise UsageError(Problem("usage", text))


def _list(box: Outbox, ids: tuple[int, ...]) -> None:
    from kpitools.deliver.errors import DeliveryError

    # What a crash left is uncertain; where another command is sending, what is being sent is just that.
    with contextlib.suppress(DeliveryError), box.held():
        pass
    for entry in box.entries(ids=ids):
        show_entry(entry)


def _decide(box: Outbox, action: Action, ids: tuple[int, ...], *, is_sent: bool) -> bool:
    """Resolve or cancel messages; whether all of them could be."""
    from kpitools.deliver.outbox import WAITING, State

    if action is Action.CANCEL:
        moved = box.move(ids, (*WAITING, State.REFUSED), State.CANCELLED)
    else:
        answer = voice.words.text("Constaté par une personne.")
        moved = box.move(ids, (State.UNCERTAIN,), State.SENT if is_sent else State.QUEUED, answer)
    return _all_moved(ids, moved)


def _all_moved(ids: tuple[int, ...], moved: list[Entry]) -> bool:
    for entry in moved:
        show_entry(entry)
    left = sorted({*ids} - {entry.id for entry in moved})
    if left:
        text = voice.words.text(
            "Messages laissés tels quels, leur état ne le permet pas ou ils n'existent pas : {names}.",
            names=", ".join(map(str, left)),
        )
        voice.say(text, "yellow")
    return not left


def _retry(box: Outbox, workspace: Workspace, ids: tuple[int, ...], *, is_sure: bool) -> bool:
    """Send again what waits, or the messages named, refused and cancelled ones too; whether all went well."""
    from kpitools.deliver.mailing import due_again
    from kpitools.deliver.outbox import WAITING, State

    states = (*WAITING, State.REFUSED, State.CANCELLED) if ids else WAITING
    entries = box.entries(states, ids)
    is_known = _all_moved(ids, entries) if len(entries) < len(ids) else True
    if not entries:
        voice.say(voice.words.text("Rien à envoyer."))
        return is_known
    chosen_settings = settings()
    if not confirmed(len(entries), is_sure):
        return False
    box.move([entry.id for entry in entries], states, State.QUEUED)
    chosen, failures = due_again(entries, box, workspace)
    for failure in failures:
        show(failure.client, failure.problem, failure.recipient)
    return post(chosen, box, workspace, chosen_settings, failures) and is_known and not failures
