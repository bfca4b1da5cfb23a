"""Which layout a file has, by its content alone: all it requires is there, and no other knows more of it."""

import difflib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, islice

from kpitools.errors import AmbiguousExport, ExportError, UnknownExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files.answers import OUTER
from kpitools.readers.files.source import Sheet, Source, is_blank
from kpitools.readers.matching.blocks import Block, blocks, numbered
from kpitools.readers.matching.match import Match, lacking, match_block, reads_dates
from kpitools.readers.schema.layout import Layout

# How many records of each sheet are looked at before a layout is chosen.
_PEEK = 400
_NEAREST = 3
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
    """A file's layout, its matched sections, and the blocks that no section of the layout reads."""

    layout: Layout
    found: tuple[Found, ...]
    ignored: tuple[Block, ...]


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
        layout = _best(source, _likely([layout for layout in layouts if layout.id in scores], peeks, network), scores)
    return _sections(layout, source)


def _likely(layouts: Sequence[Layout], peeks: Sequence[_Peek], network: str | None) -> Sequence[Layout]:
    """Of several layouts whose labels fit, those that can read the dates below them and are of the network, if any."""

    def dates_fit(layout: Layout) -> bool:
        return any(reads_dates(layout, block) for peek in peeks for block in peek.seen_by(layout))

    layouts = [layout for layout in layouts if dates_fit(layout)] or layouts
    return [layout for layout in layouts if network in layout.own_networks] or layouts


def unknown(source: Source, layouts: Sequence[Layout], headers: Sequence[Sequence[str]]) -> UnknownExport:
    """The error of a file that no layout fits, with those that come nearest and what the file lacks for them."""
    for layout in layouts:
        for cells in headers if layout.closed else ():
            if own := _misnamed(layout, cells):
                return _unknown_columns(source, layout, own)
    name = shlex.quote(source.path.name)
    near = []
    for layout in layouts:
        found = max(
            (lacking(layout, cells) for cells in headers), key=lambda item: (item[0], -len(item[1])), default=(0, [])
        )
        if found[0] > 1:
            near.append((found[0] - len(found[1]), layout.id, found[1]))
    near.sort(key=lambda item: (-item[0], item[1]))
    if not near:
        text = mark("Ce fichier n'a la forme d'aucun export connu.")
        remedy = mark("Si c'en est un, « kpitools layout new {name} » fait un brouillon de sa description à compléter.")
        return UnknownExport(Problem("unknown_export", text, {"name": name}, remedy=remedy, file=source.path.name))
    named = "; ".join(f"{kind} ({', '.join(absent[:6])})" for _, kind, absent in near[:_NEAREST])
    text = mark("Ce fichier n'a la forme d'aucun export connu. Les plus proches, et ce qui lui manque : {nearest}.")
    remedy = mark(
        "Téléchargez l'export avec ces colonnes, ou décrivez cette version : « kpitools layout new {name} » en fait un "
        "brouillon à compléter."
    )
    values = {"nearest": named, "name": name}
    return UnknownExport(Problem("unknown_export", text, values, remedy=remedy, file=source.path.name))


def _misnamed(layout: Layout, cells: Sequence[str]) -> list[str]:
    """The labels that a canonical table does not have, where all the rest says that the file means to be one."""
    section = layout.sections[0]
    labels = [cell.strip() for cell in cells if cell]
    own = [label for label in labels if label not in section.columns]
    meant = set(section.required) < set(labels) and len(own) < len(labels) / 2
    return own if meant else []


def _unknown_columns(source: Source, layout: Layout, labels: Sequence[str]) -> UnknownExport:
    columns = list(layout.sections[0].columns)
    near = [match for label in labels for match in difflib.get_close_matches(label, columns, 1)]
    return UnknownExport(
        Problem(
            "unknown_columns",
            mark("Ce fichier ressemble à la table {table}, qui n'a pas de colonne {labels}."),
            {"table": layout.id, "labels": ", ".join(labels), "columns": ", ".join(near or columns)},
            remedy=mark("Renommez ces colonnes ou supprimez-les. Colonnes possibles : {columns}."),
            file=source.path.name,
        )
    )


def ambiguous(source: Source, ids: Sequence[str]) -> AmbiguousExport:
    """The error of a file that several layouts fit alike."""
    return AmbiguousExport(
        Problem(
            "ambiguous_kind",
            mark("Ce fichier peut être lu de plusieurs façons : {kinds}."),
            {"kinds": ", ".join(ids), "first": ids[0]},
            remedy=mark(
                "Ajoutez sous l'entrée de ce fichier la ligne « kind: {first} », ou celle d'une autre de ces façons."
            ),
            file=source.path.name,
        )
    )


def named_kind(source: Source, layouts: Sequence[Layout], kind: str) -> Layout:
    """The layout that the parameters name; raises AmbiguousExport with the nearest name where there is none."""
    for layout in layouts:
        if layout.id == kind:
            return layout
    ids = [layout.id for layout in layouts]
    near = difflib.get_close_matches(kind, ids, 1) or ids[:1]
    raise AmbiguousExport(
        Problem(
            "unknown_kind",
            mark("« kind: {kind} » ne nomme aucune forme d'export."),
            {"kind": kind, "near": near[0]},
            remedy=mark("Écrivez par exemple « kind: {near} »."),
            file=source.path.name,
        )
    )


def contradicting_kind(source: Source, kind: str, absent: Sequence[str]) -> ExportError:
    """The error of a file that is not what the parameters say."""
    return AmbiguousExport(
        Problem(
            "contradiction",
            mark("Les paramètres disent « kind: {kind} », mais le fichier n'a pas cette forme (il manque : {absent})."),
            {"kind": kind, "absent": ", ".join(absent) or "-"},
            remedy=mark("Corrigez ou supprimez cette ligne."),
            file=source.path.name,
        )
    )


def _best(source: Source, layouts: Sequence[Layout], scores: dict[str, int]) -> Layout:
    top = max(scores[layout.id] for layout in layouts)
    best = [layout for layout in layouts if scores.get(layout.id) == top]
    if len(best) > 1:
        # What has a use goes before what is known to have none.
        best = [layout for layout in best if layout.unusable is None] or best
    if len(best) > 1:
        # A canonical table may be told by the name that the interface gives its file.
        best = [layout for layout in best if layout.closed and layout.id == source.path.stem] or best
    if len(best) > 1:
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
