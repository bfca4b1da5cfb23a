"""What competitors and the platforms themselves changed."""

from __future__ import annotations

from kpitools.catalogue.redefinition import redefinitions
from kpitools.findings.facts import Facts
from kpitools.findings.finding import Finding
from kpitools.findings.rule import finding, rule
from kpitools.findings.said import Bilingual, Counted, Day, Quoted
from kpitools.language import mark
from kpitools.statistics import robust_z


@rule("competitor_surge", whole=True)
def competitor_surge(facts: Facts) -> Finding | None:
    """A competitor's gains or engagements far outside its past; the furthest of all is told."""
    surges = []
    for what in ("followers_gained", "engagements"):
        for brand, course in facts.data.rivals(what).items():
            if not course or course[-1][0] != facts.period or course[-1][1] < facts.limits["events"]:
                continue
            paces = [figure / period.days for period, figure in course]
            z = robust_z(paces[-1], paces[:-1])
            if z is not None and z > facts.limits["z"]:
                surges.append((z, brand, what, course[-1][1]))
    if not surges:
        return None
    _, brand, what, figure = max(surges)
    if what == "engagements":
        return finding(
            "competitor_surge", facts, ("share_of_voice",),
            mark("{brand} a reçu {reactions}, bien plus que d'habitude."),
            mark("Regarder ce que ce concurrent a publié, et ce qui y a fait réagir."),
            brand=Quoted(brand), reactions=Counted("{n} réaction", "{n} réactions", figure),
        )  # fmt: skip
    return finding(
        "competitor_surge", facts, ("share_of_voice",),
        mark("{brand} a gagné {followers}, bien plus que d'habitude."),
        mark("Regarder ce que ce concurrent a publié, et s'il a fait un concours ou de la publicité."),
        brand=Quoted(brand), followers=Counted("{n} abonné", "{n} abonnés", figure),
    )  # fmt: skip


@rule("measure_changed", whole=True)
def measure_changed(facts: Facts) -> Finding | None:
    """A known redefinition of a measure falls into the comparison."""
    start, end = facts.period.previous.start, facts.period.end
    for one in reversed(redefinitions()):
        if not start < one.date <= end or (one.network and one.network not in facts.evaluation.networks):
            continue
        scope = one.network or "all"
        concerned = tuple(kpi for kpi in one.kpis if facts.value(kpi, scope) is not None)
        if concerned:
            return finding(
                "measure_changed", facts, concerned,
                mark("{what}, depuis le {day} : les chiffres d'avant et d'après ne se comparent pas."),
                mark("Ne tirer aucune conclusion de cette évolution, et repartir de cette date."),
                what=Bilingual(one.text), day=Day(one.date),
            )  # fmt: skip
    return None


RULES = (competitor_surge, measure_changed)
