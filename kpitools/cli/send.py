"""kpitools send: mails the finished editions of a month."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpitools.cli.console import print_result, voice
from kpitools.cli.mail import confirmed, post, settings, show
from kpitools.cli.options import Month, UsageError, period
from kpitools.cli.system import writing
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.workspace import Workspace, find

if TYPE_CHECKING:
    from kpitools.deliver.mailing import Failure
    from kpitools.deliver.outbox import Outbox
    from kpitools.deliver.plan import Delivery, Plan, Turn


def send(
    clients: Annotated[
        list[str] | None, typer.Argument(metavar="CLIENT", help=mark("Clients (par défaut tous)."))
    ] = None,
    month: Month = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=mark("Montre qui recevrait quoi, sans rien envoyer."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=mark("Envoie sans demander."))] = False,
    to: Annotated[
        str | None, typer.Option("--to", metavar="ADRESSE", help=mark("Envoie tout à cette adresse, pour voir."))
    ] = None,
    drafts: Annotated[
        Path | None,
        typer.Option("--drafts", metavar="DIR", help=mark("Écrit des brouillons (.eml) au lieu d'envoyer.")),
    ] = None,
) -> None:
    """Envoie les éditions finies d'un mois : à chaque destinataire une fois."""
    from kpitools.deliver.outbox import Outbox
    from kpitools.deliver.plan import plan

    _check(to, drafts)
    workspace = find(Path.cwd())
    asked = plan(workspace, _period(month), clients or (), to_oneself=to is not None)
    voice.problems(asked.warnings)
    if to is not None:
        done = _send_to_oneself(asked, workspace, to, is_look=dry_run, is_sure=yes)
    elif dry_run or drafts is not None:
        done = _look(asked, workspace, None if dry_run else drafts)
    else:
        chosen = settings()
        outbox = Outbox(workspace.output)
        with contextlib.closing(outbox), outbox.held():
            turns, problems = _turns(asked, outbox, workspace)
            done = not _failures(problems)
            # Without a message too: the agency is told why nobody gets one.
            if (turns or yes) and confirmed(len(turns), yes):
                done = post(turns, outbox, workspace, chosen, problems) and done
    if not done:
        raise typer.Exit(1)


def _check(to: str | None, drafts: Path | None) -> None:
    from kpitools.deliver.addresses import is_sendable, unsendable

    if to is not None and drafts is not None:
        raise UsageError(Problem("usage", mark("Donnez --to ou --drafts, pas les deux.")))
    if to is not None and not is_sendable(to):
        raise UsageError(unsendable(to))


def _period(month: str | None) -> Period:
    if month is not None:
        return period(month, None, None, Period.month(dt.date.today()))
    from kpitools.kpis.opening import last_complete_month  # brings DuckDB along

    return last_complete_month()


def _turns(
    asked: Plan, outbox: Outbox | None, workspace: Workspace
) -> tuple[list[tuple[Delivery, Turn]], list[Failure]]:
    """Show who gets what and why someone gets nothing; gives the messages to send, and what keeps the others."""
    from kpitools.deliver.mailing import Failure, letter
    from kpitools.deliver.plan import turns

    chosen, problems = [], []
    for delivery in asked.deliveries:
        for problem in delivery.why_not:
            show(delivery.client, problem)
            problems.append(Failure(delivery.client, problem))
        if not delivery.why_not:
            written = letter(delivery, workspace)
            text = mark("« {subject} », avec « {file} »")
            show(delivery.client, Problem("message", text, {"subject": written.title, "file": written.file_name}))
        for turn in turns(delivery, outbox, dt.datetime.now(dt.UTC)):
            for note in turn.notes:
                show(delivery.client, note, turn.reader.address)
            if turn.why_not is None:
                chosen.append((delivery, turn))
                show(delivery.client, Problem("to_send", mark("À envoyer.")), turn.reader.address)
            else:
                problems.append(Failure(delivery.client, turn.why_not, turn.reader.address))
                show(delivery.client, turn.why_not, turn.reader.address)
    if not chosen:
        voice.say(voice.words.text("Rien à envoyer."))
    return chosen, problems


def _failures(problems: Iterable[Failure]) -> list[Failure]:
    return [one for one in problems if one.problem.severity is Severity.ERROR]


def _look(asked: Plan, workspace: Workspace, drafts: Path | None) -> bool:
    """Show the plan; write the drafts where a folder for them is given. Whether nothing is wrong."""
    from kpitools.deliver.mailing import write_drafts
    from kpitools.deliver.outbox import Outbox
    from kpitools.deliver.server import sender

    wrong: list[Problem] = []
    writer = sender(os.environ, wrong)
    if drafts is not None and wrong:
        raise UsageError(*wrong)
    outbox = Outbox.existing(workspace.output)
    with contextlib.closing(outbox) if outbox else contextlib.nullcontext():
        chosen, problems = _turns(asked, outbox, workspace)
    if drafts is not None and chosen:
        with writing(drafts):
            written = write_drafts(chosen, workspace, writer, drafts)
        print_result("\n".join(map(str, written)))
        voice.say(voice.words.plural("{n} brouillon écrit.", "{n} brouillons écrits.", len(written)))
    return not _failures(problems)


def _send_to_oneself(asked: Plan, workspace: Workspace, address: str, *, is_look: bool, is_sure: bool) -> bool:
    """Send every edition that could be mailed to one address; whether nothing is wrong."""
    from kpitools.deliver.mailing import mail_to_oneself

    ready = [delivery for delivery in asked.deliveries if not delivery.why_not]
    for delivery in asked.deliveries:
        for problem in delivery.why_not or (Problem("to_send", mark("À envoyer.")),):
            show(delivery.client, problem, "" if delivery.why_not else address)
    is_right = not any(p.severity is Severity.ERROR for delivery in asked.deliveries for p in delivery.why_not)
    if ready and not is_look:
        chosen = settings()
        if confirmed(len(ready), is_sure):
            sent = mail_to_oneself(ready, workspace, chosen, address)
            voice.say(voice.words.plural("{n} message envoyé", "{n} messages envoyés", len(sent)))
    return is_right
