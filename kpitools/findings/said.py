"""The figures and names of a sentence, written in the reader's language where it is shown, never before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from kpitools import catalogue
from kpitools.catalogue.networks import network_name
from kpitools.kpis.values import Number, Value
from kpitools.language import Language
from kpitools.language.quantity import change, quantity
from kpitools.problems import Problem

LONGEST = 60  # characters of a post's text within a sentence


class Said(Protocol):
    """Part of a sentence."""

    def said(self, language: Language, currency: str) -> str:
        """In words."""


@dataclass(frozen=True)
class Amount:
    """A figure with its unit; `source` is the value it is, with its proof."""

    number: Number
    unit: str
    source: Value | None = None

    @classmethod
    def of(cls, value: Value) -> Amount:
        """The number of a value that is known to be one."""
        assert value.value is not None
        assert not isinstance(value.value, list)
        return cls(value.value, value.unit, value)

    def said(self, language: Language, currency: str) -> str:
        return quantity(language, self.number, self.unit, currency)


@dataclass(frozen=True)
class Change:
    """By how much a value moved, signed: "+12 %", "−0,4 point"."""

    source: Value

    def said(self, language: Language, currency: str) -> str:
        moved = self.source.change if self.source.change is not None else self.source.change_points
        assert moved is not None
        return change(language, moved, self.source.unit, self.source.change_points)


@dataclass(frozen=True)
class Points:
    """A part of a rate's change, in points; `source` is the value that moved."""

    points: float
    source: Value

    def said(self, language: Language, currency: str) -> str:
        return change(language, 0, "%", self.points)


@dataclass(frozen=True)
class Counted:
    """A number with the noun that agrees with it: the two French forms hold `{n}`."""

    one: str
    many: str
    number: Number

    def said(self, language: Language, currency: str) -> str:
        return language.plural(self.one, self.many, self.number)


@dataclass(frozen=True)
class Where:
    """The scope at the end of a phrase: " sur Instagram", or nothing for all networks."""

    scope: str

    def said(self, language: Language, currency: str) -> str:
        if self.scope == "all":
            return ""
        return language.text(" sur {network}", network=network_name(language, self.scope))


@dataclass(frozen=True)
class Name:
    """A network's own name."""

    network: str

    def said(self, language: Language, currency: str) -> str:
        return network_name(language, self.network)


@dataclass(frozen=True)
class Quoted:
    """The beginning of a post, or a user's own name for something, as they wrote it."""

    text: str

    def said(self, language: Language, currency: str) -> str:
        line = " ".join(self.text.split())
        if len(line) > LONGEST:
            line = line[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:.!?-–—") + "…"
        return language.text("« {text} »", text=line) if line else language.text("une publication sans texte")


@dataclass(frozen=True)
class Listed:
    """Several parts as a list in words."""

    parts: tuple[Said, ...]

    def said(self, language: Language, currency: str) -> str:
        return language.names([part.said(language, currency) for part in self.parts])


@dataclass(frozen=True)
class Day:
    """A day of the period: "12 octobre"."""

    day: dt.date

    def said(self, language: Language, currency: str) -> str:
        return language.date(self.day, year=False)


@dataclass(frozen=True)
class Bilingual:
    """A text of the catalogue, which has its own two languages."""

    text: catalogue.Words

    def said(self, language: Language, currency: str) -> str:
        return self.text(language)


@dataclass(frozen=True)
class Given:
    """A value of a problem, as the problem itself would show it."""

    problem: Problem
    name: str

    def said(self, language: Language, currency: str) -> str:
        value = self.problem.values[self.name]
        told = language.text(value) if isinstance(value, str) else value  # the name of an objective is a text of ours
        return language.text(f"{{{self.name}}}", **{self.name: told})
