"""All rules run over one evaluation: what fires, without contradictions, the most important first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from kpitools.catalogue.finding import finding_kinds
from kpitools.findings import audience, content, market, service, traffic, visibility
from kpitools.findings.data import StoreData
from kpitools.findings.facts import Facts
from kpitools.findings.finding import Finding
from kpitools.findings.objectives import remarks
from kpitools.findings.rule import Rule
from kpitools.kpis.evaluation import Evaluation
from kpitools.language import Language

MOST = 7  # in a report
ALL = "all"

# What can't be said together of one scope, or of a whole and its parts: the more important stands.
CONTRADICTIONS = (
    frozenset({"healthy_growth", "vanity_growth"}),
    frozenset({"healthy_growth", "reach_without_interest"}),
    frozenset({"healthy_growth", "suspicious_followers"}),
    frozenset({"healthy_growth", "churn"}),
    frozenset({"healthy_growth", "organic_decline"}),
    frozenset({"viral_content", "organic_decline"}),
    frozenset({"poor_traffic", "fine_traffic"}),
    frozenset({"cheap_clicks", "fine_traffic"}),
    frozenset({"tracking_break", "reach_to_clicks"}),
    frozenset({"tracking_break", "poor_traffic"}),
    frozenset({"budget_overrun", "budget_unspent"}),
    frozenset({"nurturer", "closer"}),
)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule."""
    modules = (audience, visibility, content, traffic, service, market)
    return tuple(one for module in modules for one in module.RULES)


def findings(evaluation: Evaluation) -> list[Finding]:
    """All that the rules find, those on the choice of objectives among it, the most important first."""
    made: list[Finding] = evaluation.once("findings", lambda: _all(evaluation))
    return made


def _all(evaluation: Evaluation) -> list[Finding]:
    facts = Facts(evaluation, StoreData(evaluation), evaluation.store.parameters)
    return ranked([*found(facts, rules()), *remarks(evaluation)])


def found(facts: Facts, asked: Iterable[Rule]) -> list[Finding]:
    """What the rules find that the client did not switch off, on each network and on all together.

    What is true of all networks is not said again of each; with a single network, that one is all.
    """
    made: list[Finding] = []
    networks = facts.evaluation.networks if len(facts.evaluation.networks) > 1 else ()
    for rule in asked:
        if facts.parameters.report.findings.get(rule.id, True) is False:
            continue
        whole = rule.check(facts.about(rule.id, ALL))
        if whole is not None:
            made.append(whole)
        elif not rule.whole:
            each = (rule.check(facts.about(rule.id, network)) for network in networks or facts.evaluation.networks)
            made += [one for one in each if one is not None]
    return made


def ranked(made: Sequence[Finding]) -> list[Finding]:
    """The findings by rank, without those that contradict one before them."""
    kept: list[Finding] = []
    for one in sorted(made, key=lambda one: (-one.rank, one.id, one.scope)):
        if not any(_contradict(one, before) for before in kept):
            kept.append(one)
    return kept


def _contradict(one: Finding, other: Finding) -> bool:
    same = one.scope == other.scope or ALL in (one.scope, other.scope)
    return same and frozenset({one.id, other.id}) in CONTRADICTIONS


def told(made: Sequence[Finding]) -> list[Finding]:
    """Those that a report says: at most seven, for the client to read, each rule once."""
    kept: dict[str, Finding] = {}
    for one in made:
        if finding_kinds()[one.id].reader == "client":
            kept.setdefault(one.id, one)
    return list(kept.values())[:MOST]


def as_data(made: Sequence[Finding], words: Language, currency: str) -> list[dict[str, Any]]:
    """The findings as the interface's JSON."""
    return [
        {
            "id": one.id,
            "scope": one.scope,
            "kpis": list(one.kpis),
            "text": one.sentence(words, currency),
            "severity": one.kind.tone,
            "causes": one.reasons(words, currency),
            "action": one.advice(words, currency),
        }
        for one in made
    ]
