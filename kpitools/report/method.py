"""What *Données et méthode* tells: files, days covered, remarks, what is unknown and why, what was left aside."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from kpitools.charts import Covered
from kpitools.report import wording
from kpitools.report.asked import kinds, kpis_shown
from kpitools.report.context import Context, File
from kpitools.report.table import Column, Row, Table


def files(context: Context) -> Table | None:
    """The export files, numbered as the proofs cite them."""
    if not context.files:
        return None
    language = context.language
    columns = (
        Column(language.text("Fichier"), text=True), Column(language.text("Contenu"), text=True),
        Column(language.text("Réseau"), text=True), Column(language.text("Lignes")), Column(language.text("Jours"), text=True),
    )  # fmt: skip
    rows = tuple(
        Row(
            f"{number}. {file.name}",
            (file.layout_title(language), _networks(context, file), language.number(file.rows), _dates(context, file)),
        )
        for number, file in enumerate(context.files, 1)
    )
    title = language.text("Fichiers utilisés")
    return Table(title, columns, rows, title=title, kind="files")


def _networks(context: Context, file: File) -> str:
    return ", ".join(wording.network(context.language, one) for one in file.networks) or "–"


def _dates(context: Context, file: File) -> str:
    if file.first is None or file.last is None:
        return context.language.text("sans date")
    first, last = context.language.short_date(file.first), context.language.short_date(file.last)
    return first if first == last else f"{first} – {last}"


def covered(context: Context) -> list[Covered]:
    """Which days of the period each kind of export covers, from the first to the last day of its files."""
    period = context.period
    days: dict[str, set[dt.date]] = defaultdict(set)
    for file in context.files:
        if file.first is None or file.last is None:
            continue
        names = [wording.network(context.language, one) for one in file.networks]
        name = " · ".join([*names[:1], file.layout_title(context.language)]) if len(names) == 1 else file.layout_title(context.language)
        first, last = max(file.first, period.start), min(file.last, period.end)
        days[name] |= {first + dt.timedelta(index) for index in range((last - first).days + 1)}
    return [Covered(name, found) for name, found in days.items() if found]


def remarks(context: Context) -> list[str]:
    """How figures were counted where a reader might take them for something else, and what the files warn of."""
    language = context.language
    told = []
    bases = {base for kpi in kpis_shown(context) for base in context.evaluation.value(kpi).basis or ()}
    for base, text in (
        ("not_deduplicated", language.text("Une portée cumulée additionne des comptes : une personne touchée sur deux réseaux compte deux fois.")),
        ("sum_of_days", language.text("Une somme des jours compte plusieurs fois une personne touchée plusieurs jours : c'est une borne haute.")),
        ("sum_of_posts", language.text("Une somme des publications compte plusieurs fois une personne touchée par plusieurs d'entre elles : c'est une borne haute.")),
        ("received", language.text("Certaines réactions sont celles reçues dans le mois, quel que soit l'âge des publications ; les autres sont celles des publications du mois.")),
    ):  # fmt: skip
        if base in bases:
            told.append(text)
    if context.evaluation.period.is_month:
        zone = context.parameters.client.timezone
        told.append(language.text("Les jours et les mois sont ceux du fuseau {zone}.", zone=zone))
    for file in context.files:
        told += [problem.at(file=file.name).render(language) for problem in file.problems]
    return list(dict.fromkeys(told))


@dataclass(frozen=True)
class Unknown:
    """KPIs that could not be computed, for one reason."""

    names: str
    reason: str


def unknown(context: Context) -> list[Unknown]:
    """The KPIs of the report that can't be known for this period, by reason."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for kpi in kpis_shown(context):
        value = context.evaluation.value(kpi)
        if value.value is None and value.reason is not None:
            by_reason[value.reason.message(context.language)].append(wording.kpi_name(context, kpi))
    return [Unknown(context.language.names(names), reason) for reason, names in by_reason.items()]


def absent(context: Context) -> list[tuple[str, str]]:
    """The sections asked for that have nothing to show, each with its reason."""
    return [(context.language.text(kind.title), kind.absent(context)) for kind in kinds(context) if kind.absent(context)]


def excluded(context: Context) -> list[str]:
    """What the parameters leave aside, and why."""
    language = context.language
    told = []
    for rule in context.parameters.exclude:
        given = {name: value for name, value in rule.model_dump(exclude_none=True).items() if name != "reason"}
        what = ", ".join(f"{name} {value}" for name, value in given.items())
        told.append(language.text("{what} : {reason}", what=what, reason=rule.reason) if rule.reason else what)
    return told
