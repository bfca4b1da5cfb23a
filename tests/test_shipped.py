"""What is remembered of the shipped YAML files is what they say."""

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kpitools import shipped
from kpitools.readers.schema import library


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KPITOOLS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "shipped"


class Parser:
    """Reads YAML and counts how often."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: Path) -> Any:
        self.read.append(path.name)
        return YAML(typ="safe").load(path)


def test_a_file_is_parsed_once_for_as_long_as_its_text_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x: [1, 2.5, oui]", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("y: é", encoding="utf-8")
    parser, wanted = Parser(), {"a.yaml": {"x": [1, 2.5, "oui"]}, "b.yaml": {"y": "é"}}
    assert [shipped.plain(tmp_path, parser) for _ in range(2)] == [wanted, wanted]
    assert parser.read == ["a.yaml", "b.yaml"]
    (tmp_path / "b.yaml").write_text("y: è", encoding="utf-8")
    assert shipped.plain(tmp_path, parser)["b.yaml"] == {"y": "è"}
    assert shipped.plain(tmp_path / "a.yaml", parser) == {"a.yaml": wanted["a.yaml"]}


def test_a_damaged_memory_is_made_anew(tmp_path: Path, memory: Path) -> None:
    (tmp_path / "a.yaml").write_text("x: 1", encoding="utf-8")
    parser = Parser()
    shipped.plain(tmp_path, parser)
    [remembered] = memory.iterdir()
    remembered.write_text("{", encoding="utf-8")
    assert shipped.plain(tmp_path, parser) == {"a.yaml": {"x": 1}}
    assert parser.read == ["a.yaml", "a.yaml"] and json.loads(remembered.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["day: 2025-11-15", "1: one"], ids=["a date", "a number as a key"])
def test_what_json_cannot_hold_is_not_remembered(tmp_path: Path, memory: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    parser = Parser()
    assert shipped.plain(tmp_path, parser) == shipped.plain(tmp_path, parser)
    assert len(parser.read) == 2 and not memory.exists()


def test_the_layouts_remembered_are_those_of_the_files() -> None:
    made = [library._shipped.__wrapped__() for _ in range(2)]
    assert made[0] == made[1] == library._folder(library.SHIPPED)
