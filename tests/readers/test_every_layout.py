"""Exports written from every shipped layout: what is read of them is what was written, or they are refused."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kpitools.errors import KpitoolsError
from kpitools.params.hints import Hints
from kpitools.readers import Export, layouts, read
from kpitools.readers.files.source import open_source
from kpitools.readers.matching.recognise import recognise
from kpitools.tables import Kind
from tests.readers.written_cells import CLIENT_ZONE
from tests.readers.written_exports import Written, exports, writable
from tests.readers.written_meaning import PERSON

KNOWN = layouts()
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
CASES = {
    f"{layout.id}-{at}": (layout, section)
    for layout in KNOWN
    if not layout.closed and layout.unusable is None
    for at, section in enumerate(layout.sections)
    # Sections that share the rows of one list between them are read together.
    if writable(section) and not (section.sheet and section.beside)
}
# Their tables have no header of labels, or no label that says what stands below: tests of their own write them.
OTHERWISE = {
    "brandwatch-chart",
    "meta-audience",
    "meta-audience-wide",
    "threads-account",
    "threads-figures",
    "vk-community",
}


def test_every_layout_is_written():
    usable = {layout.id for layout in KNOWN if not layout.closed and layout.unusable is None}
    assert usable - {layout.id for layout, _ in CASES.values()} == OTHERWISE


def read_back(written: Written, path: Any, known: Any = None) -> Export:
    return read(path, written.hints, timezone=CLIENT_ZONE, layouts=known or [written.layout], currency="EUR")


def same(read: Any, expected: Any, kind: Kind) -> bool:
    """Whether a value is what was written; of times, to the minute."""
    if expected is PERSON:
        return read is not None
    if kind is Kind.TIME and read is not None and expected is not None:
        return abs(read - expected) < dt.timedelta(minutes=1)
    if kind is Kind.NUMBER and read is not None and expected is not None:
        return abs(read - float(expected)) < 1e-6
    return read == (Decimal(expected) if kind is Kind.MONEY and expected is not None else expected)


def differing(export: Export, written: Written) -> list[str]:
    """Where the rows of a table are not those that were written."""
    table = written.section.canonical
    rows = export.tables[table.name].to_pylist()
    if len(rows) != len(written.expected):
        return [f"{len(rows)} rows for {len(written.expected)}"]
    return [
        f"row {at}: {name} is {row[name]!r}, not {wanted!r}"
        for at, (row, expected) in enumerate(zip(rows, written.expected, strict=True))
        for name, wanted in expected.items()
        if not same(row[name], wanted, table[name].kind)
    ]


def is_of_its_section(written: Written, path: Any) -> bool:
    """Whether the labels drawn are those of the section alone: some sections differ by a few of them."""
    found = recognise(open_source(path), [written.layout]).found
    mine = [one for one in found if one.match.section.table == written.section.table]
    return [one.match.section for one in mine] == [written.section]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("exports")


EVERY = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("case", CASES)
@EVERY
@given(data=st.data())
def test_what_is_written_is_read(folder, case, data):
    written = data.draw(exports(*CASES[case]))
    encoding, end = data.draw(st.sampled_from(ENCODINGS)), data.draw(st.sampled_from(["\n", "\r\n"]))
    path = written.save(folder / "export.csv", encoding, end)
    assume(is_of_its_section(written, path))
    assert differing(read_back(written, path), written) == []


@pytest.mark.parametrize("case", CASES)
@EVERY
@given(data=st.data())
def test_what_is_broken_is_refused_or_read_as_far_as_it_goes(folder, case, data):
    written = data.draw(exports(*CASES[case]))
    path = written.save(folder / "broken.csv")
    assume(is_of_its_section(written, path))
    row = data.draw(st.integers(0, len(written.rows) - 1))
    how = data.draw(st.sampled_from(["a word for a figure", "a cell too many", "cells cut off", "the end cut off"]))
    if how == "a word for a figure":
        counted = [at for at, label in enumerate(written.header) if written.is_count(label)]
        assume(counted)
        written.rows[row][counted[0]] = "12x"
        assert refused(written, written.save(path))
    elif how == "a cell too many" and written.is_text:
        written.rows[row].append("de trop")
        assert refused(written, written.save(path))
    elif how == "cells cut off" and written.is_text:
        del written.rows[-1][data.draw(st.integers(1, len(written.header))) :]
        assert refused(written, written.save(path)) or all_but_the_last_are_right(written, path)
    else:
        content = path.read_bytes()
        path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
        assert refused(written, path) or all_but_the_last_are_right(written, path)


def refused(written: Written, path: Any) -> bool:
    """Whether a file is refused, with a reason that names it."""
    try:
        read_back(written, path)
    except KpitoolsError as error:
        return error.problems[0].file == path.name
    return False


def all_but_the_last_are_right(written: Written, path: Any) -> bool:
    """Whether the rows are those that were written, but for the last one: blanks at its end may have been left out."""
    table = written.section.canonical
    rows = read_back(written, path).tables[table.name].to_pylist()
    return len(rows) <= len(written.expected) and all(
        same(row[name], wanted, table[name].kind)
        for row, expected in zip(rows[:-1], written.expected, strict=False)
        for name, wanted in expected.items()
    )


@pytest.mark.parametrize("layout", [one for one in KNOWN if one.unusable], ids=lambda layout: layout.id)
def test_what_is_of_no_use_is_named(tmp_path, layout):
    section = layout.sections[0]
    shaped = section.shape != "table"  # its labels are values
    heads = [section.columns[name].heads[0] for name in section.required]
    labels = ["A", "B"] if shaped else [head.text for head in (*heads, *section.having[:1])]
    states = layout.facts or section.above
    stated = [["# Start date: 20261001"], []] if states else [[section.titles[0].text]] if shaped else []
    written = Written(layout, section, labels, [["5"] * len(labels)], [], Hints(), stated)
    export = read_back(written, written.save(tmp_path / "export.csv"), KNOWN)
    assert (export.layout.id, dict(export.tables)) == (layout.id, {})
    assert "unusable" in [problem.id for problem in export.problems]
