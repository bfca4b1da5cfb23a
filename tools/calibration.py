"""How often signal and forecast are right, by simulation: the table of `docs/statistics.md`.

python tools/calibration.py          prints the table
python tools/calibration.py --write  writes it into docs/statistics.md
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kpitools.statistics import (
    Days,
    Measured,
    Moments,
    Signal,
    against_own_past,
    apart,
    by_day,
    end_value,
    judge,
    ratio_over_units,
    total_over_units,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "statistics.md"
SEED, TRIALS, POWER_TRIALS = 20261127, 2000, 500
EFFECTS = (1.1, 1.3, 2.0)
WEEK = np.array([1.2, 1.1, 1.0, 1.0, 0.9, 0.5, 0.6])
LENGTHS = (31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31)  # October to October
Rng = np.random.Generator


@dataclass(frozen=True)
class Scenario:
    """One kind of value, how it comes about, and how a month is judged; `effect` multiplies the last month's figure."""

    kind: str
    what: str
    judged: Callable[[Rng, float], Signal]
    large: bool  # an expected count of 30 or more


def signal(measured: list[Measured] | None) -> Signal:
    """The last two periods judged."""
    return judge(measured[-1], measured[-2]) if measured else Signal.NOT_ENOUGH_HISTORY


def _days(months: int) -> list[tuple[int, int]]:
    """The first day and the length of the last `months` months."""
    lengths = LENGTHS[-months:]
    starts = np.cumsum([0, *lengths[:-1]]) + 738_000
    return [(int(start), length) for start, length in zip(starts, lengths, strict=True)]


def daily(law: str, mean: float, months: int = 13, memory: float = 0.0) -> Callable[[Rng, float], Signal]:
    """A count by day with weekdays: Poisson, negative binomial, with memory, or an amount (lognormal days)."""

    def judged(rng: Rng, effect: float) -> Signal:
        spans = _days(months)
        periods = []
        state = rng.normal()
        for number, (start, length) in enumerate(spans):
            day = np.arange(start, start + length)
            expected = mean / 30 * WEEK[(day - 1) % 7] / WEEK.mean() * (effect if number == months - 1 else 1)
            if law == "negative binomial":
                expected = expected * rng.gamma(2, 0.5, length)
            if memory:
                states = np.empty(length)
                for index in range(length):
                    state = memory * state + np.sqrt(1 - memory**2) * rng.normal()
                    states[index] = state
                expected = expected * np.exp(0.5 * states - 0.125)
            if law == "lognormal":
                periods.append(Days.counts(day.tolist(), (expected * np.exp(rng.normal(size=length) - 0.5)).tolist()))
            else:
                periods.append(Days.counts(day.tolist(), rng.poisson(expected).tolist()))
        return signal(by_day(periods, counts=law != "lognormal"))

    return judged


def daily_ratio(sessions: float, share: float, months: int = 13) -> Callable[[Rng, float], Signal]:
    """A share of a daily sum, as a bounce rate that itself varies from day to day and by weekday."""

    def judged(rng: Rng, effect: float) -> Signal:
        periods = []
        for number, (start, length) in enumerate(_days(months)):
            day = np.arange(start, start + length)
            by = rng.poisson(sessions / 30 * WEEK[(day - 1) % 7])
            rate = np.clip(share * (effect if number == months - 1 else 1) * (1 + 0.1 * rng.normal(size=length)), 0, 1)
            of = rng.binomial(by, rate)
            periods.append(Days(day.astype(float), of.astype(float), by.astype(float)))
        return signal(by_day(periods, counts=False))

    return judged


def _posts(rng: Rng, n: int, effect: float, rate: float = 0.04) -> tuple[np.ndarray, np.ndarray]:
    """Engagements and reach of n posts: reach lognormal, the rate of each its own."""
    reach = np.round(1000 * np.exp(rng.normal(size=n) * 0.9))
    own = rate * effect * rng.gamma(4, 0.25, n)
    return rng.poisson(reach * own).astype(float), np.maximum(reach, 1)


def _moments(of: np.ndarray, by: np.ndarray) -> Moments:
    return Moments(len(of), of.sum(), by.sum(), (of * of).sum(), (of * by).sum(), (by * by).sum())


