"""From texts to typed columns.

Plain counts and times are read by Arrow; of all else each distinct text is read once, by Python, then spread over the
rows.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers.schema.column import ITSELF, Column
from kpitools.readers.schema.layout import Layout
from kpitools.readers.values.paths import path
from kpitools.readers.values.sources import Sources
from kpitools.readers.writing import dates, figures, plain
from kpitools.readers.writing.figures import Money, Signs
from kpitools.readers.writing.heads import fold
from kpitools.tables import NETWORKS, Kind
from kpitools.tables import Column as Canonical

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")
_WORDS = (Kind.TEXT, Kind.NETWORK, Kind.FLAG)
Parse = Callable[[str], Any]
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
# How a spreadsheet writes an id too long for it: its last digits are lost.
_RUINED = r"^(\d([.,]\d+)?[eE]\+?\d+|(9\d{15}|\d{17,})[.,]0)$"
# How a program writes one that it took for a number, where that holds all of its digits.
_AS_FRACTION = r"^(\d{1,15}|[0-8]\d{15})[.,]0$"


@dataclass(frozen=True)
class Context:
    """What reading a text depends on beside its column: the layout, the block's start, the hints, the client.

    `languages` are those of the labels, English last; `zones`: the time zones that labels name, by column.
    """

    layout: Layout
    delimiter: str
    zone: str
    languages: tuple[str, ...] = ("en",)
    start: dt.date | None = None

    money: Money | None = None
    zones: Mapping[str, str] = field(default_factory=dict)
    sources: Sources = field(default_factory=Sources)

    @property
    def signs(self) -> Signs:
        """How numbers are punctuated: as the layout says, in the language of the labels."""
        return signs(self._said(self.layout.decimal, "."), self._said(self.layout.thousands, ""), self.delimiter)

    def _said(self, written: str | Mapping[str, str], unsaid: str) -> str:
        """What the layout says for the language of the labels: of French, what it says of English tells nothing."""
        if isinstance(written, str):
            return written
        return written.get(next((code for code in self.languages if code in self.layout.languages), "en"), unsaid)


def signs(decimal: str, thousands: str, delimiter: str) -> Signs:
    """How numbers are punctuated; a comma is a decimal sign too where another sign parts the cells."""
    comma = delimiter not in ("", ",") and not thousands
    return Signs("," if comma else decimal, thousands)


def typed(
    texts: pa.ChunkedArray, canonical: Canonical, column: Column, context: Context
) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """A column in its canonical type, and a mask of the rows whose text can't be read (None where all can)."""
    plainly = _plainly(texts, canonical, column, context)
    if plainly is not None:
        return plainly, None
    if _is_as_written(canonical, column):
        names = _trimmed(texts, canonical, context)
        if not canonical.name.endswith("_id") or pc.all(pc.ascii_is_decimal(names)).as_py():
            return names, None
        return pc.replace_substring_regex(names, _AS_FRACTION, r"\1"), _ruined(texts)
    unique = pc.unique(texts)
    known = unique.to_pylist()
    parse = _worded(_parser(canonical, column, context, known), canonical, column)
    made: list[Any] = []
    bad: list[bool] = []
    for text in known:
        try:
            made.append(None if text is None or text.strip() in context.layout.missing else parse(text.strip()))
            bad.append(False)
        except (ValueError, OverflowError):
            made.append(None)
            bad.append(True)
    places = pc.index_in(texts, value_set=unique)
    kind = pa.timestamp("us") if canonical.kind is Kind.TIME else canonical.arrow
    values = pa.chunked_array([pa.array(made, kind).take(chunk) for chunk in places.chunks], kind)
    if canonical.kind is Kind.TIME:
        values = values.cast(canonical.arrow)
    if not any(bad):
        return values, None
    return values, pa.chunked_array([pa.array(bad).take(chunk) for chunk in places.chunks], pa.bool_())


def _plainly(texts: pa.ChunkedArray, canonical: Canonical, column: Column, context: Context) -> pa.ChunkedArray | None:
    """A column of counts or times in the plainest form, where nothing in the layout gives its texts another meaning."""
    if column.values or column.extract or column.times is not None:
        return None
    if canonical.kind in (Kind.COUNT, Kind.NET) and not any(map(str.isdecimal, context.layout.missing)):
        return plain.counts(texts)
    if canonical.kind is Kind.TIME and column.format and not column.one_format:
        zone = context.zones.get(canonical.name, context.zone)
        made = plain.instants(texts, column.format[0], zone)
        return None if made is None else made.cast(canonical.arrow)
    return None


def _is_as_written(canonical: Canonical, column: Column) -> bool:
    """Whether a text is what it says, and stands for nothing else."""
    return canonical.kind is Kind.TEXT and not (column.source or column.values or column.extract)


