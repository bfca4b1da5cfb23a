"""Whether a section of a layout fits a table: its title, its labels, and where each column stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpitools.readers.blocks import Block, shaped
from kpitools.readers.heads import Head, fold, languages
from kpitools.readers.layout import NAME, VALUE, Layout, Section
from kpitools.readers.source import is_blank

# How many records may stand above the header of a sheet's one table.
_PREAMBLE = 30


@dataclass(frozen=True)
class Match:
    """A section that fits: for each canonical column the file's columns, the preferred first.

    `header` is the record of the labels among the block's; `cells` are those labels. `missing` are the optional
    columns that the table lacks, by the label it could have had; `score` says how much of the table is known.
    """

    section: Section
    header: int
    cells: tuple[str, ...]
    columns: dict[str, tuple[int, ...]]
    missing: tuple[str, ...]
    languages: frozenset[str]
    score: int

    @property
    def told(self) -> frozenset[str]:
        """The canonical columns that the file tells, by its cells or by being what it is."""
        return frozenset(self.columns) | frozenset(self.section.set)


def match_block(layout: Layout, block: Block) -> list[Match]:
    """The sections of a layout that fit a block: those of its title, else the one that knows most of its columns."""
    found = [match for section in layout.sections if (match := _match_section(layout, section, block))]
    titled = [match for match in found if match.section.titles]
    return titled or sorted(found, key=lambda match: -match.score)[:1]


def match_header(layout: Layout, section: Section, cells: Sequence[str], header: int = 0) -> Match | None:
    """The section on a table whose labels are `cells`, or None where one that it requires is not there."""
    labels = _places(tuple(cells), layout.closed)
    columns: dict[str, tuple[int, ...]] = {}
    matched: list[Head] = []
    for name, column in section.columns.items():
        here = {head: labels.get(head.text if layout.closed else head.folded, ()) for head in column.heads}
        if places := tuple(dict.fromkeys(at for found in here.values() for at in found)):
            columns[name] = places
            matched += [head for head, found in here.items() if found]
        elif name in section.required and not column.takes_any:
            return None
    taken = {at for places in columns.values() for at in places}
    left = [at for label, places in labels.items() for at in places if label and at not in taken]
    anything = next((name for name, column in section.columns.items() if column.takes_any), None)
    if anything and len(left) == 1:
        columns[anything] = (left[0],)
    # A table of which nothing but the key is known has no figure to give; an event is one by itself.
    figures = bool(section.table) and not section.canonical.event
    told = [name for name in columns if name not in section.canonical.key] if figures else list(columns)
    if not told or not all(name in columns for name in section.required) or (anything and anything not in columns):
        return None
    if layout.closed and left:
        return None
    missing = tuple(column.heads[0].text for name, column in section.columns.items() if name not in columns)
    every = [head for column in section.columns.values() for head in column.heads]
    score = sum(map(len, columns.values()))
    return Match(section, header, tuple(cells), columns, missing, frozenset(languages(matched, every)), score)


@lru_cache(maxsize=64)
def _places(cells: tuple[str, ...], exact: bool) -> dict[str, list[int]]:
    """Where each label of a header stands; the same header is tried on every layout."""
    places: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        places.setdefault(cell.strip() if exact else fold(cell), []).append(at)
    return places


def lacking(layout: Layout, cells: Sequence[str]) -> tuple[int, list[str]]:
    """How many labels of the layout's nearest section a header has, and what it lacks: required labels, a title."""
    labels = {cell.strip() if layout.closed else fold(cell) for cell in cells if cell}

    def of(section: Section) -> tuple[int, list[str]]:
        wanted = {
            name: {head.text if layout.closed else head.folded for head in column.heads}
            for name, column in section.columns.items()
        }
        known = len(set().union(*wanted.values()) & labels)
        absent = [section.columns[name].heads[0].text for name in section.required if not wanted[name] & labels]
        if any(column.takes_any for column in section.columns.values()) and known and len(labels) == known + 1:
            known += 1
        return known, absent + [head.text for head in section.titles[:1]]

    return max((of(section) for section in layout.sections), key=lambda found: (found[0], -len(found[1])))


def _match_section(layout: Layout, section: Section, block: Block) -> Match | None:
    if section.sheet and fold(block.sheet) not in {head.folded for head in section.sheet}:
        return None
    titles = [head for head in section.titles if head.folded == fold(block.title)] if block.title else []
    if section.titles and block.title and not titles:
        return None
    if section.shape != "table":
        return _match_shape(section, block, titles)
    first = 1 if block.title else 0
    # Lines may precede the one table of a sheet; in a stack, a table begins with its header.
    last = first + 1 if layout.stacked else _PREAMBLE
    for header, (_, cells) in enumerate(block.records[first:last], first):
        match = match_header(layout, section, cells, header)
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
        return Match(
            section,
            header,
            match.cells,
            match.columns,
            match.missing,
            frozenset(spoken),
            match.score + 2 * len(titles[:1]),
        )
    return None


def _match_shape(section: Section, block: Block, titles: list[Head]) -> Match | None:
    """A section without a header of its own is known by its title alone."""
    if not titles or len(block.table) < 2 or is_blank(block.table[0][1]):
        return None
    columns: dict[str, tuple[int, ...]] = {
        name: (0,) if column.heads[0] == NAME else (1,) for name, column in section.columns.items()
    }
    spoken = frozenset(languages(titles, section.titles))
    return Match(section, 0, (NAME.text, VALUE.text), columns, (), spoken, 2)


def rows_of(match: Match, block: Block, file: str) -> list[tuple[int, list[str]]]:
    """The records of a matched block, those of its figures alone, in the match's columns."""
    if match.section.shape == "table":
        return block.records[match.header + 1 :]
    return shaped(block, match.section.shape, file)[1:]
