"""The values as the interface's JSON and CSV: full precision, nothing formatted."""

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.values import Value
from kpitools.language import Language

CSV_COLUMNS = (
    "client", "start", "end", "kpi", "scope", "value", "unit", "previous", "change", "change_points", "year_ago",
    "target", "target_status", "signal", "basis", "definition", "coverage", "reason",
)  # fmt: skip


def document(
    evaluation: Evaluation, words: Language, by: str = "", findings: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Every KPI on every scope, with proofs; `by` adds each value's breakdown, where it has one.

    `findings` are those of `kpitools.findings`, in words.
    """
    store = evaluation.store
    values = []
    for value in every(evaluation):
        data = _value(value, words)
        if by and evaluation.breaks_down(value.kpi, by):
            buckets = evaluation.by(value.kpi, by, value.scope)
            data["breakdown"] = [{"bucket": one.bucket, "value": plain(one.value)} for one in buckets]
        values.append(data)
    return {
        "client": store.parameters.client.id,
        "period": {"start": evaluation.period.start.isoformat(), "end": evaluation.period.end.isoformat()},
        "currency": store.parameters.client.currency,
        "values": values,
        "findings": list(findings),
        "unused_files": [{"file": name, "reason": problem.message(words)} for name, problem in store.unused],
        "warnings": [
            {"id": problem.id, "text": problem.message(words), "file": problem.file} for problem in evaluation.warnings
        ],
    }


def every(evaluation: Evaluation) -> list[Value]:
    """All values, in the catalogue's order, `all` before the networks."""
    return [
        evaluation.value(kpi.id, scope) for kpi in evaluation.catalogue.listed for scope in evaluation.scopes(kpi.id)
    ]


def table(evaluation: Evaluation, words: Language) -> str:
    """The values as CSV, KPIs that are tables left out."""
    client, period = evaluation.store.parameters.client.id, evaluation.period
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for value in every(evaluation):
        if evaluation.kpi(value.kpi).is_table:
            continue
        data = _value(value, words)
        row = {"client": client, "start": period.start.isoformat(), "end": period.end.isoformat(), **data}
        row["basis"] = " ".join(value.basis or ())
        writer.writerow(["" if row[column] is None else row[column] for column in CSV_COLUMNS])
    return out.getvalue()


def _value(value: Value, words: Language) -> dict[str, Any]:
    proof = value.proof
    return {
        "kpi": value.kpi,
        "scope": value.scope,
        "value": plain(value.value),
        "unit": value.unit,
        "previous": plain(value.previous),
        "change": value.change,
        "change_points": value.change_points,
        "year_ago": plain(value.year_ago),
        "target": plain(value.target),
        "target_status": value.target_status,
        "signal": value.signal,
        "early": value.early,
        "basis": list(value.basis) if value.basis else None,
        "definition": value.definition,
        "alternatives": [
            {
                "definition": one.definition,
                "value": plain(one.value),
                "reason": one.reason.message(words) if one.reason else None,
            }
            for one in value.alternatives
        ],
        "coverage": value.coverage,
        "reason": value.reason.message(words) if value.reason else None,
        **value.details,
        "proof": {
            "formula": proof.formula,
            "numerator": plain(proof.numerator),
            "denominator": plain(proof.denominator),
            "rows": proof.rows,
            "sources": [{"file": one.file, "sha256": one.sha256, "rows": one.rows} for one in proof.sources],
        },
    }


def plain(value: object) -> Any:
    """A number, or the lines of a table, as JSON has them."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [{key: plain(one) for key, one in row.items()} for row in value]
    return value
