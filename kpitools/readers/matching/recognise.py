"""Which layout a file has, by its content alone: all it requires is there, and no other knows more of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, dropwhile, islice

from kpitools.readers.files.answers import OUTER
from kpitools.readers.files.source import Sheet, Source, is_blank
from kpitools.readers.matching.blocks import Block, blocks, numbered
from kpitools.readers.matching.match import Match, lacking, match_block, reads_dates
from kpitools.readers.matching.unrecognised import ambiguous, contradicting_kind, named_kind, several, unknown
from kpitools.readers.schema.layout import Layout

# How many records of each sheet are looked at before a layout is chosen.
_PEEK = 400
# How many records of a sheet are looked at for a header that comes near one of a layout.
_HEADERS = 30


@dataclass(frozen=True)
class Found:
    """A matched section and the block it was found in; `sheet` gives the block's records again, from the beginning.

    `fronts` are the sheets of the workbook that hold no table of the layout: what is said of all tables stands there.
    """

    match: Match
    block: Block
    sheet: Sheet
    fronts: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """A file's layout, its matched sections, and the blocks that no section of the layout reads.

    `others` are the layouts of exports that lie beside it in one archive or workbook, of which nothing is read.
    """

    layout: Layout
    found: tuple[Found, ...]
    ignored: tuple[Block, ...]
    others: tuple[Layout, ...] = ()


@dataclass(frozen=True)
class _Peek:
    """The beginning of a sheet, seen as one block and as the blocks that blank lines part."""

    sheet: Sheet
    whole: Block
    parts: tuple[Block, ...]

    def seen_by(self, layout: Layout) -> tuple[Block, ...]:
        return self.parts if layout.stacked else (self.whole,)


def recognise(
    source: Source, layouts: Sequence[Layout], kind: str | None = None, network: str | None = None
) -> Recognised:
    """The layout of a file. `kind` is the id that the parameters give, `network` the one they name.

    Raises UnknownExport with the nearest layouts, AmbiguousExport where several fit alike or `kind` contradicts.
    """
    peeks = [_peek(sheet) for sheet in source.sheets]
    scores = {layout.id: score for layout in layouts if (score := _score(layout, peeks))}
    if kind is not None:
        layout = _of_kind(source, layouts, kind, peeks)
    elif not scores:
        raise unknown(source, layouts, _headers(peeks))
    else:
        likely = _likely([layout for layout in layouts if layout.id in scores], peeks, network)
        layout = _best(source, likely, scores, peeks)
    made = _sections(layout, source)
    return replace(made, others=_others(layouts, peeks, made))


def _others(layouts: Sequence[Layout], peeks: Sequence[_Peek], recognised: Recognised) -> tuple[Layout, ...]:
    """The layouts that know the sheets of which nothing is read, where they could be read."""
    ignored = {block.sheet for block in recognised.ignored} - {one.sheet.name for one in recognised.found}
    found: dict[str, Layout] = {}
    for peek in (peek for peek in peeks if peek.sheet.name in ignored):
        scores = {layout: score for layout in layouts if (score := _score(layout, [peek]))}
        best = max(scores, key=lambda layout: (scores[layout], layout.unusable is None), default=recognised.layout)
        if best is not recognised.layout and best.unusable is None:
            found[best.id] = best
    return tuple(found.values())


def _likely(layouts: Sequence[Layout], peeks: Sequence[_Peek], network: str | None) -> Sequence[Layout]:
    """Of several layouts whose labels fit, those that can read the dates below them and are of the network, if any."""

    def dates_fit(layout: Layout) -> bool:
        return any(reads_dates(layout, block) for peek in peeks for block in peek.seen_by(layout))

    layouts = [layout for layout in layouts if dates_fit(layout)] or layouts
    return [layout for layout in layouts if network in layout.own_networks] or layouts


def _best(source: Source, layouts: Sequence[Layout], scores: dict[str, int], peeks: Sequence[_Peek]) -> Layout:
    top = max(scores[layout.id] for layout in layouts)
    best = [layout for layout in layouts if scores.get(layout.id) == top]
    if len(best) > 1:
        # What has a use goes before what is known to have none.
        best = [layout for layout in best if layout.unusable is None] or best
    if len(best) > 1:
        # A canonical table may be told by the name that the interface gives its file.
        best = [layout for layout in best if layout.closed and layout.id == source.path.stem] or best
    if len(best) > 1:
        known = [[peek.sheet.name for peek in peeks if _score(layout, [peek])] for layout in best]
        if len(set(chain(*known))) == sum(map(len, known)):
            raise several(source, best)
        raise ambiguous(source, [layout.id for layout in best])
    return best[0]


def _of_kind(source: Source, layouts: Sequence[Layout], kind: str, peeks: Sequence[_Peek]) -> Layout:
    layout = named_kind(source, layouts, kind)
    absent = _absent(layout, peeks)
    if absent is not None:
        raise contradicting_kind(source, kind, absent)
    return layout


def lacked(source: Source, layout: Layout) -> list[str] | None:
    """What a file lacks to be read by a layout, by the section that comes nearest; None where nothing is missing."""
    return _absent(layout, [_peek(sheet) for sheet in source.sheets])


def _absent(layout: Layout, peeks: Sequence[_Peek]) -> list[str] | None:
    if _score(layout, peeks):
        return None
    return max((lacking(layout, cells) for cells in _headers(peeks)), key=lambda found: found[0], default=(0, []))[1]


def _score(layout: Layout, peeks: Sequence[_Peek]) -> int:
    """How many of the file's columns the layout knows in the block that it knows best."""
    seen = [match_block(layout, block) for peek in peeks for block in peek.seen_by(layout) if block.records]
    fitting = [matches for matches in seen if matches]
    # A text about exports quotes a table here and there. A stack that states facts above each table is sure anyway.
    if layout.stacked and not layout.facts and 2 * len(fitting) < len(seen):
        return 0
    return max((match.score for matches in fitting for match in matches), default=0)


def _peek(sheet: Sheet) -> _Peek:
    records = list(numbered(islice(dropwhile(is_blank, sheet.open()), _PEEK), sheet.first))
    whole = Block(sheet.name, sheet.delimiter, (), [record for record in records if record[1]])
    return _Peek(sheet, whole, tuple(blocks(records, sheet.name, sheet.delimiter)))


def _headers(peeks: Sequence[_Peek]) -> list[list[str]]:
    """The records of each sheet that may be a header."""
    return [cells for peek in peeks for _, cells in peek.whole.records[:_HEADERS]]


def _sections(layout: Layout, source: Source) -> Recognised:
    """All sections of a recognised file; a file of one table a sheet is not read further than its header."""
    found: list[Found] = []
    ignored: list[Block] = []
    for sheet in source.sheets:
        here = (
            tuple(blocks(numbered(sheet.open(), sheet.first), sheet.name, sheet.delimiter))
            if layout.stacked
            else (_peek(sheet).whole,)
        )
        for block in here:
            matches = match_block(layout, block)
            found += [Found(match, block, sheet) for match in matches]
            if not matches and block.records:
                ignored.append(block)
    read = {one.sheet.name for one in found}
    fronts = tuple(block for block in ignored if block.sheet not in read)
    return Recognised(
        layout,
        tuple(replace(one, fronts=fronts) for one in found),
        tuple(block for block in ignored if not _is_of(block, read)),
    )


def _is_of(block: Block, read: set[str]) -> bool:
    """Whether a list of an answer is within the objects of another, or holds one that is read: none of its own."""
    header = block.records[0][1]
    return header[0].startswith(OUTER) or any(name.startswith(f"{block.sheet}.") for name in read if block.sheet)
