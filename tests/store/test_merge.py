"""The merge rule: one row a key, picked field by field; overlapping exports count nothing twice."""

import datetime as dt
import random
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.store import Place, Store, merge
from kpitools.tables import TABLES
from tests.client import Client, day, post


def rows(store: Store, table: str, *columns: str) -> list[tuple[object, ...]]:
    quoted = ", ".join(f'"{column}"' for column in columns)
    return store.connection.execute(f"SELECT {quoted} FROM {table} ORDER BY ALL").fetchall()


def test_the_later_file_wins_field_by_field_and_unknowns_overwrite_nothing(tmp_path: Path) -> None:
    client = Client(tmp_path)
    client.table("posts", [post("a", "2026-10-02", likes=1, shares=4), post("z", "2026-10-30")], "late.csv")
    client.table("posts", [post("a", "2026-10-02", likes=9, comments=2), post("y", "2026-10-20")], "early.csv")
    store = client.store()
    assert rows(store, "posts", "post_id", "likes", "comments", "shares")[0] == ("a", 1, 2, 4)
    assert not store.problems


def test_the_time_of_export_goes_before_the_last_day(tmp_path: Path) -> None:
    data = [
        {"path": "../data/one.csv", "exported": "2026-11-05"},
        {"path": "../data/two.csv", "exported": "2026-11-01"},
    ]
    client = Client(tmp_path, data=data)
    client.table("posts", [post("a", "2026-10-02", likes=1)], "one.csv")
    client.table("posts", [post("a", "2026-10-02", likes=9), post("z", "2026-10-30")], "two.csv")
    assert rows(client.store(), "posts", "post_id", "likes")[0] == ("a", 1)


def test_the_later_row_of_one_file_wins(tmp_path: Path) -> None:
    client = Client(tmp_path).table("posts", [post("a", "2026-10-02", likes=1), post("a", "2026-10-02", likes=2)])
    assert rows(client.store(), "posts", "likes") == [(2,)]


def test_a_boosted_post_of_linkedin_counts_once_with_all_of_its_impressions(tmp_path: Path) -> None:
    client = Client(tmp_path, data=[{"path": "../data/posts.csv", "account": "Acme"}])
    link = "https://www.linkedin.com/feed/update/urn:li:activity:7427093572182790145"
    ways = {"Organic": (54, 7), "Sponsored": (280, 1), "Total": (334, 8)}
    lines = [f"T,{link},{way},02/10/2026,{seen},{likes}" for way, (seen, likes) in ways.items()]
    header = "Post title,Post link,Post type,Created date,Impressions,Likes"
    (tmp_path / "data" / "posts.csv").write_text("\n".join([header, *lines, ""]))
    assert rows(client.store(), "posts", "impressions", "likes") == [(334, 8)]


def test_files_that_nothing_orders_are_decided_by_path_with_a_warning_that_names_both(tmp_path: Path) -> None:
    client = Client(tmp_path)
    client.table("posts", [post("a", "2026-10-02", likes=1)], "a.csv")
    client.table("posts", [post("a", "2026-10-02", likes=2)], "b.csv")
    store = client.store()
    assert rows(store, "posts", "likes") == [(2,)]
    [warning] = store.problems
    assert (warning.id, warning.values["first"], warning.values["second"]) == ("files_disagree", "a.csv", "b.csv")


def test_the_warning_names_the_winner_last_whatever_order_the_folders_are_read_in(tmp_path: Path) -> None:
    client = Client(tmp_path)
    client.table("posts", [post("a", "2026-10-02", likes=1)], "a/posts.csv")
    client.table("posts", [post("a", "2026-10-02", likes=2)], "a-b/posts.csv")
    store = client.store()
    assert rows(store, "posts", "likes") == [(1,)]  # "a-b/" comes before "a/" as a text
    [warning] = store.problems
    assert (warning.values["first"], warning.values["second"]) == ("a-b/posts.csv", "a/posts.csv")


