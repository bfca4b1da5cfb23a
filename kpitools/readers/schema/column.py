"""One column of a layout: where its values come from, and what they mean."""

import re
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kpitools.language import mark
from kpitools.params.wrong import wrong
from kpitools.readers.writing import dates
from kpitools.readers.writing.clocks import Clock
from kpitools.readers.writing.heads import ANY, Heads


class Model(BaseModel):
    """What all parts of a layout share: nothing unknown is let through, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


def _one_or_many(written: Any) -> Any:
    return [written] if isinstance(written, str) else written


Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
FactName = Literal["start", "end", "exported"]
# `period`: all of the file's own; `told`: the row's day, its month or all of the period, as the dates themselves tell.
Span = Literal["week", "month", "quarter", "year", "period", "told"]

ITSELF = "*"  # as `otherwise`: a text that the layout does not know stays as it is

_NOT_A_FORMAT = mark("« {value} » ne décrit pas une date entière.")
FORMAT_EXAMPLE = mark("Écrivez par exemple YYYY-MM-DD, MM/DD/YYYY hh:mm ou « Mon DD, YYYY ».")
_NOT_A_PATTERN = mark("« {value} » n'est pas une expression régulière à un groupe.")
_PATTERN_EXAMPLE = mark("Mettez entre parenthèses la seule partie à garder.")


def _format(written: str) -> str:
    try:
        return dates.check(written)
    except ValueError as error:
        raise wrong(_NOT_A_FORMAT, FORMAT_EXAMPLE, value=written) from error


def _pattern(written: str) -> str:
    try:
        groups = re.compile(written).groups
    except re.error:
        groups = 0
    if groups != 1:
        raise wrong(_NOT_A_PATTERN, _PATTERN_EXAMPLE, value=written)
    return written


def _formats(written: Any) -> Any:
    return written if isinstance(written, list | tuple) else (str(written),)


Format = Annotated[str, Field(min_length=1), BeforeValidator(_format), BeforeValidator(str)]
Formats = Annotated[tuple[Format, ...], BeforeValidator(_formats)]
Pattern = Annotated[str, BeforeValidator(_pattern)]


class Unlike(Model):
    """Texts that a regular expression with one group does not describe."""

    unlike: Pattern


class Like(Model):
    """Texts that a regular expression with one group describes."""

    like: Pattern


Wanted = Literal["blank"] | Unlike | Like | Texts  # which cells of a column a rule is about


class Visits(Model):
    """The columns of a table of visits: whose visit it is, when, its network, the goals reached and what they brought.

    Several goals stand in brackets (`[3,7]`), and so do their values.
    """

    person: str
    at: str
    network: str
    goals: str
    values: str

    @property
    def named(self) -> tuple[str, ...]:
        """The columns of its section that it names."""
        return (self.person, self.at, self.network, self.goals, self.values)


class Once(Model):
    """The column whose different texts are counted, and those beside which each counts once."""

    each: str
    beside: Texts


class IdClock(Model):
    """The column whose ids hold an instant, and the network that made them."""

    id: str
    of: Clock


class Column(Model):
    """Where a canonical column's values come from, and what they mean.

    `heads`: the labels of the column, the preferred first; where several are there, each row takes the first that
    is not blank. `fact`: instead of labels, what the lines above the table state. `described`: what the description
    of the column must say, where the row below the labels describes them. `plus`: the labels of a second column
    that is added; `minus`: those of one that is taken off. `one_format`: of the formats, the one
    that reads the whole column and puts its days closest together. `blank: zero`: an empty cell stands for 0.
    `values`: the texts that stand for a canonical value, any other giving `otherwise` (`"*"`: itself). `where`: for a
    value, the text that another column must contain to give it. `extract`: a regular expression whose one group is the
    value. `times`: a factor of the unit (3600 for hours). `share`: a fraction, which may be written in per cent.
    `rounded`: a count that the platform states in fractions.
    `of`: the column of which this one states a share or a mean. `after`: the time from which it counts seconds. `days`:
    how many days are added to a date. `span`: it names by its first day the week, month, quarter or year that the row
    is of. `midnight`: the day is written as the instant of its midnight, in UTC. `clock`: the column whose id holds the
    instant of a date that lacks its hour or its year. `not_all_zero_beside`:
    the column is unknown when it is 0 on every row while that other column is not. `replaces`: the measure of older
    exports that this one took the place of. `weak`: it fills what is unknown and replaces nothing. `source`: the
    network that the table of sources gives. `personal`: it tells who someone is, and is kept as a pseudonym alone.
    `made`: where the file has no id, one is made of all the row's cells; of equal rows `row` makes one, `each row`
    several. `once`: a count of the different texts of another column.
    """

    heads: Heads = ()
    fact: FactName | None = None
    described: Texts = ()
    plus: Heads = ()
    format: Formats = ()
    one_format: bool = False
    blank: Literal["unknown", "zero"] = "unknown"
    values: dict[str, Texts] = {}
    otherwise: str | None = None
    where: dict[str, dict[str, str]] = {}
    extract: Pattern | None = None
    times: Decimal | None = None
    share: bool = False
    rounded: bool = False
    minus: Heads = ()
    of: str | None = None
    after: str | None = None
    days: int = 0
    span: Span | None = None
    midnight: bool = False
    clock: IdClock | None = None
    not_all_zero_beside: Texts = ()
    replaces: str | None = None
    weak: bool = False
    source: bool = False
    personal: bool = False
    made: Literal["row", "each row"] | None = None
    once: Once | None = None

    @property
    def takes_any(self) -> bool:
        """Whether it is the one column that is left, whatever its label."""
        return self.heads == (ANY,)

    @property
    def others(self) -> tuple[str, ...]:
        """The columns of its section that it refers to."""
        beside = (self.clock.id if self.clock else None, *self.not_all_zero_beside, self.of, self.after)
        counted = (self.once.each, *self.once.beside) if self.once else ()
        named = (*beside, *counted, *(name for where in self.where.values() for name in where))
        return tuple(name for name in named if name)

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if not self.heads and self.fact is None and self.made is None and self.once is None:
            raise wrong(mark("Une colonne n'a ni « heads » ni « fact »."), mark("Ajoutez ses libellés sous « heads »."))
        for written in self.format:
            if self.span in (None, "week", "period", "told") and not dates.names_day(written):
                raise wrong(_NOT_A_FORMAT, FORMAT_EXAMPLE, value=written)
        return self


def written_short(written: Any) -> Any:
    """A column that is nothing but its labels may be written so."""
    if isinstance(written, Column):
        return written
    languages = isinstance(written, dict) and all(len(str(key)) == 2 for key in written)
    return {"heads": written} if languages or not isinstance(written, dict) else written
