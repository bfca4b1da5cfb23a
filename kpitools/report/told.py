"""Findings as the report tells them: the sentence whose figures open their proofs, its causes, its action."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from kpitools.findings import Finding
from kpitools.findings.finding import seasoned
from kpitools.findings.said import Amount
from kpitools.report.context import Context
from kpitools.report.figures import figure

ON_PAGE_ONE = 3


@dataclass(frozen=True)
class Told:
    """One finding in words; `tone` is good, note or warning."""

    sentence: Markup
    causes: str
    action: str
    tone: str


def page_one(context: Context) -> list[Told]:
    """The findings of page one: at most three, the most important first."""
    return [told(context, one) for one in context.findings[:ON_PAGE_ONE]]


def of_section(context: Context, section: str) -> list[Told]:
    """Those that belong to a section."""
    return [told(context, one) for one in context.findings if one.kind.section == section]


def told(context: Context, one: Finding) -> Told:
    """A finding in the reader's words."""
    language, currency = context.language, context.parameters.client.currency
    causes = one.reasons(language, currency)
    return Told(
        sentence=_sentence(context, one),
        causes=language.text("Causes possibles : {causes}.", causes=language.names(causes)) if causes else "",
        action=one.advice(language, currency),
        tone=one.kind.tone,
    )


def _sentence(context: Context, one: Finding) -> Markup:
    """The sentence; a figure that is a KPI's value opens its proof."""
    language, currency = context.language, context.parameters.client.currency
    parts = {
        name: figure(context, part.source, part.said(language, currency))
        if isinstance(part, Amount) and part.source is not None
        else part.said(language, currency)
        for name, part in one.parts.items()
    }
    text = Markup(escape(language.text(one.text))).format(**parts)
    return Markup(seasoned(one, language, text))


def headline(context: Context, kpi: str, scope: str = "all") -> str:
    """The finding that a chart of a KPI shows, as its title; empty where there is none."""
    fitting = (one for one in context.findings if one.kpis[:1] == (kpi,) and one.scope == scope)
    return _first_sentence(context, fitting)


def _first_sentence(context: Context, found: Iterable[Finding]) -> str:
    one = next(iter(found), None)
    return "" if one is None else one.sentence(context.language, context.parameters.client.currency).rstrip(".")
