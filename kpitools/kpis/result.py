"""What a KPI gives for one network, or for several combined: exact, unformatted, with all that a proof needs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from kpitools.kpis import settling
from kpitools.kpis.values import Number, Rows
from kpitools.problems import Problem

_NO_FILES: Counter[int] = Counter()  # shared, as results are never changed
REACTIONS = frozenset({"likes", "comments", "shares", "saves", "engagements", "interactions", "reactions"})


@dataclass(frozen=True)
class Part:
    """One network's share of a KPI: a sum, or the two sides of a ratio.

    `used` of `rows` canonical rows of `table` gave figures; `table` is None where they come from several. `method`
    names the columns used: two periods computed in two ways are not compared. `missing_days` are those of the period
    without a figure, where days are added up; `young` the part of `of` on posts too young at their export.
    """

    of: Number | None = None
    by: Number | None = None
    used: int = 0
    rows: int = 0
    table: str | None = None
    basis: frozenset[str] = frozenset()
    method: str = ""
    accounts: int = 1
    missing_days: int = 0
    young: Number | None = None
    files: Counter[int] = field(default_factory=lambda: _NO_FILES)
    reason: Problem | None = None

    def on_basis(self, name: str) -> "Part":
        """The same part, said to be on a basis where it is known."""
        return self if self.of is None else replace(self, basis=self.basis | {name})


@dataclass(frozen=True)
class Result:
    """A KPI on one scope and period. `networks` are those that know it; `reason` says why there is no value.

    `measures` says what a value is of, where it is told by several methods that all measure the same.
    """

    value: Number | Rows | None = None
    of: Number | None = None
    by: Number | None = None
    used: int = 0
    coverage: float | None = None
    basis: frozenset[str] = frozenset()
    method: str = ""
    networks: frozenset[str] = frozenset()
    early: bool = False
    missing_days: int = 0
    files: Counter[int] = field(default_factory=lambda: _NO_FILES)
    reason: Problem | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    measures: str = ""

    @property
    def definition(self) -> str:
        """What has to be the same for two values to be compared: what several methods measure, else the method."""
        return self.measures or self.method

    def with_value(self, value: Number) -> "Result":
        """The same facts with another value than its two sides give."""
        return replace(self, value=value)

    def with_sides(self, of: Number) -> "Result":
        """The same facts for another count."""
        return replace(self, value=of, of=of)

    def on(self, networks: frozenset[str]) -> "Result":
        """The same facts, known for these networks where there is a value."""
        return self if self.value is None else replace(self, networks=networks)

    def on_basis(self, name: str) -> "Result":
        """The same facts, said to be on a basis."""
        return replace(self, basis=self.basis | {name})

    def without_value(self, reason: Problem) -> "Result":
        """The same facts, without a value, for a reason."""
        return replace(self, value=None, reason=self.reason or reason)


def divided(of: Number | None, by: Number | None, times: float = 1) -> float | None:
    """A ratio; unknown where a side is unknown or the denominator is zero."""
    if of is None or by is None or not by:
        return None
    return float(of) / float(by) * times


def combined(parts: Mapping[str, Part], *, ratio: bool, times: float, people: bool, no_value: Problem) -> Result:
    """The parts of several networks as one: sums, or sums of numerators over sums of denominators."""
    known = {
        network: part for network, part in parts.items() if part.of is not None and (part.by is not None or not ratio)
    }
    if not known:
        reasons = [part.reason for part in parts.values() if part.reason]
        return Result(reason=reasons[0] if len({one.id for one in reasons}) == 1 else no_value)
    # In order of the networks, so that sums of fractions are the same on every run.
    made = _together([known[network] for network in sorted(known)])
    tables = {part.table for part in parts.values() if part.table or part.of is not None}
    rows = sum(part.rows for part in parts.values())
    return Result(
        value=divided(made.of, made.by, times) if ratio else made.of,
        of=made.of,
        by=made.by if ratio else None,
        used=made.used,
        coverage=made.used / rows if rows and len(tables) == 1 and None not in tables else None,
        basis=made.basis | {"not_deduplicated"} if people and made.accounts > 1 else made.basis,
        method=made.method,
        networks=_names(tuple(known)),
        early=_early(made),
        missing_days=made.missing_days,
        files=made.files,
        reason=no_value if ratio and not made.by else None,
    )


@cache
def _names(networks: tuple[str, ...]) -> frozenset[str]:
    """Networks as a set, one for all the results that are of them."""
    return frozenset(networks)


def _together(parts: Sequence[Part]) -> Part:
    """Known parts as one."""
    if len(parts) == 1:
        return parts[0]
    bases = {part.basis for part in parts}
    return Part(
        of=sum(part.of for part in parts if part.of is not None),
        by=sum(part.by for part in parts if part.by is not None),
        used=sum(part.used for part in parts),
        basis=frozenset().union(*bases) if len(bases) > 1 else parts[0].basis,
        method=" ".join(sorted({part.method for part in parts})),
        accounts=sum(part.accounts for part in parts),
        missing_days=max(part.missing_days for part in parts),
        young=sum(part.young for part in parts if part.young is not None),
        files=files_of(parts),
    )


def files_of(several: Iterable[Part | Result]) -> Counter[int]:
    """The rows that each file gave to several figures together."""
    told = [one.files for one in several if one.files]
    if len(told) < 2:
        return told[0] if told else _NO_FILES
    made = told[0].copy()
    for files in told[1:]:
        for file, rows in files.items():
            made[file] += rows
    return made


def summed_parts(parts: Sequence[Part], networks: frozenset[str], no_value: Problem) -> Result:
    """Sums of several tables as one: those that are known."""
    numbered = {str(number): part for number, part in enumerate(parts)}
    return combined(numbered, ratio=False, times=1, people=False, no_value=no_value).on(networks)


def _early(part: Part) -> bool:
    """Whether over a tenth of the value stands on posts too young at their export."""
    share = divided(part.young, part.of)
    return share is not None and share > settling.SHARE
