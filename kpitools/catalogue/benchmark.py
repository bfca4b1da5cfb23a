"""Published benchmarks as data (`benchmarks.yaml`), and which of them may stand beside a rate.

The same network and sector reads 0.26 % in one source and 3.80 % in another, both right: a benchmark is shown beside a
rate of its own definition only, and refused otherwise with the reason.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from ruamel.yaml import YAML

from kpitools import shipped
from kpitools.catalogue.definition import definitions
from kpitools.catalogue.kpi import Strict, Words
from kpitools.language import Language, mark

FILE = Path(__file__).with_name("benchmarks.yaml")

_STATISTICS = {"median": mark("médiane"), "average": mark("moyenne"), "threshold": mark("seuil")}
RATE = "engagement_rate"


class Benchmark(Strict):
    """One published figure. `year` is the publication's, `data` the period measured, `base` what is divided by what.

    `definition` is the profile that computes the same rate (the KPI, where it is no engagement rate), empty where none
    is known to; `value` is in %, but for posts a week. `high` is the other end of a range.
    """

    source: str
    year: int
    data: str = ""
    base: Words
    statistic: Literal["median", "average", "threshold"]
    kpi: str = RATE
    network: str
    sector: Words | None = None
    value: float
    high: float | None = None
    definition: str = ""
    verified: bool = True
    reference: str = Field("", description="where it was read; empty where it is second hand")

    def text(self, words: Language) -> str:
        """ "Rival IQ 2023 (données 2022), médiane, interactions ÷ abonnés : 0,47 %"."""
        told = f"{self.source} {self.year}"
        if self.data:
            told += words.text(" (données {data})", data=self.data)
        sector = f", {self.sector(words)}" if self.sector else ""
        value = " – ".join(self._said(words, one) for one in (self.value, self.high) if one is not None)
        text = words.text(
            "{source}, {statistic}{sector}, {base} : {value}",
            source=told, statistic=words.text(_STATISTICS[self.statistic]), sector=sector, base=self.base(words),
            value=value,
        )  # fmt: skip
        return text if self.verified else words.text("{benchmark} (non vérifié)", benchmark=text)

    def _said(self, words: Language, value: float) -> str:
        if self.definition == "posting_frequency":
            return words.number(value, 2)
        return words.percent(value, 3 if value < 0.1 else 2)

    def refusal(self, definition: str, words: Language) -> str:
        """Why it may not stand beside a figure of that definition (of that KPI); empty where it may."""
        if self.definition == definition:
            return ""
        if not self.definition:
            return words.text("sa méthode n'est pas publiée en entier ({base})", base=self.base(words))
        theirs, ours = (definitions()[name].name for name in (self.definition, definition))
        return words.text("il suit la définition « {theirs} », pas « {ours} »", theirs=theirs, ours=ours)


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Every published benchmark, in the order of the file."""
    groups = shipped.plain(FILE, YAML(typ="safe").load)[FILE.name]
    return tuple(
        Benchmark.model_validate({**{key: value for key, value in group.items() if key != "values"}, **one})
        for group in groups
        for one in group["values"]
    )


def published(kpi: str, network: str) -> tuple[Benchmark, ...]:
    """The benchmarks of a KPI on a network, newest first."""
    found = (one for one in benchmarks() if (one.kpi, one.network) == (kpi, network))
    return tuple(sorted(found, key=lambda one: -one.year))
