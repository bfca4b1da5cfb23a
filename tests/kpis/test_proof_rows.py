"""The rows behind a value: the sum of what is shown is the value, each row with the file and line it came from."""

from pathlib import Path

import pytest

from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.opening import evaluate, open_store
from kpitools.kpis.proof_rows import add_up, rows_behind, sums
from kpitools.report import Report
from kpitools.store import Place
from tests.client import OCTOBER, Client, day, post

POSTS = [
    post("a", "2026-10-02", likes=4, comments=1, reach=100), post("b", "2026-10-03", likes=2, reach=50),
    post("unknown", "2026-10-04", likes=9), post("late", "2026-11-02", likes=99, reach=99),
    post("c", "2026-10-05", "x", likes=3),
]  # fmt: skip
DAYS = [day("2026-09-30", followers=80), day("2026-10-31", followers=100), day("2026-10-30", followers=70)]


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path).table("posts", POSTS).table("account_days", DAYS)


@pytest.fixture
def evaluation(client: Client) -> Evaluation:
    return client.october()


def test_a_ratio_shows_the_rows_that_know_both_sides(evaluation: Evaluation) -> None:
    rows = rows_behind(evaluation, "err")
    assert [(row.what, row.of, row.by) for row in rows] == [("a", 5, 100), ("b", 2, 50)]
    assert [row.places for row in rows] == [
        (Place("posts.csv", 2),),
        (Place("posts.csv", 3),),
    ]  # the first row is the header
    assert sums(rows) == (7, 150) and add_up(evaluation.value("err").proof, rows)


def test_a_quotient_shows_both_kpis_on_the_networks_that_know_both(evaluation: Evaluation) -> None:
    rows = rows_behind(evaluation, "er")
    assert {(row.part, row.side, row.network) for row in rows} == {
        ("engagements", "numerator", "facebook"), ("followers", "denominator", "facebook"),
    }  # fmt: skip
    assert sums(rows) == (5 + 2 + 9, 100)


def test_levels_name_their_rows(evaluation: Evaluation) -> None:
    [level] = rows_behind(evaluation, "followers", "facebook")
    assert (level.what, level.of, level.places) == ("2026-10-31", 100, (Place("account_days.csv", 3),))
    net = rows_behind(evaluation, "net_new_followers", "facebook")
    assert [row.of for row in net] == [100, -80] and sums(net)[0] == 20


def test_a_row_of_another_export_is_shown_with_the_file_that_won(client: Client) -> None:
    later = [post("a", "2026-10-02", likes=6, reach=110), post("d", "2026-11-20", likes=1)]
    evaluation = client.table("posts", later, "later.csv").october()
    [row] = [row for row in rows_behind(evaluation, "err") if row.what == "a"]
    assert (row.of, row.by) == (7, 110)  # the comment is still the first file's
    assert row.places == (Place("later.csv", 2), Place("posts.csv", 2))


@pytest.mark.parametrize("profile", ["metricool", "hootsuite", "livedune", "minter"])
def test_a_vendors_rate_shows_its_posts(tmp_path: Path, profile: str) -> None:
    client = Client(tmp_path, definitions=profile).table("posts", POSTS).table("account_days", DAYS)
    evaluation = client.october()
    rows = rows_behind(evaluation, "engagement_rate", "facebook")
    proof = evaluation.value("engagement_rate", "facebook").proof
    assert rows and (add_up(proof, rows) or profile == "livedune")


def test_people_count_once_in_their_first_row(tmp_path: Path) -> None:
    rows = [
        {"network": "x", "account": "a", "user_id": who, "at": f"2026-10-0{n}T10:00:00Z", "kind": kind}
        for n, (who, kind) in enumerate([("u", "comment"), ("u", "share"), ("v", "like"), ("w", "comment")], 1)
    ]
    evaluation = Client(tmp_path).table("interactions", rows).october()
    shown = rows_behind(evaluation, "contributors")
    assert [row.of for row in shown] == [1, 0, 0, 1]
    assert add_up(evaluation.value("contributors").proof, shown)


def test_a_mean_of_means_is_not_said_to_be_a_sum(evaluation: Evaluation) -> None:
    rows = rows_behind(evaluation, "er_day")
    assert rows and not add_up(evaluation.value("er_day").proof, rows)


