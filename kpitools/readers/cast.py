"""From texts to typed columns. Each distinct text is read once, by plain Python, then spread over the rows."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.readers import dates
from kpitools.readers.column import Column
from kpitools.readers.heads import fold
from kpitools.readers.layout import Layout
from kpitools.tables import NETWORKS, Kind
from kpitools.tables import Column as Canonical

_SPACES = re.compile(r"(?<=\d)[\u00a0\u202f\u2009 ](?=\d{3}(?!\d))")
_WHOLE = re.compile(r"[+-]?\d+(\.0*)?")
_REAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")
_MICRO = Decimal("0.000001")
# Beyond anything that happens, and small enough for thousands of rows to be added up.
LARGEST = {Kind.COUNT: 10**15, Kind.NET: 10**15, Kind.MONEY: 10**11, Kind.NUMBER: 10**15}
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
# How a spreadsheet writes an id too long for it: its last digits are lost.
_RUINED = r"^\d([.,]\d+)?[eE]\+?\d+$"


@dataclass(frozen=True)
class Context:
    """What reading a text depends on beside its column: the layout, the block's start, the hints, the client."""

    layout: Layout
    delimiter: str
    zone: str
    languages: tuple[str, ...] = ("en",)
    start: dt.date | None = None

    @property
    def decimal_comma(self) -> bool:
        """Whether a comma is a decimal sign: the layout says so, or cells are parted by another sign."""
        return self.layout.decimal == "," or (self.delimiter not in ("", ",") and not self.layout.thousands)


def typed(
    texts: pa.ChunkedArray, canonical: Canonical, column: Column, context: Context
) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None]:
    """A column in its canonical type, and a mask of the rows whose text can't be read (None where all can)."""
    parse = _parser(canonical, column, context)
    if parse is None:
        return _trimmed(texts, canonical, context), _ruined(texts) if canonical.name.endswith("_id") else None
    unique = pc.unique(texts)
    made: list[Any] = []
    bad: list[bool] = []
    for text in unique.to_pylist():
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


def _parser(canonical: Canonical, column: Column, context: Context) -> Callable[[str], Any] | None:
    match canonical.kind:
        case Kind.TEXT if column.values or column.extract:
            return _words(column, is_id=canonical.name.endswith("_id"))
        case Kind.TEXT:
            return None
        case Kind.NETWORK:
            return _network if not column.values else _words(column)
        case Kind.FLAG:
            return lambda text: _FLAGS.get(text.lower()) if text.lower() in _FLAGS else _refuse(text)
        case Kind.DATE:
            read = _dates(column, context)
            return lambda text: _day(read(text), column, text)
        case Kind.TIME:
            read, zone = _dates(column, context), ZoneInfo(context.zone)
            return lambda text: _instant(read(text), zone)
        case _:
            return _numbers(canonical.kind, column, context)


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
        return part if part is None or not column.values else known.get(fold(part), column.otherwise)

    return read


def _ruined(texts: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """A mask of the ids that a spreadsheet destroyed, None where there is none."""
    mask = pc.fill_null(pc.match_substring_regex(texts, _RUINED), False)
    return mask if pc.any(mask).as_py() else None


def _network(text: str) -> str:
    return text.lower() if text.lower() in NETWORKS else _refuse(text)


def _numbers(kind: Kind, column: Column, context: Context) -> Callable[[str], Any]:
    """Numbers of one kind. A comma is never guessed to be one sign or the other: the layout or the delimiter says."""
    thousands = context.layout.thousands
    comma = context.decimal_comma

    def read(text: str) -> int | float | Decimal:
        text = _SPACES.sub("", text).replace("\u2212", "-")
        if thousands:
            text = (
                text.replace(thousands, "")
                if re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(thousands)}\d{{3}})+(\D\d+)?", text)
                else text
            )
        if comma:
            text = text.replace(",", ".", 1)
        if kind is Kind.NUMBER:
            text = text.removesuffix("%").rstrip()
        if not (_WHOLE if kind in (Kind.COUNT, Kind.NET) and column.times is None else _REAL).fullmatch(text):
            raise ValueError(text)
        number = Decimal(text) * (column.times or 1)
        if kind in (Kind.COUNT, Kind.NET):
            number = number.to_integral_value()
        if abs(number) >= LARGEST[kind] or (number < 0 and kind is Kind.COUNT):
            raise ValueError(text)
        if kind in (Kind.COUNT, Kind.NET):
            return int(number)
        return number.quantize(_MICRO) if kind is Kind.MONEY else float(number)

    return read


def _dates(column: Column, context: Context) -> dates.Parse:
    formats = column.format or (dates.ISO,)
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
    return at.date() + dt.timedelta(column.days)


def _instant(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """An instant in UTC; a time without offset is in `zone`, the first of an hour that occurs twice."""
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(dt.UTC).replace(tzinfo=None)


def _refuse(text: str) -> Any:
    raise ValueError(text)
