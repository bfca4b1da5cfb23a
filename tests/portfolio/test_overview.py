"""All clients in one pass: small numbers by hand, and the same values as each client's own evaluation."""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.catalogue import catalogue
from kpitools.kpis import Period
from kpitools.kpis.custom import with_custom
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.lens import Lens
from kpitools.portfolio.cells import UNKNOWN, Cell
from kpitools.portfolio.document import values
from kpitools.portfolio.formulas import is_formed
from kpitools.portfolio.overview import Overview
from kpitools.portfolio.own import evaluated
from kpitools.portfolio.shelf import read, shelve
from kpitools.store import Store
from tests.client import LATER, OCTOBER, Client, day, post
from tests.kpis.test_by_row import RIVALS
from tests.portfolio.wider_dice import thrown

AUTUMN = tuple(Period.month(dt.date(2026, month, 1)) for month in (9, 10, 11))


def client(folder: Path, name: str, **parameters: Any) -> Client:
    subject = {"id": name, "name": name, "timezone": "Europe/Paris", "currency": "EUR", "language": "fr"}
    return Client(folder / name, client=subject, competitors=list(RIVALS), **parameters)


def overview(folder: Path, stores: Sequence[Store], months: Sequence[Period] = (OCTOBER,)) -> Overview:
    shelves, own = [], []
    for store in stores:
        place = folder / "shelves" / store.parameters.client.id
        shelve(store, catalogue(), place)
        shelves.append(read(place, store.parameters))
        known = with_custom(catalogue(), store.parameters)
        own.append(evaluated(store, catalogue(), months, [one.id for one in known.listed if not is_formed(known, one)]))
    return Overview(shelves, months, catalogue(), own)


def told(made: Overview, client_number: int, kpi: str, scope: str = "all", month: int = 0) -> Cell:
    return made.cell(client_number, month, kpi, scope)


@pytest.fixture
def two(tmp_path: Path) -> Overview:
    acme = client(tmp_path, "acme").table("posts", [
        post("a", "2026-10-02", likes=4, comments=1, reach=100), post("b", "2026-10-03", likes=5),
        post("c", "2026-10-04", "x", likes=1, reach=10), post("later", "2026-11-05"),
    ])  # fmt: skip
    acme.table("account_days", [day("2026-10-30", followers=900), day("2026-10-31", followers=1000),
                                day("2026-10-31", network="x", followers=50)])  # fmt: skip
    beta = client(tmp_path, "beta").table("ads", [
        {"date": "2026-10-01", "end": "2026-10-07", "network": "facebook", "campaign": "c", "spend": "0.1",
         "link_clicks": 3},
        {"date": "2026-10-08", "network": "facebook", "campaign": "c", "spend": "0.2", "link_clicks": 0},
        {"date": "2026-10-28", "end": "2026-11-03", "network": "facebook", "campaign": "c", "spend": "9"},
    ])  # fmt: skip
    return overview(tmp_path, [acme.store(), beta.store()])


class TestByHand:
    def test_sums_and_coverage(self, two: Overview) -> None:
        assert told(two, 0, "posts") == Cell(3, None, 1.0)
        assert told(two, 0, "likes", "facebook") == Cell(9, ("published",), 1.0)
        assert told(two, 0, "comments") == Cell(1, ("published",), 1 / 3)

    def test_a_ratio_takes_the_rows_that_know_both(self, two: Overview) -> None:
        assert told(two, 0, "err").value == pytest.approx(6 / 110 * 100)
        assert told(two, 0, "err", "facebook") == Cell(5.0, ("published",), 0.5)

    def test_followers_are_the_last_level_of_each_account(self, two: Overview) -> None:
        assert told(two, 0, "followers").value == 1050
        assert told(two, 0, "er").value == pytest.approx(11 / 1050 * 100)

    def test_reach_says_its_basis(self, two: Overview) -> None:
        assert told(two, 0, "reach") == Cell(110, ("not_deduplicated", "sum_of_posts"), 2 / 3)

    def test_unknown_is_not_zero(self, two: Overview) -> None:
        assert told(two, 1, "posts") == told(two, 1, "followers") == Cell(None, None, None)
        assert told(two, 0, "shares").value is None

    def test_money_is_exact_and_a_span_that_overlaps_the_month_is_left_out(self, two: Overview) -> None:
        assert told(two, 1, "ad_spend").value == Decimal("0.3")
        assert told(two, 1, "cpc").value == pytest.approx(0.1)

    def test_a_client_has_its_own_networks(self, two: Overview) -> None:
        assert {scope for _, scope, _ in values(two, 1, 0)} == {"all", "facebook"}

    def test_a_month_without_a_row_is_zero_where_the_table_goes_on(self, tmp_path: Path) -> None:
        some = client(tmp_path, "acme").table("posts", [post("a", "2026-09-02", likes=1), post("b", "2026-11-02")])
        made = overview(tmp_path, [some.store()], AUTUMN)
        assert [told(made, 0, "posts", month=number).value for number in range(3)] == [1, 0, 1]
        assert [told(made, 0, "likes", month=number).value for number in range(3)] == [1, 0, None]