def test_sums_and_ratios_of_the_worked_example_add_up(shared: Path) -> None:
    """Every KPI that is a sum, a count, or a ratio of columns, on every scope."""
    evaluation = evaluate(open_store(shared / "checks" / "kpis" / "params.yaml", "compute"), OCTOBER)
    wrong = []
    for kpi in evaluation.catalogue.kpis.values():
        if not (kpi.sum or kpi.count or (kpi.divide and kpi.divide.over_columns)):
            continue
        for scope in evaluation.scopes(kpi.id):
            value = evaluation.value(kpi.id, scope)
            rows = rows_behind(evaluation, kpi.id, scope) if value.value is not None else ()
            if value.value and not add_up(value.proof, rows):
                wrong.append((kpi.id, scope, value.proof.numerator, sums(rows)))
    assert wrong == []


# Adds up to what its rows say: levels at a date and rates of posts are read, not added.
ADDED = {"lifetime_value", "repeat_customer_share", "repeat_customer_share_other", "active_core_growth"}


def test_every_value_of_the_worked_example_has_rows_behind_it(shared: Path) -> None:
    """Where it is not nothing, and no figure of the parameters alone (the budget)."""
    evaluation = evaluate(open_store(shared / "checks" / "kpis" / "params.yaml", "compute"), OCTOBER)
    bare, apart = [], []
    for kpi in evaluation.catalogue.listed:
        for scope in evaluation.scopes(kpi.id):
            value = evaluation.value(kpi.id, scope)
            told = any(row.get("value", row) for row in value.value) if isinstance(value.value, list) else value.value
            if not told or kpi.id == "marketing_budget":
                continue
            rows = rows_behind(evaluation, kpi.id, scope)
            if not rows or not all(row.places for row in rows):
                bare.append((kpi.id, scope))
            elif kpi.id in ADDED and not add_up(value.proof, rows):
                apart.append((kpi.id, scope, value.proof.numerator, value.proof.denominator, sums(rows)))
    assert (bare, apart) == ([], [])


def test_a_ranking_shows_its_posts_and_the_figure_that_ranks_them(evaluation: Evaluation) -> None:
    assert [(row.what, row.of) for row in rows_behind(evaluation, "top_posts", "facebook")] == [
        ("a", 100), ("b", 50), ("unknown", None),
    ]  # fmt: skip
    assert [row.what for row in rows_behind(evaluation, "top_posts_likes", "facebook")] == ["unknown", "a", "b"]


def test_a_contest_shows_its_days_and_those_it_is_held_against(tmp_path: Path) -> None:
    contest = {"name": "Jeu", "start": "2026-10-10", "end": "2026-10-11"}
    posts = [post(day, day, likes=4) for day in ("2026-09-01", "2026-09-20", "2026-10-10", "2026-10-20")]
    rows = rows_behind(Client(tmp_path, contests=[contest]).table("posts", posts).october(), "contest_uplift")
    assert [(row.what, row.side) for row in rows] == [("2026-10-10", "numerator"), ("2026-09-20", "denominator")]


def test_a_customer_counts_once_among_the_orders(tmp_path: Path) -> None:
    orders = [
        {"order_id": str(n), "at": f"{day}T10:00:00Z", "customer_id": who, "network": network, "amount": amount}
        for n, (day, who, network, amount) in enumerate(
            [("2026-09-02", "u", "x", "10"), ("2026-10-05", "u", "x", "5"), ("2026-10-06", "v", "x", "7.5")]
        )
    ]
    evaluation = Client(tmp_path).table("orders", orders).october()
    value = rows_behind(evaluation, "lifetime_value", "x")
    assert [(float(row.of or 0), row.by) for row in value] == [(10, 1), (5, 0), (7.5, 1)]
    again = rows_behind(evaluation, "repeat_customer_share", "x")
    assert [(row.what, row.of, row.by) for row in again] == [("1", 1, 1), ("2", 0, 1)]
    proofs = {kpi: evaluation.value(kpi, "x").proof for kpi in ("lifetime_value", "repeat_customer_share")}
    assert add_up(proofs["lifetime_value"], value) and add_up(proofs["repeat_customer_share"], again)


def test_a_notebook_shows_the_rows_and_their_sum(client: Client) -> None:
    proof = Report.load(client.path(), "2026-10").kpi("err").proof()
    assert (proof.numerator, proof.denominator, proof.adds_up) == (7, 150, True)
    assert list(proof.rows["numerator"]) == [5, 2] and list(proof.rows["row"]) == [2, 3]
    html = proof._repr_html_()
    assert "posts.csv, ligne 2" in html and "Somme des lignes" in html and "<td>150</td>" in html
