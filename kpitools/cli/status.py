"""kpitools status: where each client stands for a month."""

import contextlib
import json
from typing import TYPE_CHECKING

from kpitools.cli.batch import SomeParams, chosen_period, planned
from kpitools.cli.console import print_result, voice
from kpitools.cli.options import From, Month, To
from kpitools.language import Language

if TYPE_CHECKING:
    from kpitools.batch import Standing


def status(params: SomeParams = None, month: Month = None, start: From = None, end: To = None) -> None:
    """Dit où en est chaque client : édition à jour, périmée et pourquoi, en échec et pourquoi."""
    from kpitools.batch import Ledger, standings

    made = planned(params, chosen_period(month, start, end))
    with contextlib.closing(Ledger(made.workspace.output)) as ledger:
        found = list(standings(made, ledger))
    print_result(_data(found, voice.words) if voice.json else _table(found, voice.words))


def _data(found: list["Standing"], words: Language) -> str:
    clients = [
        {"client": one.client, "state": one.stand.value, "reasons": [reason.render(words) for reason in one.reasons]}
        for one in found
    ]
    return json.dumps({"clients": clients}, ensure_ascii=False)


def _table(found: list["Standing"], words: Language) -> str:
    from rich.text import Text

    from kpitools.cli.batch_closing import columns, printed

    names = {
        "fresh": words.text("à jour"),
        "reservations": words.text("avec réserves"),
        "stale": words.text("périmée"),
        "failed": words.text("échec"),
        "interrupted": words.text("interrompue"),
        "running": words.text("en cours"),
        "never": words.text("jamais faite"),
    }
    table = columns(words.text("Client"), words.text("Édition"), words.text("Pourquoi"))
    for one in found:
        reasons = "\n".join(reason.render(words) for reason in one.reasons)
        table.add_row(*map(Text, (one.client, names[one.stand], reasons)))
    return printed(table)
