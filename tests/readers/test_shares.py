"""Shares without a sign: the file's own figures tell whether they are fractions or of a hundred."""

import datetime as dt

import pyarrow as pa
from hypothesis import assume, given
from hypothesis import strategies as st

from kpitools.readers.values.shares import Shares, as_fractions, scales
from tests.workbook import workbook

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def metrica(*rows: tuple[str, str, str, str]) -> str:
    lines = "".join(f"{','.join(row)}\n" for row in rows)
    return f"UTM Source,Sessions,Users,New user rate,Bounce rate\n{lines}".replace("|", ",")


def bounces(export):
    return [row["bounces"] for row in export.tables["web_visits"].to_pylist()]


def ids(export):
    return {problem.id for problem in export.problems}


def test_shares_below_one_are_told_by_what_they_count(read_text):
    """A hundredth of 0.25 of 200 visits is no number of visits."""
    text = metrica(("vk", "200", "200", "", "0.25"), ("mail", "100", "100", "", "0.5"))
    export = read_text(text, covers=OCTOBER)
    assert bounces(export) == [50, 50]
    assert "shares_open" not in ids(export)


def test_shares_that_could_be_either_are_fractions_and_it_is_said(read_text):
    """0.5 % of 200 visits is one of them, 0.5 of 200 a hundred."""
    text = metrica(("vk", "200", "200", "", "0.5"), ("mail", "100", "100", "", "1"))
    export = read_text(text, covers=OCTOBER)
    assert bounces(export) == [100, 100]
    assert "shares_open" in ids(export)


def test_one_column_tells_the_scale_of_all(read_text):
    text = metrica(("vk", "20000", "10000", "60", "0.3"), ("mail", "20000", "10000", "70", "0.4"))
    export = read_text(text, covers=OCTOBER)
    rows = export.tables["web_visits"].to_pylist()
    assert [(row["new_users"], row["bounces"]) for row in rows] == [(6000, 60), (7000, 80)]
    assert "shares_open" not in ids(export)


def test_no_share_at_all_asks_nothing(read_text):
    export = read_text(metrica(("vk", "200", "200", "0", "0"), ("mail", "100", "100", "0", "0")), covers=OCTOBER)
    assert bounces(export) == [0, 0]
    assert "shares_open" not in ids(export)


def test_a_workbook_holds_fractions(read_bytes):
    rows = [("UTM Source", "Sessions", "Users", "Bounce rate"), ("vk", 20000, 100, 0.3), ("mail", 30000, 100, 0.5)]
    export = read_bytes(workbook(*rows), "metrica.xlsx", covers=OCTOBER)
    assert bounces(export) == [6000, 15000]
    assert "shares_open" not in ids(export)


@given(
    counts=st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 5000)), min_size=1, max_size=20),
    digits=st.integers(1, 6),
    hundred=st.sampled_from([1, 100]),
)
def test_what_is_told_is_right(counts, digits, hundred):
    """Rounded shares of whole things are never taken for the other scale, but perhaps for either."""
    counts = [(whole, min(part, whole)) for whole, part in counts]
    written = [round(hundred * part / whole, digits) for whole, part in counts]
    assume(any(written))
    shares = Shares(pa.chunked_array([written]), pa.chunked_array([[whole for whole, _ in counts]]), signed=False)
    found, open_ones = scales({"bounces": shares}, workbook=False)
    told = as_fractions(shares.numbers, found["bounces"]).to_pylist()
    assert open_ones or told == [share / hundred for share in written]
