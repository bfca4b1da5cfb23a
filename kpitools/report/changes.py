"""How a value moved: in words, with an arrow, and whether that is good."""

from dataclasses import dataclass

from kpitools.catalogue import Better
from kpitools.kpis.values import Value
from kpitools.language.quantity import change
from kpitools.report import complete, wording
from kpitools.report.context import Context


@dataclass(frozen=True)
class Movement:
    """A change in words. `way` is up, down, flat or none (nothing to compare with); `tone` good, bad or neutral.

    `signal` says whether it is more than the usual swing; a change that is not is neither good nor bad.
    """

    text: str
    way: str
    tone: str
    signal: str = ""


def amount(context: Context, value: Value) -> float | None:
    """The change against the previous period: in points for a percentage, else in percent.

    None where it is unknown, and where a period lacks too many days for the change to be one.
    """
    if not complete.comparable(context, value):
        return None
    return _moved(value, value.change, value.change_points)


def in_a_year(context: Context, value: Value) -> float | None:
    """The change over a year, as `amount`."""
    if not complete.comparable_to_year_ago(context, value):
        return None
    return _moved(value, value.year_ago_change, value.year_ago_change_points)


def signed(context: Context, value: Value) -> str:
    """ "+12 %", "−0,4 point", or "n.d."."""
    return _said(context, value, amount(context, value))


def signed_year(context: Context, value: Value) -> str:
    """The change over a year, as `signed`."""
    return _said(context, value, in_a_year(context, value))


def movement(context: Context, value: Value) -> Movement:
    """Against the period before, as a card says it: "+12 % vs septembre", or why there is nothing to say."""
    moved = amount(context, value)
    if moved is None and not _both_nothing(context, value):
        return Movement(_why_not(context, value), "none", "neutral")
    text = _said(context, value, moved or 0.0)
    if not any(digit in "123456789" for digit in text):
        stable = context.language.text("stable {before}", before=wording.before(context))
        return Movement(stable, "flat", "neutral")
    way = "up" if moved and moved > 0 else "down"
    better = Better.NEUTRAL if value.signal == "noise" else context.evaluation.kpi(value.kpi).better
    told = context.language.text(wording.SIGNALS[value.signal]) if value.signal else ""
    return Movement(f"{text} {wording.before(context)}", way, wording.tone(better, moved or 0.0), told)


def year(context: Context, value: Value) -> str:
    """ "+61 % en un an", empty where the year before is unknown."""
    moved = in_a_year(context, value)
    return "" if moved is None else context.language.text("{change} en un an", change=_said(context, value, moved))


def compared(context: Context, value: Value) -> str:
    """The change within a sentence: ", 12 % de plus qu'en septembre".

    In brackets where it is one of some networks alone, or where a period is incomplete; empty where unknown.
    """
    language, moved = context.language, amount(context, value)
    if moved is None:
        lacking = complete.gaps(context, value)
        return f" ({lacking})" if lacking else ""
    size, than = _said(context, value, moved).lstrip("+\u2212"), wording.than_before(context)
    if not any(digit in "123456789" for digit in size):
        told = language.text("autant {than}", than=than)
    elif moved > 0:
        told = language.text("{change} de plus {than}", change=size, than=than)
    else:
        told = language.text("{change} de moins {than}", change=size, than=than)
    if value.compared:
        return language.text(
            " ({change} sur {networks})", change=told, networks=wording.networks(language, value.compared)
        )
    return f", {told}"


def _moved(value: Value, percent: float | None, points: float | None) -> float | None:
    return points if value.unit == "%" and value.kpi not in wording.PER_POST and points is not None else percent


def _said(context: Context, value: Value, moved: float | None) -> str:
    if moved is None:
        return context.language.text("n.d.")
    points = value.change_points is not None or value.year_ago_change_points is not None
    return change(context.language, moved, value.unit, moved if points and value.kpi not in wording.PER_POST else None)


def _both_nothing(context: Context, value: Value) -> bool:
    """Zero in both periods: no percentage, and yet no change."""
    return value.value == 0 == value.previous and complete.comparable(context, value) and value.not_compared is None


def _why_not(context: Context, value: Value) -> str:
    """Why nothing is compared, for a value that is known itself."""
    language = context.language
    if lacking := complete.gaps(context, value):
        return lacking
    if value.not_compared is not None:
        return value.not_compared.message(language)
    if value.previous is None:
        return language.text("pas de comparaison : période précédente inconnue")
    return language.text("pas de comparaison en %")
