"""The later rules, of reactions received, young figures and rows of several days, with numbers to check by hand."""

import datetime as dt
from pathlib import Path

import pytest

from tests.client import Client, day, post


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


class TestReceived:
    def test_a_network_without_posts_counts_what_it_received(self, client: Client) -> None:
        client.table("account_days", [day("2026-10-02", "x", likes=4, comments=1), day("2026-10-03", "x", likes=-1)])
        client.table("posts", [post("a", "2026-10-02", likes=10, comments=0, shares=0)])
        evaluation = client.october()
        assert (evaluation.value("likes", "x").value, evaluation.value("likes", "x").basis) == (3, ("received",))
        assert (evaluation.value("engagements").value, evaluation.value("engagements").basis) == (
            14,
            ("published", "received"),
        )

    def test_a_network_with_posts_never_mixes_the_two(self, client: Client) -> None:
        client.table("account_days", [day("2026-10-02", likes=400)])
        client.table("posts", [post("a", "2026-10-02", comments=1)])
        assert client.october().value("likes").value is None

    def test_link_clicks_add_posts_and_profile_and_list_both(self, client: Client) -> None:
        client.table("account_days", [day("2026-10-02", website_clicks=4)])
        client.table("posts", [post("a", "2026-10-02", link_clicks=10)])
        value = client.october().value("link_clicks")
        assert (value.value, value.basis) == (14, ("published", "received"))


class TestEarly:
    def test_figures_of_posts_exported_too_young_are_early(self, tmp_path: Path) -> None:
        entry = {"path": "../data/posts.csv", "exported": "2026-11-01"}
        client = Client(tmp_path, data=[entry])
        client.table("posts", [post("old", "2026-10-02", likes=8), post("young", "2026-10-30", likes=2)])
        assert client.october().value("likes").early

    def test_settled_figures_are_not(self, tmp_path: Path) -> None:
        entry = {"path": "../data/posts.csv", "exported": "2026-12-01"}
        client = Client(tmp_path, data=[entry])
        client.table("posts", [post("old", "2026-10-02", likes=8), post("young", "2026-10-30", likes=2)])
        assert not client.october().value("likes").early


WHOLE = {"date": "2026-10-01", "end": "2026-10-31", "source": "google", "pageviews": 500}


class TestSpans:
    def test_a_row_of_the_whole_month_counts(self, client: Client) -> None:
        client.table("web_visits", [WHOLE])
        assert client.october().value("pageviews").value == 500

    def test_a_row_that_only_overlaps_is_left_out_and_named(self, client: Client) -> None:
        client.table(
            "web_visits", [{**WHOLE, "end": "2026-11-02"}, {"date": "2026-10-03", "source": "x", "pageviews": 1}]
        )
        evaluation = client.october()
        assert evaluation.value("pageviews").value == 1
        assert [one.id for one in evaluation.warnings if one.id == "span_overlaps"] == ["span_overlaps"]

    def test_days_that_cover_the_month_replace_the_row_that_spans_it(self, client: Client) -> None:
        days = [{"date": f"2026-10-{n:02d}", "source": "google", "pageviews": 10} for n in range(1, 32)]
        client.table("web_visits", [WHOLE, *days])
        assert client.october().value("pageviews").value == 310

    def test_days_that_do_not_cover_it_give_way_to_the_span(self, client: Client) -> None:
        days = [{"date": f"2026-10-{n:02d}", "source": "google", "pageviews": 10} for n in range(1, 11)]
        client.table("web_visits", [WHOLE, *days, {"date": "2026-10-03", "source": "bing", "pageviews": 7}])
        assert client.october().value("pageviews").value == 507


def test_competitors_never_count(client: Client) -> None:
    client.table("posts", [post("a", "2026-10-02", likes=1), {**post("b", "2026-10-02", likes=99), "brand": "Rival"}])
    assert client.october().value("likes").value == 1


def test_the_proof_names_files_and_their_rows(client: Client) -> None:
    client.table("posts", [post("a", "2026-10-02", likes=1), post("b", "2026-10-03", likes=2)], "early.csv")
    client.table("posts", [post("b", "2026-10-03", likes=5), post("c", "2026-10-30", likes=7)], "late.csv")
    proof = client.october().value("likes").proof
    assert proof.numerator == 13
    assert [(source.file, source.rows) for source in proof.sources] == [("early.csv", 1), ("late.csv", 2)]
    assert all(len(source.sha256) == 64 for source in proof.sources)


