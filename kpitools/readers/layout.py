"""The layout language: how one kind of export is recognised and read. Its manual is layouts/README.md."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from babel.localedata import locale_identifiers
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kpitools.language import mark
from kpitools.params.wrong import carried, not_one_of, wrong
from kpitools.readers import dates
from kpitools.readers.heads import ANY, Head, Heads
from kpitools.tables import NETWORKS, TABLES, Kind, Table

Verified = Literal["real file", "documentation"]
Shape = Literal["table", "number", "pairs", "across", "row_totals", "column_totals"]
Reason = Literal["error", "total", "footer", "description"]
# The labels of a block that is no table with a header: its shape gives every row a name and a value.
NAME, VALUE = Head("name"), Head("value")


def _one_or_many(written: Any) -> Any:
    return [written] if isinstance(written, str) else written


Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]


_NOT_A_FORMAT = mark("« {value} » ne décrit pas une date entière.")
_FORMAT_EXAMPLE = mark("Écrivez par exemple YYYY-MM-DD, MM/DD/YYYY hh:mm ou « Mon DD, YYYY ».")
_NOT_A_PATTERN = mark("« {value} » n'est pas une expression régulière à un groupe.")
_PATTERN_EXAMPLE = mark("Mettez entre parenthèses la seule partie à garder.")


def _format(written: str) -> str:
    try:
        return dates.check(written)
    except ValueError as error:
        raise wrong(_NOT_A_FORMAT, _FORMAT_EXAMPLE, value=written) from error


def _pattern(written: str) -> str:
    try:
        groups = re.compile(written).groups
    except re.error:
        groups = 0
    if groups != 1:
        raise wrong(_NOT_A_PATTERN, _PATTERN_EXAMPLE, value=written)
    return written


Format = Annotated[str, BeforeValidator(str), Field(min_length=1)]


class Model(BaseModel):
    """What all parts of a layout share: nothing unknown is let through, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Column(Model):
    """Where a canonical column's values come from, and what they mean.

    `heads`: the labels of the column, the preferred first; where several are there, each row takes the first that is
    not blank. `blank: zero`: an empty cell stands for 0. `values`: the texts that stand for a canonical value, any
    other giving `otherwise`. `where`: for a value, the text that another column must contain to give it. `extract`:
    a regular expression whose one group is the value. `times`: a factor of the unit (3600 for hours).
    `not_all_zero_beside`: the column is unknown when it is 0 on every row while that other column is not. `weak`: it
    fills what is unknown and replaces nothing.
    """

    heads: Heads
    format: Annotated[Format, BeforeValidator(_format)] | None = None
    blank: Literal["unknown", "zero"] = "unknown"
    values: dict[str, Texts] = {}
    otherwise: str | None = None
    where: dict[str, dict[str, str]] = {}
    extract: Annotated[str, BeforeValidator(_pattern)] | None = None
    times: Decimal | None = None
    not_all_zero_beside: str | None = None
    weak: bool = False

    @property
    def takes_any(self) -> bool:
        """Whether it is the one column that is left, whatever its label."""
        return self.heads == (ANY,)


def _column(written: Any) -> Any:
    """A column that is nothing but its labels may be written so."""
    if isinstance(written, Column):
        return written
    languages = isinstance(written, dict) and all(len(str(key)) == 2 for key in written)
    return {"heads": written} if languages or not isinstance(written, dict) else written


class Section(Model):
    """One table of an export: how it is known, and which canonical table it fills."""

    table: str | None = None
    titles: Heads = ()
    sheet: Heads = ()
    shape: Shape = "table"
    set: dict[str, str] = {}
    required: Texts = ()
    columns: dict[str, Annotated[Column, BeforeValidator(_column)]]
    drop: dict[Reason, dict[str, Literal["blank"] | Texts]] = {}
    absent: Literal["unknown", "zero"] = "unknown"

    @property
    def canonical(self) -> Table:
        """The canonical table it fills."""
        return TABLES[self.table or ""]

    @property
    def heads(self) -> tuple[Head, ...]:
        """All labels that it knows, of its title and of its columns."""
        return (*self.titles, *(head for column in self.columns.values() for head in column.heads))

    @property
    def figures(self) -> tuple[str, ...]:
        """The columns that hold figures, those that `absent: zero` fills."""
        counts = (Kind.COUNT, Kind.NET)
        return tuple(name for name in self.columns if self.table and self.canonical[name].kind in counts)

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        if self.table is None:
            return self
        if self.table not in TABLES:
            raise _unknown("table", self.table, TABLES)
        columns = [column.name for column in self.canonical]
        for name in (*self.columns, *self.set):
            if name not in columns:
                raise _unknown("columns", name, columns)
        for name in (*self.required, *(name for where in self.drop.values() for name in where)):
            if name not in self.columns:
                raise _unknown("columns", name, self.columns)
        for column in self.columns.values():
            beside = [column.not_all_zero_beside] if column.not_all_zero_beside else []
            for name in (*beside, *(name for where in column.where.values() for name in where)):
                if name not in self.columns:
                    raise _unknown("columns", name, self.columns)
        if self.set.get("network", NETWORKS[0]) not in NETWORKS:
            raise _unknown("network", self.set["network"], NETWORKS)
        for name, column in self.columns.items():
            if self.canonical[name].kind in (Kind.DATE, Kind.TIME) and column.format is None:
                raise wrong(
                    mark("La colonne « {name} » est une date ou une heure : il lui manque « format »."),
                    _FORMAT_EXAMPLE,
                    name=name,
                )
        return self


