"""Whether a section of a layout fits a table: its title, its labels, and where each column stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kpitools.readers.files.source import is_blank
from kpitools.readers.matching.blocks import Block, shaped
from kpitools.readers.matching.descriptions import as_described, says
from kpitools.readers.matching.pivot import possible
from kpitools.readers.matching.spread import Spread
from kpitools.readers.schema.column import Column
from kpitools.readers.schema.layout import LABEL, NAME, VALUE, Layout, Section
from kpitools.readers.writing import dates
from kpitools.readers.writing.heads import Head, fold, languages

# How many records may stand above the header of a sheet's one table.
_PREAMBLE = 30
_LINE = 10_000  # no sentence that tells a table from another is longer
ALL = "*"
_SYNTAX = r"\(\?\w+\)|\\[bW]|[()?*]"  # of regular expressions, which nobody reads
# How many rows below a header show how its dates are written: a description and a row of totals may come first.
_FIRST = 10


@dataclass(frozen=True)
class Match:
    """A section that fits: for each canonical column the file's columns, the preferred first.

    `header` is the record of the labels among the block's; `cells` are those labels. `plus` are the columns of the
    file that are added to a column, `minus` those taken off, `spread` those whose labels are values. `parts` are the
    values that stand in labels (the currency in `Spent (EUR)`), by column. `missing` are the optional columns that
    the table lacks, by the label it could have had; `score` says how much of the table is known.
    """

    section: Section
    header: int
    cells: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]
    missing: tuple[str, ...]
    languages: frozenset[str]
    score: int
    plus: dict[str, tuple[int, ...]] = field(default_factory=dict)
    spread: Spread | None = None
    minus: dict[str, tuple[int, ...]] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages of its labels, English last as what every export may be in."""
        return (*sorted(self.languages - {"en"}), "en")

    @property
    def places(self) -> dict[str, tuple[int, ...]]:
        """The file's columns that are read, by canonical column; those to be added under its name with a plus, those
        to be taken off with a minus; all of them under `ALL` where an id is made of the row."""
        plus = {f"{name}+": places for name, places in self.plus.items()}
        minus = {f"{name}-": places for name, places in self.minus.items()}
        made = any(column.made for column in self.section.columns.values())
        return {**self.columns, **plus, **minus, **({ALL: tuple(range(len(self.cells)))} if made else {})}


def match_block(layout: Layout, block: Block) -> list[Match]:
    """The sections of a layout that fit a block: those of its title, else the one that knows most of its columns and
    those to be read beside it."""
    found = [match for section in layout.sections if (match := _match_section(layout, section, block))]
    titled = [match for match in found if match.section.titles]
    if titled:
        return titled
    found.sort(key=lambda match: -match.score)
    return [match for at, match in enumerate(found) if at == 0 or match.section.beside]


