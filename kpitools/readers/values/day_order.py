"""Whether the date cells of a column have day and month swapped: what their days, their order and their ids tell."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Days = Sequence[dt.date | None]
Verdict = Literal["right", "swapped", "unknown"]

MONTHS = 12
# The shares of a month's days that are, and that are not, a month's number too.
_BELOW, _ABOVE = 12 / 31, 19 / 31
_BY_CHANCE = 0.01
# How far apart the days of one export's month lie at most, and days that lie together by no means.
_TOGETHER, _APART = 31, 62
# Three days are in order by chance one time in three: that only supports. Eight are once in 20,000 times.
_SUPPORTS, _PROVES = 3, 8
# Posts of no other days than the same one of so many months are no export's.
_SEVERAL = 5
# So many days one after another are a table of days; the same day of so many months is none.
_RUN = 3
_NEAR = dt.timedelta(days=1)


@dataclass(frozen=True)
class Read:
    """A column's days row by row: as it is read (`right`), and with the day and month of its date cells `swapped` where
    both could be. `is_text`: rows that a spreadsheet left as text; `made`: the day that a row's id holds, if any;
    `native`: its date cells are no spreadsheet's reading of texts, as where people keep the table by hand; `daily`: it
    is a table of days, one after another."""

    right: Days
    swapped: Days
    is_text: Sequence[bool]
    made: Days = ()
    native: bool = False
    daily: bool = False

    @property
    def doubtful(self) -> list[int]:
        """The rows whose day is another one where day and month are swapped."""
        return [at for at, (day, other) in enumerate(zip(self.right, self.swapped, strict=True)) if day != other]


def verdict(read: Read, facts: Mapping[str, dt.datetime]) -> Verdict:
    """Whether date cells are right or swapped; `facts` are the first and last day and the export's, where stated."""
    days = list(zip(read.right, read.is_text, strict=True))
    cells = {day for day, is_text in days if day and not is_text}
    texts = {day for day, is_text in days if day and is_text}
    if any(day.day > MONTHS for day in cells):  # no swap makes such a day
        return "right"
    if told := _by_ids(read) or _by_period(read, facts) or (_by_run(read) if read.daily and not read.native else None):
        return told
    if not texts or any(day.day <= MONTHS for day in texts):  # texts that a spreadsheet would have made cells of too
        compact = not texts and len(cells) >= _SEVERAL and _by_span(read) == "right"
        return "right" if read.native or compact else _by_order(read, _PROVES) or "unknown"
    support = _by_order(read, _SUPPORTS) or _by_span(read)
    if support is None and _BELOW ** len(cells) * _ABOVE ** len(texts) < _BY_CHANCE:
        support = "swapped"
    return support if support == "swapped" or (support and read.native) else "unknown"


def _by_ids(read: Read) -> Verdict | None:
    """What the ids tell of the doubtful rows that have one."""
    told: set[Verdict] = set()
    for at in read.doubtful if read.made else ():
        right, swapped, made = read.right[at], read.swapped[at], read.made[at]
        if right and swapped and made:
            near = _either(abs(right - made) <= _NEAR, abs(swapped - made) <= _NEAR)
            told |= {near} if near else set()
    return told.pop() if len(told) == 1 else "unknown" if told else None


def _by_period(read: Read, facts: Mapping[str, dt.datetime]) -> Verdict | None:
    """What the period tells that the file states: no day lies outside it."""
    first, last = facts.get("start"), facts.get("end") or facts.get("exported")

    def fit(days: Days) -> bool:
        return all(
            (first is None or day >= first.date() - _NEAR) and (last is None or day <= last.date() + _NEAR)
            for day in days
            if day
        )

    return _either(fit(read.right), fit(read.swapped))


def _by_run(read: Read) -> Verdict | None:
    """What the days of a table of days tell, where they follow one another in one way and not in the other."""

    def follow(days: Days) -> bool:
        known = sorted({day for day in days if day})
        return len(known) >= _RUN and (known[-1] - known[0]).days == len(known) - 1

    return _either(follow(read.right), follow(read.swapped))


def _by_order(read: Read, enough: int) -> Verdict | None:
    """What the order of the rows tells, where enough different days are in it."""

    def ordered(days: Days) -> bool:
        known = [day for day in days if day]
        pairs = list(pairwise(known))
        rising, falling = all(one <= two for one, two in pairs), all(one >= two for one, two in pairs)
        return len(set(known)) >= enough and (rising or falling)

    return _either(ordered(read.right), ordered(read.swapped))


def _by_span(read: Read) -> Verdict | None:
    """What the span of the days tells, where they lie in one month in one way and far apart in the other."""
    right, swapped = _span(read.right), _span(read.swapped)
    if max(right, swapped) <= _APART:
        return None
    return _either(right <= _TOGETHER, swapped <= _TOGETHER)


def _span(days: Days) -> int:
    known = [day for day in days if day]
    return (max(known) - min(known)).days


def _either(right: bool, swapped: bool) -> Verdict | None:
    return None if right == swapped else "right" if right else "swapped"