def _worded(parse: Parse, canonical: Canonical, column: Column) -> Parse:
    """A number or a date that stands within a text, or that a layout has a word for."""
    if canonical.kind in _WORDS or not (column.values or column.extract):
        return parse
    word = _words(column)
    return lambda text: None if (part := word(text)) is None else parse(part)


def _parser(canonical: Canonical, column: Column, context: Context, texts: Sequence[str | None]) -> Parse:
    match canonical.kind:
        case Kind.TEXT if column.source:
            return lambda text: path(text, context.sources)
        case Kind.TEXT:
            return _words(column, is_id=canonical.name.endswith("_id"))
        case Kind.NETWORK:
            return _networks(column, context)
        case Kind.FLAG:
            word = _words(column) if column.values else str.lower
            return lambda text: _flag(word(text), text)
        case Kind.DATE:
            read = _dates(column, context, texts)
            return lambda text: _day(read(text), column, text)
        case Kind.TIME:
            read, zone = _dates(column, context, texts), ZoneInfo(context.zones.get(canonical.name, context.zone))
            return lambda text: _instant(read(text), zone)
        case _:
            written = context.signs
            whole = canonical.kind in (Kind.COUNT, Kind.NET) and not _is_derived(column)
            if whole or canonical.kind is Kind.NUMBER:
                written = figures.of_column(written, texts, whole=whole)
            read_number = figures.reader(canonical.kind, column.times, written, context.money)
            return figures.share(read_number) if column.share else read_number


def _is_derived(column: Column) -> bool:
    """Whether a count is made of what a column states, which may have decimals of its own."""
    return bool(column.times or column.share or column.rounded or column.of or column.after)


def _trimmed(texts: pa.ChunkedArray, canonical: Canonical, context: Context) -> pa.ChunkedArray:
    """Names without the spaces around them, null where they mean unknown; a text of a post as it is."""
    if canonical.name == "text":
        return texts
    names = pc.utf8_trim_whitespace(texts)
    if not context.layout.missing:
        return names
    return pc.if_else(pc.is_in(names, value_set=pa.array(context.layout.missing, pa.string())), None, names)


def _words(column: Column, is_id: bool = False) -> Callable[[str], str | None]:
    """Texts that a layout translates (`values`) or cuts out of a longer one (`extract`); each holds its id."""
    known = {fold(text): value for value, texts in column.values.items() for text in texts}
    pattern = re.compile(column.extract) if column.extract else None

    def read(text: str) -> str | None:
        found = pattern.search(text) if pattern else None
        part = text if pattern is None else found[1] if found else None
        if part is None and is_id:
            raise ValueError(text)
        if part is None or not column.values:
            return part
        return known.get(fold(part), part.strip() if column.otherwise == ITSELF else column.otherwise) or None

    return read


def _ruined(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """A mask of the ids that a spreadsheet destroyed, None where there is none."""
    mask = pc.fill_null(pc.match_substring_regex(texts, _RUINED), False)
    return mask if pc.any(mask).as_py() else None


def _networks(column: Column, context: Context) -> Callable[[str], str | None]:
    """A network by its name, by the layout's words for it, or by the table of sources."""
    word = _words(column) if column.values or column.extract else str.strip
    if column.source:
        of = context.sources.network
        unsaid = None if column.otherwise == ITSELF else column.otherwise
        return lambda text: of(word(text) or "") or unsaid
    return word if column.values else _network


def _network(text: str) -> str:
    return text.lower() if text.lower() in NETWORKS else _refuse(text)


def _flag(word: str | None, text: str) -> bool | None:
    return None if word is None else _FLAGS[word] if word in _FLAGS else _refuse(text)


def _dates(column: Column, context: Context, texts: Sequence[str | None]) -> dates.Parse:
    formats = column.format or (dates.ISO,)
    if column.one_format:
        formats = (dates.of_column(texts, formats, context.languages),)
    if formats == (dates.NTH_DAY,):
        return dates.nth_day(context.start)
    read = dates.parser(formats, context.languages)
    if context.delimiter:
        return read
    # A workbook's cell may hold the instant itself, whichever way the platform would write it.
    iso = dates.parser((dates.ISO,))
    return lambda text: iso(text) if _ISO.match(text) else read(text)


def _day(at: dt.datetime, column: Column, text: str) -> dt.date:
    """The day of a date. The hour that some layouts print beside it is an artefact; elsewhere a time is no date."""
    if column.format == (dates.ISO,) and len(text) > len("2026-10-31"):
        raise ValueError(text)
    if column.midnight:  # the nearest day, whatever zone east or west the midnight is of
        at += dt.timedelta(hours=12)
    return at.date() + dt.timedelta(column.days)


def _instant(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """An instant in UTC; a time without offset is in `zone`, the first of an hour that occurs twice."""
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(dt.UTC).replace(tzinfo=None)


def _refuse(text: str) -> Any:
    raise ValueError(text)
