"""What one layout reads of one file, for whoever is writing the layout."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kpitools.errors import ExportError, UnknownExport
from kpitools.language import mark
from kpitools.params.hints import Hints
from kpitools.problems import Problem
from kpitools.readers.export import Export
from kpitools.readers.files.source import open_source
from kpitools.readers.matching.recognise import lacked, recognise
from kpitools.readers.read import read
from kpitools.readers.schema.layout import Layout, Section
from kpitools.readers.settle import day_saved
from kpitools.readers.suggest import Need, needs


@dataclass(frozen=True)
class Trial:
    """A file as a layout reads it.

    `needs` are what the parameters of a client will have to say; in the trial their proposals, or any possible value,
    stood for it. `unread` are the file's labels that no column is read from. `taken_by`: the layout that reads the file
    once all are known, where it is another one.
    """

    export: Export
    needs: tuple[Need, ...]
    unread: tuple[str, ...]
    taken_by: Layout | None


def trial(path: Path, layout: Layout, layouts: Sequence[Layout]) -> Trial:
    """Read a file by one layout; `layouts` are all that a client's files are recognised by.

    Raises an ExportError where it does not fit, or a value can't be read.
    """
    source = open_source(path)
    absent = lacked(source, layout)
    if not any(map(_states_something, layout.sections)):
        text = mark("La mise en page « {id} » ne dit pas encore quelles colonnes lire.")
        remedy = mark(
            "Écrivez sous « columns » le libellé d'au moins une colonne de la table, par exemple « likes: J'aime »."
        )
        raise UnknownExport(Problem("no_columns", text, {"id": layout.id}, remedy=remedy, file=path.name))
    if absent is not None:
        text = mark("La mise en page « {id} » ne convient pas à ce fichier : il manque {absent}.")
        remedy = mark("Complétez ses libellés (« required » et « columns »).")
        values = {"id": layout.id, "absent": ", ".join(absent) or "–"}
        raise UnknownExport(Problem("layout_does_not_fit", text, values, remedy=remedy, file=path.name))
    wanted = needs(path, [layout]).needs
    hints = Hints()
    for need in wanted:
        hints = _with(hints, need, path)
    export = read(path, hints, timezone="UTC", layouts=[layout])
    found = recognise(source, [layout]).found
    unread = [
        label
        for one in found
        for at, label in enumerate(one.match.cells)
        if label.strip() and not any(at in places for places in one.match.places.values())
    ]
    return Trial(export, wanted, tuple(dict.fromkeys(unread)), _taken_by(path, layout, layouts))


def _states_something(section: Section) -> bool:
    """Whether a section has more columns than those that say where a row belongs."""
    return bool(set(section.columns) - set(section.canonical.key if section.table else ()))


def _with(hints: Hints, need: Need, path: Path) -> Hints:
    value = need.proposal or (need.choices[0] if need.choices else day_saved(path))
    match need.hint:
        case "covers":
            day = dt.date.fromisoformat(value)
            return replace(hints, covers=(day, day))
        case "date":
            return replace(hints, date=dt.date.fromisoformat(value))
        case "year":
            return replace(hints, year=int(value))
        case "network":
            return replace(hints, network=value)
        case _:
            return replace(hints, account=value)


def _taken_by(path: Path, layout: Layout, layouts: Sequence[Layout]) -> Layout | None:
    """The layout that a client's file is read by: another one, if it knows more of its columns."""
    every = {**{one.id: one for one in layouts}, layout.id: layout}
    with suppress(ExportError):
        chosen = recognise(open_source(path), list(every.values())).layout
        return chosen if chosen.id != layout.id else None
    return None
