"""What is said of a file that no layout fits, that several fit alike, or that is not what the parameters say."""

import difflib
import shlex
from collections.abc import Sequence

from kpitools.errors import AmbiguousExport, ExportError, UnknownExport
from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files.source import Source
from kpitools.readers.matching.match import lacking
from kpitools.readers.schema.layout import Layout

_NEAREST = 3


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


def several(source: Source, layouts: Sequence[Layout]) -> AmbiguousExport:
    """The error of an archive or a workbook of several exports, each on sheets of its own."""
    return AmbiguousExport(
        Problem(
            "several_exports",
            mark("Ce fichier contient plusieurs exports : {kinds}."),
            {"kinds": ", ".join(layout.id for layout in layouts)},
            remedy=mark("Faites-en un fichier chacun (décompressez l'archive)."),
            file=source.path.name,
        )
    )
