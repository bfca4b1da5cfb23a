"""The JSON Schema of parameter files: generated, committed, true."""

import json
from pathlib import Path

import pytest

from kpitools.params.document import read
from kpitools.params.schema import schema, text
from kpitools.params.vocabulary import NETWORKS

jsonschema = pytest.importorskip("jsonschema")
HERE = Path(__file__).parent


def errors(values: object) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(schema()).iter_errors(values)]


def test_the_committed_schema_is_the_models_own(project: Path) -> None:
    committed = (project / "params" / "schema.json").read_text(encoding="utf-8")
    assert committed == text(), "python -m kpitools.params.schema > params/schema.json"


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


def test_it_accepts_correct_files(project: Path) -> None:
    for path in (HERE / "complete.yaml", HERE / "base" / "_agence.yaml", *sorted((project / "params").glob("*.yaml"))):
        assert errors(read(path, []).plain()) == [], path.name


@pytest.mark.parametrize(
    "values",
    [
        {"clent": {}},
        {"client": {"id": "../acme"}},
        {"client": {"language": "de"}},
        {"data": [{"path": ".", "network": "linkdin"}]},
        {"budget": {"2026-13": 3}},
        {"competitors": "A"},
        {"objectives": [{"name": "visibilite", "kpis": [{"id": "reach", "target": {"change": 10}}]}]},
        {"report": {"brand": {"color": "red"}}},
        {"audience_target": {"floor": 160}},
        {"mail": {"recipients": [{"to": "a@example.org", "password": "hunter2"}]}},
    ],
    ids=json.dumps,
)
def test_it_refuses_wrong_values(values: object) -> None:
    assert errors(values)


def test_it_completes_networks() -> None:
    assert schema()["$defs"]["DataEntry"]["properties"]["network"]["anyOf"][0]["enum"] == list(NETWORKS)
