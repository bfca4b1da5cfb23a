"""The canonical tables are the public file format: their columns, keys and names."""

import pytest

from kpitools.tables import DERIVED, EVENT_TABLES, FILLED, TABLES, TITLES, Kind, parts


def test_every_table_has_a_name_for_readers() -> None:
    assert set(TITLES) == set(FILLED)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("account_days", ("brand", "network", "account", "date")),
        ("posts", ("brand", "network", "account", "post_id")),
        ("web_visits", ("date", "end", "source", "medium", "campaign", "landing_page")),
        ("audience", ("date", "brand", "network", "account", "dimension", "bucket")),
        ("interactions", ("network", "account", "user_id", "at", "kind", "post_id")),
    ],
)
def test_keys(table: str, key: tuple[str, ...]) -> None:
    assert TABLES[table].key == key


POSTS = """brand network account post_id published_at type text permalink topic impressions views reach reach_organic
reach_paid reach_viral likes love care haha wow sad angry comments shares saves forwards link_clicks clicks video_views
watch_time_s"""


def test_columns_of_posts_are_the_interfaces() -> None:
    assert " ".join(column.name for column in TABLES["posts"]) == " ".join(POSTS.split())


def test_events_count_zero_where_nothing_happened_and_levels_do_not() -> None:
    assert "posts" in EVENT_TABLES
    assert not {"account_days", "account_periods", "web_visits", "audience"} & EVENT_TABLES


def test_money_is_decimal_and_counts_are_integers() -> None:
    assert str(TABLES["ads"]["spend"].arrow) == "decimal128(18, 6)"
    assert str(TABLES["posts"]["likes"].arrow) == "int64"


def test_what_was_received_on_a_day_may_be_negative_and_a_level_may_not() -> None:
    assert TABLES["account_days"]["likes"].kind is Kind.NET
    assert TABLES["account_days"]["followers"].kind is Kind.COUNT


def test_derived_figures_are_made_of_stored_columns() -> None:
    for table, columns in DERIVED.items():
        assert all(member in TABLES[table] for members in columns.values() for member in members)
    assert parts("posts", "engagements") == ("likes", "comments", "shares")
    assert parts("posts", "reach") == ("reach",)