def test_the_headline_rate_has_no_breakdown_by_followers(client: Client) -> None:
    client.table("posts", [post("a", "2026-10-02", "x", likes=9, type="image")])
    client.table("account_days", [day("2026-10-31", "x", followers=300)])
    evaluation = client.october()
    assert evaluation.value("engagement_rate").value == 3.0
    assert evaluation.by("engagement_rate", "type") == ()


def test_days_without_a_figure_are_counted_where_days_are_added_up(client: Client) -> None:
    client.table("account_days", [day(f"2026-09-{n:02d}", reach=1) for n in range(24, 31)])
    client.table("account_days", [day(f"2026-10-{n:02d}", reach=1) for n in range(1, 32)], "october.csv")
    value = client.october().value("reach")
    assert (value.missing_days, value.previous_missing_days) == (0, 23)
    september, october = client.october().series("reach")[-2:]
    assert (september.missing_days, october.missing_days) == (23, 0)
    assert october.networks == ("facebook",)


def test_a_figure_of_the_whole_site_does_not_exist_on_one_network(client: Client) -> None:
    client.table("web_visits", [{"date": "2026-10-03", "source": "facebook", "network": "facebook", "pageviews": 7}])
    evaluation = client.october()
    assert (evaluation.value("pageviews").value, evaluation.value("pageviews", "facebook").value) == (7, None)


class TestYoungPosts:
    @pytest.mark.parametrize("kpi", ["likes", "reach", "link_clicks"])
    def test_what_stands_on_posts_too_young_at_their_export_is_early(self, tmp_path: Path, kpi: str) -> None:
        client = Client(tmp_path, data=[{"path": "../data", "exported": "2026-11-01"}])
        client.table("posts", [post("a", "2026-10-30", likes=1, reach=9, link_clicks=2)])
        assert client.october().value(kpi).early

    @pytest.mark.parametrize("kpi", ["likes", "reach", "link_clicks"])
    def test_settled_posts_are_not(self, tmp_path: Path, kpi: str) -> None:
        client = Client(tmp_path, data=[{"path": "../data", "exported": "2026-11-20"}])
        client.table("posts", [post("a", "2026-10-30", likes=1, reach=9, link_clicks=2)])
        assert not client.october().value(kpi).early

    def test_days_are_never_young(self, tmp_path: Path) -> None:
        client = Client(tmp_path, data=[{"path": "../data", "exported": "2026-11-01"}])
        client.table("posts", [post("a", "2026-10-30", likes=1, reach=9)])
        client.table("account_days", [day("2026-10-31", reach=5)])
        assert not client.october().value("reach").early


def test_a_networks_value_breaks_down_into_that_network_alone(client: Client) -> None:
    client.table("posts", [post("a", "2026-10-02"), post("b", "2026-10-02", "x"), post("c", "2026-11-02")])
    evaluation = client.october()
    assert [one.bucket for one in evaluation.by("posts", "network")] == ["facebook", "x"]
    assert [one.bucket for one in evaluation.by("posts", "network", "x")] == ["x"]


class TestRowsThatStop:
    def test_a_site_speaks_of_every_source_on_each_of_its_days(self, client: Client) -> None:
        visits = [{"date": f"2026-10-{n:02d}", "source": "google", "sessions": 1} for n in range(1, 32)]
        facebook = {"date": "2026-10-03", "source": "facebook.com", "network": "facebook", "sessions": 1}
        client.table("web_visits", [*visits, facebook])
        assert [one.id for one in client.october().warnings] == []

    def test_a_site_whose_days_stop_is_said_once(self, client: Client) -> None:
        visits = [{"date": f"2026-10-{n:02d}", "source": "google", "sessions": 1} for n in range(1, 20)]
        facebook = {"date": "2026-10-03", "source": "facebook.com", "network": "facebook", "sessions": 1}
        client.table("web_visits", [*visits, facebook])
        [warning] = client.october().warnings
        assert (warning.id, warning.values["day"]) == ("rows_stop", dt.date(2026, 10, 19))