def posts_ratio(n: int, months: int = 13) -> Callable[[Rng, float], Signal]:
    """Σ engagements / Σ reach over about n posts a month."""

    def judged(rng: Rng, effect: float) -> Signal:
        periods = [
            _moments(*_posts(rng, max(6, rng.poisson(n)), effect if month == months - 1 else 1))
            for month in range(months)
        ]
        return signal(ratio_over_units(periods))

    return judged


def posts_mean(n: int, months: int = 13) -> Callable[[Rng, float], Signal]:
    """The mean over n posts of a rate of each."""

    def judged(rng: Rng, effect: float) -> Signal:
        periods = []
        for month in range(months):
            of = rng.gamma(2, 0.5, n) * (effect if month == months - 1 else 1)
            periods.append(_moments(of, np.ones(n)))
        return signal(ratio_over_units(periods))

    return judged


def posts_total(n: int, months: int = 13, *, planned: bool) -> Callable[[Rng, float], Signal]:
    """Σ reach over the posts of a month: as many as planned, or as chance has it; the effect is on each post."""

    def judged(rng: Rng, effect: float) -> Signal:
        periods = []
        lengths = LENGTHS[-months:]
        for month, length in enumerate(lengths):
            count = round(n * length / 30.4) if planned else max(6, rng.poisson(n * length / 30.4))
            _, reach = _posts(rng, count, 1)
            reach = reach * (effect if month == months - 1 else 1)
            periods.append(_moments(reach, np.ones(count)))
        return signal(total_over_units(periods, lengths))

    return judged


def level(start: float, gain: float, spread: float, months: int = 13) -> Callable[[Rng, float], Signal]:
    """A level that grows by a gain that varies; the effect multiplies the last gain by 10 for each 10 %."""

    def judged(rng: Rng, effect: float) -> Signal:
        gains = gain + spread * rng.normal(size=months - 1)
        values = start + np.concatenate([[0], np.cumsum(gains)])
        values[-1] += start * (effect - 1)
        return against_own_past(values.tolist())

    return judged


def scenarios() -> Iterator[Scenario]:
    """Every kind of value, with much history and with little, few events and many."""
    for law in ("Poisson", "negative binomial"):
        for mean in (5, 30, 300, 3000):
            yield Scenario("daily counts", f"{law}, {mean} a month, 13 months", daily(law, mean), mean >= 30)
        yield Scenario("daily counts", f"{law}, 300 a month, 2 months", daily(law, 300, 2), True)
    for memory in (0.3, 0.6):
        for months in (2, 13):
            what = f"days that resemble the day before ({memory}), 3000 a month, {months} months"
            yield Scenario("daily counts", what, daily("Poisson", 3000, months, memory), True)
    yield Scenario("daily amounts", "lognormal days, 13 months", daily("lognormal", 3000), True)
    yield Scenario("daily amounts", "lognormal days, 2 months", daily("lognormal", 3000, 2), True)
    for sessions, share in ((100, 0.4), (3000, 0.4), (3000, 0.02)):
        what = f"{share:.0%} of {sessions} a month, 13 months"
        yield Scenario("ratio of daily sums", what, daily_ratio(sessions, share), sessions * share >= 30)
    for n in (8, 15, 30, 100):
        yield Scenario("ratio over posts", f"{n} posts a month, 13 months", posts_ratio(n), n >= 30)
    yield Scenario("ratio over posts", "30 posts a month, 2 months", posts_ratio(30, 2), True)
    for n in (8, 30, 100):
        yield Scenario("mean over posts", f"mean of {n} posts a month, 13 months", posts_mean(n), n >= 30)
    for n in (8, 30, 100):
        for planned in (True, False):
            how = "as planned" if planned else "as they come"
            what = f"{n} posts a month {how}, 13 months"
            yield Scenario("total over posts", what, posts_total(n, planned=planned), n >= 30)
    yield Scenario(
        "total over posts", "30 posts a month as they come, 2 months", posts_total(30, 2, planned=False), True
    )
    for months in (8, 13):
        yield Scenario("levels", f"10 000, +1 % ± 0.5 % a month, {months} months", level(1e4, 100, 50, months), True)


def share_of_noise(scenario: Scenario, trials: int, effect: float = 1.0) -> float:
    """The share of simulated months that are called noise."""
    rng = np.random.default_rng([SEED, *scenario.what.encode(), round(effect * 10)])
    return sum(scenario.judged(rng, effect) == Signal.NOISE for _ in range(trials)) / trials


