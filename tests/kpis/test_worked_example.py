"""The worked example of the KPI reference: every value that the catalogue computes agrees with it."""

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from kpitools.kpis import document
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.opening import evaluate, open_store
from kpitools.language import language
from tests.client import OCTOBER

TOLERANCE = 1e-9


@pytest.fixture(scope="module")
def evaluation(shared: Path) -> Evaluation:
    return evaluate(open_store(shared / "checks" / "kpis" / "params.yaml", "compute"), OCTOBER)


def agree(have: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return isinstance(have, list) and len(have) == len(wanted) and all(map(agree, have, wanted))
    if isinstance(wanted, float | int) and isinstance(have, float | int):
        return math.isclose(have, wanted, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(have == wanted)


def _line(row: dict[str, Any]) -> Any:
    """What the example says of a line of a KPI that is a table."""
    if "contest" in row:
        return [row["contest"], row["value"]]
    return [row["class"], row["sessions"]] if "class" in row else row["post_id"]


def test_values(evaluation: Evaluation, shared: Path) -> None:
    wanted = json.loads((shared / "checks" / "kpis" / "expected.json").read_text(encoding="utf-8"))
    found = {(one["kpi"], one["scope"]): one for one in document.document(evaluation, language("fr"))["values"]}
    compared = [one for one in wanted if (one["kpi"], one["scope"]) in found]
    wrong = []
    for one in compared:
        have = dict(found[one["kpi"], one["scope"]])
        if isinstance(have["value"], list):
            have["value"] = [_line(row) for row in have["value"]]
        wrong += [(one["kpi"], one["scope"], key, have[key], one[key]) for key in one if not agree(have[key], one[key])]
    assert not wrong
    assert len(compared) == len(wanted) > 500


def test_breakdowns(evaluation: Evaluation, shared: Path) -> None:
    wanted = json.loads((shared / "checks" / "kpis" / "breakdowns.json").read_text(encoding="utf-8"))
    wrong = []
    for one in wanted:
        if one["kpi"] not in evaluation.catalogue.kpis:
            continue
        found = evaluation.by(one["kpi"], one["by"], one["scope"])
        have = {bucket.bucket: bucket.value for bucket in found or ()}
        if set(have) != {bucket for bucket, _ in one["breakdown"]} or not all(
            agree(have[bucket], value) for bucket, value in one["breakdown"]
        ):
            wrong.append((one["kpi"], one["by"]))
    assert not wrong


def test_the_csv_says_the_same_as_the_json(evaluation: Evaluation) -> None:
    rows = list(csv.DictReader(document.table(evaluation, language("fr")).splitlines()))
    values = {(one["kpi"], one["scope"]): one for one in document.document(evaluation, language("fr"))["values"]}
    numbers = [one for one in values.values() if not evaluation.kpi(one["kpi"]).is_table]
    assert len(rows) == len(numbers)
    assert all(
        agree(float(row["value"]) if row["value"] else None, values[row["kpi"], row["scope"]]["value"]) for row in rows
    )
