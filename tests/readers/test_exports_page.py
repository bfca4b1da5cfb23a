"""The list of exports in docs/."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kpitools.readers import layouts


@pytest.fixture(scope="module")
def tool(project: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("exports", project / "tools" / "exports.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_pages_in_docs_are_those_of_the_layouts(project: Path, tool: ModuleType) -> None:
    """`python tools/exports.py` writes them anew."""
    for name, text in tool.pages().items():
        assert (project / "docs" / name).read_text(encoding="utf-8") == text, name


def test_a_line_tells_what_was_seen_and_what_only_read_about(tool: ModuleType) -> None:
    [french] = [line for line in tool.pages()["exports-lus.md"].splitlines() if "`ga4`" in line]
    seen = "français, anglais, espagnol, portugais, 2022 – 2026"
    assert french == f"| Google Analytics 4 | `ga4` | `web_visits` | {seen} | allemand |"
    for text in tool.pages().values():
        assert all(f"`{one.id}`" in text for one in layouts() if not one.closed)
