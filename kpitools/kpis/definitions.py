"""The engagement rate in the client's own sense, and what other tools would have shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpitools.catalogue import Kpi, Words
from kpitools.catalogue.benchmark import RATE
from kpitools.catalogue.definition import DEFAULT, definitions
from kpitools.kpis.engagement import engagement_rate
from kpitools.kpis.lens import Lens
from kpitools.kpis.values import Alternative
from kpitools.language import language, mark

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation

__all__ = ["RATE", "alternatives", "defined"]


def defined(kpi: Kpi, profile: str) -> Kpi:
    """The engagement rate by a definition: its formula and meaning are that definition's."""
    assert kpi.function
    if profile == DEFAULT:
        return kpi
    definition, fr, en = definitions()[profile], language("fr"), language("en")
    meaning = mark("Taux d'engagement tel que {name} le définit.")
    told: dict[str, object] = {
        "function": kpi.function.model_copy(update={"column": profile}),
        "definition": Words(fr=fr.text(meaning, name=definition.name), en=en.text(meaning, name=definition.name)),
    }
    if definition.formula(fr):
        told["formula"] = Words(fr=definition.formula(fr), en=definition.formula(en))
    return kpi.model_copy(update=told)


def alternatives(evaluation: Evaluation, networks: frozenset[str]) -> tuple[Alternative, ...]:
    """What the tools that the parameters name would have shown for the same period and networks."""
    lens = Lens(evaluation.period)
    results = {
        profile: engagement_rate(evaluation, profile, lens, networks)
        for profile in evaluation.store.parameters.compare_definitions
    }
    return tuple(
        Alternative(profile, result.value, result.reason if result.value is None else None, result.of, result.by)
        for profile, result in results.items()
        if not isinstance(result.value, list)
    )
