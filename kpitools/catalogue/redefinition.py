"""Known redefinitions of measures: when a platform began to count otherwise, as data with their source."""

import datetime as dt
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from kpitools.catalogue.kpi import Strict, Words

SHIPPED = Path(__file__).parent / "redefinitions.yaml"


class Redefinition(Strict):
    """From `date` on, the KPIs named are not comparable with before; no network: the site's analytics."""

    id: str
    date: dt.date
    network: str = ""
    kpis: tuple[str, ...]
    text: Words
    source: str


@cache
def redefinitions() -> tuple[Redefinition, ...]:
    """All that are known, oldest first."""
    entries = YAML(typ="safe").load(SHIPPED)
    found = (Redefinition.model_validate({"id": name, **entry}) for name, entry in entries.items())
    return tuple(sorted(found, key=lambda one: one.date))


def redefined(kpi: str, networks: frozenset[str], after: dt.date, until: dt.date) -> tuple[Redefinition, ...]:
    """The redefinitions of a KPI on any of the networks that fall after a day, up to another, oldest first."""
    return tuple(
        one
        for one in redefinitions()
        if kpi in one.kpis and after < one.date <= until and (not one.network or one.network in networks)
    )
