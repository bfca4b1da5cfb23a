"""English is complete: every text that a user sees has its translation, with the same fields."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def messages(project: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", project / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fields(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)\}", text))


def test_every_text_has_its_english(messages: ModuleType) -> None:
    catalog = messages.english()
    assert [text for text in messages.used() if not messages.translated(catalog, text)] == []


def test_english_fills_the_same_fields(messages: ModuleType) -> None:
    wrong = []
    # What a layout says in both languages comes as two values, of which each language shows its own.
    texts = {"{said_fr}": "{said_en}"}
    for message in messages.english():
        french = [message.id] if isinstance(message.id, str) else list(message.id)
        english = [message.string] if isinstance(message.string, str) else list(message.string)
        wrong += [pair for pair in zip(french, english, strict=True) if pair[0] and fields(pair[0]) != fields(pair[1])]
    assert [pair for pair in wrong if texts.get(pair[0]) != pair[1]] == []


def test_no_translation_is_left_over(messages: ModuleType) -> None:
    known = {text if isinstance(text, str) else text[0] for text in messages.used()}
    ids = [message.id if isinstance(message.id, str) else message.id[0] for message in messages.english()]
    assert [text for text in ids if text and text not in known] == []
