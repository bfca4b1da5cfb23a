"""The layout language: how one kind of export is recognised and read. Its manual is layouts/README.md."""

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from babel.localedata import locale_identifiers
from pydantic import BeforeValidator, Field, model_validator

from kpitools.language import mark
from kpitools.params.wrong import carried, not_one_of, wrong
from kpitools.readers.schema.column import (
    FORMAT_EXAMPLE,
    Column,
    FactName,
    Formats,
    Model,
    Pattern,
    Texts,
    Visits,
    Wanted,
    written_short,
)
from kpitools.readers.schema.spoken import Seen, Spoken, Verified
from kpitools.readers.writing.heads import Head, Heads
from kpitools.tables import FILLED, NETWORKS, Kind, Table

Shape = Literal["table", "number", "pairs", "across", "row_totals", "column_totals", "grid"]
# `part`: a line of a thing whose first line tells all; `void`: a thing that came to nothing (cancelled, a test).
Reason = Literal["error", "total", "footer", "description", "part", "void"]
Decimal = Literal[".", ",", "either"]
Thousands = Literal["", ",", ".", "'"]
ANY_CELL = "any"  # in `drop`: whichever cell of the row
Said = dict[Literal["fr", "en"], str]
# The labels of a block that is no table with a header: its shape gives every row a name and a value.
# In a grid, the label is that of the figure's column.
NAME, VALUE, LABEL = Head("name"), Head("value"), Head("label")


class Pivot(Model):
    """A table of which each row is one figure: the labels of the columns that name it, and of the one that holds it.

    The figure's name is what the naming columns say, joined by ` / `, without blanks.
    """

    names: Texts
    value: str


def _ways(written: Any) -> Any:
    """One way to know a row to leave out, or several."""
    return [written] if isinstance(written, dict) else written


