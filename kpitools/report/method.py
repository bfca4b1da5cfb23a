"""What *Données et méthode* tells: how to read the figures, what is unknown and why, what was left aside."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kpitools.kpis.values import Value
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.report import files, wording
from kpitools.report.asked import headlines, kinds, kpis_shown
from kpitools.report.context import Context

_BASIS_REMARKS = {
    "not_deduplicated": mark(
        "Une portée cumulée additionne des comptes : une personne touchée sur deux réseaux compte deux fois."
    ),
    "sum_of_days": mark(
        "Une somme des jours compte plusieurs fois une personne touchée plusieurs jours : c'est une borne haute."
    ),
    "sum_of_posts": mark(
        "Une somme des publications compte plusieurs fois une personne touchée par plusieurs d'entre elles : c'est une "
        "borne haute."
    ),
    "received": mark(
        "Certaines réactions sont celles reçues dans le mois, quel que soit l'âge des publications ; les autres sont "
        "celles des publications du mois."
    ),
}


def _bases(context: Context) -> set[str]:
    return {base for kpi in kpis_shown(context) for base in context.evaluation.value(kpi).basis or ()}


def remarks(context: Context) -> list[str]:
    """How figures were counted where a reader might take them for something else, and what the files warn of."""
    language = context.language
    told = [language.text(text) for base, text in _BASIS_REMARKS.items() if base in _bases(context)]
    if context.evaluation.period.is_month:
        zone = context.parameters.client.timezone
        told.append(language.text("Les jours et les mois sont ceux du fuseau {zone}.", zone=zone))
    return [*told, *files.remarks(context)]


@dataclass(frozen=True)
class Unknown:
    """KPIs that could not be computed, for one reason; paper tells of those that have a `headline` one among them."""

    names: str
    reason: str
    headline: bool


def unknown(context: Context) -> list[Unknown]:
    """The KPIs of the report that can't be known for this period, one line a reason and table."""
    language = context.language
    found: dict[tuple[str, object], list[Value]] = defaultdict(list)
    for kpi in kpis_shown(context):
        value = context.evaluation.value(kpi)
        if value.value is None and value.reason is not None:
            found[value.reason.id, value.reason.values.get("table")].append(value)
    first = headlines(context)
    return [
        Unknown(
            language.names([wording.kpi_name(context, value.kpi) for value in values]),
            _together([value.reason for value in values if value.reason is not None]).message(language),
            any(value.kpi in first for value in values),
        )
        for values in found.values()
    ]


def _together(reasons: Sequence[Problem]) -> Problem:
    """One reason for several KPIs: where they miss different columns, all of them are named."""
    columns = dict.fromkeys(str(reason.values["column"]) for reason in reasons if reason.values.get("column"))
    return reasons[0].with_values(column=", ".join(columns)) if columns else reasons[0]


def absent(context: Context) -> list[tuple[str, str]]:
    """The sections asked for that have nothing to show, each with its reason; no correction is nothing amiss."""
    asked = [kind for kind in kinds(context) if kind.id != "corrections"]
    return [(context.language.text(kind.title), kind.absent(context)) for kind in asked if kind.absent(context)]


@dataclass(frozen=True)
class Gap:
    """What the period lacks beside the one before it, and what to do; `grave`: the edition waits for a person."""

    text: str
    remedy: str
    grave: bool


def gaps(context: Context) -> list[Gap]:
    """The gaps of the period, the grave ones first."""
    language = context.language
    return [
        Gap(_sentence(problem.message(language)), problem.cure(language), problem.severity is Severity.RESERVATION)
        for problem in context.evaluation.gaps(language)
    ]


def _sentence(text: str) -> str:
    """A text that begins as sentences do: names of tables are in lower case."""
    return text[:1].upper() + text[1:]


def excluded(context: Context) -> list[str]:
    """What the parameters leave aside, and why."""
    language = context.language
    told = []
    for rule in context.parameters.exclude:
        given = {name: value for name, value in rule.model_dump(exclude_none=True).items() if name != "reason"}
        what = ", ".join(f"{name} {value}" for name, value in given.items())
        told.append(language.text("{what} : {reason}", what=what, reason=rule.reason) if rule.reason else what)
    return told
