"""What a fall of a rate is made of, as the first cause of a finding: another mix, or lower rates at the same mix."""

from kpitools.findings.facts import Facts
from kpitools.findings.said import Points, Said
from kpitools.kpis.causes import FORMAT
from kpitools.language import mark

_MIX = {
    "network": mark("plus de place prise par des réseaux où l'on réagit moins ({by_mix})"),
    FORMAT: mark("plus de place prise par des formats qui font moins réagir ({by_mix})"),
}
_RATES = {
    "network": mark("des taux plus bas à répartition égale entre les réseaux ({by_rates})"),
    FORMAT: mark("des taux plus bas à répartition égale entre les formats ({by_rates})"),
}


def of_fall(facts: Facts, kpi_id: str) -> tuple[tuple[str, ...], dict[str, Said]]:
    """The larger of the two effects behind a fall of a rate, with its points; nothing where the fall has no parts."""
    why = facts.evaluation.why(kpi_id, facts.scope)
    if why is None or why.change >= 0:
        return (), {}
    source = facts.sure(kpi_id)
    if why.mix < why.rate:
        return (_MIX[why.dimension],), {"by_mix": Points(why.mix, source)}
    return (_RATES[why.dimension],), {"by_rates": Points(why.rate, source)}
