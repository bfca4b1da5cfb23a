"""Samples of documented exports with pieces put in other's places: read or refused, never anything but our errors."""

import datetime as dt
import importlib
import pkgutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.errors import KpitoolsError
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from kpitools.readers.writing import dates
from tests.readers import documented

MODULES = [
    importlib.import_module(f"{documented.__name__}.{one.name}") for one in pkgutil.iter_modules(documented.__path__)
]
TEXTS = [sample[0] for one in MODULES for sample in getattr(one, "SAMPLES", {}).values() if isinstance(sample[0], str)]
JUNK = st.sampled_from(
    ["", '"', "\r", "\n", "'", "[", "]", ",", ";", "\t", "\x00", "9" * 20, "2026-13-40", "%", "NaN", "{"]
)
CUT = st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 5, 40]), JUNK)
HINTS = Hints(covers=(dt.date(2026, 10, 1), dt.date(2026, 10, 31)), exported=dt.date(2026, 11, 2), account="acme")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(CUT, min_size=1, max_size=4))
def test_a_mutated_sample_is_read_or_refused(folder: Path, text: str, cuts: list[tuple[float, int, str]]) -> None:
    for place, length, junk in cuts:
        start = round(place * len(text))
        text = text[:start] + junk + text[start + length :]
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        read(path, HINTS, timezone="Europe/Paris", layouts=layouts())
    except KpitoolsError as error:
        assert error.problems


@pytest.mark.parametrize("number", ["9" * 20, "-" + "9" * 17])
@pytest.mark.parametrize("form", ["unix", "unix ms"])
def test_an_instant_that_no_clock_shows_is_none(number: str, form: str) -> None:
    with pytest.raises(ValueError, match=number):
        dates.parser((form,))(number)
