"""What a period lacks beside the one before it: a network, a table, days, a measure, figures fallen to nothing, and
posts whose figures still grow. Said before anybody takes a hole in the exports for a result.

A reservation holds the edition's mails until a person has looked (`Severity`); the rest is a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpitools.catalogue.networks import network_name
from kpitools.kpis import reasons, settling
from kpitools.kpis.coverage import NOT_DAILY, PATHS
from kpitools.kpis.lens import Lens, total
from kpitools.kpis.measures import ROWS, Measure
from kpitools.kpis.scopes import UNNAMED
from kpitools.kpis.signal import INCOMPLETE
from kpitools.kpis.supply import WHOLE_SITE
from kpitools.kpis.values import Period
from kpitools.language import Language, mark
from kpitools.problems import Problem, Severity
from kpitools.tables import TABLES

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

# Tables that go on month by month, so that their absence is a hole; the others come and go with the work done.
STEADY = ("posts", "account_days", "ads", "web_visits", "mention_days")
DAILY = ("account_days", "web_visits")  # a day without a row is a day without data
ENOUGH = 30  # events in the period before, from which a fall to nothing says something


@dataclass(frozen=True)
class _Place:
    """A table's rows on a network ("" where it names none)."""

    table: str
    network: str

    @property
    def asked(self) -> str:
        """The place as figures are looked up: the whole site, else the rows of no network apart from those of one."""
        return self.network or ("" if self.table in WHOLE_SITE else UNNAMED)


def gaps(evaluation: Evaluation, words: Language) -> tuple[Problem, ...]:
    """What the period lacks, the reservations first; the words of tables and networks in the reader's language."""
    past = evaluation.period.previous
    before, now = (_places(evaluation, period) for period in (past, evaluation.period))
    lost = sorted({one.network for one in before} - {one.network for one in now} - {""})
    found = [_network_gone(evaluation, network, before, words) for network in lost]
    for place in before:
        if place.network in lost:
            continue
        if place not in now:
            found.append(_table_gone(evaluation, place, words))
        else:
            found += [*_days_gone(evaluation, place, words), *_measures_gone(evaluation, place, words)]
    found += [problem for place in now for problem in _young(evaluation, place, words)]
    return tuple(sorted(found, key=lambda one: one.severity is not Severity.RESERVATION))


def _places(evaluation: Evaluation, period: Period) -> list[_Place]:
    """Where a period has rows, in the order of tables and networks."""
    found = []
    for table in TABLES:
        held = evaluation.grid(table, "").buckets(period).get(None, ())
        networks = {"" if table in WHOLE_SITE or table == PATHS else network for network, _ in held}
        found += [_Place(table, network) for network in ("", *evaluation.networks) if network in networks]
    return found


def _said(evaluation: Evaluation, place: _Place, words: Language) -> dict[str, object]:
    past = evaluation.period.previous
    return {
        "table": reasons.table_name(place.table, words),
        "network": network_name(words, place.network) if place.network else words.text("tous réseaux"),
        "before": words.period(past.start, past.end),
    }


def _network_gone(evaluation: Evaluation, network: str, before: Sequence[_Place], words: Language) -> Problem:
    tables = [reasons.table_name(one.table, words) for one in before if one.network == network]
    text = mark("{network} : aucune donnée pour la période, alors que {before} en avait ({tables}).")
    values = {**_said(evaluation, _Place("posts", network), words), "tables": ", ".join(tables)}
    remedy = mark("Ajoutez les exports de la période, ou retirez ce réseau des comparaisons.")
    return Problem("network_gone", text, values, Severity.RESERVATION, remedy)


def _table_gone(evaluation: Evaluation, place: _Place, words: Language) -> Problem:
    """A table without rows: a hole, or (events of a period that is known to be covered) nothing happened."""
    values = _said(evaluation, place, words)
    supplied = evaluation.supplied(place.table, place.asked)
    if TABLES[place.table].event and supplied and supplied.covers(evaluation.period):
        text = mark("{table}, {network} : rien dans la période, que les exports couvrent ; il y en avait en {before}.")
        return Problem("none_now", text, values, Severity.WARNING)
    severity = Severity.RESERVATION if place.table in STEADY else Severity.WARNING
    text = mark("{table}, {network} : aucune ligne dans la période, alors qu'il y en avait en {before}.")
    remedy = mark("Ajoutez l'export de la période ; s'il ne s'est rien passé, dites-le par « covers » dans data.")
    return Problem("table_gone", text, values, severity, remedy)