def test_a_cut_text_that_replaces_nothing_is_no_disagreement(tmp_path: Path) -> None:
    parts = []
    for number, (text, weak) in enumerate([("Bonjour à tous", ""), ("Bonjour…", "text")]):
        row = {"network": "x", "post_id": "a", "text": text, "_row": 1, "_day": dt.date(2026, 10, 2), "_hour": None}
        schema = TABLES["posts"].arrow
        for name, kind in (("_row", pa.int64()), ("_day", pa.date32()), ("_hour", pa.int8())):
            schema = schema.append(pa.field(name, kind))
        table = pa.Table.from_pylist([row], schema=schema)
        parts.append(merge.Part(number, number, 0, table, frozenset({weak} - {""})))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE account_names AS SELECT * FROM (VALUES (0, '', 'x', NULL, ''), "
                           "(1, '', 'x', NULL, '')) AS t(file, brand, network, named, account)")  # fmt: skip
        assert merge.create(connection, TABLES["posts"], parts) == []
        assert connection.execute("SELECT text FROM posts").fetchall() == [("Bonjour à tous",)]


def test_a_network_without_a_level_in_the_parameters_says_nothing(tmp_path: Path) -> None:
    client = Client(tmp_path, followers={"instagram": {}}).table("posts", [post("a", "2026-10-02", likes=1)])
    assert [record.name for record in client.store().files] == ["posts.csv"]


def test_files_that_agree_need_no_warning(tmp_path: Path) -> None:
    client = Client(tmp_path)
    client.table("posts", [post("a", "2026-10-02", likes=1)], "a.csv")
    client.table("posts", [post("a", "2026-10-02", likes=1, shares=3)], "b.csv")
    assert not client.store().problems


def test_times_in_a_key_are_compared_as_instants(tmp_path: Path) -> None:
    person = {"network": "facebook", "account": "acme", "user_id": "u1", "kind": "like"}
    client = Client(tmp_path).table("interactions", [
        {**person, "at": "2026-10-02T12:00:00+02:00"}, {**person, "at": "2026-10-02T10:00:00Z"},
    ])  # fmt: skip
    assert rows(client.store(), "interactions", "user_id") == [("u1",)]


def test_rows_of_web_visits_that_share_a_key_are_added_up_within_a_file_and_replaced_across_files(
    tmp_path: Path,
) -> None:
    visit = {"date": "2026-10-02", "source": "google"}
    client = Client(tmp_path)
    client.table("web_visits", [{**visit, "sessions": 3}, {**visit, "sessions": 4}], "a.csv")
    client.table("web_visits", [{**visit, "sessions": 10}, {**visit, "date": "2026-10-03", "sessions": 1}], "b.csv")
    assert rows(client.store(), "web_visits", "sessions") == [(1,), (10,)]


def test_each_value_remembers_its_file_and_row(tmp_path: Path) -> None:
    client = Client(tmp_path)
    client.table("posts", [post("y", "2026-10-01"), post("a", "2026-10-02", likes=1)], "a.csv")
    client.table("posts", [post("a", "2026-10-02", shares=5), post("z", "2026-10-30")], "b.csv")
    store = client.store()
    [(likes, shares)] = store.connection.execute(
        "SELECT likes__src, shares__src FROM posts WHERE post_id = 'a'"
    ).fetchall()
    assert store.place(likes) == Place("a.csv", 3)  # the header is row 1
    assert store.place(shares) == Place("b.csv", 2)


