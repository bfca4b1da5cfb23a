"""Sources that tell of the same thing: one is chosen, and what chose is said; nothing is added up in silence.

Two tools (two trackers of mentions, two analytics of one site) never count alike: of each day one is taken. Two reports
of one tool, one of them finer (visits by source beside those of the whole site), count the same things twice: what both
state is taken from the finer. Two files of visits that overlap lead to one conversion by two paths, as each knows
another past: of each day one is taken.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.readers.rows.finer import SLICES, Day, days, is_finer, level, without_told
from kpitools.store.record import FileRecord, TableRows
from kpitools.store.same_posts import without_second

# Of which tables one tool is enough: what is counted apart in each, beside the day.
_ONE_TOOL = {"mentions": "brand", "mention_days": "brand", "web_visits": None, "conversion_paths": None}
# Tools that see the orders of a site from outside, and not all of them: a shop's own export knows better.
_FROM_OUTSIDE = frozenset({"metrica"})
# What two tools may tell of apart (the sales of a shop and those by invoice) or alike: both count, and it is said.
_ADDED_UP = {
    "orders": mark("{one} et {other} donnent des commandes des mêmes jours, par deux outils : elles s'additionnent."),
    "leads": mark("{one} et {other} donnent des leads des mêmes jours, par deux outils : ils s'additionnent."),
    "ads": mark("{one} et {other} donnent les publicités d'un même réseau et des mêmes jours : elles s'additionnent."),
}


@dataclass
class _Part:
    """One file's rows of a table."""

    record: FileRecord
    rows: pa.Table

    def keys(self, apart: str | None) -> list[list[Day]]:
        """For each row the days it speaks of, with what is counted apart."""
        return days(self.rows, apart, "_day")


Rows: TypeAlias = "pa.Table | Path"


def settled(name: str, parts: Sequence[tuple[FileRecord, Rows]]) -> tuple[list[Rows], list[Problem]]:
    """The rows of each file that count, and what was left out of which."""
    given = [rows for _, rows in parts]
    if name == "posts" and _share_a_network([record for record, _ in parts]):
        made, doubled = without_second([(record, _columns(rows)) for record, rows in parts])
        return (list(made), doubled) if doubled else (given, [])
    if not _may_double(name, parts):
        return given, _added_up(name, [record for record, _ in parts])
    read = [_Part(record, _columns(rows)) for record, rows in parts]
    problems = [*_one_tool(name, read), *_finest(name, read), *_longest_past(name, read), *_from_inside(name, read)]
    said = _added_up(name, [record for record, _ in parts])
    return [part.rows for part in read] if problems else given, [*problems, *said]


def _share_a_network(records: Sequence[FileRecord]) -> bool:
    """Whether two tools give posts of one network."""
    tools: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for network in record.tables["posts"].networks:
            tools[network].add(record.platform)
    return any(len(platforms) > 1 for platforms in tools.values())


def _added_up(name: str, records: Sequence[FileRecord]) -> list[Problem]:
    """A word on files of two tools that tell of the same days, where two tools may well know of different things."""
    text = _ADDED_UP.get(name)
    pairs = [
        (one, other)
        for at, one in enumerate(records)
        for other in records[at + 1 :]
        if text
        and one.platform != other.platform
        and not _of_inside_and_outside(one, other)
        and _meet(one.tables[name], other.tables[name], name == "ads")
    ]
    remedy = mark("Si ce sont les mêmes, enlevez de data le fichier qui ne doit pas compter.")
    return [
        Problem(
            "added_up", text or "", {"one": one.name, "other": other.name}, Severity.WARNING, remedy, file=other.name
        )
        for one, other in pairs
    ]


def _meet(one: TableRows, other: TableRows, by_network: bool) -> bool:
    """Whether the days of two files overlap, and their networks where these are told apart."""
    if not (one.first and one.last and other.first and other.last):
        return False
    same = not by_network or not {*one.networks}.isdisjoint(other.networks)
    return same and one.first <= other.last and other.first <= one.last


def _may_double(name: str, parts: Sequence[tuple[FileRecord, Rows]]) -> bool:
    """Whether files of several tools fill the table, or reports of one tool that slice it differently."""
    if name in _ONE_TOOL and len({record.platform for record, _ in parts}) > 1:
        return True
    if name == "conversion_paths" and sum(_has_visits(record) for record, _ in parts) > 1:
        return True
    if name == "orders" and len({record.platform in _FROM_OUTSIDE for record, _ in parts}) > 1:
        return True
    levels = {(record.platform, _level(name, rows)) for record, rows in parts} if name in SLICES else set()
    return len(levels) > len({platform for platform, _ in levels})


def _level(name: str, rows: Rows) -> frozenset[str]:
    return level(name, _columns(rows, SLICES.get(name, ())))


def _columns(rows: Rows, names: Sequence[str] = ()) -> pa.Table:
    return rows if isinstance(rows, pa.Table) else pq.read_table(rows, columns=list(names) or None)


