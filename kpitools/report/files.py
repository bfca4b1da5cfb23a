"""The export files as *Données et méthode* shows them: those of the period, all of them, and the days they cover."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from kpitools.charts.coverage import Covered
from kpitools.problems import Severity
from kpitools.report import wording
from kpitools.report.context import Context, File
from kpitools.report.table import Column, Row, Table
from kpitools.tables import NETWORKS, TITLES

LISTED = 12  # files listed by name on paper; more are told by their kind
DAILY = ("posts", "account_days", "ads", "web_visits")  # what goes on day by day, so that a missing day says something
WHOLE_SITE = ("web_visits",)  # one line says of it what there is to say, whatever networks its rows name
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
            (
                file.layout_title(language),
                _networks(context, file),
                language.number(file.rows),
                _between(context, file.first, file.last),
            ),
        )
        for number, file in numbered
    )
    return Table(title, columns, rows, kind="files")


def by_kind(context: Context, numbered: Sequence[tuple[int, File]], title: str) -> Table:
    """Files by what they are, with their numbers: for paper, where a long list of names helps nobody."""
    language = context.language
    kinds: dict[tuple[str, str], list[tuple[int, File]]] = defaultdict(list)
    for number, file in numbered:
        kinds[file.layout_title(language), _networks(context, file)].append((number, file))
    columns = (
        Column(language.text("Contenu"), text=True),
        Column(language.text("Réseau"), text=True),
        Column(language.text("Fichiers"), text=True),
        Column(language.text("Lignes")),
        Column(language.text("Jours")),
    )
    rows = tuple(
        Row(
            name,
            (
                networks,
                ", ".join(runs([number for number, _ in found])),
                language.number(sum(file.rows for _, file in found)),
                _span(context, [file for _, file in found]),
            ),
        )
        for (name, networks), found in kinds.items()
    )
    return Table(title, columns, rows, kind="kinds")


def _span(context: Context, found: Sequence[File]) -> str:
    first = min((file.first for file in found if file.first), default=None)
    last = max((file.last for file in found if file.last), default=None)
    return _between(context, first, last)


def _networks(context: Context, file: File) -> str:
    return ", ".join(wording.network(context.language, one) for one in file.networks)


def _between(context: Context, first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return context.language.text("sans date")
    start, end = context.language.short_date(first), context.language.short_date(last)
    return start if start == end else f"{start} – {end}"


def runs(places: Sequence[int]) -> list[str]:
    """Numbers in order, three or more in a row by their ends: "1–3", "5"."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    told = []
    for run in runs:
        told += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(place) for place in run]
    return told


def covered(context: Context) -> list[Covered]:
    """The days of the period with rows, one line a network and kind of data; statements of a day or span have none.

    A day without a publication is no gap, so that line says how many days have one.
    """
    language = context.language
    order = ("", *NETWORKS)
    lines = []
    for (table, network), days in sorted(
        context.evaluation.covered_days.items(), key=lambda one: order.index(one[0][1])
    ):
        if table not in DAILY or (network and table in WHOLE_SITE):
            continue
        kind = language.text(TITLES[table](language))
        name = f"{wording.network(language, network)} · {kind}" if network else kind[:1].upper() + kind[1:]
        counted = language.plural("{n} jour avec publication", "{n} jours avec publication", len(days))
        lines.append(Covered(name, days, told=counted if table == "posts" else ""))
    return lines if any(line.days for line in lines) else []


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