class Spoken(Model):
    """How sure the labels of one language are, and the years of the files they were seen in."""

    verified: Verified
    years: Annotated[list[int], Field(min_length=2, max_length=2)] | None = None


class Fact(Model):
    """Something that the lines above a table state, as `# Start date: 20260101`."""

    label: Heads
    format: Annotated[Format, BeforeValidator(_format)]


@dataclass(frozen=True)
class Seen:
    """The languages and the years of the files that a layout was made from."""

    languages: tuple[str, ...]
    years: tuple[int, int] | None


class Layout(Model):
    """One kind and version of export file.

    `stacked`: blank lines part several tables. `time_zone`: that of its times (none: the client's). `missing`: texts
    that mean unknown. `closed`: the labels must be exactly its own and none besides (the canonical tables).
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    version: Annotated[int, Field(ge=1)] = 1
    platform: str
    title: dict[Literal["fr", "en"], str]
    languages: dict[str, Spoken] = {}
    networks: Texts = ()
    time_zone: str | None = None
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ",", ".", "'"] = ""
    missing: Texts = ()
    stacked: bool = False
    closed: bool = False
    unusable: dict[Literal["fr", "en"], str] | None = None
    facts: dict[Literal["start", "end", "exported"], Fact] = {}
    sections: tuple[Section, ...]

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    @property
    def verified(self) -> Verified:
        """How sure the layout is at best: it was seen in a real file, or only described."""
        return (
            "real file"
            if self.closed or any(known.verified == "real file" for known in self.languages.values())
            else "documentation"
        )

    @property
    def seen(self) -> Seen:
        """The languages and years of the files it was made from."""
        years = [year for known in self.languages.values() for year in known.years or ()]
        return Seen(tuple(self.languages), (min(years), max(years)) if years else None)

    @property
    def own_networks(self) -> tuple[str, ...]:
        """The networks that its rows can be of."""
        told = (section.set.get("network") for section in self.sections)
        return self.networks or tuple(dict.fromkeys(network for network in told if network))

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, written: Any) -> Any:
        """`defaults` are what all sections say alike; a section's own words come on top."""
        if not isinstance(written, dict) or "defaults" not in written:
            return written
        defaults, sections = written["defaults"], written.get("sections")
        rest = {key: value for key, value in written.items() if key != "defaults"}
        if isinstance(defaults, dict) and isinstance(sections, list):
            rest["sections"] = [_merged(defaults, own) if isinstance(own, dict) else own for own in sections]
        return rest

    @model_validator(mode="after")
    def _every_section_has_a_table(self) -> Self:
        if not self.sections:
            raise wrong(mark("« sections » est vide : il faut décrire au moins une table du fichier."))
        if self.unusable is None and any(section.table is None for section in self.sections):
            raise wrong(
                mark("Une section ne dit pas quelle table elle remplit."),
                mark("Ajoutez « table: posts », ou une autre table."),
            )
        for network in self.networks:
            if network not in NETWORKS:
                raise _unknown("network", network, NETWORKS)
        return self

    @model_validator(mode="after")
    def _languages_and_zone_exist(self) -> Self:
        for code in self.languages:
            if code not in locale_identifiers():
                raise wrong(
                    mark("« {code} » n'est le code d'aucune langue."), mark("Écrivez par exemple fr ou en."), code=code
                )
        for head in (head for section in self.sections for head in section.heads):
            if head.language and head.language not in self.languages:
                raise _unknown("languages", head.language, self.languages)
        if self.time_zone is not None and self.time_zone not in available_timezones():
            text = mark("« {zone} » n'est pas un fuseau horaire.")
            raise wrong(text, mark("Écrivez par exemple UTC ou Europe/Paris."), zone=self.time_zone)
        return self


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **{
            key: _merged(base[key], value) if isinstance(base.get(key), dict) and isinstance(value, dict) else value
            for key, value in over.items()
        },
    }


def _unknown(key: str, name: str, known: Iterable[str]) -> Exception:
    return carried(not_one_of(name, tuple(known)).with_values(key=key))