def match_header(
    layout: Layout, section: Section, cells: Sequence[str], header: int = 0, below: Sequence[str] = ()
) -> Match | None:
    """The section on a table whose labels are `cells`, or None where one that it requires is not there.

    `below` is the row under the labels, which may describe them.
    """
    labels = _places(tuple(cells), layout.closed)
    # Most layouts are not of this file: a quick look spares them the search for each of their columns.
    if any(needed.isdisjoint(labels) for needed in section.needed[layout.closed]):
        return None
    if any(head.folded in labels for head in section.without):
        return None
    if section.having and not any(head.folded in labels for head in section.having):
        return None
    columns: dict[str, tuple[int, ...]] = {}
    plus: dict[str, tuple[int, ...]] = {}
    minus: dict[str, tuple[int, ...]] = {}
    parts: dict[str, dict[str, str]] = {}
    matched: list[Head] = []

    def find(heads: Sequence[Head], column: Column) -> tuple[int, ...]:
        here = {head: _labelled(head, labels, layout.closed) for head in heads}
        if column.described:
            here = {head: as_described(places, cells, below, column.described) for head, places in here.items()}
        matched.extend(head for head, places in here.items() if places)
        return tuple(dict.fromkeys(at for places in here.values() for at in places))

    for name, column in section.columns.items():
        places, added = find(column.heads, column), find(column.plus, column)
        taken_off = find(column.minus, column)
        if places and (added or not column.plus) and (taken_off or not column.minus):
            columns[name] = places
            parts[name] = _parts(column.heads, [fold(cells[at]) for at in places])
            minus |= {name: taken_off} if taken_off else {}
            plus |= {name: added} if added else {}
        elif name in section.required and not column.takes_any:
            return None
    read = (*columns.values(), *plus.values(), *minus.values())
    taken = {at for places in read for at in places}
    left = [at for label, places in labels.items() for at in places if label and at not in taken]
    anything = next((name for name, column in section.columns.items() if column.takes_any), None)
    if anything and len(left) == 1:
        columns[anything], left = (left[0],), []
    # A table of which nothing but the key is known has no figure to give; an event is one by itself.
    figures = bool(section.table) and not section.canonical.event
    told = [name for name in columns if not name.startswith("_") and not (figures and name in section.canonical.key)]
    if not told or not all(name in columns for name in section.required) or (anything and anything not in columns):
        return None
    if left and (layout.closed or section.alone):
        return None
    every = [head for column in section.columns.values() for head in column.heads]
    spoken = frozenset(languages(matched, every))
    missing = tuple(
        next((head.text for head in column.heads if head.language in spoken), column.heads[0].text)
        for name, column in section.columns.items()
        if name not in columns and column.heads
    )
    score = sum(map(len, read))
    return Match(section, header, tuple(cells), columns, missing, spoken, score, plus, minus=minus, parts=parts)


def _labelled(head: Head, labels: dict[str, list[int]], exact: bool) -> list[int]:
    """Where a label stands; one whose part is a value, where any of its forms does."""
    if exact or head.pattern is None:
        return labels.get(head.text if exact else head.folded, [])
    return [at for label, places in labels.items() if head.pattern.fullmatch(label) for at in places]


def _parts(heads: Sequence[Head], labels: Sequence[str]) -> dict[str, str]:
    """The values that stand in the labels of a column."""
    found = [head.pattern.fullmatch(label) for head in heads if head.pattern for label in labels]
    return {name: value for one in found if one for name, value in one.groupdict().items()}


@lru_cache(maxsize=64)
def _places(cells: tuple[str, ...], exact: bool) -> dict[str, list[int]]:
    """Where each label of a header stands; the same header is tried on every layout."""
    places: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        places.setdefault(cell.strip() if exact else fold(cell), []).append(at)
    return places


def reads_dates(layout: Layout, block: Block) -> bool:
    """Whether the first dates of a table are written as one of the layout's sections expects them."""
    return any(_reads_dates(match, block) for match in match_block(layout, block) if match.section.table)


def _reads_dates(match: Match, block: Block) -> bool:
    records = [cells for _, cells in block.records[match.header + 1 : match.header + 1 + _FIRST]]
    for name, places in match.columns.items():
        formats = match.section.columns[name].format
        if match.spread or not formats or set(formats) & {dates.NTH_DAY, dates.DAY_MONTH}:
            continue
        read = dates.parser(formats, match.spoken)
        texts = [cells[at].strip() for cells in records for at in places if at < len(cells) and cells[at].strip()]
        if texts and not any(_is_read(read, text) for text in texts):
            return False
    return True


def _is_read(read: dates.Parse, text: str) -> bool:
    try:
        return bool(read(text))
    except ValueError:
        return False


def lacking(layout: Layout, cells: Sequence[str]) -> tuple[int, list[str]]:
    """How many labels of the layout's nearest section a header has, and what it lacks: required labels, a title, else
    what stands above (↑) or the name of its sheet."""
    labels = {cell.strip() if layout.closed else fold(cell) for cell in cells if cell}
    places = _places(tuple(cells), layout.closed)

    def of(section: Section) -> tuple[int, list[str]]:
        wanted = {
            name: {head.text if layout.closed else head.folded for head in column.heads}
            for name, column in section.columns.items()
        }
        known = len(set().union(*wanted.values()) & labels)
        required = [section.columns[name] for name in section.required]
        # What is added or taken off is as needed as the column itself.
        needed = [heads for column in required for heads in (column.heads, column.plus, column.minus) if heads]
        absent = [
            heads[0].text for heads in needed if not any(_labelled(head, places, layout.closed) for head in heads)
        ]
        absent += [f"≠ {head.text}" for head in section.without if head.folded in labels]
        if any(column.takes_any for column in section.columns.values()) and known and len(labels) == known + 1:
            known += 1
        absent += [head.text for head in section.titles[:1]]
        if not absent and section.above:  # what a line above the table must say, as far as it can be read
            absent.append(f"↑ {re.sub(_SYNTAX, '', section.above)}")
        return known, absent or [head.text for head in section.sheet[:1]]

    return max((of(section) for section in layout.sections), key=lambda found: (found[0], -len(found[1])))