class TestFunctionsByHand:
    @pytest.fixture
    def followed(self, tmp_path: Path) -> Overview:
        one = client(tmp_path, "acme").table("account_days", [
            day("2026-09-23", followers=500), day("2026-09-24", followers=800), day("2026-10-31", followers=900),
            day("2026-10-05", "x", followers_gained=7, followers_lost=3), day("2026-10-06", "x", followers_gained=2),
            day("2026-10-20", "x", followers=60, website_clicks=5),
        ])  # fmt: skip
        one.table("posts", [post("a", "2026-10-01", likes=8, link_clicks=2), post("b", "2026-11-02", likes=9)])
        one.table(
            "costs",
            [
                {"cost_id": "1", "date": "2026-10-01", "category": "tools", "amount": "10.10"},
                {"cost_id": "2", "date": "2026-09-01", "category": "ads", "network": "x", "amount": "5"},
            ],
        )
        one.table("ads", [{"date": "2026-10-02", "network": "x", "campaign": "c", "spend": "0.2", "link_clicks": 1},
                          {"date": "2026-09-02", "network": "x", "campaign": "c", "spend": "3"}])  # fmt: skip
        return overview(tmp_path, [one.store()], AUTUMN)

    def test_a_start_is_at_most_seven_days_old(self, followed: Overview) -> None:
        assert told(followed, 0, "follower_change_rate", "facebook", 1) == Cell(12.5, None, None)
        assert told(followed, 0, "follower_change_rate", "x", 1) == UNKNOWN
        assert told(followed, 0, "net_new_followers", "facebook", 0) == UNKNOWN

    def test_a_net_is_that_of_days_where_no_start_is_known(self, followed: Overview) -> None:
        assert told(followed, 0, "net_new_followers", "x", 1) == Cell(4, None, None)
        assert told(followed, 0, "net_new_followers", month=1).value == 104
        assert told(followed, 0, "net_follower_growth_rate", month=1).value == pytest.approx(104 / 960 * 100)

    def test_clicks_in_posts_and_in_the_profile_are_added(self, followed: Overview) -> None:
        assert told(followed, 0, "link_clicks", month=1) == Cell(7, ("published", "received"), None)
        assert told(followed, 0, "link_clicks", "facebook", 1) == Cell(2, ("published",), 1.0)

    def test_a_rate_of_posts_needs_a_level_of_the_week(self, followed: Overview) -> None:
        assert told(followed, 0, "er_post", month=1) == Cell(1.0, ("published",), 1.0)
        assert told(followed, 0, "er_post", month=2).value == pytest.approx(1.0)

    def test_ads_count_once_where_costs_hold_them(self, followed: Overview) -> None:
        assert told(followed, 0, "social_cost", month=0).value == 5
        assert told(followed, 0, "social_cost", month=1).value == Decimal("10.3")
        assert told(followed, 0, "social_cost", "x", 1) == UNKNOWN  # the tools are of all networks together
        assert told(followed, 0, "cpc_overall", month=1).value == pytest.approx(10.3 / 7)

    def test_people_count_once_a_network_and_by_the_client_s_own_ids_once(self, tmp_path: Path) -> None:
        seen = [("facebook", "u1", "2026-10-01", "comment"), ("facebook", "u1", "2026-10-09", "comment"),
                ("facebook", "u1", "2026-10-19", "share"), ("x", "u1", "2026-10-02", "like"),
                ("x", "u2", "2026-11-02", "comment")]  # fmt: skip
        one = client(tmp_path, "acme").table("interactions", [
            {"network": network, "account": "a", "user_id": who, "at": f"{date}T12:00:00+00:00", "kind": kind}
            for network, who, date, kind in seen
        ])  # fmt: skip
        one.table("actions", [
            {"action_id": str(number), "at": f"2026-10-0{number}T12:00:00+00:00", "goal": "signup", "network": network,
             "user_id": "k1"} for number, network in ((1, "facebook"), (2, "x"), (3, ""))
        ])  # fmt: skip
        made = overview(tmp_path, [one.store()])
        assert told(made, 0, "engaged_users") == Cell(2, ("distinct_users", "not_deduplicated"), 1.0)
        assert [told(made, 0, "active_core", scope).value for scope in ("facebook", "x")] == [1, 0]
        assert [told(made, 0, "active_contributors", scope).value for scope in ("all", "x")] == [1, 0]
        assert told(made, 0, "targeted_action_users") == Cell(1, None, 1.0)
        assert told(made, 0, "targeted_action_users", "x").value == 1

    def test_a_follower_costs_what_ads_say_or_the_social_cost_by_gains(self, tmp_path: Path) -> None:
        one = client(tmp_path, "acme").table("ads", [
            {"date": "2026-10-02", "network": "x", "campaign": "c", "spend": "6", "followers_gained": 4},
            {"date": "2026-10-02", "network": "facebook", "campaign": "c", "spend": "9"},
        ])  # fmt: skip
        one.table("account_days", [day("2026-10-05", followers_gained=2)])
        made = overview(tmp_path, [one.store()])
        assert [told(made, 0, "cost_per_new_follower", scope).value for scope in ("x", "facebook")] == [1.5, 4.5]
        assert told(made, 0, "cost_per_new_follower") == Cell((6 + 9) / (4 + 2), None, None)

    def test_each_client_has_its_own_engagement_rate(self, tmp_path: Path) -> None:
        rows = [post("a", "2026-10-02", likes=1, comments=1, shares=7, reach=100),
                post("b", "2026-10-03", likes=3, reach=50), post("c", "2026-10-03", "x", likes=9)]  # fmt: skip
        stores = [client(tmp_path, name, definitions=own).table("posts", rows).store()
                  for name, own in (("acme", "kpitools"), ("beta", "hootsuite"), ("gamma", "hoppa"))]  # fmt: skip
        made = overview(tmp_path, stores)
        assert [told(made, number, "engagement_rate").value for number in range(3)] == [8.0, 7.5, 8.0]
        assert told(made, 1, "engagement_rate").coverage == 2 / 3
        assert told(made, 1, "err").value == 8.0


