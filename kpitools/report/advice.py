"""Advice remembered: what the last report recommended, what the numbers did since; and what is open for next month."""

from dataclasses import dataclass

from kpitools.catalogue.finding import finding_kinds
from kpitools.findings.rules import MOST
from kpitools.language import mark
from kpitools.report import wording
from kpitools.report.changes import signed
from kpitools.report.context import Context

_BECAME = {
    "done": mark("fait"),
    "doing": mark("en cours"),
    "dropped": mark("abandonné"),
    None: mark("en attente"),
}
NEXT_FROM_FINDINGS = 3


@dataclass(frozen=True)
class Advice:
    """One piece of advice: what became of it (empty: nobody said), and how the KPIs that it was to move have moved."""

    text: str
    became: str
    moved: str


def advice(context: Context) -> list[Advice]:
    """The advice of the report before this one: the agency's, then that of the findings which it printed."""
    language, month = context.language, context.period.previous.start.replace(day=1)
    given = [
        Advice(one.text, language.text(_BECAME[one.status]), _moves(context, one.kpis))
        for one in context.parameters.recommendations
        if one.month == month
    ]
    return [*given, *_printed(context)]


def _printed(context: Context) -> list[Advice]:
    """What the findings of the last edition advised, as far as it told them to the client, and can be followed up."""
    if context.last is None or context.last.period != context.period.previous:
        return []
    kinds = finding_kinds()
    told = {one.id: one for one in reversed(context.last.findings)}  # of each rule, the first, as the report tells
    shown = [one for one in dict.fromkeys(one.id for one in context.last.findings) if one in kinds]
    client = [told[name] for name in shown if kinds[name].reader == "client"][:MOST]
    return [
        Advice(one.action, "", moved)
        for one in client
        if one.action and (moved := _moves(context, one.kpis, one.scope))
    ]


def _moves(context: Context, kpis: tuple[str, ...], scope: str = "all") -> str:
    """How KPIs have moved since: "Portée +12 %, Partages −3 %"; those without a change are left out."""
    known = [kpi for kpi in kpis if context.evaluation.knows(kpi)]
    moved = {kpi: signed(context, context.evaluation.value(kpi, scope)) for kpi in known}
    unknown = context.language.text("n.d.")
    return ", ".join(
        f"{wording.scoped_name(context, kpi, scope)} {text}" for kpi, text in moved.items() if text != unknown
    )


@dataclass(frozen=True)
class Planned:
    """Something to do next month, and where it stands."""

    text: str
    standing: str


def planned(context: Context) -> list[Planned]:
    """What is open: the agency's recommendations that nobody finished or dropped, then what the findings advise."""
    language, until = context.language, context.period.end
    given = [
        Planned(one.text, language.text(_BECAME[one.status]))
        for one in context.parameters.recommendations
        if one.month <= until and one.status in (None, "doing")
    ]
    currency = context.parameters.client.currency
    found = [
        Planned(one.advice(language, currency), "")
        for one in context.findings[:NEXT_FROM_FINDINGS]
        if one.kind.tone != "good"
    ]
    return [*given, *found]
