"""The client's own KPIs."""

from pathlib import Path

from tests.client import Client, day, post


def test_a_formula_takes_the_values_as_they_are(tmp_path: Path) -> None:
    own = {
        "id": "comments_per_post",
        "name": "Commentaires par publication",
        "formula": "comments / posts",
        "unit": "ratio",
    }
    client = Client(tmp_path, custom_kpis=[own])
    client.table("posts", [post("a", "2026-10-02", comments=3), post("b", "2026-10-03")])
    value = client.october().value("comments_per_post")
    assert (value.value, value.proof.numerator, value.proof.denominator) == (1.5, 3, 2)
    assert value.basis == ("published",)


def test_an_unknown_part_makes_the_whole_unknown(tmp_path: Path) -> None:
    own = {"id": "mine", "name": "Le mien", "formula": "reach[x] + 1", "unit": "n"}
    client = Client(tmp_path, custom_kpis=[own]).table("account_days", [day("2026-10-02", reach=3)])
    value = client.october().value("mine")
    assert value.value is None
    assert value.reason is not None


def test_a_formula_over_a_list_says_which_part_is_no_number(tmp_path: Path) -> None:
    own = {"id": "mine", "name": "Le mien", "formula": "top_posts / posts", "unit": "ratio"}
    client = Client(tmp_path, custom_kpis=[own]).table("posts", [post("a", "2026-10-02", reach=3)])
    value = client.october().value("mine")
    assert value.value is None
    assert value.reason is not None
    assert (value.reason.id, value.reason.values["kpi"]) == ("unknown_part", "top_posts")


def test_a_formula_over_one_value_has_its_coverage(tmp_path: Path) -> None:
    client = Client(tmp_path).table("posts", [post("a", "2026-10-02", "x", shares=3), post("b", "2026-10-03", "x")])
    assert client.october().value("retweets").coverage == 0.5