def compared(made: Overview, stores: Sequence[Store]) -> Iterator[tuple[Any, ...]]:
    """Every value of the overview with what the client's own evaluation says, where they part."""
    for number, store in enumerate(stores):
        for month, period in enumerate(made.months):
            evaluation = Evaluation(store, catalogue(), period, LATER)
            for kpi, scope, one in values(made, number, month):
                wanted = evaluation.result(kpi.id, Lens(period), evaluation.networks_of(scope))
                if wanted.value is None:
                    same = one == UNKNOWN
                elif isinstance(wanted.value, list):
                    same = one.value == wanted.value
                else:
                    assert not isinstance(one.value, list)
                    same = one.basis == (tuple(sorted(wanted.basis)) or None) and all(
                        have is want or (None not in (have, want) and math.isclose(have, want, rel_tol=1e-9))
                        for have, want in ((one.value, wanted.value), (one.coverage, wanted.coverage))
                    )
                if not same:
                    yield store.parameters.client.id, period, kpi.id, scope, one, wanted


@given(seed=st.integers(0, 10**6))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_pass_and_each_client_s_evaluation_agree(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("clients")
    thrown_two = (thrown(folder, f"client-{number}", seed + number) for number in range(2))
    stores = [store for store in thrown_two if store]
    assert list(compared(overview(folder, stores, AUTUMN), stores)) == []


def test_the_worked_example(shared: Path, tmp_path: Path) -> None:
    from kpitools.kpis.opening import open_store

    store = open_store(shared / "checks" / "kpis" / "params.yaml", "compute")
    made = overview(tmp_path, [store], (OCTOBER.previous, OCTOBER))
    assert list(compared(made, [store])) == []
    assert sum(one.value is not None for _, _, one in values(made, 0, 1)) > 150
