"""Reading one export file into canonical tables."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Literal

from kpitools.errors import AmbiguousExport, UnreadableExport
from kpitools.language import french_spaces, mark
from kpitools.params.hints import Hints
from kpitools.problems import Problem, Severity
from kpitools.readers import parquet, place
from kpitools.readers.export import Export
from kpitools.readers.files.source import Source, accessible, open_source, sha256
from kpitools.readers.matching.facts import facts
from kpitools.readers.matching.recognise import Found, Recognised, recognise
from kpitools.readers.rows import build
from kpitools.readers.rows.build import Rows
from kpitools.readers.rows.currencies import other_currency
from kpitools.readers.rows.kept import Keep, Kept
from kpitools.readers.schema.layout import Layout
from kpitools.readers.settle import Rename, Said, contradiction, refuse_unsettled, settled
from kpitools.readers.values import choices
from kpitools.readers.values.reading import Reading
from kpitools.readers.values.sources import Sources, sources
from kpitools.readers.values.suspects import Note
from kpitools.readers.writing.figures import Money
from kpitools.readers.writing.persons import Pseudonyms


def same_name(network: str | None, name: str) -> str:
    """Account names as they are compared where the parameters give no aliases."""
    return name.strip().lstrip("@").casefold()


def read(
    path: Path,
    hints: Hints,
    *,
    timezone: str,
    layouts: Sequence[Layout],
    rename: Rename = same_name,
    currency: str | None = None,
    known_sources: Sources | None = None,
    pseudonyms: Pseudonyms | None = None,
    keep: Keep | None = None,
) -> Export:
    """A file as canonical tables. `timezone` and `currency` are the client's (amounts are not compared without one);
    `rename` gives an account its one name, by network. `known_sources` are the workspace's table of sources, else the
    shipped one; `pseudonyms` its own, else those of this run. `keep` is given the rows in place of the export's
    `tables`, a long file's part by part, so that no file need fit into memory; where reading raises, what it was given
    is of no use.

    Raises UnknownExport where no layout fits, AmbiguousExport where a line of the parameters must settle something,
    UnreadableExport where the file is damaged, protected, no table or can't be opened.
    """
    client = Client(timezone, currency, known_sources or sources(), pseudonyms or Pseudonyms())
    with accessible(path), ThreadPoolExecutor(1) as beside:
        digest = beside.submit(sha256, path)
        return _export(path, hints, client, layouts, rename, keep, digest)


@dataclass(frozen=True)
class Client:
    """What a client and its workspace say to all of its files alike."""

    timezone: str
    currency: str | None
    sources: Sources
    pseudonyms: Pseudonyms


def _export(
    path: Path,
    hints: Hints,
    client: Client,
    layouts: Sequence[Layout],
    rename: Rename,
    keep: Keep | None,
    digest: Future[str],
) -> Export:
    source = open_source(path)
    sections: list[Iterator[Rows]] = []
    if source.is_parquet:
        layout = parquet.recognise(source, layouts, hints.kind)
        reading = _reading(path, layout, hints, client)
        sections = [parquet.parts(path, reading)]
        recognised = Recognised(layout, (), ())
    else:
        recognised = recognise(source, layouts, hints.kind, hints.network)
        layout = recognised.layout
        reading = _reading(path, layout, hints, client)
        if layout.one_month:
            _refuse_months(recognised, path)
        _say_ignored(recognised, reading)
        if not layout.unusable:
            sections = [_parts(found, source, reading) for found in recognised.found]
    kept = Kept(len(sections), keep, reading.note)
    said = [_taken(at, parts, hints, rename, kept, reading.note) for at, parts in enumerate(sections)]
    _refuse_bad(reading)
    if reading.money and reading.money.foreign:
        raise AmbiguousExport(other_currency(path, client.currency or "", reading.money.foreign))
    refuse_unsettled(said, layout, hints, path, rename)
    tables = kept.tables()
    if not layout.unusable and not any(kept.rows.values()):
        weight = Severity.NOTE if layout.platform == "own" else Severity.WARNING  # a spreadsheet yet to be filled
        reading.note("no_rows", mark("Le fichier ne contient aucune ligne de données."), weight)
    missing = _missing(recognised)
    if missing and not layout.closed:
        reading.note("missing_columns", mark("Colonnes facultatives absentes : {columns}."), columns=", ".join(missing))
    spoken = sorted({code for found in recognised.found for code in found.match.languages})
    exported, covers = _dates(recognised, hints, path)
    weak = {name: _weak(layout, name) for name in kept.rows}
    notes, sheets = (*source.problems, *reading.notes), place.sheets(source)
    return Export(path, digest.result(), layout, tables, weak, exported, covers, notes, missing, tuple(spoken), sheets)


def _parts(found: Found, source: Source, reading: Reading) -> Iterator[Rows]:
    """The rows of one matched section, and what is said of them, with the sheet that they lie in."""
    with place.named(found.sheet, source, reading):
        for rows in build.parts(found, reading):
            yield replace(rows, data=place.numbered(rows.data, found.sheet, source))


def _taken(section: int, parts: Iterator[Rows], hints: Hints, rename: Rename, kept: Kept, note: Note) -> Said:
    """Keep all parts of a section, and tell what they say of themselves."""
    first = next(parts)
    said = Said(first)
    for rows in chain([first], parts):
        said.take(rows, hints)
        rows = replace(rows, data=choices.checked(rows.table.name, rows.data, note))
        kept.take(section, settled(rows, hints, rename))
    return said


def _weak(layout: Layout, table: str) -> frozenset[str]:
    """The columns of a table that the layout calls weak."""
    sections = [section for section in layout.sections if section.table == table]
    return frozenset(name for section in sections for name, column in section.columns.items() if column.weak)


def _reading(path: Path, layout: Layout, hints: Hints, client: Client) -> Reading:
    zone = layout.time_zone or hints.timezone or client.timezone
    money = None if layout.closed else Money(client.currency)
    return Reading(path.name, layout, zone, hints.year, _period(hints), money, client.sources, client.pseudonyms)


def _period(hints: Hints) -> dict[str, dt.datetime]:
    """What the parameters say of a file's period, as its own lines would."""
    start, end = hints.covers or (None, None)
    said = {"start": start, "end": end, "exported": hints.exported}
    return {name: dt.datetime(day.year, day.month, day.day) for name, day in said.items() if day}


