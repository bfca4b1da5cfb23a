"""What a row of an export that is written from a layout must become."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from kpitools.readers.schema.column import ITSELF
from kpitools.readers.schema.layout import Section
from kpitools.readers.writing.heads import fold
from kpitools.tables import Kind
from tests.readers.written_cells import COUNTED, REST, SOURCES, WEEK, meaning
from tests.readers.written_labels import filled

# What is off its scale counts for nothing.
SCALES = {("reviews", "rating"): (1, 5), ("audience", "share"): (0, 100)}
PERSON = object()  # a pseudonym stands in the place of what the file says


def row_meant(
    section: Section, readers: dict[str, list[str]], cells: dict[str, tuple[str, Any]], at: dt.datetime
) -> dict[str, Any]:
    """What one row must become."""
    label_of = {name: _read_first(section, name, readers) for names in readers.values() for name in names}
    made: dict[str, Any] = {}
    states = any(cells[label_of[name]][0] for name in section.figures if name in label_of)
    for name in section.kept:
        column, canonical = section.columns[name], section.canonical[name]
        if name not in label_of or (canonical.kind is Kind.TEXT and column.source):
            continue
        text, said = cells[label_of[name]]
        made[name] = _meant(text, said, name, section, states)
        if column.personal and made[name] is not None:
            made[name] = PERSON
        for heads, sign in ((column.plus, 1), (column.minus, -1)):
            beside = [cells[label][1] for head in heads for label in cells if fold(label) == head.folded]
            if heads and (not beside or None in beside) and not (sign == -1 and canonical.kind is Kind.MONEY):
                made[name] = None
            elif heads and made[name] is not None:
                made[name] += sign * sum(one for one in beside if one is not None)
    span = next((column.span for column in section.columns.values() if column.span), None)
    if span and span != "told":  # no line above says of which period the file is
        made["date"], made["end"] = WEEK if span == "week" else REST
    if made.get("end") is not None and made.get("end") == made.get("date"):
        made["end"] = None  # one day has no end
    for name, column in section.columns.items():
        if column.clock and name in made and column.clock.id in made:
            made[name] = at
        if column.of and name in made and made[name] is not None:
            whole = made.get(column.of)
            made[name] = None if whole is None else made[name] * whole
        if column.after and name in made:
            start = made.get(column.after)
            seconds = cells[label_of[name]][1]
            made[name] = None if seconds is None else start + dt.timedelta(seconds=float(seconds * column.times))
    for (table, name), (least, most) in SCALES.items():
        if table == section.table and made.get(name) is not None and not least <= made[name] <= most:
            made[name] = None
    return made


def _read_first(section: Section, name: str, readers: dict[str, list[str]]) -> str:
    """Of the file's labels that a column reads, the one that it prefers."""
    order = [fold(filled(head.text)) for head in section.columns[name].heads]
    labels = [label for label, names in readers.items() if name in names]
    return min(labels, key=lambda label: order.index(fold(label)) if fold(label) in order else 0)


def _meant(text: str, said: Any, name: str, section: Section, states: bool) -> Any:
    column, canonical = section.columns[name], section.canonical[name]
    if column.after:
        return None
    if isinstance(said, str) and column.extract:
        found = re.search(column.extract, said)
        said = text = found[1] if found else ""
    if canonical.kind in (*COUNTED, Kind.MONEY, Kind.NUMBER):
        if column.values:
            said = next((value for value, words in column.values.items() if text in words), None)
        if said is None or not text:
            return (0 if canonical.kind in COUNTED else None) if column.blank == "zero" and states else None
        if column.of:
            return Decimal(said) * (column.times or 1)
        return meaning(Decimal(said), column, canonical)
    if canonical.kind is Kind.DATE and said is not None:
        nearest = dt.timedelta(hours=12 * column.midnight)
        day = (said + nearest).date() if isinstance(said, dt.datetime) else dt.date.fromisoformat(said)
        return day + dt.timedelta(column.days)
    if column.values and not column.source:
        known = {fold(word): value for value, words in column.values.items() for word in words}
        value = known.get(fold(text), text.strip() if column.otherwise == ITSELF else column.otherwise) or None
        return value if canonical.kind is not Kind.FLAG or value is None else value == "true"
    if canonical.kind is Kind.NETWORK:
        known = {fold(source): network for source, network in SOURCES.items()}
        unsaid = None if column.otherwise == ITSELF else column.otherwise
        return known.get(fold(text), "facebook" if "facebook" in fold(text) else None) or unsaid
    return said if text else None
