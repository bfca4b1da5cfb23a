"""How a value moved: in words, with an arrow, and whether that is good."""

from dataclasses import dataclass

from kpitools.charts import change
from kpitools.kpis.values import Value
from kpitools.report import wording
from kpitools.report.context import Context


@dataclass(frozen=True)
class Movement:
    """A change in words. `way` is up, down, flat or none (nothing to compare with); `tone` good, bad or neutral."""

    text: str
    way: str
    tone: str


def amount(value: Value) -> float | None:
    """The change against the previous period: in points for a percentage, else in percent; None where unknown."""
    return value.change_points if value.unit == "%" and value.change_points is not None else value.change


def signed(context: Context, value: Value) -> str:
    """ "+12 %", "−0,4 point", or "n.d."."""
    if value.change is None and value.change_points is None:
        return context.language.text("n.d.")
    return change(context.language, value.change or 0.0, value.unit, value.change_points)


def signed_year(context: Context, value: Value) -> str:
    """The change over a year, as `signed`."""
    if value.year_ago_change is None and value.year_ago_change_points is None:
        return context.language.text("n.d.")
    return change(context.language, value.year_ago_change or 0.0, value.unit, value.year_ago_change_points)


def movement(context: Context, value: Value) -> Movement:
    """Against the period before, as a card says it: "+12 % vs septembre"."""
    moved = amount(value)
    if moved is None:
        return Movement(_why_not(context, value), "none", "neutral")
    text = f"{signed(context, value)} {wording.before(context)}"
    if not any(digit in "123456789" for digit in signed(context, value)):
        stable = context.language.text("stable {before}", before=wording.before(context))
        return Movement(stable, "flat", "neutral")
    better = context.evaluation.kpi(value.kpi).better
    return Movement(text, "up" if moved > 0 else "down", wording.tone(better, moved))


def in_a_year(context: Context, value: Value) -> str:
    """ "+61 % en un an", empty where the year before is unknown."""
    if value.year_ago_change is None and value.year_ago_change_points is None:
        return ""
    return context.language.text("{change} en un an", change=signed_year(context, value))


def compared(context: Context, value: Value) -> str:
    """The change within a sentence: ", 12 % de plus qu'en septembre"; empty where unknown."""
    moved = amount(value)
    if moved is None:
        return ""
    language, than = context.language, wording.than_before(context)
    size = signed(context, value).lstrip("+\u2212")
    if not any(digit in "123456789" for digit in size):
        return language.text(", autant {than}", than=than)
    if moved > 0:
        return language.text(", {change} de plus {than}", change=size, than=than)
    return language.text(", {change} de moins {than}", change=size, than=than)


def _why_not(context: Context, value: Value) -> str:
    """Why nothing is compared, for a value that is known itself."""
    language = context.language
    if value.not_compared is not None:
        return value.not_compared.message(language)
    if value.previous is None:
        return language.text("pas de comparaison : période précédente inconnue")
    return language.text("pas de comparaison en %")