def _match_section(layout: Layout, section: Section, block: Block) -> Match | None:
    if section.sheet and not any(_is_sheet(head, block.sheet) for head in section.sheet):
        return None
    titles = [head for head in section.titles if head.folded == fold(block.title)] if block.title else []
    if section.titles and block.title and not titles:
        return None
    above = "\n".join((*block.comments, *(" ".join(cells)[:_LINE] for _, cells in block.records[:_PREAMBLE])))
    if section.above and not re.search(section.above, above):
        return None
    if section.not_above and re.search(section.not_above, above):
        return None
    if section.shape != "table":
        return _match_shape(section, block, titles)
    first = 1 if block.title else 0
    # Lines may precede the one table of a sheet; in a stack, a table begins with its header.
    last = first + 1 if layout.stacked else _PREAMBLE
    for header, (_, cells) in enumerate(block.records[first:last], first):
        below = block.records[header + 1 : header + 2]
        match = _match_table(layout, section, cells, header, below[0][1] if below else [])
        if match is None:
            continue
        if section.titles and not block.title:
            # A file whose title was cut off: the label of its one column of figures is what is left of it.
            labels = {
                fold(cells[at])
                for name, places in match.columns.items()
                for at in places
                if section.columns[name].takes_any
            }
            titles = [head for head in section.titles if head.folded in labels]
            if not titles:
                return None
        spoken = match.languages | languages(titles, section.titles)
        return replace(match, languages=frozenset(spoken), score=match.score + 2 * len(titles[:1]))
    return None


def _match_table(
    layout: Layout, section: Section, cells: Sequence[str], header: int, below: Sequence[str]
) -> Match | None:
    """The section on a table: on the labels as they stand, or on those that a spread of its columns leaves."""
    if section.described and not says(section.described, cells, below):
        return None
    if section.pivot is not None:
        labels = possible(cells, section, section.pivot)
        return match_header(layout, section, labels, header) if labels else None
    if section.spread is None:
        return match_header(layout, section, cells, header, below)
    spread = Spread.of(cells, section.spread)
    match = match_header(layout, section, [*spread.base(cells), NAME.text, VALUE.text], header)
    return replace(match, spread=spread) if match and spread.names else None


def _is_sheet(head: Head, name: str) -> bool:
    """Whether a sheet has a name; the end of a long one is cut off, and dots are put in its place. That of a file in an
    archive may stand behind its folder."""
    name = name.rpartition("/")[2]
    start = re.sub(r"(\.\.\.|…)$", "", name)
    return head.folded == fold(name) or (start != name and head.folded.startswith(fold(start)))


def _match_shape(section: Section, block: Block, titles: list[Head]) -> Match | None:
    """A section without a header of its own is known by its title alone."""
    if not titles or len(block.table) < 2 or is_blank(block.table[0][1]):
        return None
    labels = (NAME, VALUE, LABEL) if section.shape == "grid" else (NAME, VALUE)
    columns: dict[str, tuple[int, ...]] = {
        name: (labels.index(column.heads[0]),) for name, column in section.columns.items()
    }
    spoken = frozenset(languages(titles, section.titles))
    score = 2 + bool(section.above)
    return Match(section, 0, tuple(label.text for label in labels), columns, (), spoken, score)


def rows_of(match: Match, block: Block, file: str) -> list[tuple[int, list[str]]]:
    """The records of a matched block, those of its figures alone, in the match's columns."""
    if match.section.shape == "table":
        return block.records[match.header + 1 :]
    return shaped(block, match.section.shape, file)[1:]