def _one_tool(name: str, parts: Sequence[_Part]) -> Iterable[Problem]:
    """Of each day the rows of one tool: the one that speaks of most days, then the one with most rows."""
    tools: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        tools[part.record.platform].append(part)
    if name not in _ONE_TOOL or len(tools) < 2:
        return
    apart = _ONE_TOOL[name]
    spoken = {tool: {key for part in own for keys in part.keys(apart) for key in keys} for tool, own in tools.items()}
    order = sorted(tools, key=lambda tool: (-len(spoken[tool]), -sum(len(part.rows) for part in tools[tool]), tool))
    taken: set[Day] = set()
    for at, tool in enumerate(order):
        for part in tools[tool]:
            kept = [not taken.intersection(keys) for keys in part.keys(apart)]
            if left_out := kept.count(False):
                part.rows = part.rows.filter(pa.array(kept))
                text = mark(
                    "{rows} ligne(s) de {file} laissées de côté : {chosen} parle déjà de ces jours, et deux outils "
                    "comptent les mêmes choses autrement. Est retenu celui qui couvre le plus de jours."
                )
                chosen = ", ".join(sorted({one.record.name for other in order[:at] for one in tools[other]}))
                yield Problem(
                    "two_tools",
                    text,
                    {"rows": left_out, "file": part.record.name, "chosen": chosen},
                    Severity.WARNING,
                    mark("Pour en retenir un autre, enlevez de data le fichier qui ne doit pas compter."),
                    file=part.record.name,
                )
        taken |= spoken[tool]


def _finest(name: str, parts: Sequence[_Part]) -> Iterable[Problem]:
    """Without the figures of coarser reports that finer ones of the same tool state for the same days."""
    levels = [level(name, part.rows) for part in parts]
    for part, mine in zip(parts, levels, strict=True):
        finer = [
            other
            for other, theirs in zip(parts, levels, strict=True)
            if is_finer(theirs, mine) and _of_one_tool(other.record, part.record) and len(part.rows)
        ]
        part.rows, lost = without_told(name, part.rows, [other.rows for other in finer], "_day")
        if lost:
            text = mark(
                "{file} et {finer} comptent les mêmes choses, l'un plus finement : {columns} ne sont pris que dans "
                "{finer} pour les jours qu'ils ont en commun."
            )
            names = ", ".join(other.record.name for other in finer)
            values = {"file": part.record.name, "finer": names, "columns": ", ".join(lost)}
            yield Problem("finer_report", text, values, Severity.WARNING, file=part.record.name)


def _of_one_tool(one: FileRecord, other: FileRecord) -> bool:
    """Whether two files are reports of one tool; canonical tables are none, and are merged by their keys alone."""
    return one.platform == other.platform and not one.is_canonical


def _of_inside_and_outside(one: FileRecord, other: FileRecord) -> bool:
    """Whether one of two files sees from outside what the other knows."""
    return (one.platform in _FROM_OUTSIDE) != (other.platform in _FROM_OUTSIDE)


def _from_inside(name: str, parts: Sequence[_Part]) -> Iterable[Problem]:
    """Orders that a site's analytics saw, without those of the days that a shop's own export is of."""
    shops = [part.record for part in parts if part.record.platform not in _FROM_OUTSIDE]
    spans = [(shop, shop.tables[name].first, shop.tables[name].last) for shop in shops if name == "orders"]
    for part in parts:
        if name != "orders" or part.record.platform not in _FROM_OUTSIDE:
            continue
        days = part.rows["_day"].to_pylist()
        known = [
            [shop for shop, first, last in spans if day and first and last and first <= day <= last] for day in days
        ]
        if any(known):
            part.rows = part.rows.filter(pa.array([not shops for shops in known]))
            text = mark(
                "{rows} commande(s) de {file} laissées de côté : {chosen} donne celles de la boutique pour ces jours, "
                "et une mesure d'audience ne les voit pas toutes."
            )
            chosen = ", ".join(sorted({shop.name for shops in known for shop in shops}))
            values = {"rows": sum(map(bool, known)), "file": part.record.name, "chosen": chosen}
            remedy = mark("Pour en retenir un autre, enlevez de data le fichier qui ne doit pas compter.")
            yield Problem("orders_from_outside", text, values, Severity.WARNING, remedy, file=part.record.name)


def _has_visits(record: FileRecord) -> bool:
    """Whether a file gives the visits that its conversion paths were made of."""
    return {"web_visits", "conversion_paths"} <= record.tables.keys()


def _longest_past(name: str, parts: Sequence[_Part]) -> Iterable[Problem]:
    """Of each day the paths of one of the files of visits: of those that go on after it, the one that begins first."""
    made = [part for part in parts if name == "conversion_paths" and _has_visits(part.record)]
    spans = [
        (visits.first or dt.date.max, visits.last or dt.date.min)
        for visits in (part.record.tables["web_visits"] for part in made)
    ]

    def best(day: dt.date) -> int:
        """Which file tells the paths of a day that at least one of them speaks of."""
        here = [at for at, (first, last) in enumerate(spans) if first <= day <= last]
        return min(here, key=lambda at: (spans[at][1] == day, spans[at][0], -spans[at][1].toordinal()))

    days = [part.rows["_day"].to_pylist() for part in made]
    chosen = {day: best(day) for own in days for day in own if day is not None}
    for at, part in enumerate(made):
        kept = [day is None or chosen[day] == at for day in days[at]]
        if left_out := kept.count(False):
            part.rows = part.rows.filter(pa.array(kept))
            others = {chosen[day] for day in days[at] if day is not None} - {at}
            text = mark(
                "{rows} parcours de {file} laissés de côté : {chosen} parle des mêmes jours et remonte plus loin, ou "
                "va au-delà ; les mêmes conversions ne sont pas comptées deux fois."
            )
            values = {
                "rows": left_out,
                "file": part.record.name,
                "chosen": ", ".join(sorted(made[one].record.name for one in others)),
            }
            yield Problem("paths_twice", text, values, Severity.WARNING, file=part.record.name)
