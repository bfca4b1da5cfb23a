"""A workspace's own KPIs, written by hand: what can't be computed is said, and nothing else ever reaches a query."""

from pathlib import Path

import pytest

from kpitools.catalogue import catalogue
from kpitools.errors import ParametersError
from kpitools.kpis.opening import evaluate, open_store
from kpitools.kpis.soundness import faults
from tests.client import OCTOBER, Client, post

HEAD = "name: {fr: Le mien, en: Mine}, category: interaction, unit: n, better: up, definition: {fr: d, en: d}"


def own(folder: Path, **formulas: str) -> Path:
    """A client's parameter file in a workspace with these KPIs of its own."""
    client = Client(folder).table("posts", [post("a", "2026-10-02", likes=4), post("b", "2026-11-02")])
    kpis = folder / "params" / "kpis"
    kpis.mkdir()
    text = "\n".join(f"{kpi}: {{{HEAD}, {formula}}}" for kpi, formula in formulas.items())
    (kpis / "own.yaml").write_text(text, encoding="utf-8")
    return client.path()


def test_the_shipped_kpis_are_sound() -> None:
    assert faults(catalogue()) == []


def test_a_sound_one_is_computed(tmp_path: Path) -> None:
    path = own(tmp_path, mine="sum: posts.likes", double="arithmetic: mine * 2")
    evaluation = evaluate(open_store(path), OCTOBER)
    assert (evaluation.value("mine").value, evaluation.value("double").value) == (4, 8)


@pytest.mark.parametrize(
    ("formula", "problem", "said"),
    [
        ("sum: posts.foo", "unknown_column", "posts.foo"),
        ("sum: posts.text", "unknown_column", "posts.text"),
        ("sum: nope.likes", "unknown_column", "nope.likes"),
        ('sum: "posts.likes) FROM posts; DROP TABLE posts --"', "unknown_column", "DROP TABLE"),
        ("count: nope", "unknown_column", "nope"),
        ("divide: posts.likes, by: posts.nope", "unknown_column", "posts.nope"),
        ("divide: posts.likes, by: ads.clicks", "unknown_column", "ads.clicks"),
        ("function: reach, column: likes", "unknown_column", "account_periods.likes"),
        ("function: top_posts, column: account", "unknown_column", "posts.account"),
        ("function: nope", "unknown_function", "nope"),
        ("divide: nope, by: posts", "unknown_kpi", "nope"),
        ("arithmetic: nope + 1", "unknown_kpi", "nope"),
        ('arithmetic: "likes +"', "formula", "formule"),
        ("arithmetic: mine + 1", "circle", "mine"),
        ("divide: mine, by: posts", "circle", "mine"),
    ],
)
def test_what_can_not_be_computed_is_said_before_anything_is(
    tmp_path: Path, formula: str, problem: str, said: str
) -> None:
    store = open_store(own(tmp_path, mine=formula))
    with pytest.raises(ParametersError) as caught:
        evaluate(store, OCTOBER)
    first = caught.value.problems[0]
    assert first.id == problem
    assert said in str(caught.value)
    assert first.file is not None
    assert first.file.endswith("kpis")
