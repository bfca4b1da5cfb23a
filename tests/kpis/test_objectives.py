"""The choice of objectives, judged: each remark on its case, and not on the nearest other."""

from pathlib import Path
from typing import Any

import pytest

from kpitools.findings import findings
from kpitools.kpis.objectives import remarks
from tests.client import Client, post

TWO = [{"id": "reach", "target": 1}, {"id": "views", "target": 1}]


def said(folder: Path, objectives: list[dict[str, Any]], **parameters: Any) -> list[str]:
    client = Client(folder, objectives=objectives, **parameters)
    client.table("posts", [post("a", "2026-10-05", reach=10, likes=1), post("b", "2026-11-05")])
    return [problem.id for problem in remarks(client.october())]


@pytest.mark.parametrize(
    ("finding", "objectives", "parameters"),
    [
        ("too_few_kpis", [{"name": "visibilite", "kpis": TWO[:1]}], {}),
        ("too_many_kpis", [{"name": "visibilite", "kpis": [*TWO, {"id": "likes"}, {"id": "posts"}]}], {}),
        ("sales_target_on_social", [{"name": "image", "kpis": [{"id": "revenue", "target": 9}, TWO[0]]}], {}),
        ("too_early_traffic", [{"name": "trafic", "kpis": TWO}], {"community_since": "2026-09-01"}),
        ("passing_traffic", [{"name": "visibilite", "kpis": [{"id": "profile_visits", "target": 9}, TWO[0]]}],
         {"events": [{"name": "Rentrée", "start": "2026-09-28", "end": "2026-10-20", "kind": "campaign"}]}),
    ],
)  # fmt: skip
def test_a_choice_that_deceives_is_remarked_upon(
    tmp_path: Path, finding: str, objectives: list[dict[str, Any]], parameters: dict[str, Any]
) -> None:
    assert finding in said(tmp_path, objectives, **parameters)
    assert finding in [one.id for one in findings(Client(tmp_path, objectives=objectives, **parameters).october())]
    off = {**parameters, "report": {"findings": {finding: "off"}}}
    assert finding not in [one.id for one in findings(Client(tmp_path, objectives=objectives, **off).october())]


@pytest.mark.parametrize(
    ("objectives", "parameters"),
    [
        ([{"name": "visibilite", "kpis": TWO}], {}),
        ([{"name": "conversion", "kpis": [{"id": "revenue", "target": 9}, {"id": "leads", "target": 9}]}], {}),
        ([{"name": "image", "kpis": [{"id": "revenue"}, TWO[0]]}], {}),
        ([{"name": "trafic", "kpis": TWO}], {"community_since": "2026-03-01"}),
        ([{"name": "visibilite", "kpis": [{"id": "profile_visits", "target": 9}, TWO[0]]}],
         {"events": [{"name": "Rentrée", "start": "2026-09-01", "end": "2026-10-20", "kind": "campaign"}]}),
    ],
)  # fmt: skip
def test_a_good_choice_is_not(tmp_path: Path, objectives: list[dict[str, Any]], parameters: dict[str, Any]) -> None:
    found = said(tmp_path, objectives, **parameters)
    assert [one for one in found if one != "target_unknown"] == []
