"""L'essentiel: page one, complete in itself. The verdict, the cards, up to three findings, the analyst's comment."""

from typing import Any

from kpitools.language import mark
from kpitools.report.cards import cards, chosen
from kpitools.report.comment import comment_markup
from kpitools.report.context import Context
from kpitools.report.method import gaps
from kpitools.report.moves import moves
from kpitools.report.objectives import verdict
from kpitools.report.section import Kind, always
from kpitools.report.told import page_one
from kpitools.report.wording import since_before


def kpis(context: Context) -> list[str]:
    """Those of the cards."""
    return [value.kpi for value in chosen(context)]


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """Page one."""
    return "essentiel", {
        "verdict": verdict(context),
        "cards": cards(context),
        "told": page_one(context),
        "moves": moves(context),
        "since": since_before(context),
        "lacking": [gap.text for gap in gaps(context) if gap.grave],
        "comment": comment_markup(context.comment),
        "agency": context.parameters.report.brand.footer,
    }


SECTION = Kind("essentiel", mark("L'essentiel"), kpis, body, always)