class TestAccounts:
    def test_a_file_that_names_no_account_is_of_the_networks_only_one(self, tmp_path: Path) -> None:
        client = Client(tmp_path).table("posts", [post("a", "2026-10-02")])
        client.table("account_days", [{"network": "facebook", "date": "2026-10-02", "reach": 3}])
        assert rows(client.store(), "account_days", "account") == [("acme-facebook",)]

    def test_it_is_ambiguous_where_there_are_several_and_the_edition_goes_on_without_it(self, tmp_path: Path) -> None:
        client = Client(tmp_path).table(
            "posts", [post("a", "2026-10-02"), {**post("b", "2026-10-02"), "account": "other"}]
        )
        client.table("account_days", [{"network": "facebook", "date": "2026-10-02", "reach": 3}])
        store = client.store()
        assert rows(store, "account_days", "account") == []
        [problem] = store.problems
        assert (problem.id, problem.severity.value, problem.file) == (
            "ambiguous_account",
            "reservation",
            "account_days.csv",
        )

    def test_one_declared_account_settles_it(self, tmp_path: Path) -> None:
        client = Client(tmp_path, accounts=[{"network": "facebook", "name": "acme-facebook"}])
        client.table("posts", [post("a", "2026-10-02"), {**post("b", "2026-10-02"), "account": "partner"}])
        client.table("account_days", [{"network": "facebook", "date": "2026-10-02", "reach": 3}])
        assert rows(client.store(), "account_days", "account") == [("acme-facebook",)]

    def test_aliases_give_one_name(self, tmp_path: Path) -> None:
        client = Client(tmp_path, accounts=[{"network": "facebook", "name": "Acme", "aliases": ["ACME-Facebook"]}])
        client.table("posts", [post("a", "2026-10-02")])
        client.table("account_days", [day("2026-10-02", reach=3)])
        assert (
            rows(client.store(), "posts", "account") == rows(client.store(), "account_days", "account") == [("Acme",)]
        )


class TestExclusions:
    def test_a_post_is_taken_out_and_counted(self, tmp_path: Path) -> None:
        client = Client(tmp_path, exclude=[{"post_id": "a", "reason": "partenaire"}])
        store = client.table("posts", [post("a", "2026-10-02"), post("b", "2026-10-02")]).store()
        assert rows(store, "posts", "post_id") == [("b",)]
        assert [(one.rows, one.reason) for one in store.excluded] == [(1, "partenaire")]

    def test_replies_are_what_begins_by_naming_someone_on_x(self, tmp_path: Path) -> None:
        client = Client(tmp_path, exclude=[{"type": "reply", "reason": "réponses"}]).table("posts", [
            post("a", "2026-10-02", "x", text="@ami merci"), post("b", "2026-10-02", "x", text="Bonjour @ami"),
            post("c", "2026-10-02", "facebook", text="@ami merci"),
        ])  # fmt: skip
        assert rows(client.store(), "posts", "post_id") == [("b",), ("c",)]

    def test_an_account_goes_from_every_table(self, tmp_path: Path) -> None:
        client = Client(tmp_path, exclude=[{"account": "acme-x", "reason": "fermé"}])
        client.table("posts", [post("a", "2026-10-02", "x")]).table("account_days", [day("2026-10-02", "x", reach=1)])
        store = client.store()
        assert store.tables() == []


POSTS = st.lists(
    st.fixed_dictionaries(
        {"likes": st.none() | st.integers(0, 9), "shares": st.none() | st.integers(0, 9), "day": st.integers(1, 31)}
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(POSTS, st.randoms(use_true_random=False))
def test_splitting_shuffling_and_overlapping_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, figures: list[dict[str, int | None]], shuffle: random.Random
) -> None:
    made = [
        post(str(number), f"2026-10-{one['day']:02d}", likes=one["likes"], shares=one["shares"])
        for number, one in enumerate(figures)
    ]
    whole = Client(tmp_path_factory.mktemp("whole")).table("posts", made).october()
    mixed = [*made]
    shuffle.shuffle(mixed)
    cut = shuffle.randint(0, len(mixed))
    client = Client(tmp_path_factory.mktemp("parts")).table("posts", mixed[: cut + 1], "a.csv")
    parts = client.table("posts", mixed[cut:], "b.csv").october()
    for kpi in ("posts", "likes", "shares", "engagements", "amplification_rate"):
        assert parts.value(kpi).value == whole.value(kpi).value
        assert parts.value(kpi).coverage == whole.value(kpi).coverage
