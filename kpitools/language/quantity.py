"""A figure in words, by its unit: the same in a card, a table, an axis and an alternative text."""

from kpitools.language.language import Language, Number


def quantity(language: Language, value: Number, unit: str, currency: str = "EUR", *, finer: int = 0) -> str:
    """A value with its unit as a reader writes it: "12 500", "3,2 %", "5 h 10", "1,84 €".

    `unit` is one of the catalogue's: `n`, `%`, `€` (the client's `currency`), `h`, `s` or `ratio`. `finer` asks for so
    many decimals more than usual, where the unit has decimals.
    """
    if unit == "%":
        return language.percent(value, (2 if 0 < abs(float(value)) < 1 else 1) + finer)
    if unit == "€":
        return language.money(value, currency, 2 + finer if finer else None)
    if unit == "h":
        return _hours(language, value)
    if unit == "s":
        return _seconds(language, value)
    if unit == "ratio":
        return language.number(value, (2 if abs(float(value)) < 1 else 1) + finer)
    return language.number(value, finer)


def change(language: Language, value: float, unit: str, points: float | None) -> str:
    """A change with its sign: in points for a percentage that has them, else in percent."""
    if unit == "%" and points is not None:
        return language.points(points, 2 if 0 < abs(points) < 0.05 else 1)
    return language.percent(value, 0 if abs(value) >= 10 else 1, signed=True)


def _hours(language: Language, hours: Number) -> str:
    whole, minutes = divmod(round(float(hours) * 60), 60)
    if not whole:
        return language.text("{minutes} min", minutes=minutes)
    return language.text("{hours} h {minutes}", hours=language.number(whole), minutes=f"{minutes:02d}")


def _seconds(language: Language, seconds: Number) -> str:
    minutes, rest = divmod(round(float(seconds)), 60)
    if not minutes:
        return language.text("{seconds} s", seconds=rest)
    return language.text("{minutes} min {seconds} s", minutes=language.number(minutes), seconds=rest)
