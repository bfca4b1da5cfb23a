"""Alternative texts, made from the data that a chart shows."""

from collections.abc import Sequence

from kpitools.charts.chart import House
from kpitools.kpis.values import Number, Period
from kpitools.language.quantity import quantity

Reading = tuple[str, Number | None]  # where (a month, a day, a name) and how much


def sentence(*parts: str) -> str:
    """Parts of an alternative text as sentences."""
    return " ".join(part if part.endswith((".", "!", "?")) else part + "." for part in parts if part)


def extremes(house: House, name: str, readings: Sequence[Reading], unit: str) -> str:
    """What a reader who can't see the line needs: lowest, highest, last, and how much is missing."""
    words = house.language
    known = [(place, value) for place, value in readings if value is not None]
    if not known:
        return words.text("{name} : aucune donnée", name=name)
    low, high = min(known, key=lambda reading: reading[1]), max(known, key=lambda reading: reading[1])

    def said(reading: tuple[str, Number]) -> str:
        return words.text(
            "{value} ({place})", value=quantity(words, reading[1], unit, house.currency), place=reading[0]
        )

    text = words.text(
        "{name} : minimum {low}, maximum {high}, dernière valeur {last}",
        name=name, low=said(low), high=said(high), last=said(known[-1]),
    )  # fmt: skip
    missing = len(readings) - len(known)
    if missing:
        text += words.plural(" ; {n} valeur manquante", " ; {n} valeurs manquantes", missing)
    return text


def span(house: House, periods: Sequence[Period]) -> str:
    """From when to when: "d'octobre 2025 à octobre 2026"."""
    words = house.language
    first, last = periods[0], periods[-1]
    if first.is_month and last.is_month:
        return words.text(
            "{from_month} à {month}", from_month=words.since(words.month(first.start)), month=words.month(last.start)
        )
    return words.text("du {start} au {end}", start=words.date(first.start), end=words.date(last.end))


def cell(house: House, value: Number | None, unit: str) -> str:
    """A figure in the table behind a chart."""
    return house.language.text("n.d.") if value is None else quantity(house.language, value, unit, house.currency)
