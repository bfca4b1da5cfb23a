"""The export files as *Données et méthode* shows them: those of the period, all of them, and the days they cover."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from kpitools.charts import Covered
from kpitools.problems import Severity
from kpitools.report import wording
from kpitools.report.context import Context, File
from kpitools.report.table import Column, Row, Table

NAMED = 2  # files named for one remark; the others are counted


def of_period(context: Context) -> list[tuple[int, File]]:
    """The files whose rows reach into the period, with their numbers among all."""
    return [(number, file) for number, file in enumerate(context.files, 1) if _reaches(context, file)]


def _reaches(context: Context, file: File) -> bool:
    return not file.first or not file.last or (file.first <= context.period.end and file.last >= context.period.start)


def table(context: Context, numbered: Sequence[tuple[int, File]], title: str) -> Table:
    """Files by their numbers, as the proofs cite them."""
    language = context.language
    columns = (
        Column(language.text("Fichier"), text=True), Column(language.text("Contenu"), text=True),
        Column(language.text("Réseau"), text=True), Column(language.text("Lignes")), Column(language.text("Jours")),
    )  # fmt: skip
    rows = tuple(
        Row(
            f"{number}.\u00a0{file.name}",
            (file.layout_title(language), _networks(context, file), language.number(file.rows), _dates(context, file)),
        )
        for number, file in numbered
    )
    return Table(title, columns, rows, kind="files")


def _networks(context: Context, file: File) -> str:
    return ", ".join(wording.network(context.language, one) for one in file.networks)


def _dates(context: Context, file: File) -> str:
    if file.first is None or file.last is None:
        return context.language.text("sans date")
    first, last = context.language.short_date(file.first), context.language.short_date(file.last)
    return first if first == last else f"{first} – {last}"


def covered(context: Context) -> list[Covered]:
    """Which days of the period each kind of export covers, from the first to the last day of its files.

    A statement of one day (levels, an audience) covers no days and is left out.
    """
    period = context.period
    days: dict[str, set[dt.date]] = defaultdict(set)
    for file in context.files:
        if file.first is None or file.last is None or file.first == file.last:
            continue
        name = file.layout_title(context.language)
        network = _networks(context, file)
        if network and network not in name:
            name = f"{network} · {name}"
        first, last = max(file.first, period.start), min(file.last, period.end)
        days[name] |= {first + dt.timedelta(index) for index in range((last - first).days + 1)}
    return [Covered(name, found) for name, found in days.items() if found]


def remarks(context: Context) -> list[str]:
    """What the files of the period warn of, one line a warning with the files that it is about; notes stay out."""
    language = context.language
    warned: dict[str, list[str]] = defaultdict(list)
    for _, file in of_period(context):
        for problem in file.problems:
            if problem.severity != Severity.NOTE:
                warned[problem.message(language)].append(file.name)
    told = []
    for message, names in warned.items():
        names = list(dict.fromkeys(names))
        if len(names) > NAMED:
            more = language.plural("{n} autre fichier", "{n} autres fichiers", len(names) - NAMED)
            names = [*names[:NAMED], more]
        told.append(language.text("{message} ({names})", message=message.rstrip("."), names=language.names(names)))
    return told
