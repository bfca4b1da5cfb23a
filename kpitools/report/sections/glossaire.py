"""Glossaire: what each KPI of the report means, in plain words."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kpitools.catalogue import Catalogue
from kpitools.catalogue.glossary import entry
from kpitools.language import mark
from kpitools.report.asked import headlines, kpis_shown
from kpitools.report.context import Context
from kpitools.report.section import Kind, nothing_known


@dataclass(frozen=True)
class Meaning:
    """One entry: the name that the client reads, the trade's English one in a French report, and what it means.

    Paper holds the `headline` ones.
    """

    id: str
    name: str
    abroad: str
    definition: str
    pitfall: str
    confused: str
    headline: bool


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """The KPIs that the report shows and knows, by name."""
    return "glossaire", {"entries": sorted(_meanings(context), key=lambda one: _sortable(one.name))}


def _meanings(context: Context) -> Iterator[Meaning]:
    first = headlines(context)
    shown = [kpi for kpi in kpis_shown(context) if any(context.known(kpi, one) for one in ("all", *context.networks))]
    catalogue = Catalogue({kpi: context.evaluation.kpi(kpi) for kpi in shown})
    for kpi_id, kpi in catalogue.kpis.items():
        made = entry(catalogue, kpi, context.language)
        name = context.parameters.report.labels.get(kpi_id) or context.language.text(made.name)
        confused = context.language.names([other for _, other, _ in made.confused])
        abroad = made.abroad if context.language.code == "fr" else ""
        yield Meaning(kpi_id, name, abroad, made.definition, made.pitfall, confused, kpi_id in first)


def _sortable(name: str) -> str:
    """Accents aside, as a dictionary sorts."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def absent(context: Context) -> str:
    """Absent where no KPI is known."""
    shown = kpis_shown(context)
    return nothing_known(*shown)(context) if shown else context.language.text("Aucune donnée sur la période.")


SECTION = Kind("glossaire", mark("Glossaire"), lambda context: (), body, absent)
