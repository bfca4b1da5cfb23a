"""Page one as data: what a message says of an edition, made from the same verdict and cards as the report."""

import re
from html.parser import HTMLParser
from typing import Any

from markupsafe import Markup

from kpitools.report.cards import Card, cards
from kpitools.report.objectives import verdict
from kpitools.report.report import Report


def summary(report: Report) -> dict[str, Any]:
    """The client, the period, the brand, the verdict and the cards of a report, every figure in the reader's words.

    `colors` are the report's own, those of text legible on their ground.
    """
    context = report._context
    client, words = context.parameters.client, context.language
    start, end = context.period.start, context.period.end
    return {
        "client": client.id,
        "name": client.name,
        "language": words.code,
        "period": {"start": start.isoformat(), "end": end.isoformat(), "text": words.period(start, end)},
        "brand": {
            "footer": context.parameters.report.brand.footer or "",
            "colors": context.house.palette.colours(),
        },
        "verdict": [{"text": plain(said), "good": good} for said, good in verdict(context)],
        "cards": [_card(one) for one in cards(context)],
    }


def _card(card: Card) -> dict[str, str]:
    movement = card.movement
    return {
        "name": card.name,
        "value": card.figure.text,
        "change": "" if card.reason else movement.text,
        "way": movement.way,
        "tone": movement.tone,
        "signal": movement.signal,
        "year": card.year,
        "target": card.target,
        "basis": card.basis,
        "reason": card.reason,
    }


def plain(markup: Markup) -> str:
    """The words of a sentence without its markup: of a figure that opens its proof, the figure alone."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return re.sub(r"[ \n]+", " ", "".join(reader.words)).strip()


class _Words(HTMLParser):
    """Collects text; within <details>, only its <summary>."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("details", "summary"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[-1]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] == "summary":
            self.words.append(data)