class Section(Model):
    """One table of an export: how it is known, and which canonical table it fills.

    `having`: labels of which one must be there; `without`: labels that show a table to be another one, as any label but
    its own does where it is `alone`. `described`: what the sheet's own column of descriptions says of it. `beside`: it
    is read as well as the section that knows most of the table. `spread`: the regular expression of the labels that are
    themselves values; its one group is the row's `name`, the cells below are its `value`. `pivot`: each row is one
    figure, whose name is the label of a column.
    `above`: what the lines above the table must state, and `not_above` what they must not, as regular expressions.
    `lasting`: only the rows of such a period are of it; where its table has no end, the column `_end` states it.
    `rivals`: its rows are of the client and of others. `visits`: each row is one visit, and paths are made of them.
    `each`: columns whose cells are lists in brackets, of which each item is a row.
    A column whose name begins with an underscore is read to decide (`drop`, `where`), and is no column of the table.
    """

    table: str | None = None
    titles: Heads = ()
    sheet: Heads = ()
    described: Texts = ()
    beside: bool = False
    shape: Shape = "table"
    spread: Pattern | None = None
    pivot: Pivot | None = None
    having: Heads = ()
    without: Heads = ()
    alone: bool = False
    lasting: Literal["one day", "several days"] | None = None
    above: Pattern | None = None
    not_above: Pattern | None = None
    set: dict[str, str] = Field(default_factory=dict)
    required: Texts = ()
    columns: dict[str, Annotated[Column, BeforeValidator(written_short)]]
    drop: dict[Reason, Annotated[tuple[dict[str, Wanted], ...], BeforeValidator(_ways)]] = Field(default_factory=dict)
    absent: Literal["unknown", "zero"] = "unknown"
    rivals: bool = False
    visits: Visits | None = None
    each: Texts = ()

    @property
    def canonical(self) -> Table:
        """The table it fills."""
        return FILLED[self.table or ""]

    @property
    def heads(self) -> tuple[Head, ...]:
        """All labels that it knows, of its title and of its columns."""
        return (*self.titles, *(head for column in self.columns.values() for head in column.heads))

    @cached_property
    def needed(self) -> dict[bool, tuple[frozenset[str], ...]]:
        """For each required column, the labels of which one must be there: as they are written (True) or compared.

        Columns of any label, and those in whose labels a value stands, are left out.
        """
        every = [self.columns[name].heads for name in self.required if not self.columns[name].takes_any]
        plain = [heads for heads in every if not any(head.pattern for head in heads)]
        return {
            True: tuple(frozenset(head.text for head in heads) for heads in every),
            False: tuple(frozenset(head.folded for head in heads) for heads in plain),
        }

    @property
    def figures(self) -> tuple[str, ...]:
        """The columns that hold figures, those that `absent: zero` fills."""
        counts = (Kind.COUNT, Kind.NET)
        return tuple(name for name in self.kept if self.table and self.canonical[name].kind in counts)

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns of the canonical table, without those that are only read to decide."""
        return tuple(name for name in self.columns if not name.startswith("_"))

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        if self.table is None:
            return self
        if self.table not in FILLED:
            raise _unknown("table", self.table, FILLED)
        columns = [column.name for column in self.canonical]
        for name in (*self.kept, *self.set):
            if name not in columns:
                raise _unknown("columns", name, columns)
        leaves_out = (name for ways in self.drop.values() for where in ways for name in where)
        decisive = (*self.required, *self.each, *leaves_out)
        for name in (*decisive, *(self.visits.named if self.visits else ())):
            if name not in self.columns and name != ANY_CELL:
                raise _unknown("columns", name, self.columns)
        for column in self.columns.values():
            for name in column.others:
                if name not in self.columns:
                    raise _unknown("columns", name, self.columns)
            if column.clock is not None and column.clock.id not in self.required:
                raise wrong(
                    mark("L'identifiant « {name} » dont une date tire son heure n'est pas dans « required »."),
                    mark("Ajoutez « {name} » à « required »."),
                    name=column.clock.id,
                )
            if column.replaces is not None and column.replaces not in columns:
                raise _unknown("replaces", column.replaces, columns)
        if self.set.get("network", NETWORKS[0]) not in NETWORKS:
            raise _unknown("network", self.set["network"], NETWORKS)
        for name in self.kept:
            column = self.columns[name]
            dated = self.canonical[name].kind in (Kind.DATE, Kind.TIME)
            if dated and not (column.format or column.fact or column.after):
                raise wrong(
                    mark("La colonne « {name} » est une date ou une heure : il lui manque « format »."),
                    FORMAT_EXAMPLE,
                    name=name,
                )
        return self


class Fact(Model):
    """Something that the lines above a table state, as `# Start date: 20260101`; a sheet, in a cell such as A1.

    `within`: a regular expression of a whole line, whose one group is the date.
    """

    label: Heads = ()
    cell: Annotated[str, Field(pattern=r"^[A-Z][1-9]$")] | None = None
    within: Pattern | None = None
    format: Formats


class Layout(Model):
    """One kind and version of export file.

    `stacked`: blank lines part several tables. `time_zone`: that of its times (none: the client's). `decimal`,
    `thousands`: the signs in numbers, or those by the language of the labels. `missing`: texts that mean unknown.
    `one_month`: what it states of a whole period is of one month at most. `true_dates`: which of its workbooks hold
    dates, so that no spreadsheet made them of texts. `caution`: what whoever reads its figures must know. `closed`: the
    labels must be exactly its own and none besides (the canonical tables).
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    version: Annotated[int, Field(ge=1)] = 1
    platform: str
    title: Said
    languages: dict[str, Spoken] = Field(default_factory=dict)
    networks: Texts = ()
    time_zone: str | None = None
    decimal: Decimal | dict[str, Decimal] = "."
    thousands: Thousands | dict[str, Thousands] = ""
    one_month: bool = False
    true_dates: Literal["always", "several sheets", "never"] = "never"
    missing: Texts = ()
    stacked: bool = False
    closed: bool = False
    unusable: Said | None = None
    caution: Said | None = None
    facts: dict[FactName, Fact] = Field(default_factory=dict)
    sections: tuple[Section, ...]

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    @property
    def verified(self) -> Verified:
        """How sure the layout is at best: it was seen in a real file, or only described."""
        in_files = any(known.verified == "real file" for known in self.languages.values())
        return "real file" if self.closed or in_files else "documentation"

    @property
    def seen(self) -> Seen:
        """The languages and years of the files it was made from, and the languages only read about."""
        real = {code: known for code, known in self.languages.items() if known.verified == "real file"}
        years = [year for known in real.values() for year in known.years or ()]
        described = tuple(code for code in self.languages if code not in real)
        return Seen(tuple(real), (min(years), max(years)) if years else None, described)

    def verified_in(self, languages: Iterable[str]) -> Verified:
        """How sure the labels of some languages are together: those of a file, by what they tell."""
        described = any(code in self.seen.described for code in languages)
        return "documentation" if described else self.verified

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
                text = mark("« {code} » n'est le code d'aucune langue.")
                raise wrong(text, mark("Écrivez par exemple fr ou en."), code=code)
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
