"""What a file needs from the parameters: the hints without which it can't be read, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from kpitools.errors import AmbiguousExport, ExportError
from kpitools.problems import Problem
from kpitools.readers import parquet
from kpitools.readers.files.source import open_source
from kpitools.readers.matching.cells import read_cells
from kpitools.readers.matching.facts import told
from kpitools.readers.matching.match import rows_of
from kpitools.readers.matching.recognise import Found, recognise
from kpitools.readers.rows.build import years_of
from kpitools.readers.schema.layout import Layout
from kpitools.readers.settle import (
    NEEDED,
    day_saved,
    lacks_period,
    missing_account,
    missing_hint,
    missing_period,
    missing_year,
    open_fields,
)
from kpitools.readers.values.cast import Context, typed
from kpitools.tables import NETWORKS

# How many rows are looked at for the accounts that a file names.
_SAMPLE = 300
_SHORT = {
    "fb": "facebook",
    "ig": "instagram",
    "insta": "instagram",
    "li": "linkedin",
    "yt": "youtube",
    "tt": "tiktok",
    "twitter": "x",
}


@dataclass(frozen=True)
class Need:
    """A hint that a file can't be read without: `choices` are the values that it can have (none: any), `proposal` the
    likely one (a folder called instagram, the day the file was saved), to be checked by whoever reads it."""

    hint: str
    choices: tuple[str, ...]
    proposal: str | None
    why: Problem


@dataclass(frozen=True)
class Suggestion:
    """What a parameter file should say of an export.

    `layout` is None where the file is not read at all: `problem` then says why. `networks` and `accounts` are those
    that its first rows name; a file that names no account needs the hint `account` where a client has several.
    """

    path: Path
    layout: Layout | None
    networks: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    problem: Problem | None = None


def needs(path: Path, layouts: Sequence[Layout]) -> Suggestion:
    """What a file needs, without reading it all; never raises an ExportError."""
    try:
        source = open_source(path)
        if source.is_parquet:
            return Suggestion(path, parquet.recognise(source, layouts, None))
        recognised = recognise(source, layouts)
    except AmbiguousExport as error:
        why = error.problems[0]
        kinds = tuple(str(why.values.get("kinds", "")).split(", "))
        return Suggestion(path, None, needs=(Need("kind", kinds, None, why),), problem=why)
    except ExportError as error:
        return Suggestion(path, None, problem=error.problems[0])
    layout, found = recognised.layout, recognised.found
    networks = [section.match.section.set["network"] for section in found if "network" in section.match.section.set]
    accounts = [account for section in found for account in _accounts(section, layout, path)]
    return Suggestion(
        path, layout, tuple(dict.fromkeys(networks)), tuple(dict.fromkeys(accounts)), _needs(found, layout, path)
    )


def _needs(found: Sequence[Found], layout: Layout, path: Path) -> tuple[Need, ...]:
    if layout.closed or layout.unusable:
        return ()
    made = []
    of_a_period = any(lacks_period(section.match.section.canonical, told(section, layout)) for section in found)
    if of_a_period:
        made.append(Need("covers", (), None, missing_period(path)))
    for name in NEEDED:
        untold = [
            section.block.name
            for section in found
            if name in open_fields(section.match.section.canonical, told(section, layout))
        ]
        if untold and not (name == "date" and of_a_period):
            choices = (layout.own_networks or NETWORKS) if name == "network" else ()
            proposal = _network_in(path, choices) if name == "network" else day_saved(path)
            made.append(Need(name, choices, proposal, missing_hint(name, layout, path, untold)))
    if any(years_of(section.match.section) == "hint" for section in found):
        made.append(Need("year", (), day_saved(path)[:4], missing_year(path)))
    pages = [page for section in found if section.match.section.rivals for page in _accounts(section, layout, path)]
    if pages:
        made.append(Need("account", tuple(pages), None, missing_account(path, pages)))
    return tuple(made)


def _accounts(found: Found, layout: Layout, path: Path) -> list[str]:
    """The accounts that the first rows of a section name."""
    section, match = found.match.section, found.match
    if "account" not in match.columns:
        return []
    try:
        records = rows_of(match, found.block, path.name)[:_SAMPLE]
        chunk = [row for row, _ in records], [cells for _, cells in records]
        texts = next(read_cells(match, [chunk] if records else [], path.name, ended=True)).first("account")
    except ExportError:
        return []
    context = Context(layout, found.sheet.delimiter, "UTC")
    names, _ = typed(texts, section.canonical["account"], section.columns["account"], context)
    return [name for name in pc.unique(names).to_pylist() if name]


def _network_in(path: Path, choices: Sequence[str]) -> str | None:
    """The one network that the names of the file and of its nearest folders speak of."""
    for name in (path.name, *(folder.name for folder in list(path.parents)[:2])):
        words = set(re.findall(r"[a-z]+", name.lower()))
        named = {_SHORT.get(word, word) for word in words} & set(choices)
        if len(named) == 1:
            return str(named.pop())
    return None
