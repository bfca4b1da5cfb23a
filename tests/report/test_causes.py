"""The table that says where a rate's change comes from."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.kpis.causes import Part, Why
from kpitools.report import causes
from kpitools.report.context import Context, Post
from tests.report.fakes import FakeEvaluation, context

NETWORKS = Why("err", "network", -0.36, (Part("facebook", 0.24, -0.02), Part("instagram", 0.14, -0.72)))
FORMATS = Why("err", "type", 1.5, (Part("reel", 0.5, 1.0), Part(None, 0.0, 0.0)), ("x", "acme", "1"), 3.2)


def made(folder: Path, why: Why, signal: str = "down", code: str = "fr") -> Context:
    return context(folder, FakeEvaluation(reasons={"err": why}, signals={"err": signal}), code=code)


def test_the_rows_add_up_to_the_change(tmp_path: Path) -> None:
    [table] = causes.tables(made(tmp_path, NETWORKS))
    assert [column.head for column in table.columns] == [
        "Réseau", "Répartition (points)", "Taux propre (points)", "Ensemble (points)",
    ]  # fmt: skip
    assert [(row.name, row.cells) for row in table.rows] == [
        ("Facebook", ("+0,24", "−0,02", "+0,22")), ("Instagram", ("+0,14", "−0,72", "−0,58")),
        ("Total", ("+0,38", "−0,74", "−0,36")),
    ]  # fmt: skip
    assert table.paper


POINTS = st.floats(-20, 20)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(POINTS, POINTS), min_size=2, max_size=8))
def test_what_is_printed_adds_up_and_is_near_the_truth(tmp_path: Path, made_up: list[tuple[float, float]]) -> None:
    parts = tuple(Part(f"format {n}", mix, rate) for n, (mix, rate) in enumerate(made_up))
    why = Why("err", "type", sum(part.whole for part in parts), parts)
    [table] = causes.tables(made(tmp_path, why))
    *rows, total = [[Decimal(cell.replace("−", "-").replace(",", ".")) for cell in row.cells] for row in table.rows]
    assert [sum(column) for column in zip(*rows, strict=True)] == total
    assert all(mix + rate == whole for mix, rate, whole in (*rows, total))
    assert float(total[2]) == pytest.approx(why.change, abs=0.0051)
    for part, (mix, rate, whole) in zip(parts, rows, strict=True):
        assert float(mix) == pytest.approx(part.mix, abs=0.0151)
        assert float(rate) == pytest.approx(part.rate, abs=0.0151)
        assert float(whole) == pytest.approx(part.whole, abs=0.0301)


def test_chance_is_not_explained_on_paper(tmp_path: Path) -> None:
    [table] = causes.tables(made(tmp_path, NETWORKS, "noise"))
    assert not table.paper and "fourchette habituelle" in table.note


def test_the_post_is_quoted_with_the_rate_without_it(tmp_path: Path) -> None:
    here = replace(made(tmp_path, FORMATS, "up"), posts={("x", "acme", "1"): Post("Le grand jour est arrivé")})
    [table] = causes.tables(here)
    note = table.note.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Sans la publication « Le grand jour est arrivé », le taux serait de 3,2 %." in note
    assert [row.name for row in table.rows] == ["Réel", "Format inconnu", "Total"]


def test_nothing_to_tell_makes_no_table(tmp_path: Path) -> None:
    assert causes.tables(context(tmp_path)) == []


def test_it_reads_in_english(tmp_path: Path) -> None:
    [table] = causes.tables(made(tmp_path, NETWORKS, code="en"))
    assert table.title.endswith("where the change comes from")
