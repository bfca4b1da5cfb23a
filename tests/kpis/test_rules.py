"""The rules that hold for every KPI, each with numbers small enough to check by hand."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.kpis import Period
from tests.client import Client, day, post


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


class TestPeriod:
    def test_a_post_belongs_to_the_month_of_its_time_in_paris(self, client: Client) -> None:
        client.table("posts", [
            post("in", "2026-09-30T22:30:00+00:00"),  # 00:30 on 1 October in Paris
            post("out", "2026-10-31T23:30:00+00:00"),  # 00:30 on 1 November: winter time since the 25th
            post("after", "2026-11-20"),
        ])  # fmt: skip
        assert client.october().value("posts").value == 1

    def test_both_half_past_two_of_the_night_of_winter_time_are_25_october(self, client: Client) -> None:
        client.table("posts", [
            post("summer", "2026-10-25T02:30:00+02:00"), post("winter", "2026-10-25T02:30:00+01:00"),
            post("later", "2026-11-02"),
        ])  # fmt: skip
        found = client.october().by("posts", "hour")
        assert found is not None
        assert [(one.bucket, one.value) for one in found] == [(2, 2)]

    def test_any_range_is_compared_with_as_many_days_before(self, client: Client) -> None:
        client.table("posts", [post(str(n), f"2026-10-{n:02d}") for n in range(1, 21)])
        value = client.october(period=Period(dt.date(2026, 10, 11), dt.date(2026, 10, 15))).value("posts")
        assert (value.value, value.previous) == (5, 5)


class TestUnknown:
    def test_a_sum_of_unknowns_is_unknown_and_says_why(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-10-02", likes=3)])
        value = client.october().value("shares")
        assert value.value is None
        assert value.reason is not None
        assert value.reason.id == "no_column"

    def test_a_sum_over_some_unknowns_says_its_coverage(self, client: Client) -> None:
        client.table(
            "posts", [post("a", "2026-10-02", likes=3), post("b", "2026-10-03"), post("c", "2026-10-04", likes=0)]
        )
        value = client.october().value("likes")
        assert (value.value, value.coverage) == (3, pytest.approx(2 / 3))

    def test_a_network_that_never_says_lowers_the_coverage_of_all(self, client: Client) -> None:
        client.table(
            "posts", [post("a", "2026-10-02", shares=3), post("b", "2026-10-02", "x"), post("c", "2026-10-03", "x")]
        )
        assert client.october().value("shares").coverage == pytest.approx(1 / 3)

    def test_no_post_in_a_covered_month_is_zero(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-09-02", likes=3), post("b", "2026-11-02", likes=1)])
        evaluation = client.october()
        assert (evaluation.value("posts").value, evaluation.value("likes").value) == (0, 0)

    def test_no_post_where_exports_stop_before_is_unknown(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-09-02", likes=3)])
        value = client.october().value("posts")
        assert value.value is None
        assert value.reason is not None
        assert value.reason.id == "no_rows"

    def test_the_parameters_can_say_that_an_export_covers_the_month(self, tmp_path: Path) -> None:
        entry = {"path": "../data/posts.csv", "covers": ["2026-09-01", "2026-10-31"]}
        client = Client(tmp_path, data=[entry]).table("posts", [post("a", "2026-09-02", likes=3)])
        assert client.october().value("posts").value == 0

    def test_days_without_rows_are_never_zero(self, client: Client) -> None:
        client.table("account_days", [day("2026-09-02", reach=3), day("2026-11-02", reach=1)])
        assert client.october().value("new_followers").value is None
        assert client.october().value("reach").value is None

    def test_rows_that_stop_within_the_month_are_a_warning_that_names_the_day(self, client: Client) -> None:
        client.table("account_days", [day(f"2026-10-{n:02d}", reach=3) for n in range(1, 18)])
        [warning] = [one for one in client.october().warnings if one.id == "rows_stop"]
        assert warning.values["day"] == dt.date(2026, 10, 17)


class TestRatios:
    def test_a_column_ratio_uses_the_rows_that_know_both(self, client: Client) -> None:
        client.table("posts", [
            post("a", "2026-10-02", likes=5, reach=100), post("b", "2026-10-03", likes=50),
            post("c", "2026-10-04", reach=900),
        ])  # fmt: skip
        value = client.october().value("err")
        assert (value.value, value.proof.numerator, value.proof.denominator) == (5.0, 5, 100)
        assert value.coverage == pytest.approx(1 / 3)

    def test_a_zero_denominator_is_unknown(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-10-02", likes=5, reach=0)])
        value = client.october().value("err")
        assert value.value is None
        assert value.reason is not None

    def test_all_is_cut_to_the_networks_that_know_both(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-10-02", likes=10), post("b", "2026-10-02", "x", likes=90)])
        client.table("account_days", [day("2026-10-31", followers=200)])
        value = client.october().value("er")
        assert (value.value, value.proof.numerator, value.proof.denominator) == (5.0, 10, 200)

    def test_posts_that_do_not_know_the_numerator_do_not_dilute(self, client: Client) -> None:
        client.table(
            "posts", [post("a", "2026-10-02", shares=3), post("b", "2026-10-03"), post("c", "2026-10-04", shares=1)]
        )
        assert client.october().value("amplification_rate").value == 200.0

    def test_the_headline_rate_is_by_reach_else_by_followers(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-10-02", likes=10, reach=100), post("b", "2026-10-02", "x", likes=9)])
        client.table("account_days", [day("2026-10-31", "x", followers=300)])
        evaluation = client.october()
        assert evaluation.value("engagement_rate").value == 10.0
        assert evaluation.value("engagement_rate", "x").value == 3.0


class TestReach:
    def test_the_figure_of_exactly_the_period_goes_before_the_sum_of_days(self, client: Client) -> None:
        client.table("account_days", [day("2026-10-02", reach=30), day("2026-10-03", reach=40)])
        client.table("account_periods", [
            {"network": "facebook", "account": "acme-facebook", "start": "2026-10-01", "end": end, "reach": reach}
            for end, reach in (("2026-10-31", 50), ("2026-10-30", 49))
        ])  # fmt: skip
        value = client.october().value("reach", "facebook")
        assert (value.value, value.basis) == (50, ("period_unique",))

    def test_without_days_it_is_the_sum_of_posts(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-10-02", reach=30), post("b", "2026-10-03", reach=40)])
        value = client.october().value("reach")
        assert (value.value, value.basis) == (70, ("sum_of_posts",))

    def test_over_accounts_it_says_that_people_are_counted_twice(self, client: Client) -> None:
        client.table("account_days", [day("2026-10-02", reach=30)])
        client.table("posts", [post("a", "2026-10-02", "x", reach=7)])
        value = client.october().value("reach")
        assert (value.value, value.basis) == (37, ("not_deduplicated", "sum_of_days", "sum_of_posts"))


class TestChange:
    def test_from_20_to_100_is_four_hundred_percent_more(self, client: Client) -> None:
        client.table("account_days", [day("2026-09-02", followers_gained=20), day("2026-10-02", followers_gained=100)])
        assert client.october().value("new_followers").change == pytest.approx(400)

    def test_from_zero_there_is_no_percentage(self, client: Client) -> None:
        client.table("account_days", [day("2026-09-02", followers_gained=0), day("2026-10-02", followers_gained=100)])
        assert client.october().value("new_followers").change is None

    def test_another_basis_is_not_compared_in_silence(self, client: Client) -> None:
        client.table("posts", [post("a", "2026-09-02", reach=10)])
        client.table("account_days", [day("2026-10-02", reach=30)])
        value = client.october().value("reach", "facebook")
        assert (value.value, value.previous, value.change) == (30, 10, None)
        assert value.not_compared is not None

    def test_a_network_known_in_one_period_only_is_left_out_and_named(self, client: Client) -> None:
        client.table("account_days", [
            day("2026-09-02", followers_gained=10), day("2026-10-02", followers_gained=15),
            day("2026-10-02", "x", followers_gained=1000),
        ])  # fmt: skip
        value = client.october().value("new_followers")
        assert (value.value, value.previous, value.change) == (1015, 10, pytest.approx(50))
        assert value.compared == ("facebook",)

    def test_percentages_change_in_points_too(self, client: Client) -> None:
        client.table("posts", [
            post("a", "2026-09-02", likes=2, reach=100), post("b", "2026-10-02", likes=3, reach=100),
        ])  # fmt: skip
        value = client.october().value("err")
        assert (value.change_points, value.change) == (pytest.approx(1), pytest.approx(50))


class TestFollowers:
    def test_the_level_is_that_of_the_last_day_that_has_one(self, client: Client) -> None:
        client.table("account_days", [
            day("2026-10-02", followers=10), day("2026-10-20", followers=12), day("2026-10-25", reach=1),
            day("2026-11-01", followers=99),
        ])  # fmt: skip
        assert client.october().value("followers").value == 12

    def test_the_start_may_be_seven_days_old_and_no_more(self, client: Client) -> None:
        client.table("account_days", [
            day("2026-09-24", followers=10), day("2026-10-31", followers=15),
            day("2026-09-23", "x", followers=100), day("2026-10-31", "x", followers=200),
        ])  # fmt: skip
        evaluation = client.october()
        assert evaluation.value("net_new_followers", "facebook").value == 5
        assert evaluation.value("net_new_followers", "x").value is None
        assert evaluation.value("follower_change_rate").value == 50.0

    def test_without_levels_the_net_is_gained_less_lost(self, client: Client) -> None:
        client.table("account_days", [
            day("2026-10-02", followers_gained=9, followers_lost=2), day("2026-10-03", followers_gained=100),
        ])  # fmt: skip
        assert client.october().value("net_new_followers").value == 7

    def test_levels_of_the_parameters_count_like_any_other_and_say_so(self, tmp_path: Path) -> None:
        client = Client(tmp_path, followers={"facebook": {"2026-10-31": 1629}})
        client.table("account_days", [day("2026-10-02", reach=1)])
        value = client.october().value("followers")
        assert value.value == 1629
        assert [source.file for source in value.proof.sources] == ["acme.yaml"]
