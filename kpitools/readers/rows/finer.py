"""Tables that count the same things, one of them finer: what both state is taken from the finer.

So are visits by source and those of the whole site, which lie in one file (a report and its curve) or in several.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.readers.rows.networks_alone import is_of_networks_alone, without_networks
from kpitools.readers.values.suspects import Note
from kpitools.tables import FILLED

# What slices the figures of a table, so that rows with fewer of these columns count what those with more count.
SLICES = {"web_visits": ("source", "medium", "campaign", "landing_page"), "ads": ("campaign", "ad_set", "ad")}
_APART = {"ads": "network"}  # what is counted apart in a table, beside the day

Day = tuple[str, dt.date]  # of which network or brand, and the day


def finest(name: str, sections: Sequence[pa.Table], note: Note) -> list[pa.Table]:
    """The sections of a file that fill one table, without what a finer one of them states of the same days."""
    levels = [level(name, rows) for rows in sections]
    made = []
    for rows, mine in zip(sections, levels, strict=True):
        finer = [other for other, theirs in zip(sections, levels, strict=True) if is_finer(theirs, mine)]
        kept, lost = without_told(name, rows, finer, "date")
        if lost:
            text = mark("Deux tables de ce fichier comptent {columns} des mêmes jours : la plus détaillée est gardée.")
            note("finer_section", text, columns=", ".join(lost))
            kept = kept.filter(reduce(pc.or_, [pc.is_valid(kept[measure]) for measure in _measures(name)]))
        made.append(kept)
    return made


def level(name: str, rows: pa.Table) -> frozenset[str]:
    """Which of the columns that slice a table its rows fill; an ad is one of an ad set, and this one of a campaign."""
    slices = SLICES.get(name, ())
    filled = [column for column in slices if rows[column].null_count < len(rows)]
    return frozenset(slices[: slices.index(filled[-1]) + 1] if name == "ads" and filled else filled)


def is_finer(theirs: frozenset[str], mine: frozenset[str]) -> bool:
    """Whether rows that fill some slices tell more than rows that fill others: a source is one of a medium."""
    return mine < theirs or (mine == {"medium"} and "source" in theirs)


def days(rows: pa.Table, apart: str | None, first: str) -> list[list[Day]]:
    """For each row the days that it speaks of, the first of them in a column, with what is counted apart."""
    of = rows[apart].to_pylist() if apart else [""] * len(rows)
    starts = rows[first].to_pylist()
    ends = rows["end"].to_pylist() if "end" in rows.column_names else [None] * len(starts)
    return [
        [] if start is None else [(name or "", day) for day in _span(start, end or start)]
        for name, start, end in zip(of, starts, ends, strict=True)
    ]


def without_told(name: str, rows: pa.Table, finer: Sequence[pa.Table], first: str) -> tuple[pa.Table, list[str]]:
    """The rows without the measures that finer ones state of the same days, and which measures these are."""
    is_partial = [name == "web_visits" and is_of_networks_alone(other) for other in finer]
    rows, lost = _without(name, rows, [other for other, part in zip(finer, is_partial, strict=True) if not part], first)
    for networks in (other for other, part in zip(finer, is_partial, strict=True) if part):
        rows, more = without_networks(rows, networks, _measures(name), SLICES[name], first)
        lost += [measure for measure in more if measure not in lost]
    return rows, lost


def _without(name: str, rows: pa.Table, finer: Sequence[pa.Table], first: str) -> tuple[pa.Table, list[str]]:
    lost: list[str] = []
    if not finer:
        return rows, lost
    apart = _APART.get(name)
    mine = days(rows, apart, first)
    for measure in _measures(name):
        told: set[Day] = set()
        for other in finer:
            known = other[measure].is_valid().to_pylist()
            told.update(
                day
                for spoken, is_known in zip(days(other, apart, first), known, strict=True)
                if is_known
                for day in spoken
            )
        doubled = pa.array([bool(told.intersection(spoken)) for spoken in mine], pa.bool_())
        values = rows[measure]
        if told and pc.any(pc.and_(doubled, values.is_valid().combine_chunks())).as_py():
            at = rows.schema.get_field_index(measure)
            kept = pc.if_else(doubled, pa.scalar(None, values.type), values)
            rows = rows.set_column(at, rows.schema.field(at), kept)
            lost.append(measure)
    return rows, lost


def _measures(name: str) -> list[str]:
    return [column for column in FILLED[name].values if column != "network"]


def _span(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(number) for number in range((last - first).days + 1))