def _days_gone(evaluation: Evaluation, place: _Place, words: Language) -> Iterator[Problem]:
    """Days without data, where the period before lacked fewer."""
    days = evaluation.samples.by_day(Measure(place.table), place.asked) if place.table in DAILY else None
    if days is None:
        return
    period = evaluation.period
    over = (min(period.end, evaluation.today - dt.timedelta(1)) - period.start).days + 1  # days to come are no gap
    past, lacking = (
        whole - len(known.day) for whole, known in zip((period.previous.days, over), days[-2:], strict=True)
    )
    if lacking > max(past, 0):
        severity = Severity.RESERVATION if lacking > INCOMPLETE * period.days else Severity.WARNING
        text = mark("{table}, {network} : jours sans donnée dans la période : {days}.")
        values = {**_said(evaluation, place, words), "days": lacking}
        yield Problem("days_gone", text, values, severity, mark("Ajoutez un export qui couvre ces jours."))


def _measures_gone(evaluation: Evaluation, place: _Place, words: Language) -> Iterator[Problem]:
    """Measures that the period before knew and this one does not, and those that fell to nothing."""
    if place.table in NOT_DAILY or place.table == PATHS:
        return
    gone, fallen = [], []
    for measure in evaluation.measures(place.table):
        if measure.of not in TABLES[place.table].values or measure.by:
            continue
        past, now = (
            total(evaluation.cells(measure, Lens(period), place.asked).values())
            for period in (evaluation.period.previous, evaluation.period)
        )
        if past.known and not now.known:
            gone.append(measure.of)
        elif past.of is not None and past.of >= ENOUGH and now.of == 0:
            fallen.append(measure.of)
    values = _said(evaluation, place, words)
    if gone:
        text = mark("{table}, {network} : mesures absentes de la période, présentes en {before} : {measures}.")
        told = values | {"measures": _named(evaluation, place, gone, words)}
        yield Problem("measures_gone", text, told, Severity.WARNING)
    if fallen:
        text = mark(
            "{table}, {network} : à zéro sur toute la période, ce qui n'était pas le cas en {before} : {measures}."
        )
        remedy = mark("Vérifiez le suivi et l'export avant d'y voir un résultat.")
        values |= {"measures": _named(evaluation, place, fallen, words)}
        yield Problem("fell_to_zero", text, values, Severity.WARNING, remedy)


def _named(evaluation: Evaluation, place: _Place, columns: Sequence[str], words: Language) -> str:
    """Columns by the names of the KPIs that add them up, else by their own."""
    paths = {f"{place.table}.{column}": column for column in columns}
    for kpi in reversed(tuple(evaluation.catalogue.listed)):
        for path in kpi.sum.columns if kpi.sum else ():
            if path in paths:
                paths[path] = kpi.name(words)
    return ", ".join(dict.fromkeys(paths.values()))


def _young(evaluation: Evaluation, place: _Place, words: Language) -> Iterator[Problem]:
    """Posts that were younger than their network's settling time when they were exported."""
    if place.table != "posts":
        return
    posts = total(evaluation.cells(Measure("posts", ROWS), Lens(evaluation.period), place.network).values())
    if posts.young and float(posts.young) > settling.SHARE * posts.rows:
        days = settling.DAYS.get(place.network, settling.DEFAULT)
        text = mark(
            "{network} : publications de moins de {days} jours à l'export, {young} sur {posts} ; leurs chiffres vont "
            "encore monter."
        )
        values = {**_said(evaluation, place, words), "young": int(posts.young), "posts": posts.rows, "days": days}
        yield Problem("young_posts", text, values, Severity.WARNING, mark("Exportez-les de nouveau plus tard."))
