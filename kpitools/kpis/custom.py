"""The client's own KPIs: formulas over other KPIs' values, taken as they are (rule 4)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kpitools.catalogue import Catalogue, Kpi, Words
from kpitools.catalogue.arithmetic import Call, Formula, Lookup, Number, Reference, parse
from kpitools.kpis import reasons
from kpitools.kpis.definitions import RATE, defined
from kpitools.kpis.lens import Lens
from kpitools.kpis.result import Result, files_of
from kpitools.params import Parameters

if TYPE_CHECKING:
    from kpitools.kpis.evaluation import Evaluation


def with_custom(catalogue: Catalogue, parameters: Parameters) -> Catalogue:
    """The catalogue, its engagement rate by the client's definition, and the client's own KPIs.

    One of these that reads a figure of all networks alone exists for all alone.
    """
    kpis = {**catalogue.kpis, RATE: defined(catalogue[RATE], parameters.definitions)}
    for custom in parameters.custom_kpis:
        words = Words(fr=custom.name, en=custom.name)
        kpis[custom.id] = Kpi(
            id=custom.id,
            name=words,
            category="custom",
            unit=custom.unit,
            better=custom.better,
            definition=words,
            arithmetic=custom.formula,
        )
    for custom in parameters.custom_kpis:  # once all are there: one may read another
        if _whole(kpis, custom.id):
            kpis[custom.id] = kpis[custom.id].model_copy(update={"scope": "all"})
    return Catalogue(MappingProxyType(kpis))


def _whole(kpis: dict[str, Kpi], kpi_id: str) -> bool:
    kpi = kpis[kpi_id]
    if not kpi.arithmetic:
        return kpi.scope == "all"
    return any(one.scope is None and _whole(kpis, one.id) for one in parse(kpi.arithmetic).references())


def evaluated(evaluation: Evaluation, kpi: Kpi, lens: Lens, scope: frozenset[str]) -> Result:
    """The formula over the values of the scope; an unknown part makes the whole unknown."""
    formula = parse(kpi.arithmetic)
    results = {
        one: evaluation.result(one.id, lens, frozenset({one.scope}) if one.scope and one.scope != "all" else scope)
        for one in formula.references()
    }

    def lookup(kpi_id: str, network: str | None) -> Number | None:
        value = results[Reference(kpi_id, network)].value
        return None if isinstance(value, list) else value

    unknown = next((one for one in results if lookup(one.id, one.scope) is None), None)
    value = formula.evaluate(lookup)
    of, by = _sides(formula, lookup)
    made = Result(
        value=value,
        of=of,
        by=by,
        used=sum(result.used for result in results.values()),
        coverage=next(iter(results.values())).coverage if len(results) == 1 else None,
        basis=frozenset(name for result in results.values() for name in result.basis),
        method=" ".join(result.method for result in results.values()),
        measures=" ".join(result.definition for result in results.values()),
        networks=frozenset(network for result in results.values() for network in result.networks),
        missing_days=max((result.missing_days for result in results.values()), default=0),
        early=any(result.early for result in results.values()),
        files=files_of(results.values()),
    )
    if value is not None:
        return made
    return made.without_value(reasons.unknown_part(unknown.id) if unknown else reasons.zero_denominator())


def _sides(formula: Formula, lookup: Lookup) -> tuple[Number | None, Number | None]:
    """Numerator and denominator, where the formula is one division."""
    if isinstance(formula.root, Call) and formula.root.function == "/":
        of, by = (Formula(formula.text, side).evaluate(lookup) for side in formula.root.arguments)
        return of, by
    return None, None