@dataclass(frozen=True)
class Course:
    """A course of days to forecast: its law, how many a month, days known before the period's end, days to come."""

    law: str
    mean: float
    known: int
    ahead: int
    months_apart: float = 0.0

    @property
    def what(self) -> str:
        """In words."""
        apart = f", months apart by {self.months_apart:.0%}" if self.months_apart else ""
        weeks = self.known // 7
        return f"{self.law}, {self.mean:g} a month{apart}, {weeks} weeks known, {self.ahead} days to come"


COURSES = (
    Course("Poisson", 30, 60, 20),
    Course("Poisson", 300, 120, 15),
    Course("Poisson", 3000, 400, 10),
    Course("negative binomial", 30, 400, 10),
    Course("negative binomial", 300, 60, 20),
    Course("negative binomial", 3000, 120, 15),
    Course("negative binomial", 3000, 400, 180),
    Course("Poisson", 3000, 120, 15, months_apart=0.2),
    Course("Poisson", 3000, 400, 15, months_apart=0.2),
)


def coverage(course: Course, trials: int) -> tuple[float, float]:
    """The share of simulated periods whose end lies in the forecast's interval, and its half-width over the value."""
    rng = np.random.default_rng([SEED, *course.what.encode()])
    held = width = 0.0
    day = np.arange(739_000, 739_000 + course.known + course.ahead)
    period = day[-min(course.ahead * 2, 365) :]
    for _ in range(trials):
        expected = course.mean / 30 * WEEK[(day - 1) % 7] / WEEK.mean()
        months = np.exp(rng.normal(size=len(day) // 30 + 1) * course.months_apart)
        expected = expected * np.repeat(months, 30)[: len(day)]
        if course.law == "negative binomial":
            expected = expected * rng.gamma(2, 0.5, len(day))
        of = rng.poisson(expected).astype(float)
        known = Days.counts(day[: course.known].tolist(), of[: course.known].tolist())
        forecast = end_value(known, period.tolist(), counts=True)
        assert forecast is not None
        held += forecast.low <= of[-len(period) :].sum() <= forecast.high
        width += (forecast.high - forecast.low) / 2 / max(forecast.expected, 1)
    return held / trials, width / trials


def named_by_chance(groups: int, things: int, trials: int) -> float:
    """The share of simulated comparisons of equal groups in which any group is said to stand apart."""
    rng = np.random.default_rng([SEED, groups, things])
    named = 0
    for _ in range(trials):
        figures = np.round(np.exp(rng.normal(size=(groups, things)) * 1.2 + 3))
        named += bool(apart({key: row.tolist() for key, row in enumerate(figures)}))
    return named / trials


def table() -> str:
    """The figures of the page, as Markdown."""
    lines = [
        "| kind of value | simulated | no change: called noise | +10 %: seen | +30 %: seen | +100 %: seen |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for one in scenarios():
        shares = [share_of_noise(one, TRIALS)] + [1 - share_of_noise(one, POWER_TRIALS, effect) for effect in EFFECTS]
        mark = "" if one.large else " (few)"
        lines.append(f"| {one.kind}{mark} | {one.what} | " + " | ".join(f"{100 * s:.1f} %" for s in shares) + " |")
    lines += [
        "",
        "| forecast of | ends within the interval (80 % wanted) | half-width |",
        "|---|---:|---:|",
    ]
    for course in COURSES:
        held, width = coverage(course, TRIALS)
        lines.append(f"| {course.what} | {100 * held:.1f} % | ± {100 * width:.1f} % |")
    lines += [
        "",
        "| groups looked at, all alike | any named as standing apart (at most 5 % wanted) |",
        "|---|---:|",
    ]
    for groups, things in APART:
        share = named_by_chance(groups, things, TRIALS)
        lines.append(f"| {groups} groups of {things} posts | {100 * share:.1f} % |")
    return "\n".join(lines) + "\n"


APART = ((4, 8), (12, 12), (40, 6))
MARK = "<!-- tools/calibration.py -->\n"


def main() -> int:
    """Print the table, or write it into the page."""
    made = table()
    if "--write" in sys.argv:
        head, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
        PAGE.write_text(head + MARK + "\n" + made, encoding="utf-8")
    else:
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
