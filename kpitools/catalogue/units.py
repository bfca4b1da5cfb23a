"""Whether the unit of a formula makes sense: money, time and plain numbers are never added to each other."""

from collections.abc import Callable
from dataclasses import dataclass

from kpitools.catalogue.arithmetic import Formula, Literal, Part, Reference
from kpitools.catalogue.kpi import Unit


class Mixed(ValueError):
    """A sum, or a comparison, of different kinds of quantity."""


@dataclass(frozen=True)
class Quantity:
    """What a figure is of: the powers of money and of time in it; none of either is a plain number."""

    money: int = 0
    time: int = 0

    @property
    def example(self) -> Unit:
        """A unit that such a figure can have."""
        if self.money > 0:
            return Unit.MONEY
        return Unit.HOURS if self.time > 0 and not self.money else Unit.RATIO

    def fits(self, unit: Unit) -> bool:
        """Whether a figure can be said in a unit; money per hour is money, people per euro are a ratio."""
        match unit:
            case Unit.MONEY:
                return self.money == 1
            case Unit.HOURS | Unit.SECONDS:
                return (self.money, self.time) == (0, 1)
            case Unit.PERCENT:
                return self == Quantity()
            case _:
                return self.money <= 0 and self.time <= 0


_NUMBER = Quantity()  # a number as written, told from a figure that is one
_OF = {Unit.MONEY: Quantity(money=1), Unit.HOURS: Quantity(time=1), Unit.SECONDS: Quantity(time=1)}


def quantity(formula: Formula, unit_of: Callable[[str], Unit | None]) -> Quantity | None:
    """What a formula's value is of; None where that can't be told (numbers alone, KPIs of an unknown unit).

    Raises Mixed where it adds or compares quantities of different kinds.
    """
    found = _of(formula.root, unit_of)
    return None if found is _NUMBER else found


def _of(part: Part, unit_of: Callable[[str], Unit | None]) -> Quantity | None:
    if isinstance(part, Literal):
        return _NUMBER
    if isinstance(part, Reference):
        unit = unit_of(part.id)
        return _OF.get(unit, Quantity()) if unit else None
    sides = [_of(argument, unit_of) for argument in part.arguments]
    if part.function in "*/":
        left, right = sides
        if left is None or right is None:
            return None
        sign = 1 if part.function == "*" else -1
        return Quantity(left.money + sign * right.money, left.time + sign * right.time)
    # A number as written goes with anything: it is of the kind of what it is added to.
    told = [side for side in sides if side is not None and side is not _NUMBER]
    if len(set(told)) > 1:
        raise Mixed
    return told[0] if told else sides[0]
