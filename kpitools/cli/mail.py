"""What `send` and `outbox` share: the settings, the question before sending, and how a message's fate is shown."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpitools.cli.console import print_result, voice
from kpitools.cli.options import UsageError
from kpitools.language import mark
from kpitools.problems import Problem, Severity

if TYPE_CHECKING:
    from kpitools.deliver.mailing import Failure
    from kpitools.deliver.outbox import Entry, Outbox
    from kpitools.deliver.plan import Delivery, Turn
    from kpitools.deliver.server import MailSettings
    from kpitools.workspace import Workspace

STATES = {
    "queued": mark("en attente"), "committing": mark("envoi en cours"), "sent": mark("envoyé"),
    "deferred": mark("remis à plus tard"), "refused": mark("refusé"), "uncertain": mark("incertain"),
    "cancelled": mark("annulé"),
}  # fmt: skip


def settings() -> MailSettings:
    """The mail settings; raises UsageError where they are missing or wrong: nothing was started."""
    from kpitools.deliver.errors import MailSettingsError
    from kpitools.deliver.server import mail_settings

    try:
        return mail_settings()
    except MailSettingsError as error:
        raise UsageError(*error.problems) from error


def confirmed(count: int, is_sure: bool) -> bool:
    """Whether to send: said with --yes, or answered on a terminal. Raises UsageError where nobody can be asked."""
    if is_sure:
        return True
    if not sys.stdin.isatty():
        text = mark("Sans terminal, personne ne peut confirmer l'envoi.")
        raise UsageError(Problem("usage", text, remedy=mark("Ajoutez --yes pour envoyer, ou --dry-run pour voir.")))
    question = voice.words.plural("Envoyer {n} message ? [o/N]", "Envoyer {n} messages ? [o/N]", count)
    voice.say(question)
    if sys.stdin.readline().strip().lower() in ("o", "oui", "y", "yes"):
        return True
    voice.say(voice.words.text("Rien n'a été envoyé."))
    return False


def post(
    chosen: Sequence[tuple[Delivery, Turn]],
    outbox: Outbox,
    workspace: Workspace,
    mail_settings: MailSettings,
    problems: Sequence[Failure] = (),
) -> bool:
    """Send messages, each told as it is settled, and tell the agency what failed, with the problems known before.

    Whether all were accepted. Raises DeliveryError where the server can't be reached.
    """
    from kpitools.deliver.errors import DeliveryError
    from kpitools.deliver.mailing import mail, tell_failures

    counted: Counter[str] = Counter()

    def told(entry: Entry) -> None:
        counted[entry.state] += 1
        show_entry(entry)

    failures = mail(chosen, outbox, workspace, mail_settings, told)
    grave = [one for one in problems if one.problem.severity in (Severity.ERROR, Severity.RESERVATION)]
    try:
        tell_failures([*failures, *grave], mail_settings, voice.words)
    except DeliveryError as error:
        voice.problems(error.problems)
        return False
    if counted:
        voice.say(voice.words.names([f"{voice.words.text(STATES[state])} : {n}" for state, n in counted.items()]))
    return not failures


def show(client: str, problem: Problem, recipient: str = "") -> None:
    """One line of the plan."""
    text = problem.render(voice.words)
    _line(text, client=client, recipient=recipient, id=problem.id, severity=problem.severity.value)


def show_entry(entry: Entry) -> None:
    """One message of the outbox."""
    words, key = voice.words, entry.key
    at = entry.retry if entry.retry is not None else entry.changed
    when = f"{at.astimezone():%d/%m/%Y %H:%M}"
    state = words.text(STATES[entry.state])
    text = f"{state} · {when}" + (f" · {entry.answer}" if entry.answer else "")
    _line(
        text, id=entry.id, client=key.client, period=words.period(key.period.start, key.period.end),
        recipient=key.recipient, state=entry.state.value, attempts=entry.attempts, answer=entry.answer,
        changed=entry.changed.isoformat(), retry=entry.retry.isoformat() if entry.retry else None,
    )  # fmt: skip


def _line(text: str, **facts: object) -> None:
    if voice.json:
        print_result(json.dumps({**facts, "message": text}, ensure_ascii=False))
        return
    shown = [str(facts[name]) for name in ("client", "period", "recipient") if facts.get(name)]
    number = f"{facts['id']:>4}  " if isinstance(facts.get("id"), int) else ""
    print_result(number + " · ".join([*shown, text]))
