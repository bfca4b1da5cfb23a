"""The formula language of KPIs: arithmetic over KPI ids, and nothing else.

formula   = term {("+" | "-") term}
term      = factor {("*" | "/") factor}
factor    = "-" factor | "(" formula ")" | number | function | reference
function  = ("min" | "max" | "abs") "(" formula {"," formula} ")"
reference = id ["[" scope "]"]
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.problems import Problem

Number = int | float | Decimal
Lookup = Callable[[str, str | None], Number | None]

FUNCTIONS = ("min", "max", "abs")
# Far beyond any formula that a person reads; they keep a hostile one from exhausting the parser's stack.
MAX_LENGTH = 500
MAX_DEPTH = 40

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>[-+*/()\[\],]))", re.ASCII
)


@dataclass(frozen=True)
class Literal:
    """A number as written."""

    value: Number


@dataclass(frozen=True)
class Reference:
    """The value of a KPI, on the formula's own scope unless it names one."""

    id: str
    scope: str | None = None


@dataclass(frozen=True)
class Call:
    """An operator (`+ - * /`, `neg` for a leading minus) or a function on its arguments."""

    function: str
    arguments: tuple["Part", ...]


Part = Literal | Reference | Call


@dataclass(frozen=True)
class Formula:
    """A parsed formula; `text` is how it was written."""

    text: str
    root: Part

    def references(self) -> tuple[Reference, ...]:
        """The KPIs it reads, in the order in which they stand, each once."""
        return tuple(dict.fromkeys(_references(self.root)))

    def ids(self) -> frozenset[str]:
        """The ids of the KPIs it reads."""
        return frozenset(reference.id for reference in self.references())

    def evaluate(self, lookup: Lookup) -> Number | None:
        """Its value, with `lookup(id, scope)` giving each KPI's.

        None where a part is unknown, where it divides by zero, and where the result is no finite number.
        """
        try:
            value = _evaluate(self.root, lookup)
            return value if value is not None and math.isfinite(value) else None
        except ArithmeticError:  # a zero denominator; a whole number beyond what floats hold
            return None


def parse(text: str) -> Formula:
    """Parse a formula. Raises ParametersError, without a place, saying what stands where it should not."""
    if len(text) > MAX_LENGTH:
        raise _wrong(
            mark("La formule est trop longue : {length} caractères, {limit} au plus."),
            length=len(text),
            limit=MAX_LENGTH,
        )
    return Formula(text.strip(), _Parser(text).parse())


def circle(start: str, formulas: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The way from a KPI's formula back to itself, by the ids that each KPI reads: empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for name in sorted(formulas.get(way[-1], ())):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


class _Parser:
    """Precedence by recursive descent, one token ahead."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.depth = 0

    def parse(self) -> Part:
        if not self.tokens:
            raise _wrong(mark("La formule est vide."))
        part = self.sum()
        if self.tokens:
            raise _wrong(mark("« {token} » n'a pas sa place dans la formule."), token=self.tokens[0])
        return part

    def sum(self) -> Part:
        part = self.product()
        while self.next() in ("+", "-"):
            part = Call(self.take(), (part, self.product()))
        return part

    def product(self) -> Part:
        part = self.factor()
        while self.next() in ("*", "/"):
            part = Call(self.take(), (part, self.factor()))
        return part

    def factor(self) -> Part:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _wrong(mark("La formule emboîte trop de parenthèses."))
        part = self.operand()
        self.depth -= 1
        return part

    def operand(self) -> Part:
        token = self.take()
        if token == "-":
            return Call("neg", (self.factor(),))
        if token == "(":
            part = self.sum()
            self.expect(")")
            return part
        if token[0].isdigit():
            return Literal(Decimal(token) if "." in token else int(token))
        if not _is_name(token):
            raise _wrong(mark("« {token} » n'a pas sa place dans la formule."), token=token)
        return self.call(token) if self.next() == "(" else self.reference(token)

    def call(self, name: str) -> Part:
        if name not in FUNCTIONS:
            text = mark("« {name} » n'est pas une fonction connue : min, max et abs seulement.")
            raise _wrong(text, name=name)
        self.expect("(")
        arguments = [self.sum()]
        while self.next() == ",":
            self.take()
            arguments.append(self.sum())
        self.expect(")")
        if name == "abs" and len(arguments) != 1:
            raise _wrong(mark("La fonction abs attend un seul argument."))
        return Call(name, tuple(arguments))

    def reference(self, name: str) -> Part:
        if name in FUNCTIONS:
            raise _wrong(mark("La fonction {name} attend ses arguments entre parenthèses."), name=name)
        if self.next() != "[":
            return Reference(name)
        self.take()
        scope = self.take()
        if not _is_name(scope):
            raise _wrong(mark("« {token} » n'est pas un réseau : écrivez par exemple reach[facebook]."), token=scope)
        self.expect("]")
        return Reference(name, scope)

    def next(self) -> str | None:
        return self.tokens[0] if self.tokens else None

    def take(self) -> str:
        if not self.tokens:
            raise _wrong(mark("La formule s'arrête trop tôt."))
        return self.tokens.pop(0)

    def expect(self, sign: str) -> None:
        if self.next() != sign:
            raise _wrong(mark("Il manque « {sign} » dans la formule."), sign=sign)
        self.take()


def _tokens(text: str) -> Iterator[str]:
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            raise _wrong(mark("« {token} » n'a pas sa place dans la formule."), token=text[position:].strip()[0])
        yield found.group(found.lastgroup or 0)
        position = found.end()


def _is_name(token: str) -> bool:
    return token[0].isalpha() or token[0] == "_"


def _wrong(text: str, **values: object) -> ParametersError:
    remedy = mark("Une formule s'écrit avec + - * / ( ), des nombres, min, max, abs et des identifiants d'indicateurs.")
    return ParametersError(Problem("formula", text, values, remedy=remedy))


def _references(part: Part) -> Iterator[Reference]:
    if isinstance(part, Reference):
        yield part
    elif isinstance(part, Call):
        for argument in part.arguments:
            yield from _references(argument)


def _evaluate(part: Part, lookup: Lookup) -> Number | None:
    if isinstance(part, Literal):
        return part.value
    if isinstance(part, Reference):
        return lookup(part.id, part.scope)
    values = [_evaluate(argument, lookup) for argument in part.arguments]
    known = [value for value in values if value is not None]
    return _apply(part.function, known) if len(known) == len(values) else None


def _apply(function: str, values: list[Number]) -> Number:
    # Decimal and float don't mix: money times a rate is a float, as the rate is.
    if any(isinstance(value, float) for value in values):
        values = [float(value) for value in values]
    numbers: list[Decimal] = values  # type: ignore[assignment]  # of one type by now, and all three calculate alike
    match function:
        case "neg":
            return -numbers[0]
        case "abs":
            return abs(numbers[0])
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "+":
            return numbers[0] + numbers[1]
        case "-":
            return numbers[0] - numbers[1]
        case "*":
            return numbers[0] * numbers[1]
        case _:
            return numbers[0] / numbers[1]
