"""What the data covers of a period: the days that have rows, and what to know before trusting it."""

import datetime as dt
from collections.abc import Mapping

from kpitools.kpis import reasons
from kpitools.kpis.grid import Grid
from kpitools.kpis.spans import SPANNING, overlapping
from kpitools.kpis.supply import WHOLE_SITE, Supply, together
from kpitools.kpis.values import Period
from kpitools.language import Language, mark
from kpitools.problems import Problem, Severity
from kpitools.store import Store

# Tables that don't go on day by day: an audience is read now and then.
PATHS = "conversion_paths"  # its rows are placed by their routes
NOT_DAILY = ("account_periods", "audience")


def warnings(store: Store, supply: Supply, period: Period, words: Language) -> tuple[Problem, ...]:
    """Warnings and reservations of the files, rows that stop within the period, spans that only overlap it."""
    stops = [
        Problem(
            "rows_stop",
            mark("{table}, {network} : les lignes s'arrêtent le {day}, avant la fin de la période."),
            {
                "table": reasons.table_name(table, words),
                "network": network or words.text("tous réseaux"),
                "day": day,
            },
            Severity.WARNING,
        )
        for (table, network), supplied in _apart(supply).items()
        if (day := supplied.stops_within(period)) and table not in NOT_DAILY
    ]
    spans = [problem for table in SPANNING for problem in overlapping(store, table, period)]
    told = [problem for problem in store.problems if problem.severity is not Severity.NOTE]
    return (*told, *stops, *spans)


def _apart(supply: Supply) -> Supply:
    """What each network supplies; the whole site's tables, which speak of all of them, once."""
    sites = {
        (name, ""): site
        for name in WHOLE_SITE
        if (site := together([found for (table, _), found in supply.items() if table == name]))
    }
    return {key: found for key, found in supply.items() if key[0] not in WHOLE_SITE} | sites


def covered_days(
    grids: Mapping[str, Grid], supply: Supply, period: Period
) -> dict[tuple[str, str], frozenset[dt.date]]:
    """The days of the period with rows, by table and network, from the grids by day of each table."""
    days: dict[tuple[str, str], frozenset[dt.date]] = {}
    for table, network in supply:
        days[table, network] = frozenset(
            dt.date.fromisoformat(str(bucket))
            for bucket, places in grids[table].buckets(period).items()
            if any(one == network or table == PATHS for one, _ in places)
        )
    return days
