"""Meta Business Suite's result screens: one metric by day, and the audience in its two layouts."""

import datetime as dt
from collections.abc import Iterable, Mapping

from kpitools.demo.activity import Day
from kpitools.demo.client import Audience
from kpitools.demo.dice import Dice
from kpitools.demo.layouts.text import quoted, utf16

Series = Iterable[tuple[dt.date, int]]


def series(days: Iterable[Day], measure: str, first: dt.date, last: dt.date, *, zeros: bool = True) -> Series:
    """What was received each day of a span; without `zeros`, days of nothing are left out, as Meta does for follows."""
    return [
        (day.date, day.received[measure])
        for day in days
        if first <= day.date <= last and (zeros or day.received[measure])
    ]


def results(sections: Mapping[str, Series]) -> bytes:
    """A file of one metric: a titled section by network, one under the other."""
    return utf16([_section(title, days) for title, days in sections.items()])


def audience_long(audience: Audience, followers: int, dice: Dice) -> bytes:
    """The audience of an Instagram account with its level, one line a value."""
    return utf16([
        quoted(["Instagram followers"]) + quoted(["IG_ACCOUNT,FOLLOW,UNIQUE_USERS"]) + quoted([followers]),
        quoted(["Instagram followers by gender and age"]) + quoted(["Age", "Women", "Men"])
        + "".join(quoted([age, f"{_share(women, dice)}%", f"{_share(audience.men[age], dice)}%"])
                  for age, women in audience.women.items()),
        _ranking("cities", audience.cities, dice),
        _ranking("countries", audience.countries, dice),
    ])  # fmt: skip


def audience_wide(audience: Audience, dice: Dice) -> bytes:
    """The audience of a page: a line of names over a line of shares, and no level."""
    return utf16([
        quoted(["Age & gender"]) + quoted(["", "Women", "Men"])
        + "".join(quoted([age, _share(women, dice), _share(audience.men[age], dice)])
                  for age, women in audience.women.items()),
        *(quoted([title]) + quoted(shares) + quoted([_share(share, dice) for share in shares.values()])
          for title, shares in (("Top countries", audience.countries), ("Top cities", audience.cities))),
    ])  # fmt: skip


def _section(title: str, days: Series) -> str:
    return quoted([title]) + quoted(["Date", "Primary"]) + "".join(quoted([f"{day}T00:00:00", n]) for day, n in days)


def _ranking(what: str, shares: Mapping[str, float], dice: Dice) -> str:
    lines = "".join(quoted([name, f"{_share(share, dice)}%"]) for name, share in shares.items())
    return quoted([f"Instagram followers by top {what}"]) + quoted([f"Top {what}", "Value"]) + lines


def _share(usual: float, dice: Dice) -> str:
    """A share near the usual one, written as Meta does: `4.2`, and `3` rather than `3.0`."""
    return f"{usual * dice.noise(0.012):.1f}".removesuffix(".0")
