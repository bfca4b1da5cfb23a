"""From a parameter file to an evaluation: the one way in for the report and for every command."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from kpitools.catalogue import Catalogue, catalogue
from kpitools.errors import NoData, ParametersError
from kpitools.kpis import soundness
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.params import Parameters, load, unsupported
from kpitools.problems import Problem, Severity
from kpitools.store import Store
from kpitools.store import load as load_store
from kpitools.tables import TABLES
from kpitools.workspace import Workspace, find


def open_store(path: Path, command: str = "check") -> Store:
    """The client's merged tables; raises ParametersError, also for settings that the command can't honour yet."""
    parameters = load(path)
    refused = unsupported(parameters, command)
    if refused:
        raise ParametersError(*refused)
    return load_store(parameters, find(path))


def evaluate(store: Store, period: Period) -> Evaluation:
    """The KPIs of a period.

    Raises ParametersError for a period to come and for KPIs of the workspace that can't be computed, NoData where
    nothing is known of the period.
    """
    parameters = store.parameters
    today = dt.datetime.now(ZoneInfo(parameters.client.timezone)).date()
    if period.start > today:
        raise ParametersError(
            Problem(
                "future",
                mark("La période demandée n'a pas commencé : elle part du {start}."),
                {"start": period.start},
                remedy=mark("Demandez un mois passé, ou le mois en cours."),
            )
        )
    if not _any_row(store, period):
        told = [problem for problem in store.problems if problem.severity is not Severity.NOTE]
        raise NoData(_nothing(store, parameters, period), *told)
    return Evaluation(store, known_kpis(find(parameters.path)), period, today)


def known_kpis(places: Workspace) -> Catalogue:
    """The KPIs that a workspace knows; raises ParametersError for those of its own that can't be computed."""
    known = catalogue(places.kpis)
    if faults := soundness.faults(known):
        raise ParametersError(*(problem.at(file=str(places.kpis)) for problem in faults))
    return known


def _any_row(store: Store, period: Period) -> bool:
    for name, table in TABLES.items():
        last = 'coalesce("end", _day)' if "end" in table else "_day"
        own = "brand = '' AND" if "brand" in table else ""
        found = store.connection.execute(
            f"SELECT 1 FROM {name} WHERE {own} _day <= ? AND {last} >= ? LIMIT 1", [period.end, period.start]
        )
        if found.fetchall():
            return True
    return False


def _nothing(store: Store, parameters: Parameters, period: Period) -> Problem:
    days = [day for record in store.files for day in (record.first, record.last) if day]
    values: dict[str, object] = {"client": parameters.client.name, "start": period.start, "end": period.end}
    remedy = mark("« kpitools check » dit pour chaque fichier ce qui a été reconnu.")
    if days:
        values |= {"first": min(days), "last": max(days)}
        text = mark("Aucune donnée pour {client} du {start} au {end} : les exports vont du {first} au {last}.")
        remedy = mark("Ajoutez les exports de cette période à « data », ou demandez une autre période.")
    elif store.files:
        text = mark("Aucune donnée pour {client} : les fichiers lus ne contiennent aucune ligne datée.")
    else:
        text = mark("Aucune donnée pour {client} : aucun fichier d'export n'a pu être lu.")
    return Problem("no_data", text, values, remedy=remedy, file=parameters.path.name)


def last_complete_month(timezone: str = "Europe/Paris") -> Period:
    """The month before the current one, on a client's clock; by default that of clients who state none."""
    return Period.month(dt.datetime.now(ZoneInfo(timezone)).date()).previous