def _refuse_months(recognised: Recognised, path: Path) -> None:
    """Raises AmbiguousExport where figures of several months can't be told apart."""
    for found in recognised.found:
        stated = facts(found, recognised.layout)
        months = {f"{stated[name]:%Y-%m}" for name in ("start", "end") if name in stated}
        if len(months) > 1:
            text = mark("Ce fichier donne le total de plusieurs mois ({months}), qui ne se séparent pas.")
            remedy = mark("Exportez un fichier par mois.")
            values = {"months": " – ".join(sorted(months))}
            raise AmbiguousExport(Problem("several_months", text, values, remedy=remedy, file=path.name))


def _say_ignored(recognised: Recognised, reading: Reading) -> None:
    layout = recognised.layout
    if layout.unusable:
        _say(layout.unusable, "unusable", reading)
    elif recognised.ignored:
        names = "; ".join(block.name for block in recognised.ignored)
        reading.note(
            "ignored_sections", mark("Sections dont les tables n'ont pas l'usage : {sections}."), sections=names
        )
    if recognised.others:
        text = mark("D'autres exports sont dans ce fichier, rien n'en est lu : {kinds}. Faites-en un fichier chacun.")
        reading.note("exports_beside", text, Severity.WARNING, kinds=tuple(one.id for one in recognised.others))
    if layout.caution:
        _say(layout.caution, "caution", reading)


def _say(said: Mapping[Literal["fr", "en"], str], problem_id: str, reading: Reading) -> None:
    """Note what a layout says in both languages: the message's translation is the other of the two."""
    reading.note(problem_id, mark("{said_fr}"), said_fr=french_spaces(said["fr"]), said_en=said.get("en", said["fr"]))


def _refuse_bad(reading: Reading) -> None:
    if not reading.bad:
        return
    more = reading.bad_count - len(reading.bad)
    rest = Problem("more", mark("Autres valeurs illisibles : {count}."), {"count": more}, file=reading.file)
    raise UnreadableExport(*reading.bad, *([rest] if more else []))


def _missing(recognised: Recognised) -> tuple[str, ...]:
    """The optional columns that no table of a section's kind has."""
    by_section: dict[int, list[set[str]]] = {}
    order: dict[str, None] = {}
    for found in recognised.found:
        by_section.setdefault(id(found.match.section), []).append(set(found.match.missing))
        order.update(dict.fromkeys(found.match.missing))
    lacked = {label for sets in by_section.values() for label in set.intersection(*sets)}
    return tuple(label for label in order if label in lacked)


def _dates(
    recognised: Recognised, hints: Hints, path: Path
) -> tuple[dt.datetime | dt.date | None, tuple[dt.date, dt.date] | None]:
    """When the file was exported and which days it covers, as it states them, else as the hints do."""
    stated = [facts(found, recognised.layout) for found in recognised.found]
    exported = [one["exported"] for one in stated if "exported" in one]
    starts = [one["start"].date() for one in stated if "start" in one]
    ends = [one["end"].date() for one in stated if "end" in one]
    covers = (min(starts), max(ends)) if starts and ends else None
    if covers and hints.covers and covers != hints.covers:
        hint, content = (f"[{first}, {last}]" for first, last in (hints.covers, covers))
        raise AmbiguousExport(contradiction(path, "covers", hint, content))
    return max(exported) if exported else hints.exported, covers or hints.covers
