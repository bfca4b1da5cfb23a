"""One KPI as data: what it is called, what it is computed from, what it must not be confused with.

A KPI is computed in one of five ways, each a key of its entry:

- `sum: [posts.views, posts.impressions]`: the sum of a column over the period's rows; several are alternatives, the
  first that a network knows. `received` gives the columns that stand in for a network that never supplies posts.
- `count: posts`: the number of rows of a table.
- `divide: posts.engagements`, `by: posts.reach`, `times: 100`: two columns of one table, over the rows that know both
  (`by: rows`: over the rows that know the first), with other columns for networks that do not know them (`else`); or
  two KPIs (`by: days`: the days of the period).
- `arithmetic: comments / posts`: a formula over other KPIs' values, taken as they are (see
  `kpitools.catalogue.arithmetic`).
- `function: reach`, `column: reach_organic`: an algorithm of `kpitools.kpis.functions`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kpitools.language import Language, french_spaces


class Unit(StrEnum):
    """What a KPI's number counts."""

    COUNT = "n"
    PERCENT = "%"
    MONEY = "€"  # the client's currency
    HOURS = "h"
    SECONDS = "s"
    RATIO = "ratio"


class Better(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


# Functions that give lines rather than a number.
TABLES = frozenset({"top_posts", "traffic_sources", "contest_effect"})


class Strict(BaseModel):
    """Data that says all and nothing more."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Strict):
    """A text in each language."""

    fr: str
    en: str

    def __call__(self, language: Language) -> str:
        return french_spaces(self.fr) if language.code == "fr" else self.en


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Columns = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Sum(Strict):
    """Σ of a column, `TABLE.COLUMN`, or of its alternatives; `received` for networks that never supply posts."""

    columns: Columns
    received: Columns = ()


class Divide(Strict):
    """One column or KPI by another, times a constant."""

    of: str
    by: str
    times: float = 1
    basis: str = Field("", description="the basis to name where this alternative is used")
    otherwise: tuple["Divide", ...] = Field((), alias="else", description="what a network that does not know it uses")

    @property
    def over_columns(self) -> bool:
        """Whether it divides columns of one table, row by row, rather than KPIs."""
        return "." in self.of

    @property
    def alternatives(self) -> tuple["Divide", ...]:
        """The ratio itself, then what stands in for it on a network that does not know it."""
        return (self, *self.otherwise)


class Function(Strict):
    """An algorithm by its name, what it works on where it works on several, the KPI that stands in where it can't."""

    name: str
    column: str = ""
    otherwise: str = Field("", alias="else")


class Kpi(Strict):
    """One entry of the catalogue. `scope: all` marks figures that exist for all networks together alone."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    names: Words = Field(alias="name")
    category: Literal["communication", "interaction", "site", "influence", "return", "production", "custom"]
    unit: Unit
    better: Better
    definition: Words
    formula: Words | None = None
    objectives: tuple[str, ...] = Field((), alias="objective")
    source: tuple[str, ...] = ()
    pitfall: Words | None = None
    confused_with: tuple[str, ...] = ()
    scope: Literal["all", "networks"] = "networks"
    additive: bool = Field(False, description="it adds up over time, so that its target is pro-rated by days")
    part: bool = Field(False, description="it only stands in the formulas of others, and is never listed")
    whole: bool = Field(False, description="a cost: on all networks together it is never cut to some of them")
    people: bool = Field(False, description="it counts distinct people, who can't be added up over accounts")
    sum: Sum | None = None
    count: str = ""
    divide: Divide | None = None
    function: Function | None = None
    arithmetic: str = ""

    @model_validator(mode="before")
    @classmethod
    def _spelled_out(cls, data: object) -> object:
        """The short spellings of the files: `sum: posts.likes`, `divide` / `by` / `times`, `function` / `column`."""
        if not isinstance(data, dict):
            return data
        made = dict(data)
        if "sum" in made and not isinstance(made["sum"], dict):
            made["sum"] = {"columns": made["sum"], "received": made.pop("received", ())}
        if "divide" in made and not isinstance(made["divide"], dict):
            parts = {key: made.pop(key) for key in ("by", "times", "else") if key in made}
            made["divide"] = {"of": made["divide"], **parts}
        if "function" in made and not isinstance(made["function"], dict):
            parts = {key: made.pop(key) for key in ("column", "else") if key in made}
            made["function"] = {"name": made["function"], **parts}
        return made

    @model_validator(mode="after")
    def _computed_one_way(self) -> "Kpi":
        ways = [way for way in (self.sum, self.count, self.divide, self.function, self.arithmetic) if way]
        if len(ways) != 1:
            raise ValueError("a KPI is computed in one way: sum, count, divide, arithmetic or function")
        return self

    @property
    def is_table(self) -> bool:
        """Whether its value is a list of lines rather than a number."""
        return self.function is not None and self.function.name in TABLES

    def name(self, language: Language) -> str:
        """Its name in plain words."""
        return self.names(language)

    def pitfalls(self, language: Language) -> str:
        """What to beware of when reading it, or an empty text."""
        return self.pitfall(language) if self.pitfall else ""

    def formula_text(self, language: Language) -> str:
        """The formula as a proof shows it: "Σ posts.engagements / Σ posts.reach × 100"."""
        if self.formula:
            return self.formula(language)
        if self.arithmetic:
            return self.arithmetic
        if self.sum:
            otherwise = language.text(", sinon ")
            return otherwise.join(f"Σ {path}" for path in (*self.sum.columns, *self.sum.received))
        if self.divide:
            return language.text(", sinon ").join(map(_quotient, self.divide.alternatives)) + (
                f" × {self.divide.times:g}" if self.divide.times != 1 else ""
            )
        return f"n({self.count})"


def _quotient(divide: Divide) -> str:
    sign = "Σ " if divide.over_columns else ""
    by = f"n({divide.of.split('.')[0]})" if divide.by == "rows" else sign + divide.by
    return f"{sign}{divide.of} / {by}"
