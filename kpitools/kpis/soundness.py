"""Whether the catalogue's KPIs can be computed at all: a workspace's own are written by hand, in files from anywhere.

Names that pass here are columns, tables and KPIs that exist, so that nothing else ever reaches a query.
"""

from collections.abc import Iterator

from kpitools.catalogue import Catalogue, Kpi
from kpitools.catalogue.arithmetic import circle
from kpitools.catalogue.catalogue import unknown_kpi
from kpitools.errors import ParametersError
from kpitools.kpis import columns, rates, top_posts
from kpitools.kpis.dimensions import made_of
from kpitools.kpis.functions import FUNCTIONS
from kpitools.kpis.measures import Measure, column, measures_of
from kpitools.kpis.quotient import DAYS
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.tables import DERIVED, TABLES, Kind

_NUMBERS = (Kind.COUNT, Kind.NET, Kind.MONEY, Kind.NUMBER)


def faults(catalogue: Catalogue) -> list[Problem]:
    """What keeps KPIs from being computed: names that do not exist, formulas that can't be read or go in a circle."""
    found: list[Problem] = []
    parts: dict[str, frozenset[str]] = {}
    for kpi in catalogue.kpis.values():
        try:
            parts[kpi.id] = _parts(kpi)
        except ParametersError as error:
            found += error.problems
            continue
        unknown = sorted(parts[kpi.id].difference(catalogue.kpis))
        found += [unknown_kpi(part, list(catalogue.kpis)) for part in unknown]
        found += _own_faults(kpi)
    text = mark("La formule de « {kpi} » tourne en rond : {circle}.")
    for kpi_id in parts:
        if way := circle(kpi_id, parts):
            found.append(Problem("circle", text, {"kpi": kpi_id, "circle": " → ".join((*way, kpi_id))}))
    return found


def _parts(kpi: Kpi) -> frozenset[str]:
    """The ids of the KPIs that it is made of."""
    otherwise = {kpi.function.otherwise} if kpi.function and kpi.function.otherwise else set()
    return (made_of(kpi) | otherwise) - {DAYS}


def _own_faults(kpi: Kpi) -> Iterator[Problem]:
    if kpi.function and kpi.function.name not in FUNCTIONS:
        text = mark("L'indicateur {kpi} appelle {name}, qui n'est pas une fonction de kpitools : {names}.")
        names = ", ".join(sorted(FUNCTIONS))
        yield Problem("unknown_function", text, {"kpi": kpi.id, "name": kpi.function.name, "names": names})
        return
    text = mark("L'indicateur {kpi} lit {path}, qui n'est pas une colonne de nombres des tables canoniques.")
    unknown = [path for measure in measures_of(kpi) for path in _unknown(measure)]
    for one in kpi.divide.alternatives if kpi.divide and kpi.divide.over_columns else ():
        if one.by != "rows" and column(one.by).table != column(one.of).table:
            unknown.append(one.by)
    if kpi.function and kpi.function.name == "top_posts" and kpi.function.column not in top_posts.ORDERS:
        unknown.append(f"posts.{kpi.function.column}")
    for path in dict.fromkeys(unknown):
        yield Problem("unknown_column", text, {"kpi": kpi.id, "path": path})


def _unknown(measure: Measure) -> Iterator[str]:
    """What a measure names and no table has."""
    if measure.table not in TABLES:
        yield f"{measure.table}.{measure.of}".rstrip(".")
        return
    table = TABLES[measure.table]
    known = {one.name for one in table if one.kind in _NUMBERS} | set(DERIVED.get(measure.table, {}))
    known |= set(columns.names(measure.table))
    known |= set(rates.PARTS) if measure.table == "posts" else set()
    for name in (measure.of, measure.by):
        if name and name not in known:
            yield f"{measure.table}.{name}"
